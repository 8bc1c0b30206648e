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
DESK = [
    ("queue", "Queue", "entities.change_quote"),
    ("entities_quote_changelist", "Quotes", "entities.view_quote"),
    ("entities_mention_changelist", "Mentions", "entities.view_quote"),
    ("entities_person_changelist", "People", "entities.view_quote"),
    ("articles_caption_changelist", "Captions", "entities.view_quote"),
    ("entities_event_changelist", "Events", "entities.view_quote"),
    ("entities_decision_changelist", "Decisions", "entities.view_quote"),
    ("index", "Everything", None),
]


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
def desk_sections(context: RequestContext) -> list[dict[str, str]]:
    """The sections of the desk, with `current` as `sections` has it."""
    here, found = context["request"].path, []
    for name, label, permission in DESK:
        if permission is None or context["user"].has_perm(permission):
            url = reverse(f"admin:{name}")
            within = "true" if name != "index" and here.startswith(url) else ""
            found.append({"label": label, "url": url, "current": "page" if here == url else within})
    return found


@register.simple_tag(takes_context=True)
def desk_count(context: RequestContext) -> str:
    """How many rows wait for an editor; asked once a request."""
    request = context["request"]
    if not hasattr(request, "desk_count"):
        request.desk_count = in_all(waiting(request.user, anew=()))
    return request.desk_count
