"""Whose name may have been meant in a query that finds nobody: one that is like it but for a letter or two."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from articles.extraction.people.names import is_title
from articles.index import Limits, names_starting, scan_each
from articles.search import Field, Query, Words
from articles.search.query import Node
from entities.models import Person
from entities.rows import people_told_apart, told_apart_by

OF_PEOPLE = ("person", "speaker")
MOST_CANDIDATES = 200  # of one beginning
MOST_MEANT = 3
SHORTEST, LONG = 3, 5  # letters of a word that may be a slip of the pen; beside others
MOST_SLIPS = 4  # words of which the beginnings are looked at
MOST_PLACES, LONGEST_NAME = 6, 4  # words of a query, and of a name among them


@dataclass(frozen=True, slots=True)
class Meant:
    """Somebody; and the query with their name in it."""

    person: Person
    written: str

    @property
    def told(self) -> str:
        """What tells them from others of the name."""
        return told_apart_by(self.person)


@dataclass(frozen=True, slots=True)
class Stretch:
    """Words of a query that may be a name, and where they stand in it: half-open, in characters."""

    words: tuple[str, ...]
    start: int
    end: int
    field: str = ""

    def is_turned(self, name: Sequence[str]) -> bool:
        """Whether a field asks for words of a name in another order than they have there."""
        there = iter(name)
        return bool(self.field) and not all(word in there for word in self.words)

    def replaced(self, written: str, name: str) -> str:
        name = name.replace('"', "")
        asked = f'{self.field}:"{name}"' if self.field else name
        return f"{written[: self.start]}{asked}{written[self.end :]}"


def find_meant(query: Query, limits: Limits) -> list[Meant]:
    """People whose names are nearly what is asked for: the nearest first, of many the most spoken of."""
    stretches: list[Stretch] = []
    with limits.stopping():
        stretches += _strays(query)
    stretches += _stretches(query)
    words = list(dict.fromkeys(word for one in stretches for word in one.words if len(word) >= SHORTEST))[:MOST_SLIPS]
    starts = {start for word in words for start in (word[:4], word[:3], word[:2], word[1] + word[0], word[0] + word[2])}
    apart = cache(letters_apart)
    with limits.stopping():
        near = [
            (far, -len(one.words), -fame, key, one)
            for key, name, fame in names_starting("person", starts, MOST_CANDIDATES)
            for one in stretches
            if (far := _apart(one.words, name.split(), apart)) > 0 or (far == 0 and one.is_turned(name.split()))
        ]
        found: dict[int, Stretch] = {}
        for *_, key, one in sorted(near, key=lambda row: row[:4]):
            found.setdefault(key, one)
        best = [*found][:MOST_MEANT]
        people = people_told_apart(Person.objects.current()).in_bulk(best) if best else {}
        asked = [(people[key], found[key]) for key in best if key in people]
        return [Meant(person, one.replaced(query.written, person.name)) for person, one in asked]
    return []


def _stretches(query: Query) -> Iterator[Stretch]:
    """What a field asks for as somebody's name; or else the plain words, all of them or some side by side."""
    fields = [place for place in query.places if isinstance(place.node, Field) and place.node.name in OF_PEOPLE]
    for place in fields:
        yield Stretch(place.node.value.words, place.start, place.end, place.node.name)
    plain = query.places[:MOST_PLACES] if query.bare and not fields else ()
    alone = sum(isinstance(place.node, Words) for place in plain) == 1
    for length in range(1 if alone else 2, LONGEST_NAME + 1):
        for first in range(len(plain) - length + 1):
            some = plain[first : first + length]
            if all(isinstance(place.node, Words) for place in some):
                yield Stretch(tuple(word for place in some for word in place.node.words), some[0].start, some[-1].end)


def _strays(query: Query) -> Iterator[Stretch]:
    """Words beside others that stand in no article: each may be a slip of a name."""
    plain = [place for place in query.places[:MOST_PLACES] if _is_long(place.node)]
    found = scan_each("article", [place.node for place in plain], 1) if plain and len(query.places) > 1 else ()
    for place, rows in zip(plain, found, strict=False):
        if not rows.keys:
            yield Stretch(place.node.words, place.start, place.end)


def _is_long(node: Node) -> bool:
    is_plain = isinstance(node, Words) and not (node.prefix or node.quoted)
    return is_plain and len(node.words) == 1 and len(node.words[0]) >= LONG


def _apart(asked: Sequence[str], name: Sequence[str], apart: Callable[[str, str, int], int]) -> int:
    """How many letters lie between words and a name, word by word; -1 where it is too far.

    An initial lies as near as one letter, and so does a title, or an initial in the middle, that the name is known
    without.
    """
    total = 0
    for place, word in enumerate(asked):
        most = 2 if len(word) > 5 else 1 if len(word) >= SHORTEST else 0
        best = min((apart(word, other, most) for other in name), default=most + 1)
        is_middle = 0 < place < len(asked) - 1
        is_initial = len(word) == 1 and (is_middle or any(other.startswith(word) for other in name))
        if best > most and not (is_initial or (place == 0 and len(asked) > 1 and is_title(word))):
            return -1
        total += min(best, most + 1)
    return total


def letters_apart(one: str, other: str, most: int = 2) -> int:
    """Letters to add, take out, change or swap with their neighbour to make one word the other; `most` + 1 for more."""
    if one == other or abs(len(one) - len(other)) > most or len({*one} ^ {*other}) > 2 * most:
        return 0 if one == other else most + 1
    before, row = [], list(range(len(other) + 1))
    for i, a in enumerate(one, start=1):
        before, last, row = row, before, [i]
        for j, b in enumerate(other, start=1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (a != b))
            if i > 1 and j > 1 and a == other[j - 2] and one[i - 2] == b:
                cost = min(cost, last[j - 2] + 1)
            row.append(cost)
        if min(row) > most:
            return most + 1
    return min(row[-1], most + 1)
