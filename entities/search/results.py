"""One search: what was asked, how many of each kind there are, and the page that is shown."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import ceil
from time import monotonic

from django.core.paginator import Page, Paginator
from django.db import connection
from django.db.models import Model, QuerySet

from articles.index import LONGEST_IN_A_LIST, Found, Limits, are_dense, is_indexed, is_small, limited, rank
from articles.search import Field, Or, Problem, Query, parse_query
from articles.search.query import Node
from entities.models import Person
from entities.rows import HEAVY, article_rows, caption_rows, events_with_company, person_rows, quotes_listed
from entities.search.conditions import condition, rows_of
from entities.search.finding import Finder
from entities.search.meant import Meant, find_meant
from entities.search.names import Named, find_named, wanted_of
from entities.search.newest import newest_first, walk
from entities.search.notes import notes
from entities.search.offers import Offer, find_offers

PAGE_SIZE = 20
# As many of the kind that is shown are counted, and can be shown; of the others too where there are few articles.
MOST_COUNTED, MOST_BESIDE = 1_000, 100
# Of more rows the last read in are ranked: each of them has to be read for it.
MOST_RANKED = 300
# Seconds and statements after which a search shows what it has, and says so. A page asks for little besides, and so
# has no more than 25 whatever was written; of those that put the newest first some go through all rows in that order.
# What was not found so is asked for in one statement a kind: those beside the one that is shown have to be quick.
PATIENCE, QUICK, BRIEF = 0.6, 0.4, 0.06
MOST_STATEMENTS, MOST_BESIDE_WALK, MOST_WALKING = 15, 9, 6
# With those that ask at once. It takes some to look up a name that stands in the query, and to draw the rows.
MOST_IN_ALL = {"article": 18, "quote": 16, "caption": 15, "person": 18, "event": 16}
MOST_WITHOUT_ROWS = {"sqlite": 16, "postgresql": 19}
# So many fewer on PostgreSQL, which has to be told to hurry, and where somebody is named there.
HURRYING, NAMING = {"sqlite": 0, "postgresql": 1}, {"sqlite": 0, "postgresql": 3}
MOST_MEANING, MOST_OFFERING = 3, 6  # about who may be meant; and what else would find something, beside those left

LABELS = {
    "article": ("article", "articles"),
    "quote": ("quote", "quotes"),
    "caption": ("caption", "captions"),
    "person": ("person", "people"),
    "event": ("event", "events"),
}
ORDERS = {"best": "Best match", "newest": "Newest"}
UNREAD = [name for name in HEAVY if name not in ("text", "spans")]  # in which the words are marked
Dress = Mapping[str, Callable[[QuerySet], Iterable[Model]]]
LISTED: Dress = {
    "article": lambda rows: article_rows(rows.defer(*UNREAD)),
    "quote": quotes_listed,
    "caption": caption_rows,
    "person": person_rows,
    "event": events_with_company,
}


@dataclass(frozen=True, slots=True)
class Tab:
    """One kind of row, and how many are found: of more than are counted `is_more` says so.

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
    """What a search found; `meant` are people whose names are nearly what was asked for.

    `told` is said of its fields, `offers` are other queries where there is nothing to show.
    """

    query: Query
    kind: str
    order: str
    named: Sequence[Named] = ()
    tabs: Sequence[Tab] = ()
    page: Page | None = None
    is_cut: bool = False  # there are more than are shown
    ranked: int = 0  # of so many, the last read in, it is told how well they match
    is_rough: bool = False  # not all were compared, or put in their order
    meant: Sequence[Meant] = ()
    told: Sequence[Problem] = ()
    offers: Sequence[Offer] = ()

    @property
    def notes(self) -> list[Problem]:
        """What was made of the query, in its order."""
        return sorted([*self.query.problems, *self.told], key=lambda problem: problem.start)

    @property
    def people_meant(self) -> list[Person]:
        return [one.person for one in self.meant]

    @property
    def tab(self) -> Tab | None:
        return next((tab for tab in self.tabs if tab.current), None)

    @property
    def is_empty(self) -> bool:
        """Whether nothing of any kind was found, and all of it was looked at."""
        return not any(tab.count or tab.is_more for tab in self.tabs)


def search(written: str, *, kind: str, order: str, number: int, dress: Dress = LISTED) -> Search:
    """Look for a query. Without a `kind` the first one that has any is shown.

    `dress` brings the rows of each kind with what is read of them: as lists show them, unless told otherwise.
    """
    query = parse_query(written)
    order = order if order in ORDERS else "best"
    if not query:
        return Search(query, kind, order)
    named = find_named(query)
    wanted = wanted_of(query, named)
    until, beside = monotonic() + QUICK, MOST_COUNTED if is_small() else MOST_BESIDE
    with limited(PATIENCE, _most_statements(order, query, kind)) as limits:
        finder = Finder("article", limits)
        kind, found = _first_found(wanted, kind, finder)
        page = Paginator(range(len(found[kind].keys)), PAGE_SIZE).get_page(number)
        keys = _in_order(order, query, wanted, found[kind], page.end_index(), finder.of(kind))
        for one in [one for one in LABELS if one not in found]:
            found[one] = finder.of(one).at_least(wanted, beside)
        most = MOST_IN_ALL[kind] - (NAMING[connection.vendor] if named else 0)
        left = limits.statements
        _look_beside(wanted, found, kind, finder, beside, until=until, most=most)
        meant = _meant(query, named, found, limits)
        offers = _offers(query, kind, found, finder, left)
    told = notes(query, kind, finder)
    tabs = [_tab(one, found[one], MOST_COUNTED if one == kind else beside, current=one == kind) for one in LABELS]
    ranked = min(MOST_RANKED, len(keys)) if order == "best" and query.ranked else 0
    is_rough = ranked < len(keys) if ranked else _is_rough(keys, kind, found[kind], page.end_index())
    keys = _filled(keys, kind, found[kind], page.end_index())
    page.object_list = _rows(kind, dress, keys[max(0, page.start_index() - 1) : page.end_index()])
    return Search(query, kind, order, named, tabs, page, not found[kind].is_all, ranked, is_rough, meant, told, offers)


def _first_found(wanted: Node, kind: str, finder: Finder) -> tuple[str, dict[str, Found]]:
    """What is found of the kind that is shown, or else of the first that has any; before the others are looked for."""
    found, until = {}, monotonic() + 2 * PATIENCE
    for one in [kind] if kind in LABELS else LABELS:
        found[one] = _found(wanted, finder.of(one), min(PATIENCE, until - monotonic()))
        if found[one].keys:
            break
    return (one if kind in LABELS or found[one].keys else "article"), found


def _found(wanted: Node, finder: Finder, patience: float) -> Found:
    """What is found of the kind that is shown: led from one thing to the next, or else at once.

    What the index answers by itself was asked at once already.
    """
    found = finder.newest(wanted, MOST_COUNTED)
    is_answered = _is_enough(found, MOST_COUNTED) or is_indexed(finder.kind, wanted)
    if is_answered or finder.limits.was_broken or patience <= 0:
        return found
    with finder.limits.beside(patience, 1):
        return finder.at_once(wanted, [finder.kind], MOST_COUNTED).get(finder.kind, found)


def _look_beside(
    wanted: Node, found: dict[str, Found], kind: str, finder: Finder, beside: int, *, until: float, most: int
) -> None:
    """Find at once what is not yet found of the other kinds, in what is left of time and of statements.

    People and events come first: there are fewest of them. Where statements are few one asks for several kinds.
    """
    limits, left = finder.limits, max(0, most - finder.limits.asked - HURRYING[connection.vendor])
    missing = [one for one in reversed(LABELS) if one != kind and not _is_enough(found[one], beside)]
    if not missing or not left or limits.was_broken or monotonic() > until:
        return
    size = ceil(len(missing) / left)
    with limits.beside(until - monotonic(), left + HURRYING[connection.vendor]):
        limits.hurry(size * BRIEF)
        for first in range(0, len(missing), size):
            found |= finder.at_once(wanted, missing[first : first + size], beside)
            limits.go_on(size * BRIEF)


def _is_enough(found: Found, most: int) -> bool:
    return found.is_all or len(found.keys) >= most


def _meant(query: Query, named: Sequence[Named], found: dict[str, Found], limits: Limits) -> list[Meant]:
    """Who may be meant where nobody is called so, and the words are nowhere common."""
    is_right = named or any(isinstance(place.node, Field) for place in query.places)
    is_found = found["person"].keys or (is_right and any(rows.keys for rows in found.values()))
    if is_found or any(not rows.is_all for rows in found.values()):
        return []
    limits.extend(PATIENCE, MOST_MEANING)
    return find_meant(query, limits)


def _offers(query: Query, kind: str, found: dict[str, Found], finder: Finder, left: float) -> list[Offer]:
    """What would find something of the kind that is shown, where that has nothing; of any kind, where none has."""
    if found[kind].keys or not found[kind].is_all:
        return []
    most = MOST_WITHOUT_ROWS[connection.vendor] - finder.limits.asked
    finder.limits.extend(PATIENCE, min(left + MOST_OFFERING, most))
    is_nothing = not any(rows.keys or not rows.is_all for rows in found.values())
    others = [one for one in LABELS if one != kind] if is_nothing else []
    return find_offers(query, [kind, *others], finder, MOST_BESIDE)


def _most_statements(order: str, query: Query, kind: str) -> int:
    """Of a kind that is asked for one is left, which looks for all the others."""
    most = MOST_STATEMENTS if order == "best" and query.ranked else MOST_BESIDE_WALK
    return min(most, MOST_IN_ALL.get(kind, MOST_STATEMENTS) - HURRYING[connection.vendor] - 1)


def _in_order(order: str, query: Query, wanted: Node, found: Found, number: int, finder: Finder) -> list[int]:
    """The first `number` rows, or as many of them as can be told within the limits.

    Where there are more than were found, the last published first, all rows are gone through: with as many statements
    for every page, and for a file of them all, so that these come to the same.
    """
    kind, limits = finder.kind, finder.limits
    if order == "best" and query.ranked:
        return _ranked(kind, query, found, limits)
    if found.is_all or limits.was_stopped or kind == "person":
        return []
    with limits.beside(max(PATIENCE, limits.until - monotonic()), MOST_WALKING):
        return walk(wanted, number, finder, is_frequent=are_dense(found.keys))


def _is_rough(keys: list[int], kind: str, found: Found, number: int) -> bool:
    """Whether rows stand on a page of the newest that were not looked for among all."""
    return kind != "person" and not found.is_all and len(keys) < number


def _filled(keys: list[int], kind: str, found: Found, number: int) -> list[int]:
    """The first of the rows, and behind them the others that were found, the last published first."""
    if len(keys) >= number:
        return keys
    return list(dict.fromkeys([*keys, *newest_first(kind, found.keys)]))


def _tab(kind: str, found: Found, most: int, *, current: bool) -> Tab:
    count = len(found.keys)
    is_hurried = not found.is_all and count < most
    return Tab(kind, LABELS[kind][1].capitalize(), count, not found.is_all, is_hurried, current)


def _ranked(kind: str, query: Query, found: Found, limits: Limits) -> list[int]:
    """What was found, the best match first; none where the limits are reached before that is known."""
    with limits.stopping():
        words = [node for node in query.ranked if is_indexed(kind, node)]
        best = rank(kind, Or(tuple(words)), found.keys[:MOST_RANKED]) if words else []
        return list(dict.fromkeys([*best, *found.keys]))
    return []


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
        with limited(LONGEST_IN_A_LIST, _most_statements(self.order, self.query, self.kind)) as limits:
            finder = Finder(self.kind, limits)
            found = _found(self.wanted, finder, LONGEST_IN_A_LIST)
            most = len(found.keys)
            keys = _in_order(self.order, self.query, self.wanted, found, most, finder)
        return _filled(keys, self.kind, found, most)[:most]


def find_all(written: str, *, kind: str, order: str) -> Everything | None:
    """What the tab of a kind lists, without a `kind` the first one that has any; None where nothing is asked for."""
    query = parse_query(written)
    if not query:
        return None
    wanted = wanted_of(query, find_named(query))
    if kind not in LABELS:
        with limited(PATIENCE, MOST_STATEMENTS) as limits:
            kind, _ = _first_found(wanted, "", Finder("article", limits))
    return Everything(query, kind, order if order in ORDERS else "best", wanted)
