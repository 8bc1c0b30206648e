"""One search: what was asked, how many of each kind there are, and the page that is shown."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from time import monotonic

from django.core.paginator import Page, Paginator
from django.db.models import Model, QuerySet

from articles.index import Found, is_indexed, rank
from articles.search import And, Field, Or, Query, Words, parse_query
from articles.search.query import Node
from entities.models import Person
from entities.rows import article_rows, caption_rows, event_rows, person_rows
from entities.search.conditions import condition, rows_of
from entities.search.finding import Finder
from entities.search.names import Named, find_meant, find_named
from entities.search.newest import newest_first

PAGE_SIZE = 20
# As many of each kind are counted; of more rows the last read in are ranked, and so many can be shown.
MOST_COUNTED = 1_000
# Seconds after which a search shows what it has, and says so.
PATIENCE = 0.6

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


@dataclass(frozen=True, slots=True)
class Tab:
    """One kind of row, and how many are found: at most MOST_COUNTED are counted, and `is_more` says so.

    `is_hurried`: time was up before the older rows were looked at.
    """

    kind: str
    label: str
    count: int
    is_more: bool
    is_hurried: bool
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
    is_cut: bool = False  # there are more than are shown
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
    until = monotonic() + PATIENCE
    named = find_named(query)
    wanted = _wanted(query, named)
    finder = Finder("article", until)
    found = {one: finder.of(one).newest(wanted, MOST_COUNTED) for one in LABELS}
    kind = kind if kind in LABELS else next((one for one, rows in found.items() if rows.keys), "article")
    tabs = [_tab(one, rows, current=one == kind) for one, rows in found.items()]
    count = len(found[kind].keys)
    page = Paginator(range(count), PAGE_SIZE).get_page(number)
    keys = _in_order(kind, order, query, wanted, found[kind], page.end_index()) if count else []
    page.object_list = _rows(kind, keys[max(0, page.start_index() - 1) : page.end_index()])
    is_common = any(not rows.is_all for rows in found.values())
    meant = [] if named or is_common or found["person"].keys else find_meant(query)
    return Search(query, kind, order, named, tabs, page, not found[kind].is_all, meant)


def _tab(kind: str, found: Found, *, current: bool) -> Tab:
    count = len(found.keys)
    is_hurried = not found.is_all and count < MOST_COUNTED
    return Tab(kind, LABELS[kind][1].capitalize(), count, not found.is_all, is_hurried, current)


def _wanted(query: Query, named: Named | None) -> Node:
    """What is asked for; where that is a name, also what names the person otherwise."""
    if named is None:
        return query.root
    parts = query.root.children if isinstance(query.root, And) else (query.root,)
    words = tuple(part for part in parts if isinstance(part, Words))
    fields = [part for part in parts if isinstance(part, Field)]
    asked = named.asked(words[0] if len(words) == 1 else And(words))
    return And((asked, *fields)) if fields else asked


def _in_order(kind: str, order: str, query: Query, wanted: Node, found: Found, number: int) -> list[int]:
    """The first `number` of what was found: the last published first, or of all that was found the best match."""
    asked = tuple(words for words in query.shown if is_indexed(kind, words))
    if order == "newest" or not asked:
        return newest_first(kind, wanted, found, number, until=monotonic() + PATIENCE)
    best = rank(kind, Or(asked), found.keys)
    ranked = set(best)
    return [*best, *(key for key in found.keys if key not in ranked)]


def _rows(kind: str, keys: Sequence[int]) -> list[Model]:
    rows = {row.pk: row for row in _DRESSED[kind](rows_of(kind).filter(pk__in=keys))}
    return [rows[key] for key in keys if key in rows]


@dataclass(frozen=True, slots=True)
class Everything:
    """All of one kind that a search finds."""

    query: Query
    kind: str
    order: str
    wanted: Node

    @property
    def rows(self) -> QuerySet:
        return rows_of(self.kind).filter(condition(self.wanted, self.kind))

    def keys(self) -> list[int]:
        """Those that the pages show, in their order."""
        found = Finder(self.kind, monotonic() + PATIENCE).newest(self.wanted, MOST_COUNTED)
        return _in_order(self.kind, self.order, self.query, self.wanted, found, len(found.keys))


def find_all(written: str, *, kind: str, order: str) -> Everything | None:
    """What the tab of a kind lists, without a `kind` the first one that has any; None where nothing is asked for."""
    query = parse_query(written)
    if not query:
        return None
    wanted, until = _wanted(query, find_named(query)), monotonic() + PATIENCE
    kinds = [kind] if kind in LABELS else [one for one in LABELS if Finder(one, until).newest(wanted, 1).keys]
    return Everything(query, kinds[0] if kinds else "article", order if order in ORDERS else "best", wanted)
