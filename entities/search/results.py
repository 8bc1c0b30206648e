"""One search: what was asked, how many of each kind there are, and the page that is shown."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.core.paginator import Page, Paginator
from django.db.models import F, Model, Q, QuerySet

from articles.index import is_indexed, rank
from articles.search import And, Field, Or, Query, Words, parse_query
from entities.models import Person
from entities.rows import article_rows, caption_rows, event_rows, person_rows
from entities.search.conditions import condition, rows_of
from entities.search.names import Named, find_meant, find_named

PAGE_SIZE = 20
MOST_COUNTED = 1_000
# Of more rows than this the newest are ranked, and shown.
MOST_RANKED = 2_000

LABELS = {
    "article": ("article", "articles"),
    "quote": ("quote", "quotes"),
    "caption": ("caption", "captions"),
    "person": ("person", "people"),
    "event": ("event", "events"),
}
ORDERS = {"best": "Best match", "newest": "Newest"}
_DRESSED: dict[str, Callable[[QuerySet], QuerySet]] = {
    "article": article_rows,
    "quote": lambda rows: rows.for_display(),
    "caption": caption_rows,
    "person": person_rows,
    "event": event_rows,
}
_NEWEST = {
    "article": (F("published").desc(nulls_last=True), "-pk"),
    "quote": (F("article__published").desc(nulls_last=True), "-article", "start"),
    "caption": (F("article__published").desc(nulls_last=True), "-article", "start"),
    "person": ("-pk",),
    "event": (F("date").desc(nulls_last=True), "-pk"),
}


@dataclass(frozen=True, slots=True)
class Tab:
    """One kind of row, and how many are found: at most MOST_COUNTED are counted, and `is_more` says so."""

    kind: str
    label: str
    count: int
    is_more: bool
    current: bool


@dataclass(frozen=True, slots=True)
class Search:
    """What a search found; `meant` are people whose names are nearly what was asked for."""

    query: Query
    kind: str
    order: str
    named: Named | None = None
    tabs: Sequence[Tab] = ()
    page: Page | None = None
    is_cut: bool = False  # there are more than are ranked
    meant: Sequence[Person] = ()

    @property
    def tab(self) -> Tab | None:
        return next((tab for tab in self.tabs if tab.current), None)


def search(written: str, *, kind: str, order: str, number: int) -> Search:
    """Look for a query. Without a `kind` the first one that has any is shown."""
    query = parse_query(written)
    order = order if order in ORDERS else "best"
    if not query:
        return Search(query, kind, order)
    named = find_named(query)
    found = {one: rows_of(one).filter(_wanted(query, named, one)) for one in LABELS}
    counts = {one: rows.order_by()[: MOST_COUNTED + 1].count() for one, rows in found.items()}
    kind = kind if kind in LABELS else next((one for one, count in counts.items() if count), "article")
    tabs = [
        Tab(one, LABELS[one][1].capitalize(), min(count, MOST_COUNTED), count > MOST_COUNTED, one == kind)
        for one, count in counts.items()
    ]
    keys = _ordered(query, kind, order, found[kind]) if counts[kind] else []
    page = Paginator(keys[:MOST_RANKED], PAGE_SIZE).get_page(number)
    page.object_list = _rows(kind, page.object_list)
    meant = [] if named or counts["person"] else find_meant(query)
    return Search(query, kind, order, named, tabs, page, len(keys) > MOST_RANKED, meant)


def _wanted(query: Query, named: Named | None, kind: str) -> Q:
    """The rows that are what is asked for; where that is a name, also those that name the person otherwise."""
    if named is None:
        return condition(query.root, kind)
    parts = query.root.children if isinstance(query.root, And) else (query.root,)
    words = tuple(part for part in parts if isinstance(part, Words))
    wanted = condition(And(words), kind) | named.found_in(kind)
    for part in parts:
        if isinstance(part, Field):
            wanted &= condition(part, kind)
    return wanted


def _ordered(query: Query, kind: str, order: str, rows: QuerySet) -> list[int]:
    """Keys in the order asked for, one more than are shown, to tell; of too many the last ones read in are ranked."""
    asked = tuple(words for words in query.shown if is_indexed(kind, words))
    by_words = order == "best" and bool(asked)
    found = rows.order_by(*(("-pk",) if by_words else _NEWEST[kind])).values_list("pk", flat=True)
    keys = list(found[: MOST_RANKED + 1])
    if not by_words:
        return keys
    best = rank(kind, Or(asked), keys[:MOST_RANKED])
    ranked = set(best)
    return [*best, *(key for key in keys if key not in ranked)]


def _rows(kind: str, keys: Sequence[int]) -> list[Model]:
    rows = {row.pk: row for row in _DRESSED[kind](rows_of(kind).filter(pk__in=keys))}
    return [rows[key] for key in keys if key in rows]


@dataclass(frozen=True, slots=True)
class Found:
    """Everything of one kind that a search finds."""

    query: Query
    kind: str
    order: str
    rows: QuerySet

    def keys(self) -> list[int]:
        """In the order of the pages that show them."""
        return _ordered(self.query, self.kind, self.order, self.rows)[:MOST_RANKED]


def find_all(written: str, *, kind: str, order: str) -> Found | None:
    """What the tab of a kind lists, without a `kind` the first one that has any; None where nothing is asked for."""
    query = parse_query(written)
    if not query:
        return None
    named = find_named(query)
    found = {one: rows_of(one).filter(_wanted(query, named, one)) for one in ([kind] if kind in LABELS else LABELS)}
    kind = next((one for one, rows in found.items() if len(found) == 1 or rows.exists()), "article")
    return Found(query, kind, order if order in ORDERS else "best", found[kind])
