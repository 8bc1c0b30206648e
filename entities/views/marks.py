"""Deciding on the page of an article: each mark has an address that shows its note, and one for each verb.

They work as forms do: POST, redirect to the place in the article. A script takes from each page the part it needs.
"""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.core.exceptions import BadRequest
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.utils.http import urlencode
from django.views.decorators.http import require_GET, require_POST

from articles.models import Article
from entities import curation
from entities.curation import CurationError
from entities.editing.choosing import Asked, asked_in
from entities.editing.marks import EDITING, MARKS, Marked, together
from entities.keys import key_in
from entities.models import Decision
from entities.reading import note_of
from entities.suggested import suggestions_for

editors_only = permission_required(EDITING, raise_exception=True)


@require_GET
@editors_only
def mark(request: HttpRequest, pk: int, kind: str, row: int) -> HttpResponse:
    """What a mark says, and what can be said of it."""
    marked, found = _find(pk, kind, row)
    return _gone(request, pk) if found is None else _note(request, marked, found)


@require_POST
@editors_only
def decide_mark(request: HttpRequest, pk: int, kind: str, row: int, verb: str) -> HttpResponse:
    """Carry out a verb on the row as the editor saw it, and go back to its place; a refusal is told in the note."""
    marked, found = _find(pk, kind, row)
    if found is None:
        return _gone(request, pk)
    if "find" in request.POST:
        return _note(request, marked, found, asked=asked_in(verb, request.POST))
    anchor = marked.anchor(found)
    try:
        decide = marked.verb(verb, found, request.POST)
        if decide is None:
            raise BadRequest("No such verb.")
        with transaction.atomic():
            marked.lock(found, request.POST.getlist("seen"))
            decision = decide(by=request.user, reason=request.POST.get("reason", ""))
    except CurationError as refused:
        return _note(request, *_find(pk, kind, row), refused=str(refused))
    return back_to(found.article, decision, anchor)


@require_POST
@editors_only
def undo_on_page(request: HttpRequest, pk: int) -> HttpResponse:
    """Take back a decision of one's own, or do again what one undid, and stay at its place."""
    article, key = get_object_or_404(Article, pk=pk), key_in(request.POST.get("decision", ""))
    if key is None:
        raise BadRequest("No such decision.")
    decision = get_object_or_404(Decision, pk=key, by=request.user)
    try:
        decision = curation.undo(entry=decision, by=request.user)
    except CurationError as refused:
        messages.error(request, str(refused))
    return back_to(article, decision, request.POST.get("at", ""))


def back_to(article: Article, decision: Decision, anchor: str) -> HttpResponse:
    """The article's page at the place of a decision, which it offers to undo."""
    told = urlencode({"did": decision.pk, "at": anchor})
    return HttpResponseRedirect(f"{article.get_absolute_url()}?{told}#{anchor}")


def did_last(request: HttpRequest) -> Decision | None:
    """The decision that led to this view of the page, if the one who looks made it and it stands."""
    key = key_in(request.GET.get("did", ""))
    return Decision.objects.filter(pk=key, by=request.user, undone_by=None).first() if key is not None else None


def _find(pk: int, kind: str, row: int) -> tuple[Marked, Any]:
    if kind not in MARKS:
        raise Http404("No such kind of mark.")
    article = get_object_or_404(Article, pk=pk)
    return MARKS[kind], MARKS[kind].rows(article).filter(pk=row).first()


def _gone(request: HttpRequest, pk: int) -> HttpResponse:
    messages.warning(request, "That one is no longer in the archive: a later ingest removed it.")
    return HttpResponseRedirect(get_object_or_404(Article, pk=pk).get_absolute_url())


def _note(
    request: HttpRequest, marked: Marked, row: Any, *, refused: str = "", asked: Asked | None = None
) -> HttpResponse:
    asked = asked or Asked()
    waiting = row.article.suggestions.on(row) if marked.template else row.article.suggestions.none()
    context = {
        "article": row.article,
        "marked": marked,
        "row": row,
        "note": note_of(row) if marked.template else None,
        "anchor": marked.anchor(row),
        "seen": marked.seen(row),
        "no": marked.no_in_words(row),
        "may_restore": marked.may_restore(row),
        "choosings": {choosing.verb: asked.answer(choosing) for choosing in marked.choosings(row)},
        "others": together(row).exclude(pk=row.pk).count() if marked.slug == "person" else 0,
        "suggestions": suggestions_for(request.user, waiting),
        "asked": asked,
        "refused": refused,
    }
    return TemplateResponse(request, "articles/mark.html", context)
