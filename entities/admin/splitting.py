"""The page on which an editor ticks which mentions of a person, or of an event, are of another."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from itertools import groupby
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.core.paginator import Page, Paginator
from django.db import transaction
from django.db.models import Model
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.safestring import SafeString

from articles.models import Article, Reviewable
from articles.search import parse_query
from entities import curation
from entities.admin.context import words_in_context
from entities.curation import CurationError
from entities.done import tell_done
from entities.holdings import Holdings, held_by_events, held_by_people
from entities.keys import key_in
from entities.models import Decision, Event, EventMention, Mention, Person
from entities.queue.candidates import called, search
from entities.search.conditions import condition

MENTIONS_ON_A_PAGE = 200
MOST_FOUND = 9
NEW = "new"


@dataclass(frozen=True, slots=True, kw_only=True)
class Split:
    """What splitting rows of one kind takes."""

    verb: Callable[..., Decision]
    mentions: type[Reviewable]
    field: str  # of a mention, that leads to the row
    held: Callable[[list[int]], Holdings]
    search: Callable[[str], list]
    anchor: str
    title: str


def _events_called(words: str) -> list[Event]:
    if not (query := parse_query(words)):
        return []
    found = Event.objects.current().filter(condition(query.root, "event"))
    return list(found.order_by("date", "pk")[:MOST_FOUND])


SPLITS: dict[type[Model], Split] = {
    Person: Split(
        verb=curation.split_person, mentions=Mention, field="person", held=held_by_people, search=search, anchor="m",
        title="Is this two people?",
    ),
    Event: Split(
        verb=curation.split_event, mentions=EventMention, field="event", held=held_by_events, search=_events_called,
        anchor="e", title="Is this two events?",
    ),
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One mention as the page shows it."""

    mention: Reviewable
    words: SafeString | str
    ticked: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """What there would be after the split."""

    other: Any
    is_new: bool
    gets: Holdings
    stays: Holdings


class Ticks(forms.Form):
    """What is ticked, on this page and, in `elsewhere`, on the others: `m7` a mention, `a3` a whole article."""

    tick = forms.MultipleChoiceField(required=False)
    elsewhere = forms.CharField(required=False)
    name = forms.CharField(required=False, max_length=200)
    who = forms.CharField(required=False, max_length=100)
    reason = forms.CharField(required=False, max_length=500)
    into = forms.CharField(required=False)

    def __init__(self, request: HttpRequest) -> None:
        super().__init__(request.POST or None)
        said = [*request.POST.getlist("tick"), *request.POST.get("elsewhere", "").split(",")]
        self.ticked = {tick for tick in said if tick[:1] in ("m", "a") and key_in(tick[1:]) is not None}

    def keys(self, kind: str) -> set[int]:
        return {int(tick[1:]) for tick in self.ticked if tick[0] == kind}

    def said(self, name: str) -> str:
        return " ".join(self.data.get(name, "").split())


def split_view(model_admin: admin.ModelAdmin, request: HttpRequest, object_id: str) -> HttpResponse:
    """Show every mention in its sentence and what a split would move; split when the form is posted with `split`."""
    row = model_admin.get_object(request, unquote(object_id))
    if row is None:
        raise Http404("No such row.")
    if not model_admin.has_change_permission(request, row):
        raise PermissionDenied
    if row.survivor_id:
        return HttpResponseRedirect(_page_of(model_admin, row.survivor, "split"))
    split, form = SPLITS[model_admin.model], Ticks(request)
    rows = split.mentions.objects.visible().filter(**{f"{split.field}__in": row.cluster()})
    moving = rows.filter(pk__in=form.keys("m")) | rows.filter(article__in=form.keys("a"))
    into, problem, result = _target(model_admin, form), "", None
    if form.ticked or "split" in request.POST:
        given = {"into": into} if into else {"name": form.said("name")}
        verb = partial(split.verb, **{split.field: row}, mentions=moving, by=request.user, **given)
        if "split" in request.POST and (other := _carry_out(request, partial(verb, reason=form.said("reason")))):
            return HttpResponseRedirect(_page_of(model_admin, other, "change"))
        result, problem = _try(verb, row, split, is_new=into is None)
    page = Paginator(rows.order_by("-article__published", "article", "start"), MENTIONS_ON_A_PAGE).get_page(
        request.POST.get("page") or request.GET.get("page")
    )
    groups = _groups(page, form, split)
    shown = {f"a{article.pk}" for article, _, _ in groups} | {f"m{mention.pk}" for mention in page}
    context = {
        **model_admin.admin_site.each_context(request),
        "title": split.title,
        "opts": model_admin.opts,
        "row": row,
        "groups": groups,
        "anchor": split.anchor,
        "page": page,
        "form": form,
        "elsewhere": ",".join(sorted(form.ticked - shown)),
        "into": str(into.pk) if into else NEW,
        "others": _others(row, split, form, into),
        "result": result,
        "problem": problem,
    }
    return TemplateResponse(request, "admin/split.html", context)


def _page_of(model_admin: admin.ModelAdmin, row: Model, page: str) -> str:
    return reverse(f"admin:entities_{model_admin.opts.model_name}_{page}", args=[row.pk])


def _target(model_admin: admin.ModelAdmin, form: Ticks) -> Any:
    """The row to which the mentions go; None where it is to be made."""
    key = key_in(form.said("into"))
    return model_admin.model.objects.filter(pk=key).first() if key is not None else None


def _others(row: Any, split: Split, form: Ticks, into: Any) -> list[Any]:
    """Whom the mentions may be of: those looked for, else those of the same name."""
    wanted = form.said("who")
    found = split.search(wanted) if wanted else called([row.name]) if isinstance(row, Person) else []
    chosen = [into] if into and into not in found else []
    return chosen + [other for other in found if other.pk != row.pk]


def _groups(page: Page, form: Ticks, split: Split) -> list[tuple[Article, bool, list[Line]]]:
    """The mentions of a page by article, and whether all of the article is ticked."""
    articles = Article.objects.in_bulk({mention.article_id for mention in page})
    groups = []
    for key, mentions in groupby(page, key=lambda mention: mention.article_id):
        lines = []
        for mention in mentions:
            mention.article = articles[key]
            words = words_in_context(mention, split.field)
            lines.append(Line(mention=mention, words=words, ticked=f"m{mention.pk}" in form.ticked))
        groups.append((articles[key], f"a{key}" in form.ticked, lines))
    return groups


class _OnlyLooking(Exception):
    """Takes back what was done to see what it would do."""


def _try(verb: Callable[..., Decision], row: Any, split: Split, *, is_new: bool) -> tuple[Result | None, str]:
    """What the split would come to, or why it is refused. Nothing of it stays."""
    result, problem = None, ""
    try:
        with transaction.atomic():
            other = type(row).objects.get(pk=verb(reason="").target_id)
            gets, stays = split.held(other.cluster()), split.held(row.cluster())
            result = Result(other=other, is_new=is_new, gets=gets, stays=stays)
            raise _OnlyLooking
    except CurationError as refused:
        problem = str(refused)
    except _OnlyLooking:
        pass
    return result, problem


def _carry_out(request: HttpRequest, verb: Callable[..., Decision]) -> Any:
    """Split, tell what came of it, and return the other; None where it is refused."""
    try:
        decision = verb()
    except CurationError as refused:
        messages.error(request, str(refused))
        return None
    tell_done(request, decision)
    return decision.target_type.model_class().objects.get(pk=decision.target_id)
