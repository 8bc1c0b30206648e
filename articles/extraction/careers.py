"""What two descriptions of people say about each other: roles, where an office is held, ages."""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import cache

from articles.extraction.people.names import normalise
from articles.extraction.words import DATA

AGE = re.compile(r"(?<![\w-])(\d{1,3})(?:-year-old\b|(?=,|$))")
PLACE = re.compile(r"\b(?:of|at|from|in) (?:the )?([A-Z][\w'’-]*(?: [A-Z][\w'’-]*)*)")
AGES_APART = 30
"""Years between two printed ages that no archive of a working life explains."""


@cache
def role_groups() -> dict[str, frozenset[str]]:
    """The groups that a role is in: "singer" -> {music}."""
    groups: dict[str, set[str]] = defaultdict(set)
    for line in (DATA / "role_groups.txt").read_text("utf-8").splitlines():
        if line.strip() and not line.startswith("#"):
            group, _, roles = line.partition(":")
            for role in roles.split():
                groups[role].add(group)
    return {role: frozenset(found) for role, found in groups.items()}


def roles_of(descriptors: Iterable[str]) -> frozenset[str]:
    """The roles named in descriptions, leaving out what comes after "of" and its like."""
    words = (
        re.findall(r"[\w-]+", re.split(r"\b(?:of|for|at|in|to|with)\b|,", text.lower())[0]) for text in descriptors
    )
    return frozenset(word for found in words for word in found if word in role_groups())


def places_of_office(descriptors: Iterable[str]) -> dict[str, frozenset[str]]:
    """Where each role is held: "mayor of Harrow" -> {mayor: {harrow}}."""
    held: dict[str, set[str]] = defaultdict(set)
    for text in descriptors:
        for role in roles_of([text]):
            held[role] |= {normalise(place) for place in PLACE.findall(text)}
    return {role: frozenset(places) for role, places in held.items() if places}


def ages_in(descriptors: Iterable[str]) -> list[int]:
    return [int(age) for text in descriptors for age in AGE.findall(text)]


def objection(one: Sequence[str], other: Sequence[str]) -> str:
    """What speaks against one being the other, in words, or ""."""
    ours, theirs = roles_of(one), roles_of(other)
    fields = [frozenset().union(*(role_groups()[role] for role in roles)) for roles in (ours, theirs)]
    if all(fields) and not fields[0] & fields[1]:
        return f"this one is {with_article(min(ours))} and that one {with_article(min(theirs))}"
    here, there = places_of_office(one), places_of_office(other)
    for role in sorted(here.keys() & there.keys()):
        if not here[role] & there[role]:
            return f"this one is {role} in {min(here[role])} and that one in {min(there[role])}"
    ages = [abs(a - b) for a in ages_in(one) for b in ages_in(other)]
    if ages and min(ages) > AGES_APART:
        return "their ages are a generation apart"
    return ""


def with_article(noun: str) -> str:
    return f"{'an' if noun[0] in 'aeiou' else 'a'} {noun}"
