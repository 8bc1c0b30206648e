"""Whether two people of the archive may be one: a score, and what speaks for it and against it in words."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from itertools import product
from math import exp

from articles.extraction.careers import objection, places_of_office, roles_of
from articles.extraction.likeness import Likeness
from articles.extraction.people.names import parts
from articles.extraction.people.ties import SURE, Tie, Ties, tie_names
from articles.extraction.words import word_list

RARE = 0.05
"""A share of all namings below which a form of a name may be a slip or somebody else's."""
YEARS_APART = 15
MOST_FORMS = 8
WELL_CONNECTED = 10
EACH_FURTHER = 0.4
NOTHING: frozenset[str] = frozenset()
NAME_WEIGHTS = {
    Tie.SAME: 1.2,
    Tie.SETTING: 1.0,
    Tie.MIDDLE: 0.6,
    Tie.SHORT: 0.3,
    Tie.SOUND: 0.2,
    Tie.ORDER: 0.0,
    Tie.DOUBLE: -0.3,
    Tie.INITIAL: -0.4,
    Tie.SUFFIX: -0.8,
    Tie.LETTER: -0.9,
    Tie.SINGLE: -0.4,
    Tie.SURNAME: -1.6,
    Tie.GIVEN: -2.0,
}
"""How likely the names alone make it, in log odds."""
IN_WORDS = {
    Tie.SAME: "both are called {one}",
    Tie.SETTING: "{one} and {other} differ in accents, capitals or signs only",
    Tie.MIDDLE: "{one} and {other} differ in a middle name that only one has",
    Tie.SHORT: "{one} and {other} may be a short and a long form of one name",
    Tie.SOUND: "{one} and {other} may be two spellings of one name",
    Tie.ORDER: "{one} and {other} are the same words the other way round",
    Tie.DOUBLE: "{one} and {other} share a part of a longer surname",
    Tie.INITIAL: "{one} and {other} agree as far as the initials go",
    Tie.SUFFIX: "{one} and {other} differ in the words Jr., Sr. or a number",
    Tie.LETTER: "{one} and {other} differ in one letter",
    Tie.SINGLE: "both are known by the one name {one}",
    Tie.SURNAME: "{one} and {other} share the surname, and one is printed without a given name",
    Tie.GIVEN: "{one} and {other} share the given name, and one is printed without a surname",
}


class Together(StrEnum):
    """The closest in which both have been named, each in their own right."""

    NOWHERE = ""
    ARTICLE = "one article"
    PHOTO = "one photo"
    SENTENCE = "one sentence"


TOGETHER = {Together.ARTICLE: -1.5, Together.PHOTO: -3.0, Together.SENTENCE: -3.0}


@dataclass(frozen=True, slots=True, kw_only=True)
class Portrait:
    """What the archive knows of a person. Ids and sources are compared, never shown."""

    names: Mapping[str, int]  # every form printed, and how often
    roles: tuple[str, ...] = ()  # titles and descriptions printed beside the name
    companions: frozenset[int] = frozenset()  # ids of people named in the same articles
    years: frozenset[int] = frozenset()  # in which they were in the news
    sources: frozenset[str] = frozenset()


Piece = tuple[float, str]
"""A weight in log odds, below 0 where it speaks against, and the reason in words."""


def compare_people(a: Portrait, b: Portrait, *, together: Together = Together.NOWHERE) -> Likeness:
    """Weigh whether two people are one; the score is the same whichever comes first.

    Where the names cannot be one person's the score is 0: nothing else is weighed.
    """
    one, other, ties = _closest_names(a, b)
    if not ties.found:
        return Likeness(0.0, (), (ties.clash,))
    pieces = [*_from_names(a, b, one, other), *_from_lives(a, b)]
    if together:
        pieces.append((TOGETHER[together], f"{together} names both"))
    pieces.sort(key=lambda piece: -abs(piece[0]))
    total = _weight(ties) + sum(weight for weight, _ in pieces)
    return Likeness(
        score=round(1 / (1 + exp(-total)), 2),
        for_=(*_in_words(ties, one, other), *(reason for weight, reason in pieces if weight > 0)),
        against=tuple(reason for weight, reason in pieces if weight < 0),
    )


def genders_in(titles: Iterable[str]) -> frozenset[str]:
    """Which of "m" and "f" forms of address and titles say: ``Mrs.``, ``actress``, ``spokesman``; never first names."""
    words = {
        word for title in titles for word in re.findall(r"[\w.-]+", re.split(r" (?:of|to|for) ", title.lower())[0])
    }
    found = {"m": words & word_list("male_words"), "f": words & word_list("female_words")}
    return frozenset(gender for gender, said in found.items() if said)


def _closest_names(a: Portrait, b: Portrait) -> tuple[str, str, Ties]:
    """The two forms of name that hang together best; words alone count only for those never printed in full."""
    pairs = list(product(_forms(a), _forms(b)))
    tied = [(one, other, tie_names(one, other)) for one, other in pairs]
    return max(tied, key=lambda pair: _weight(pair[2]))


def _forms(person: Portrait) -> list[str]:
    """The commonest forms of the name, in full where there is one."""
    ordered = sorted(person.names, key=lambda name: (-person.names[name], name))
    return [name for name in ordered if parts(name).given][:MOST_FORMS] or ordered[:MOST_FORMS]


def _weight(ties: Ties) -> float:
    """Log odds of the names alone: of the weakest tie, and less where several have to hold."""
    if not ties.found:
        return float("-inf")
    return min(NAME_WEIGHTS[tie] for tie in ties.found) - EACH_FURTHER * max(0, len(ties.found - SURE) - 1)


def _in_words(ties: Ties, one: str, other: str) -> Iterator[str]:
    told = ties.found if len(ties.found) == 1 else ties.found - {Tie.SAME}
    return (IN_WORDS[tie].format(one=one, other=other) for tie in Tie if tie in told)


def _from_names(a: Portrait, b: Portrait, one: str, other: str) -> Iterator[Piece]:
    """Junior and Senior; a form of the name that is hardly ever printed."""
    suffixes = [{taken.suffix for name in person.names if (taken := parts(name)).suffix} for person in (a, b)]
    if all(suffixes) and not suffixes[0] & suffixes[1]:
        yield -4.0, f"one is {min(suffixes[0]).title()} and the other {min(suffixes[1]).title()}"
    for person, name in ((a, one), (b, other)):
        if person.names[name] < RARE * sum(person.names.values()):
            yield -1.0, f"{name} is hardly ever printed for one of them"


def _from_lives(a: Portrait, b: Portrait) -> Iterator[Piece]:
    """Titles, roles, company, years and publications."""
    genders = [genders_in(person.roles) for person in (a, b)]
    if all(genders) and not genders[0] & genders[1]:
        yield -3.5, "by their titles one is a man and the other a woman"
    against = objection(a.roles, b.roles)
    shared = sorted(roles_of(a.roles) & roles_of(b.roles))
    if against:
        yield -1.8, against
    elif shared:
        here, there = places_of_office(a.roles), places_of_office(b.roles)
        office = next((role for role in shared if here.get(role, NOTHING) & there.get(role, NOTHING)), "")
        yield (1.8, f"both are {office} of the same place") if office else (1.0, f"both are called {shared[0]}")
    beside = len(a.companions & b.companions)
    if beside:
        yield min(1.8, 0.6 + 0.4 * beside), f"{beside} {'people are' if beside > 1 else 'person is'} named beside both"
    elif min(len(a.companions), len(b.companions)) >= WELL_CONNECTED:
        yield -0.6, "nobody is named beside both"
    yield from _from_years(a.years, b.years)
    if a.sources & b.sources:
        yield 0.2, "the same publications name both"


def _from_years(ours: frozenset[int], theirs: frozenset[int]) -> Iterator[Piece]:
    if not (ours and theirs):
        return
    gap = max(min(ours), min(theirs)) - min(max(ours), max(theirs))
    if gap <= 1:
        yield 0.3, "both are in the news in the same years"
    elif gap >= YEARS_APART:
        yield -1.2, f"{gap} years lie between them in the news"
