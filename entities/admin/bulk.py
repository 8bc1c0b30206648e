"""One verb over every row that a list's filter matches: said in words and asked for twice, done and undone as one."""

import re
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.contrib.humanize.templatetags.humanize import intcomma
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse

from articles.models import Review
from entities import curation
from entities.curation import CurationError, Tally
from entities.curation.ledger import name_of
from entities.done import tell_done

if TYPE_CHECKING:
    from entities.admin.base import ReviewableAdmin

# From this many rows on their number has to be typed.
TYPED_ABOVE = 100
SHOWN = 6
ACTIONS: dict[str, tuple[str, Callable[..., Any], tuple[str, ...]]] = {
    "confirm_rows": ("Confirm", curation.confirm, (Review.REJECTED,)),
    "reject_rows": ("Reject", curation.reject, (Review.CONFIRMED, Review.EDITED)),
    "restore_rows": ("Take back the decisions on", curation.restore, ()),
}


def decide_on_all(
    model_admin: "ReviewableAdmin", request: HttpRequest, matching: QuerySet, action: str
) -> HttpResponse:
    """Ask whether the verb is meant for everything that matches; carry it out where that has been said."""
    rows = model_admin.model._base_manager.filter(pk__in=matching.order_by().values("pk"))
    found = curation.tally(rows)
    problem = ""
    if "seen" in request.POST:
        problem = _not_typed(request, found)
        if not problem and _done(request, rows, action):
            return HttpResponseRedirect(request.get_full_path())
        found = curation.tally(rows)
    return _page(model_admin, request, rows, found, action, problem)


def everything_asked(request: HttpRequest) -> None:
    """Take the box "all that match" for what the list's own link does, which needs a script."""
    if request.method == "POST" and request.POST.get("everything"):
        request.POST = request.POST.copy()
        request.POST["select_across"] = "1"
        request.POST.setdefault(ACTION_CHECKBOX_NAME, "all")


def _not_typed(request: HttpRequest, found: Tally) -> str:
    typed = re.sub(r"[\s,.]", "", request.POST.get("number", ""))
    if found.count <= TYPED_ABOVE or typed == str(found.count):
        return ""
    return f"Nothing was done: type the number {intcomma(found.count)} to say that you mean all of them."


@transaction.atomic
def _carried_out(request: HttpRequest, rows: QuerySet, action: str) -> Any:
    curation.lock_all_as_seen(rows, request.POST["seen"])
    return ACTIONS[action][1](rows=rows, by=request.user, reason=request.POST.get("reason", ""))


def _done(request: HttpRequest, rows: QuerySet, action: str) -> bool:
    try:
        decision = _carried_out(request, rows, action)
    except CurationError as refused:
        messages.error(request, str(refused))
        return False
    tell_done(request, decision)
    return True


def _page(
    model_admin: "ReviewableAdmin", request: HttpRequest, rows: QuerySet, found: Tally, action: str, problem: str
) -> HttpResponse:
    opts, (verb, _, overruled) = model_admin.opts, ACTIONS[action]
    noun = opts.verbose_name if found.count == 1 else opts.verbose_name_plural
    conditions = ", ".join(_conditions(model_admin, request))
    context = {
        **model_admin.admin_site.each_context(request),
        "title": f"{verb} {intcomma(found.count)} {noun}",
        "matching": f"that match: {conditions}" if conditions else "all there are",
        "opts": opts,
        "action": action,
        "found": found,
        "numbers": [(Review(review).label, number) for review, number in sorted(found.numbers.items())],
        "overruled": sum(found.numbers.get(review, 0) for review in overruled),
        "shown": [name_of(row) for row in rows.order_by("pk")[:SHOWN]],
        "typed": found.count > TYPED_ABOVE,
        "problem": problem,
        "reason": request.POST.get("reason", ""),
        "address": request.get_full_path(),
    }
    return TemplateResponse(request, "admin/decide_on_all.html", context)


def _conditions(model_admin: "ReviewableAdmin", request: HttpRequest) -> Iterator[str]:
    """What the list is filtered by, each in a few words."""
    changelist = model_admin.get_changelist_instance(request)
    if changelist.query:
        yield f"the words “{changelist.query}”"
    specs, _, others, *_ = changelist.get_filters(request)
    for spec in specs:
        _everything, *choices = spec.choices(changelist)
        for choice in choices:
            if choice.get("selected"):
                yield f"{spec.title}: {choice['display']}"
    for lookup, value in others.items():
        yield f"{lookup.replace('__', ' ')}: {value[0] if isinstance(value, list) else value}"
