from django import template

from articles.partial_dates import partial_date

register = template.Library()
register.filter("partial_date", partial_date, expects_localtime=True)
