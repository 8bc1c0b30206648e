"""One reading an event, however many times and ways an article tells of it."""

import re
from collections.abc import Iterator
from dataclasses import replace

from articles.extraction.events.names import YEAR
from articles.extraction.types import EventReading

ONCE_A_LIFE = frozenset({"Death", "Killing", "Murder", "Assassination", "Execution", "Shooting", "Stabbing"})
ONCE_A_PLACE = frozenset({"attack", "accident"})
"""Kinds of which one article tells no two at one place, as good as always."""
SMALL = frozenset({"s", "in", "at", "near", "the", "of"})
PLURAL = re.compile(r"(?<=[a-z]{3}[^s])s$")


def merge(found: list[EventReading]) -> Iterator[EventReading]:
    """One reading an event: the same name, or the same kind of thing at one date with someone in common."""
    events: list[EventReading] = []
    for new in found:
        for index, known in enumerate(events):
            if _same(known, new):
                events[index] = _joined(known, new)
                break
        else:
            events.append(new)
    yield from events


def _same(a: EventReading, b: EventReading) -> bool:
    dates = a.date and a.date.value, b.date and b.date.value
    if all(dates) and not (dates[0].startswith(dates[1]) or dates[1].startswith(dates[0])):
        return False
    if a.kind == b.kind == "election" and bool(dates[0]) != bool(dates[1]):
        return False  # "the Harrow primary" of this year, and "the 2012 Harrow primary"
    if any(mine.overlaps(other) for mine in a.mentions for other in b.mentions):
        return True
    names = _key(a.name), _key(b.name)
    if names[0] == names[1]:
        return True
    if min(map(len, names)) >= 2 and (names[0] < names[1] or names[1] < names[0]):
        return a.kind == b.kind
    if {a.name.split()[0], b.name.split()[0]} <= ONCE_A_LIFE and a.people and a.people == b.people:
        return True
    if a.kind == b.kind and a.kind in ONCE_A_PLACE and a.place and a.place == b.place:
        return True
    return a.kind == b.kind and all(dates) and bool(set(a.people) & set(b.people)) and {a.rule, b.rule} == {"year-noun"}


def _joined(a: EventReading, b: EventReading) -> EventReading:
    """The fuller of two readings, with the mentions and people of both."""
    better, other = (b, a) if (len(b.people), b.confidence) > (len(a.people), a.confidence) else (a, b)
    mentions = sorted({*a.mentions, *b.mentions})
    apart = [m for i, m in enumerate(mentions) if i == 0 or not m.overlaps(mentions[i - 1])]
    return replace(
        better,
        mentions=tuple(apart),
        people=tuple(dict.fromkeys([*a.people, *b.people])),
        date=max((d for d in (a.date, b.date) if d), key=lambda d: len(d.value or ""), default=None),
        place=better.place or other.place,
    )


def _key(name: str) -> frozenset[str]:
    words = re.findall(r"\w+", name.casefold())
    return frozenset(PLURAL.sub("", word) for word in words if not YEAR.match(word) and word not in SMALL)
