"""Where a query finds nothing: others near it that find something."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from articles.search import And, Field, Not, Query, Words, begun, parse_query
from articles.search.query import Node, Place
from entities.search.finding import Finder
from entities.search.names import find_named, wanted_of

# The words of quotes and captions are not those of whoever speaks or is shown: somebody's name is asked for so.
WHO = {"quote": "speaker", "caption": "person"}
MOST_LOOKED_AT, LONGEST_NAME = 6, 3  # words of a query, and of a name in it


@dataclass(frozen=True, slots=True)
class Offer:
    """Another query, and how many rows of a kind it finds: of more than are counted `is_more` says so."""

    written: str
    kind: str
    count: int
    is_more: bool


def find_offers(query: Query, kinds: Sequence[str], finder: Finder, most: int) -> list[Offer]:
    """What finds rows of the first of some kinds, or else of any: at most so many are counted.

    Words asked for as a name, or the last as a beginning; or else everything but one of the conditions.
    """
    first, longer = kinds[:1], begun(query)
    found = _found(_by_name(query, kinds[0], finder), first, finder, most)
    if not found and len(query.places) > 1:
        found = _found(longer, first, finder, most)
        found = found or [one for other in _fewer(query) for one in _count(other, other.root, first, finder, most)]
    return found or _found(longer, kinds, finder, most)


def _fewer(query: Query) -> Iterator[Query]:
    """The query without one of several conditions, the last first."""
    places = query.places if isinstance(query.root, And) and len(query.places) == len(query.root.children) else ()
    for place in reversed(places[:MOST_LOOKED_AT]):
        before, after = query.written[: place.start].rstrip(" -−:"), query.written[place.end :].lstrip(" :")
        other = parse_query(f"{before.removesuffix('NOT').rstrip()} {after}".strip())
        if other and not other.problems and not isinstance(other.root, Not):
            yield other


def _found(other: Query | None, kinds: Sequence[str], finder: Finder, most: int) -> list[Offer]:
    """What another query finds of each of some kinds."""
    wanted = None
    with finder.limits.stopping():
        wanted = wanted_of(other, find_named(other)) if other else None
    return _count(other, wanted, kinds, finder, most) if wanted else []


def _count(other: Query, wanted: Node, kinds: Sequence[str], finder: Finder, most: int) -> list[Offer]:
    each = [(kind, finder.of(kind).newest(wanted, most)) for kind in kinds]
    return [Offer(other.written, kind, len(rows.keys), not rows.is_all) for kind, rows in each if rows.keys]


def _by_name(query: Query, kind: str, finder: Finder) -> Query | None:
    """The query with the words that are a name of somebody known asked for as that."""
    runs = list(_runs(query.places[:MOST_LOOKED_AT])) if query.bare and kind in WHO else []
    names = [Words(words, exact=True, quoted=len(words) > 1) for _, _, words in runs]
    people = finder.of("person").each([Field("person", name) for name in names])
    for (start, end, words), known in zip(runs, people, strict=True):
        if known.keys:
            name = words[0] if len(words) == 1 else f'"{" ".join(words)}"'
            return parse_query(f"{query.written[:start]}{WHO[kind]}:{name}{query.written[end:]}")
    return None


def _runs(places: Sequence[Place]) -> Iterator[tuple[int, int, tuple[str, ...]]]:
    """Plain words beside each other, from the longest stretches on."""
    for length in range(LONGEST_NAME, 0, -1):
        for first in range(len(places) - length + 1):
            some = places[first : first + length]
            if all(isinstance(place.node, Words) for place in some):
                yield some[0].start, some[-1].end, tuple(word for place in some for word in place.node.words)
