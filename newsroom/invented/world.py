"""Who and what the invented articles are about: the same for the same size and seed."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random
from typing import NamedTuple

from newsroom.invented.words import Pool, Words, acts, as_words, person_names, sayings, words

FIRST_YEAR, LAST_YEAR = 1990, 2025
NAMESAKES = 0.005  # share of people with the name of somebody else
MERGED = 0.004  # share of people whom an editor merged into another
MOST_PEOPLE = 200_000


class Somebody(NamedTuple):
    """A person: how they are printed in full and by surname alone."""

    pk: int
    full: Words
    surname: Words
    role: Words
    merged_into: int | None


class Happening(NamedTuple):
    pk: int
    name: Words
    kind: str
    place: str
    day: date
    precision: str


@dataclass(frozen=True, slots=True)
class World:
    people: Pool
    events: Pool
    publishers: Pool
    agencies: Pool
    photographers: Pool
    places: Pool
    subjects: Pool
    cues: Pool
    acts: tuple[Words, ...]
    said: tuple[Words, ...]
    rejected: set[int] = field(default_factory=set)  # people, by an editor


def make_world(articles: int, seed: int) -> World:
    """The more articles, the more people: two thirds of the power, as names in a growing archive do."""
    rng = Random(f"world {seed}")  # noqa: S311 (nothing secret is drawn)
    people = _people(rng, min(MOST_PEOPLE, max(40, round(20 * articles ** (2 / 3)))))
    return World(
        people=Pool(people, flat=10.0),
        events=Pool(_events(rng, max(8, len(people) // 10)), flat=20.0),
        publishers=Pool([as_words(name) for name in words("publishers")]),
        agencies=Pool([as_words(name) for name in words("agencies")]),
        photographers=Pool([as_words(name) for name in person_names(rng, 500)], flat=20.0),
        places=Pool([as_words(place) for place in words("places")], flat=3.0),
        subjects=Pool([as_words(subject) for subject in words("subjects")], flat=4.0),
        cues=Pool([as_words(cue) for cue in words("cues")], flat=0.5),
        acts=tuple(acts(rng)),
        said=tuple(sayings(rng)),
    )


def _people(rng: Random, number: int) -> list[Somebody]:
    """The most famous first; their keys tell nothing of their fame."""
    names, roles = person_names(rng, number), [as_words(role) for role in words("roles")]
    keys = rng.sample(range(1, number + 1), number)
    found: list[Somebody] = []
    for rank, (pk, name) in enumerate(zip(keys, names, strict=True)):
        merged = None
        if rank > 20 and rng.random() < NAMESAKES:
            name = names[rng.randrange(rank)]
        elif rank > 20 and rng.random() < MERGED:
            keep = found[rng.randrange(20)]  # only those in front stand for others, and never the other way round
            name, merged = f"{keep.full.text[0]}. {keep.surname.text}", keep.pk
        surname = name.split()[-1]
        found.append(Somebody(pk, as_words(name), as_words(surname), rng.choice(roles), merged))
    return found


def _events(rng: Random, number: int) -> list[Happening]:
    kinds, places = [line.split(": ") for line in words("happenings")], words("places")
    found = []
    for pk in rng.sample(range(1, number + 1), number):
        (kind, noun), place, day = rng.choice(kinds), rng.choice(places), some_day(rng)
        precision = rng.choice(("day", "day", "day", "month", "year"))
        found.append(Happening(pk, as_words(f"{day.year} {place} {noun}"), kind, place, day, precision))
    return found


def some_day(rng: Random) -> date:
    """Any day; later years print more."""
    years = LAST_YEAR - FIRST_YEAR + 1
    year = FIRST_YEAR + max(rng.randrange(years), rng.randrange(years))
    return date(year, 1, 1) + timedelta(days=rng.randrange(365))


def first_day(day: date, precision: str) -> date:
    """A day as exactly as it is known: the first of its month or year."""
    return day.replace(day=1) if precision == "month" else day.replace(month=1, day=1) if precision == "year" else day
