"""What a page of the archive lists, from its address alone: so that it can be taken away, followed and kept."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache
from urllib.parse import urlencode, urlsplit

from django.contrib.humanize.templatetags.humanize import intcomma
from django.core.exceptions import BadRequest
from django.db.models import Model, QuerySet
from django.http import Http404, QueryDict
from django.shortcuts import get_object_or_404
from django.urls import Resolver404, resolve

from entities.filters import ArticleFilter, CaptionFilter, EventFilter, PersonFilter, QuoteFilter
from entities.filters.base import DescribedFilterSet
from entities.filters.counted import Number
from entities.filters.fields import first_problem
from entities.models import Event, Person
from entities.rows import person_rows
from entities.search.conditions import rows_of
from entities.search.results import LABELS, MOST_COUNTED, find_all
from entities.tabs import TABS, count_tabs, filter_tab, tab_asked_for
from entities.timeline import filter_statements

FILTERS: dict[str, type[DescribedFilterSet]] = {
    "article": ArticleFilter,
    "person": PersonFilter,
    "quote": QuoteFilter,
    "caption": CaptionFilter,
    "event": EventFilter,
}
KINDS = {filterset: kind for kind, filterset in FILTERS.items()}


@dataclass(frozen=True, kw_only=True)
class Listing:
    """Rows of one `kind` as a page lists them.

    `matching` are all that it lists, unordered; `in_order` brings their keys in the order of the page, while it is
    gone through, of at most `most` of them where the page itself says that it shows no more; `number` is how many
    there are, as far as the page counts them. `query` is the address's query
    with nothing in it but what was understood; `words` were looked for.
    """

    kind: str
    matching: QuerySet
    in_order: Callable[[], Iterable[int]]
    number: Callable[[], int | Number]
    says: Callable[[int | Number], str]
    path: str
    query: str = ""
    words: str = ""
    most: int | None = None

    @property
    def address(self) -> str:
        return f"{self.path}?{self.query}" if self.query else self.path

    def dressed(self, rows: QuerySet) -> QuerySet:
        """Rows of the kind with everything that is told of them."""
        return FILTERS[self.kind].dressed(rows)

    def furnished(self, rows: QuerySet) -> Iterable[Model]:
        """Rows of one page with everything that their template reads."""
        return FILTERS[self.kind].furnished(rows)


def listing_of_address(address: str) -> Listing | None:
    """What is listed at an address of ours; None for one of elsewhere, or none. Raises what `listing_at` does."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return None
    if parts.scheme or parts.netloc or not parts.path.startswith("/"):
        return None
    return listing_at(parts.path, QueryDict(parts.query))


def listing_at(path: str, asked: QueryDict) -> Listing:
    """What the page at the path lists under a query. Raises Http404 for a page that lists nothing that can be taken."""
    try:
        match = resolve(path)
    except Resolver404 as err:
        raise Http404("No such page.") from err
    name = match.url_name or ""
    if name == "search":
        return _found(path, asked)
    if name == "person_detail":
        return _of_person(path, get_object_or_404(Person, slug=match.kwargs["slug"]).current, asked)
    if name == "event_detail":
        return _of_event(path, get_object_or_404(Event.objects.visible(), slug=match.kwargs["slug"]).current, asked)
    kind = name.removesuffix("_list")
    if kind not in FILTERS:
        raise Http404("This page has no list to take away.")
    return _filtered(path, kind, FILTERS[kind](asked, rows_of(kind)))


def _of_person(path: str, person: Person, asked: QueryDict) -> Listing:
    cluster = person.cluster()
    tab = tab_asked_for(asked, count_tabs(person_rows(Person.objects).get(pk=person.pk)))
    return _filtered(path, KINDS[TABS[tab].filterset], filter_tab(tab, person, cluster, asked))


def _of_event(path: str, event: Event, asked: QueryDict) -> Listing:
    """The statements of the event's page, in the order of its timeline."""
    return _filtered(path, "quote", filter_statements(event, asked), order="oldest")


def _filtered(path: str, kind: str, wanted: DescribedFilterSet, *, order: str = "") -> Listing:
    if not wanted.is_valid():
        raise BadRequest(f"Nothing is listed. {first_problem(wanted.form)}")
    if wanted.unasked and not wanted.given:
        raise BadRequest(f"Nothing is listed. This list cannot be asked for {', '.join(wanted.unasked)}.")
    return Listing(
        kind=kind,
        matching=wanted.filtered(),
        in_order=lambda: wanted.keys_in_order(order),
        number=lambda: wanted.number,
        says=wanted.describe,
        path=path,
        query=wanted.query().removeprefix("?"),
        words=wanted.words,
    )


def _found(path: str, asked: QueryDict) -> Listing:
    """One tab of the search."""
    written = " ".join(asked.get("q", "").split())
    found = find_all(written, kind=asked.get("kind", ""), order=asked.get("sort", ""))
    if found is None:
        raise Http404("Nothing is looked for.")
    one, many = LABELS[found.kind]
    keys = cache(found.keys)
    return Listing(
        kind=found.kind,
        matching=found.rows,
        in_order=keys,
        number=lambda: len(keys()),
        says=lambda count: f"{intcomma(count) if count else 'No'} {one if count == 1 else many} found for {written}",
        path=path,
        query=urlencode({"q": written, "kind": found.kind, "sort": found.order}),
        words=written,
        most=MOST_COUNTED,
    )
