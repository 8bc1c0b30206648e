"""Names in a query: whose other names to look for as well."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, groupby, takewhile

from django.db.models import F, Q
from django.db.models.functions import Coalesce

from articles.extraction.directory import normalise
from articles.extraction.people.names import is_title
from articles.index import matching
from articles.models import Review
from articles.search import And, Field, Or, Query, Words
from articles.search.nodes import spread
from articles.search.query import Node
from articles.search.words import folded_words
from entities.models import Alias, Person
from entities.rows import person_rows
from entities.search.marked import Who

MOST_NAMES = 30
MOST_PEOPLE = 3  # named in one query
MOST_WORDS = 7  # of a name
MOST_RUNS = 60  # words beside each other that may be a name
MOST_BEARING = 1_000  # aliases that are looked at


@dataclass(frozen=True, slots=True)
class Named:
    """The one person who bears a name that stands in a query, as `words`."""

    person: Person
    words: tuple[str, ...]
    names: tuple[str, ...]  # the others that are looked for as well: of several words, the fullest first
    members: tuple[int, ...]  # the person, and everyone merged into them

    def asked(self, words: Words | And) -> Or:
        """The words, the other names, and whatever else names the person. A surname alone is that of others too."""
        phrases = (Words(tuple(folded_words(name)), exact=True) for name in self.names)
        return Or((words, *phrases, Who(self.person.pk, self.members)))


def find_named(query: Query) -> list[Named]:
    """Whose names stand among the plain words of a query, each if it is one person's alone."""
    bearing = {} if query.bare else _nicknamed(query.name)
    bearing = bearing or _bearing(query)
    if query.bare not in bearing:
        bearing = _nicknamed(query.bare) or _spelled_otherwise(query.bare) or bearing
    keys = list(dict.fromkeys(bearing.values()))[:MOST_PEOPLE]
    people = person_rows(Person.objects.exclude(review=Review.REJECTED)).in_bulk(keys) if keys else {}
    if not people:
        return []
    names: dict[int, Counter] = defaultdict(Counter)
    members = {key: {key: None} for key in people}
    # One after the other: an index answers each, and none of them all.
    aliases, told = Alias.objects.order_by(), ("name", "head", "member", "pk")
    own = aliases.filter(person__in=people).annotate(head=F("person"), member=F("person"))
    theirs = aliases.filter(person__survivor__in=people).annotate(head=F("person__survivor"), member=F("person"))
    merged = Person.objects.order_by().filter(survivor__in=people).annotate(head=F("survivor"), member=F("pk"))
    known, *others = (rows.values_list(*told) for rows in (own, theirs, merged))
    for name, key, member, _ in known.union(*others).order_by("pk"):
        names[key][name] = len(name)
        members[key][member] = None
    return [
        Named(people[key], words, tuple(_others(names[key], words)), tuple(members[key]))
        for words, key in bearing.items()
        if key in people
    ]


def _others(names: Counter, words: tuple[str, ...]) -> list[str]:
    folded = {name: folded_words(name) for name, _ in names.most_common()}
    return [name for name, asked in folded.items() if len(asked) > 1 and asked != [*words]][:MOST_NAMES]


def _bearing(query: Query) -> dict[tuple[str, ...], int]:
    """Runs of words that are the name of one person alone, with that person, the longest first."""
    some = {run: None for some in _stretches(query.root) for run in _runs(some)}
    runs, spelled = sorted(some, key=len, reverse=True)[:MOST_RUNS], _spelled(query)
    keys = {run: {*_keys(run), *_keys(tuple(spelled.get(word, word) for word in run))} for run in runs}
    if not keys:
        return {}
    bearing = Alias.objects.filter(normalised__in=set().union(*keys.values())).exclude(person__review=Review.REJECTED)
    rows = list(bearing.values_list("normalised", Coalesce("person__survivor", "person"))[:MOST_BEARING])
    found: dict[tuple[str, ...], int] = {}
    for run in runs if len(rows) < MOST_BEARING else ():
        people = {key for name, key in rows if name in keys[run]}
        if len(people) == 1 and not any(_holds(longer, run) for longer in found):
            found[run] = people.pop()
    return found


def _spelled(query: Query) -> dict[str, str]:
    """Words that names are not folded like, as they are known by in a name: "soren" as "søren"."""
    written = ((place.node, normalise(query.written[place.start : place.end])) for place in query.places)
    return {node.words[0]: name for node, name in written if isinstance(node, Words) and len(node.words) == 1 and name}


def _holds(longer: Sequence[str], run: Sequence[str]) -> bool:
    return any(longer[first : first + len(run)] == run for first in range(len(longer) - len(run) + 1))


def _stretches(node: Node | None) -> Iterator[tuple[str, ...]]:
    """Plain words that stand side by side and are asked for together."""
    if isinstance(node, Or):
        for child in node.children:
            yield from _stretches(child)
    for is_plain, words in groupby(node.children if isinstance(node, And) else (node,), key=_is_plain):
        if is_plain:
            yield tuple(word for one in words for word in one.words)


def _is_plain(node: Node | None) -> bool:
    return isinstance(node, Words) and not (node.prefix or node.quoted)


def _runs(words: Sequence[str]) -> Iterator[tuple[str, ...]]:
    """All of the words, and whatever among them may be a full name."""
    if len(words) <= MOST_WORDS:
        yield tuple(words)
    for length in range(2, min(MOST_WORDS, len(words) - 1) + 1):
        for first in range(len(words) - length + 1):
            yield tuple(words[first : first + length])


def _keys(run: tuple[str, ...]) -> Iterator[str]:
    """How an alias may be known that is the run: so, surname first, behind a title, its initials apart or as one."""
    yield from (" ".join(run), normalise(" ".join(run)))
    if len(run) == 1:
        return
    yield from (normalise(" ".join(run[first:] + run[:first])) for first in range(1, len(run)))
    if is_title(run[0]):
        yield normalise(" ".join(run[1:]))
    if len(run[0]) in (2, 3):
        yield " ".join((*run[0], *run[1:]))
    initials = list(takewhile(lambda word: len(word) == 1, run))
    if initials:
        yield from (" ".join(("".join(initials), *run[len(initials) :])), " ".join((run[0] + run[1], *run[2:])))


def _nicknamed(asked: tuple[str, ...]) -> dict[tuple[str, ...], int]:
    """Whose name the words are with a nickname inside, which an alias is not known by."""
    if not 2 < len(asked) <= MOST_WORDS:
        return {}
    without = {normalise(" ".join(asked[:one] + asked[two:])) for one, two in combinations(range(1, len(asked)), 2)}
    near = Alias.objects.filter(normalised__in=without).exclude(person__review=Review.REJECTED)
    rows = near.values_list("name", Coalesce("person__survivor", "person"))[:MOST_NAMES]
    found = {key for name, key in rows if folded_words(name) == [*asked]}
    return dict.fromkeys([asked], found.pop()) if len(found) == 1 else {}


def _spelled_otherwise(asked: tuple[str, ...]) -> dict[tuple[str, ...], int]:
    """Whose name the words are, folded as the search has them, in this order or with what stands last before it."""
    if not 1 < len(asked) <= MOST_WORDS:
        return {}
    words = And(tuple(Field("person", Words((word,), exact=True)) for word in asked))
    found = list(Person.objects.filter(pk__in=matching("person", words)).values_list("pk", flat=True)[:MOST_NAMES])
    rows = Alias.objects.filter(Q(person__in=found) | Q(person__survivor__in=found)) if found else Alias.objects.none()
    bearing = {
        key
        for name, key in rows.values_list("name", Coalesce("person__survivor", "person"))
        if asked in _turned(tuple(folded_words(name)))
    }
    return {asked: bearing.pop()} if len(bearing) == 1 else {}


def _turned(name: tuple[str, ...]) -> set[tuple[str, ...]]:
    """A name as it is, and with the last of its words in front: "van der aalst hendrik"."""
    return {name[first:] + name[:first] for first in range(len(name))}


def wanted_of(query: Query, named: Sequence[Named]) -> Node:
    """What is asked for; where somebody's name stands in it, also what names the person otherwise."""
    root = spread(query.root)
    return _expanded(root, by_words(named)) if named else root


def by_words(named: Sequence[Named]) -> dict[tuple[str, ...], Named]:
    return {one.words: one for one in named}


def _expanded(node: Node, named: Mapping[tuple[str, ...], Named]) -> Node:
    if isinstance(node, Or):
        return Or(tuple(_expanded(child, named) for child in node.children))
    children, found, place = node.children if isinstance(node, And) else (node,), [], 0
    while place < len(children):
        run = leading_name(children[place:], named)
        some = children[place : place + max(1, len(run))]
        found.append(named[words_of(run)].asked(run[0] if len(run) == 1 else And(run)) if run else some[0])
        place += len(some)
    return found[0] if len(found) == 1 else And(tuple(found))


def leading_name(nodes: Sequence[Node], named: Mapping[tuple[str, ...], Named]) -> tuple[Words, ...]:
    """The first nodes that are somebody's name together; quoted ones may stand in the middle."""
    for last in range(min(len(nodes), MOST_WORDS), 0, -1):
        run = tuple(nodes[:last])
        if _is_plain(run[0]) and _is_plain(run[-1]) and words_of(run) in named:
            return run
    return ()


def words_of(nodes: Sequence[Node]) -> tuple[str, ...]:
    """The words of some nodes; nobody's name where there is any other among them."""
    are_words = all(isinstance(node, Words) and not node.prefix for node in nodes)
    return tuple(word for node in nodes for word in node.words) if are_words else ()
