"""What a list offers besides reading it, and how a row is cited and told to machines."""

import json

from django import template
from django.db.models import Model
from django.http import QueryDict
from django.template import RequestContext
from django.urls import NoReverseMatch, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from newsroom.listings import KINDS
from newsroom.taking.linked import linked

register = template.Library()

# Which part of a list is on the page says nothing of the list.
PAGING = ("page", "after", "before")
FORMS = {"csv": "CSV", "xlsx": "Spreadsheet (XLSX)", "json": "JSON"}
REFERENCES = {"ris": "References (RIS)", "csl.json": "References (CSL-JSON)"}
CITED = ("article", "quote", "caption")
# What ends a script, or begins a comment in one, written so that it cannot.
ESCAPES = {ord("<"): "\\u003C", ord(">"): "\\u003E", ord("&"): "\\u0026"}


@register.inclusion_tag("partials/_take.html", takes_context=True)
def take(context: RequestContext) -> dict:
    """The list of this page as files and to keep; nothing where the page has none that can be taken."""
    request = context["request"]
    page, query = request.path.strip("/"), _query(request.GET)
    kind = KINDS.get(type(context.get("filter"))) or getattr(context.get("search"), "kind", "")
    try:
        links = [
            {"label": label, "address": reverse("take_list", kwargs={"page": page, "form": form}) + query}
            for form, label in (FORMS | (REFERENCES if kind in CITED else {})).items()
        ]
    except NoReverseMatch:
        links = []
    is_cut = getattr(context.get("search"), "is_cut", False)
    return {"links": links, "at": request.path + query, "is_cut": is_cut}


def _query(asked: QueryDict) -> str:
    kept = asked.copy()
    for name in PAGING:
        kept.pop(name, None)
    return f"?{kept.urlencode()}" if kept else ""


@register.inclusion_tag("partials/_citing.html", takes_context=True)
def citing(context: RequestContext, row: Model, anchor: str = "") -> dict:
    """How a row is cited: in words, for reference managers, and by its permanent address."""
    request, kind = context["request"], row._meta.model_name
    links = {
        label: reverse("take_row", kwargs={"page": f"{kind}s", "pk": row.pk, "form": form})
        for form, label in REFERENCES.items()
    }
    return {
        "request": request,
        "row": row,
        "links": links,
        "address": request.build_absolute_uri(row.get_absolute_url()),
    }


@register.simple_tag(takes_context=True)
def linked_data(context: RequestContext, row: Model) -> SafeString:
    """What the page holds as schema.org has it: data in a script element, of which nothing runs."""
    said = linked(row, context["request"].build_absolute_uri("/")[:-1])
    words = json.dumps(said, ensure_ascii=False).translate(ESCAPES)
    return format_html('<script type="application/ld+json">{}</script>', mark_safe(words))  # noqa: S308 (escaped above)
