"""What a list offers besides reading it."""

from django import template
from django.http import QueryDict
from django.template import RequestContext
from django.urls import NoReverseMatch, reverse

register = template.Library()

# Which part of a list is on the page says nothing of the list.
PAGING = ("page", "after", "before")
FORMS = {"csv": "CSV", "xlsx": "Spreadsheet (XLSX)", "json": "JSON"}


@register.inclusion_tag("partials/_take.html", takes_context=True)
def take(context: RequestContext) -> dict:
    """The list of this page as files; nothing where the page has none."""
    request = context["request"]
    page, query = request.path.strip("/"), _query(request.GET)
    try:
        links = [
            {"label": label, "address": reverse("take_list", kwargs={"page": page, "form": form}) + query}
            for form, label in FORMS.items()
        ]
    except NoReverseMatch:
        links = []
    return {"links": links, "at": request.path + query}


def _query(asked: QueryDict) -> str:
    kept = asked.copy()
    for name in PAGING:
        kept.pop(name, None)
    return f"?{kept.urlencode()}" if kept else ""
