"""One search: what was asked, how many of each kind there are, and the page that is shown."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.core.paginator import Page, Paginator
from django.db.models import Model, QuerySet

from articles.index import Found, Limits, limited, rank
from articles.search import And, Field, Or, Query, Words, parse_query
from articles.search.query import Node
from entities.models import Person
from entities.rows import article_rows, caption_rows, events_with_company, person_rows, quotes_listed
from entities.search.conditions import condition, rows_of
from entities.search.finding import Finder
from entities.search.names import Named, find_meant, find_named
from entities.search.newest import newest_first, walk

PAGE_SIZE = 20
# As many of each kind are counted; of more rows the last read in are ranked, and so many can be shown.
MOST_COUNTED = 1_000
# Seconds and statements after which a search shows what it has, and says so. A page asks for little besides, and so
# has no more than 25 whatever was written; of those that put the newest first some go through all rows in that order.
PATIENCE = 0.6
MOST_STATEMENTS = 14
MOST_BESIDE_WALK, MOST_WALKING = 11, 4

LABELS = {
    "article": ("article", "articles"),
    "quote": ("quote", "quotes"),
    "caption": ("caption", "captions"),
    "person": ("person", "people"),
    "event": ("event", "events"),
}
ORDERS = {"best": "Best match", "newest": "Newest"}
Dress = Mapping[str, Callable[[QuerySet], Iterable[Model]]]
LISTED: Dress = {
    "article": article_rows,
    "quote": quotes_listed,
    "caption": caption_rows,
    "person": person_rows,
    "event": events_with_company,
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


def search(written: str, *, kind: str, order: str, number: int, dress: Dress = LISTED) -> Search:
    """Look for a query. Without a `kind` the first one that has any is shown.

    `dress` brings the rows of each kind with what is read of them: as lists show them, unless told otherwise.
    """
    query = parse_query(written)
    order = order if order in ORDERS else "best"
    if not query:
        return Search(query, kind, order)
    named = find_named(query)
    wanted = _wanted(query, named)
    with limited(PATIENCE, _most_statements(order, query)) as limits:
        found = _found(wanted, kind, limits)
        kind = kind if kind in LABELS else next((one for one, rows in found.items() if rows.keys), "article")
        page = Paginator(range(len(found[kind].keys)), PAGE_SIZE).get_page(number)
        walked = _walked(kind, order, query, wanted, found[kind], page.end_index(), limits)
    tabs = [_tab(one, rows, current=one == kind) for one, rows in found.items()]
    keys = walked or _in_order(kind, order, query, found[kind])
    page.object_list = _rows(kind, dress, keys[max(0, page.start_index() - 1) : page.end_index()])
    is_common = any(not rows.is_all for rows in found.values())
    meant = [] if named or is_common or found["person"].keys else find_meant(query)
    return Search(query, kind, order, named, tabs, page, not found[kind].is_all, meant)


def _found(wanted: Node, shown: str, limits: Limits) -> dict[str, Found]:
    """What is found of every kind: of the one that is shown first, which does not go short for the others."""
    finder = Finder("article", limits)
    found = {kind: finder.of(kind).newest(wanted, MOST_COUNTED) for kind in sorted(LABELS, key=shown.__ne__)}
    return {kind: found[kind] for kind in LABELS}


def _is_ranked(order: str, query: Query) -> bool:
    return order == "best" and bool(query.shown)


def _most_statements(order: str, query: Query) -> int:
    return MOST_STATEMENTS if _is_ranked(order, query) else MOST_BESIDE_WALK


def _walked(kind: str, order: str, query: Query, wanted: Node, found: Found, number: int, limits: Limits) -> list[int]:
    """The first `number` of all rows, the last published first, where more are asked for than were found."""
    if _is_ranked(order, query) or found.is_all or limits.was_stopped or kind == "person":
        return []
    limits.extend(PATIENCE, MOST_WALKING)
    return walk(wanted, number, Finder(kind, limits))


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


def _in_order(kind: str, order: str, query: Query, found: Found) -> list[int]:
    """What was found: the best match first, or the last published where that is asked for or there is no word."""
    if not _is_ranked(order, query) or not found.keys:
        return newest_first(kind, found.keys) if found.keys else []
    best = rank(kind, Or(tuple(query.shown)), found.keys)
    ranked = set(best)
    return [*best, *(key for key in found.keys if key not in ranked)]


def _rows(kind: str, dress: Dress, keys: Sequence[int]) -> list[Model]:
    rows = {row.pk: row for row in dress[kind](rows_of(kind).filter(pk__in=keys))}
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
        with limited(PATIENCE, _most_statements(self.order, self.query)) as limits:
            found = Finder(self.kind, limits).newest(self.wanted, MOST_COUNTED)
            walked = _walked(self.kind, self.order, self.query, self.wanted, found, len(found.keys), limits)
        return walked or _in_order(self.kind, self.order, self.query, found)


def find_all(written: str, *, kind: str, order: str) -> Everything | None:
    """What the tab of a kind lists, without a `kind` the first one that has any; None where nothing is asked for."""
    query = parse_query(written)
    if not query:
        return None
    wanted = _wanted(query, find_named(query))
    if kind not in LABELS:
        with limited(PATIENCE, MOST_STATEMENTS) as limits:
            kind = next((one for one, found in _found(wanted, "", limits).items() if found.keys), "article")
    return Everything(query, kind, order if order in ORDERS else "best", wanted)
