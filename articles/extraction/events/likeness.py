"""Whether two events that different articles tell of are one: names, days, people and places compared."""

import re
from collections.abc import Hashable, Iterator
from dataclasses import dataclass

from articles.extraction.likeness import Likeness
from articles.extraction.words import word_list

SAME = 0.85
"""From here on two events are taken for one without asking."""
SMALL = frozenset({"s", "in", "at", "near", "the", "of", "a", "an", "on", "and"})
WORD = re.compile(r"\w+")
YEAR = re.compile(r"(?:1[5-9]|20)\d\d$")
PLURAL = re.compile(r"(?<=[a-z]{3}[^s])s$")


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownEvent:
    """What the archive knows of an event; `date` is an ISO prefix, `people` are keys that tell them apart."""

    name: str
    kind: str = ""
    date: str = ""
    place: str = ""
    people: frozenset[Hashable] = frozenset()


def words_of(name: str) -> frozenset[str]:
    """The words that tell a name from others: no year, no small words, plurals and case made one."""
    words = WORD.findall(name.casefold())
    return frozenset(PLURAL.sub("", word) for word in words if not YEAR.match(word) and word not in SMALL)


def compare_events(a: KnownEvent, b: KnownEvent) -> Likeness:
    """``Closure of Rook Bridge`` and ``Closure of Ada Rook Bridge`` of one day are one; of two days they are two."""
    if a.date and b.date and not (a.date.startswith(b.date) or b.date.startswith(a.date)):
        return Likeness(0.0, (), (f"their dates differ: {a.date} and {b.date}",))
    weighed = list(_weighed(a, b))
    score = sum(weight for weight, _ in weighed)
    return Likeness(
        score=round(min(1.0, max(0.0, score)), 2),
        for_=tuple(reason for weight, reason in weighed if weight > 0),
        against=tuple(reason for weight, reason in weighed if weight < 0),
    )


def _weighed(a: KnownEvent, b: KnownEvent) -> Iterator[tuple[float, str]]:
    yield from _names(words_of(a.name), words_of(b.name))
    if a.date and a.date == b.date and len(a.date) >= len("2024-05-03"):
        yield 0.35, f"both were on {a.date[:10]}"
    elif a.date and b.date:
        yield 0.1, f"both can have been in {min(a.date, b.date, key=len)}"
    if a.kind and b.kind:
        yield (0.1, f"both are of the kind {a.kind}") if a.kind == b.kind else (-0.3, "they are of different kinds")
    if a.people and b.people:
        common = len(a.people & b.people)
        yield (0.25, f"{common} of the people took part in both") if common else (-0.2, "nobody took part in both")
    if a.place and b.place:
        places = words_of(a.place), words_of(b.place)
        near = places[0] <= places[1] or places[1] <= places[0]
        yield (0.2, f"both were in {a.place}") if near else (-0.4, f"one was in {a.place}, the other in {b.place}")


def _names(a: frozenset[str], b: frozenset[str]) -> Iterator[tuple[float, str]]:
    """What the names say; two that share no word speak against it."""
    common = a & b
    apart = sorted(word for word in a ^ b if word in word_list("telling_apart") or word.isdigit())
    if apart:
        yield -0.4, f"only one is called “{apart[0]}”"
    if a == b:
        yield 0.6, "their names are the same"
    elif len(common) >= 2 and common in (a, b):
        yield 0.45, "one name has every word of the other"
    elif common:
        share = len(common) / len(a | b)
        yield round(0.4 * share, 2), f"their names share “{' '.join(sorted(common))}”"
    else:
        yield -0.2, "their names share no word"
