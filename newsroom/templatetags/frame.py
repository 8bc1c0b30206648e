"""What the frame around every page needs: the sections, and how much work waits at the desk."""

from django import template
from django.template import RequestContext
from django.urls import reverse

from entities.queue import in_all, waiting

register = template.Library()

# Each with the permission that it takes to see it, where it takes one.
SECTIONS = [
    ("article", "Articles", None),
    ("person", "People", None),
    ("quote", "Quotes", None),
    ("caption", "Captions", None),
    ("event", "Events", None),
    ("decision", "Decisions", "entities.view_decision"),
]
CHECK = "quote_check"


@register.inclusion_tag("partials/_sections.html", takes_context=True)
def sections(context: RequestContext) -> dict:
    """The sections of the archive; `current` is "page" on a section's list and "true" on its pages."""
    match = getattr(context.get("request"), "resolver_match", None)
    here = match.url_name if match else ""
    found = [
        {"label": label, "url": reverse(f"{name}_list"), "current": _current(here or "", name)}
        for name, label, permission in SECTIONS
        if permission is None or context["user"].has_perm(permission)
    ]
    return {"sections": [*found, {"label": "Check", "url": reverse(CHECK), "current": "page" if here == CHECK else ""}]}


def _current(here: str, name: str) -> str:
    if here == f"{name}_list":
        return "page"
    return "true" if here == f"{name}_detail" else ""


@register.simple_tag(takes_context=True)
def desk_count(context: RequestContext) -> str:
    """How many rows wait for an editor; asked once a request."""
    request = context["request"]
    if not hasattr(request, "desk_count"):
        request.desk_count = in_all(waiting(request.user, anew=()))
    return request.desk_count
