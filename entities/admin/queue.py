"""The review queue at the desk: one question at a time, answered with a button or its key.

Every page has an address of its own and works as forms do: POST, redirect, GET. A script that asks
for it (`X-Desk`) gets the next page in answer to the POST itself, and its address in `Content-Location`.
"""

from dataclasses import dataclass
from itertools import zip_longest
from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import BadRequest, PermissionDenied
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from articles.models import Reviewable
from entities import curation
from entities.admin.context import decided_by, marked, row_link, row_page
from entities.curation import CurationError
from entities.keys import key_in
from entities.models import Decision, Person
from entities.passage import around
from entities.queue import KINDS, Answer, Kind, Place, Verb, waiting
from entities.queue.candidates import search
from entities.queue.latest import latest_of
from entities.queue.line import line_of
from entities.rows import told_apart_by

# Items of the same kind named in the list at the left, the one in front of the editor included.
MOST_NEXT = 8
# Characters shown to either side of the words in question, where there is one place to show.
REACH = 420


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """Words of an article as the page shows them."""

    place: Place
    words: SafeString
    is_last: bool  # of its article in a row: whose words they are is said once


def queue_view(request: HttpRequest) -> HttpResponse:
    """What waits, kind by kind."""
    if not any(kind.allows(request.user) for kind in KINDS.values()):
        raise PermissionDenied
    return _page(request, None, "What waits for you", {})


def kind_view(request: HttpRequest, slug: str) -> HttpResponse:
    """The first item of a kind, or the empty desk."""
    kind = _kind(request, slug)
    for first in line_of(kind).after(most=1):
        return HttpResponseRedirect(_address(kind, first))
    return _page(request, kind, kind.question, {})


def item_view(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """One question; a POST answers it and leads to the next."""
    kind = _kind(request, slug)
    row = kind.find(pk)
    if row is None:
        messages.warning(request, "That one is no longer in the archive: a later ingest removed it.")
        return HttpResponseRedirect(reverse("admin:queue_kind", args=[slug]))
    if request.method == "POST":
        return _answer(request, kind, row)
    if not row.waits:
        who = decided_by(row) if isinstance(row, Reviewable) else "It has been answered."
        passed = format_html("Passed over: {}. {}", row_link(kind.subject(row), kind.line(row)[:80]), who)
        messages.warning(request, passed)
        return _go(request, kind, _next(kind, row))
    return _item(request, kind, row)


def undo_view(request: HttpRequest) -> HttpResponse:
    """Take back a decision of one's own and show its question again."""
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    if not any(kind.allows(request.user) for kind in KINDS.values()):
        raise PermissionDenied
    key = key_in(request.POST.get("decision", ""))
    if key is None:
        raise BadRequest("No such decision.")
    decision = get_object_or_404(Decision, pk=key, by=request.user)
    try:
        curation.undo(entry=decision, by=request.user)
    except CurationError as refused:
        messages.error(request, str(refused))
    kind, pk = _asked_again(decision)
    return (
        _go(request, kind, pk) if kind and kind.allows(request.user) else HttpResponseRedirect(reverse("admin:queue"))
    )


def _answer(request: HttpRequest, kind: Kind, row: Any) -> HttpResponse:
    """Carry out the answer on the row as the editor saw it. What still waits afterwards is asked again."""
    verb, pk = _verb(kind, row, request), row.pk
    try:
        with transaction.atomic():
            kind.lock(row, request.POST.get("seen", ""))
            verb(by=request.user, reason=request.POST.get("reason", ""))
    except CurationError as refused:
        messages.error(request, str(refused))
        if kind.rows().filter(pk=pk).exists():
            return _go(request, kind, pk)
    row.pk = pk  # the verb may have removed it; its place in the order is still where to go on from
    return _go(request, kind, _next(kind, row))


def _verb(kind: Kind, row: Any, request: HttpRequest) -> Verb:
    """The verb that the posted answer stands for."""
    name = request.POST.get("answer", "")
    if name == "fill" and kind.fillable:
        return kind.fill(row, request.POST)
    if kind.choosing and name.startswith("person-") and (key := key_in(name.removeprefix("person-"))) is not None:
        return kind.choose(row, get_object_or_404(Person, pk=key))
    for answer in kind.answers(row):
        if answer.name == name:
            return answer.verb
    raise BadRequest("No such answer.")


def _next(kind: Kind, row: Any) -> int | None:
    """What waits after a row; at the end, the first of what was passed over."""
    line = line_of(kind)
    others = (pk for pk in (*line.after(row, most=1), *line.after(most=2)) if pk != row.pk)
    return next(others, None)


def _go(request: HttpRequest, kind: Kind, pk: int | None) -> HttpResponse:
    """Lead to an item, or to the emptied desk of its kind; a script is shown it at once."""
    address = _address(kind, pk)
    if "X-Desk" not in request.headers:
        return HttpResponseRedirect(address)
    row = kind.find(pk) if pk is not None else None
    page = _item(request, kind, row) if row else _page(request, kind, kind.question, {})
    page.headers["Content-Location"] = address
    return page


def _item(request: HttpRequest, kind: Kind, row: Any) -> HttpResponse:
    """The page of one question."""
    wanted = " ".join(request.GET.get("who", "").split())[:100] if kind.choosing else ""
    line, answers = line_of(kind), _answers(kind, row, wanted)
    upcoming, previous = line.after(row, most=MOST_NEXT), line.before(row)
    context = {
        "row": row,
        "lines": [(_address(kind, other.pk), kind.line(other)) for other in kind.load(upcoming)],
        "address": _address(kind, row.pk),
        "previous": _address(kind, previous) if previous is not None else "",
        "next": _address(kind, upcoming[0]) if upcoming else "",
        "line": kind.line(row),
        "places": _shown(kind.places(row)),
        "evidence": [*kind.evidence(row), kind.rating(row)],
        "sides": [(side, _shown(side.places)) for side in kind.sides(row)],
        "links": kind.links(row),
        "answers": answers,
        "nobody_found": wanted and not any(answer.name.startswith("person-") for answer in answers),
        "fields": kind.fields(row),
        "wanted": wanted,
        "seen": kind.state(row),
        "row_page": row_page(kind.subject(row)),
    }
    return _page(request, kind, kind.asks(row), context)


def _answers(kind: Kind, row: Any, wanted: str) -> list[Answer]:
    """The answers of the kind, then one a person: those looked for, else those whom it may be."""
    people = search(wanted) if wanted else kind.candidates(row)
    chosen = [
        Answer(
            name=f"person-{person.pk}",
            label=person.name,
            note=told_apart_by(person),
            key=str(number),
            verb=kind.choose(row, person),
        )
        for number, person in enumerate(people, start=1)
    ]
    return [*kind.answers(row), *chosen]


def _shown(places: list[Place]) -> list[Shown]:
    """The words around each place with what is marked in them, no words twice; of several places less around each."""
    reach, windows = REACH // max(len(places), 1) ** 2, []
    for place in places:
        nowhere = place.start == place.end  # words that are gone
        first, last = (0, 0) if nowhere else around(place.article, place.start, place.end, reach=reach)
        before = windows[-1] if windows else None
        if before and before[0].article == place.article and not before[0].gone and first < before[2]:
            windows[-1] = (before[0], before[1], max(last, before[2]), (*before[3], *place.marks))
        else:
            windows.append((place, first, last, place.marks))
    return [
        Shown(
            place=place,
            words=marked(place.article, first, last, marks),
            is_last=after is None or after[0].article != place.article,
        )
        for (place, first, last, marks), after in zip_longest(windows, windows[1:])
    ]


def _page(request: HttpRequest, kind: Kind | None, title: str, more: dict[str, Any]) -> HttpResponse:
    context = {
        **admin.site.each_context(request),
        "title": title,
        "kind": kind,
        "work": waiting(request.user, anew=[kind] if kind else None),
        "latest": latest_of(request.user),
        **more,
    }
    return TemplateResponse(request, "admin/queue.html", context)


def _kind(request: HttpRequest, slug: str) -> Kind:
    kind = KINDS.get(slug)
    if kind is None:
        raise Http404("No such kind of work.")
    if not kind.allows(request.user):
        raise PermissionDenied
    return kind


def _address(kind: Kind, pk: int | None) -> str:
    if pk is None:
        return reverse("admin:queue_kind", args=[kind.slug])
    return reverse("admin:queue_item", args=[kind.slug, pk])


def _asked_again(decision: Decision) -> tuple[Kind | None, int | None]:
    """The question that waits again now that a decision is undone."""
    touched = decision.changes.select_related("row_type").order_by("pk").values_list("row_type__model", "row_id")[:20]
    for kind in KINDS.values():
        if (pk := kind.again(list(touched))) is not None:
            return kind, pk
    return None, None


admin.site.add_pages(
    path("queue/", admin.site.admin_view(queue_view), name="queue"),
    path("queue/undo/", admin.site.admin_view(undo_view), name="queue_undo"),
    path("queue/<slug:slug>/", admin.site.admin_view(kind_view), name="queue_kind"),
    path("queue/<slug:slug>/<int:pk>/", admin.site.admin_view(item_view), name="queue_item"),
)
