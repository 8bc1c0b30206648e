"""Says to those who may see it how much is under embargo."""

from django import template
from django.template.context import Context

from entities.models import HeldArticle

register = template.Library()


@register.simple_tag(takes_context=True)
def number_held(context: Context) -> int:
    """How many articles are held back; for those who may not see them there are none, and nothing is asked."""
    user = context["request"].user
    return HeldArticle.objects.count() if user.has_perm("entities.view_heldarticle") else 0
