"""What the machine missed, added on the page of an article; and what its passages are."""

from django.core.exceptions import BadRequest
from django.db import transaction
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.views.decorators.http import require_http_methods

from articles.extraction.types import Role
from articles.models import Article
from entities import curation
from entities.curation import CurationError
from entities.editing.adding import KINDS, Place, Stretch, adding, choosings, places_of, seen_stretch, stretches
from entities.editing.choosing import Asked, asked_in
from entities.editing.marks import MARKS
from entities.models import Decision, EventMention
from entities.views.marks import back_to, editors_only

# What a passage may be called; white space is nobody's to choose.
ROLES = {
    Role.HEADLINE: "headline",
    Role.STANDFIRST: "standfirst",
    Role.BYLINE: "byline",
    Role.DATELINE: "dateline",
    Role.BODY: "body",
    Role.SUBHEADING: "subheading",
    Role.CAPTION: "caption",
    Role.CREDIT: "credit of a photo",
    Role.RELATED: "related link",
    Role.CROSSLINK: "cross-link",
    Role.NOTE: "note",
    Role.FOOTER: "footer",
}


@require_http_methods(["GET", "POST"])
@editors_only
def add_mark(request: HttpRequest, pk: int) -> HttpResponse:
    """Show where the words stand and ask what is to be known of them; a POST adds the mark."""
    article = get_object_or_404(Article, pk=pk)
    said = request.POST if request.method == "POST" else request.GET
    kind = said.get("kind", "")
    if kind not in KINDS:
        raise BadRequest("No such kind of mark.")
    if request.method == "GET" or "find" in request.POST:
        return _adding(request, article, kind, said)
    try:
        with transaction.atomic():
            [place, *others] = places_of(_locked(article), kind, said)
            if others:
                raise CurationError("These words stand in several places. Choose one.")
            decision = adding(article, kind, place, said)(by=request.user, reason=said.get("reason", ""))
    except CurationError as refused:
        return _adding(request, article, kind, said, refused=str(refused))
    return back_to(article, decision, _anchor(article, kind, decision, place.span.start))


@require_http_methods(["GET", "POST"])
@editors_only
def label_passage(request: HttpRequest, pk: int) -> HttpResponse:
    """Say what a passage is; a link line is decided on here too."""
    article = get_object_or_404(Article, pk=pk)
    if request.method == "GET":
        return _passage(request, article, request.GET)
    said = request.POST
    try:
        with transaction.atomic():
            span = seen_stretch(_locked(article), said).span
            where = {"article": article, "start": span.start, "end": span.end, "role": said.get("role", "")}
            decision = curation.relabel_span(**where, by=request.user, reason=said.get("reason", ""))
    except CurationError as refused:
        return _passage(request, article, said, refused=str(refused))
    return back_to(article, decision, f"p-{span.start}")


def _locked(article: Article) -> Article:
    """The article as it is now, and stays until the decision is made."""
    article.refresh_from_db(from_queryset=Article.objects.select_for_update(of=("self",), no_key=True))
    return article


def _anchor(article: Article, kind: str, decision: Decision, start: int) -> str:
    """Where the page has what a decision added: an event, by the words that tell of it."""
    key = decision.target_id
    if kind == "event":
        key = EventMention.objects.get(article=article, event=key, start=start).pk
    return f"{MARKS[kind].prefix}-{key}"


def _adding(request: HttpRequest, article: Article, kind: str, said: QueryDict, *, refused: str = "") -> HttpResponse:
    places: list[Place] = []
    try:
        places = places_of(article, kind, said)
    except CurationError as nowhere:
        refused = refused or str(nowhere)
    asked = asked_in(kind, said) if "find" in said else Asked()
    first = places[0] if places else None
    context = {
        "article": article,
        "kind": kind,
        "kinds": KINDS,
        "title": f"Add {'an event' if kind == 'event' else f'a {kind}'}",
        "words": said.get("words", ""),
        "places": places,
        "choosings": [asked.answer(one) for one in choosings(article, kind, first.span, first.words)] if first else [],
        "said": said,
        "refused": refused,
    }
    return TemplateResponse(request, "articles/add_mark.html", context)


def _passage(request: HttpRequest, article: Article, said: QueryDict, *, refused: str = "") -> HttpResponse:
    found: list[Stretch] = []
    try:
        found = stretches(article, said)
    except CurationError as nowhere:
        refused = refused or str(nowhere)
    marked = MARKS["link"]
    at = {"start__lt": found[0].span.end, "end__gt": found[0].span.start} if found else {"pk": None}
    link = marked.rows(article).filter(source_changed=False, **at).first()
    context = {
        "article": article,
        "stretches": found,
        "roles": ROLES,
        "marked": marked,
        "row": link,
        "seen": marked.seen(link) if link else [],
        "may_restore": bool(link) and marked.may_restore(link),
        "no": marked.no,
        "refused": refused,
    }
    return TemplateResponse(request, "articles/passage.html", context)
