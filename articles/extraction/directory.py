"""Who the people of an article are among those that the archive knows: one candidate, or no answer."""

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from articles.extraction.people.names import NICKNAME, fold, parts, same_name
from articles.extraction.types import Extraction, PersonChain
from articles.extraction.words import DATA

AGE = re.compile(r"(?<![\w-])(\d{1,3})(?:-year-old\b|(?=,|$))")
PLACE = re.compile(r"\b(?:of|at|from|in) (?:the )?([A-Z][\w'’-]*(?: [A-Z][\w'’-]*)*)")
AGES_APART = 30
"""Years between two printed ages that no archive of a working life explains."""


class Outcome(StrEnum):
    MATCH = "match"
    NEW = "new"
    AMBIGUOUS = "ambiguous"


@dataclass(frozen=True, slots=True)
class KnownPerson:
    """Someone in the archive. `companions` are ids of people named in the same articles."""

    id: int
    name: str
    aliases: tuple[str, ...] = ()
    descriptors: tuple[str, ...] = ()
    companions: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Resolution:
    """Who one chain is. `reason` is written for editors."""

    outcome: Outcome
    reason: str
    person: KnownPerson | None = None
    candidates: tuple[KnownPerson, ...] = ()


def normalise(name: str) -> str:
    """A name for looking up: case, accents, apostrophes, full stops, hyphens and nicknames do not count.

    ``Zoë "Bee" O’Hara-Lund Jr.`` and ``Zoe O'Hara Lund Jr`` are both ``zoe ohara lund jr``.
    """
    folded = fold(NICKNAME.sub(" ", name)).replace("'", "")
    return " ".join(re.findall(r"\w+", folded))


class Directory:
    """The people of the archive who bear the names of one article."""

    def __init__(self, known: Iterable[KnownPerson], *, kept_apart: Collection[tuple[int, int]] = frozenset()) -> None:
        self._known = sorted(known, key=lambda person: person.id)
        self._kept_apart = frozenset(frozenset(pair) for pair in kept_apart)
        self._by_name: dict[str, list[KnownPerson]] = defaultdict(list)
        for person in self._known:
            for name in dict.fromkeys(normalise(alias) for alias in (person.name, *person.aliases)):
                self._by_name[name].append(person)

    def resolve_all(self, extraction: Extraction) -> tuple[Resolution, ...]:
        """Return one resolution for each person of an article.

        Who is certain is settled first; they are the company by which namesakes and people
        named by a surname alone are then recognised.
        """
        chains = extraction.people
        first = [self.resolve(chain) for chain in chains]
        company = frozenset(resolution.person.id for resolution in first if resolution.person)
        settled = [
            self.resolve(chain, company) if resolution.outcome is Outcome.AMBIGUOUS else resolution
            for chain, resolution in zip(chains, first, strict=True)
        ]
        return self._without_doubles(chains, settled)

    def resolve(self, chain: PersonChain, company: frozenset[int] = frozenset()) -> Resolution:
        """Match one chain to a known person, or say why not. `company`: who else is in the article."""
        candidates = self._candidates(chain)
        if not candidates:
            return Resolution(Outcome.NEW, f"nobody in the archive is called {chain.name}")
        if not _is_full(chain):
            return self._by_company(chain, candidates, company)
        if len(candidates) == 1 and _is_called(candidates[0], chain.name):
            person = candidates[0]
            objection = _objection(chain, person)
            if not objection:
                return Resolution(Outcome.MATCH, f"the only person called {chain.name}", person, (person,))
            if person.companions & company:
                return Resolution(Outcome.MATCH, f"the only {chain.name}, in known company", person, (person,))
            return Resolution(Outcome.AMBIGUOUS, f"a {chain.name} is known, but {objection}", None, (person,))
        return self._by_company(chain, candidates, company)

    def _candidates(self, chain: PersonChain) -> list[KnownPerson]:
        """Everybody whom the name may mean: by that very name, else by one that agrees with it."""
        exact = self._by_name.get(normalise(chain.name), [])
        if exact or not _is_full(chain):
            return list(exact)
        wanted = parts(chain.name)
        return [
            person
            for person in self._known
            if any(same_name(wanted, parts(name)) for name in (person.name, *person.aliases))
        ]

    def _by_company(self, chain: PersonChain, candidates: Sequence[KnownPerson], company: frozenset[int]) -> Resolution:
        """The one candidate for whom something speaks: known company, or the same role."""
        possible = [person for person in candidates if not _objection(chain, person)]
        backed = [(p, why) for p in possible if (why := _support(chain, p, company))]
        if len(backed) == 1:
            person, why = backed[0]
            return Resolution(Outcome.MATCH, f"the one {chain.name} {why}", person, tuple(candidates))
        return Resolution(Outcome.AMBIGUOUS, self._doubt(chain, candidates), None, tuple(candidates))

    def _doubt(self, chain: PersonChain, candidates: Sequence[KnownPerson]) -> str:
        if len(candidates) == 1:
            return f"may be {candidates[0].name}: only {chain.name} is printed, and nothing else in the article tells"
        apart = any(pair <= {person.id for person in candidates} for pair in self._kept_apart)
        ruling = ", and an editor keeps them apart" if apart else ""
        return f"{len(candidates)} people share the name {chain.name}{ruling}"

    def _without_doubles(self, chains: Sequence[PersonChain], settled: Sequence[Resolution]) -> tuple[Resolution, ...]:
        """A surname alone is not somebody whom the article names in full elsewhere: those two were not joined."""
        owners = {
            r.person.id: chain.name for r, chain in zip(settled, chains, strict=True) if r.person and _is_full(chain)
        }
        return tuple(
            Resolution(
                Outcome.AMBIGUOUS, f"the article has {owners[r.person.id]} in full elsewhere", None, r.candidates
            )
            if r.person and r.person.id in owners and not _is_full(chain)
            else r
            for r, chain in zip(settled, chains, strict=True)
        )


def _is_full(chain: PersonChain) -> bool:
    return bool(parts(chain.name).given)


def _is_called(person: KnownPerson, name: str) -> bool:
    """Whether a person is known by a full name, give or take a middle name; initials and short forms are less."""
    wanted = parts(name)
    names = (person.name, *person.aliases)
    return any(
        normalise(known) == normalise(name) or (same_name(wanted, parts(known)) and wanted.first == parts(known).first)
        for known in names
    )


def lookup_names(chain: PersonChain) -> frozenset[str]:
    """The normalised names by which people whom a chain may mean are found in the archive."""
    bare = parts(chain.name)
    short = {f"{bare.first} {bare.surname}", bare.surname, f"{bare.nickname} {bare.surname}"} if bare.given else set()
    return frozenset(filter(None, map(normalise, {chain.name, *chain.aliases, *short})))


@cache
def _role_groups() -> dict[str, frozenset[str]]:
    """The groups that a role is in: "singer" -> {music}."""
    groups: dict[str, set[str]] = defaultdict(set)
    for line in (DATA / "role_groups.txt").read_text("utf-8").splitlines():
        if line.strip() and not line.startswith("#"):
            group, _, roles = line.partition(":")
            for role in roles.split():
                groups[role].add(group)
    return {role: frozenset(found) for role, found in groups.items()}


def _roles(descriptors: Iterable[str]) -> frozenset[str]:
    """The roles named in descriptions, leaving out what comes after "of" and its like."""
    words = (
        re.findall(r"[\w-]+", re.split(r"\b(?:of|for|at|in|to|with)\b|,", text.lower())[0]) for text in descriptors
    )
    return frozenset(word for found in words for word in found if word in _role_groups())


def _places_of_office(descriptors: Iterable[str]) -> dict[str, frozenset[str]]:
    """Where each role is held: "mayor of Harrow" -> {mayor: {harrow}}."""
    held: dict[str, set[str]] = defaultdict(set)
    for text in descriptors:
        for role in _roles([text]):
            held[role] |= {normalise(place) for place in PLACE.findall(text)}
    return {role: frozenset(places) for role, places in held.items() if places}


def _ages(descriptors: Iterable[str]) -> list[int]:
    return [int(age) for text in descriptors for age in AGE.findall(text)]


def _objection(chain: PersonChain, person: KnownPerson) -> str:
    """What speaks against one being the other, in words, or ""."""
    ours, theirs = _roles(chain.descriptors), _roles(person.descriptors)
    fields = [frozenset().union(*(_role_groups()[role] for role in roles)) for roles in (ours, theirs)]
    if all(fields) and not fields[0] & fields[1]:
        return f"this one is {_article(min(ours))} and that one {_article(min(theirs))}"
    here, there = _places_of_office(chain.descriptors), _places_of_office(person.descriptors)
    for role in sorted(here.keys() & there.keys()):
        if not here[role] & there[role]:
            return f"this one is {role} in {min(here[role])} and that one in {min(there[role])}"
    ages = [abs(a - b) for a in _ages(chain.descriptors) for b in _ages(person.descriptors)]
    if ages and min(ages) > AGES_APART:
        return "their ages are a generation apart"
    return ""


def _article(noun: str) -> str:
    return f"{'an' if noun[0] in 'aeiou' else 'a'} {noun}"


def _support(chain: PersonChain, person: KnownPerson, company: frozenset[int]) -> str:
    """What speaks for one being the other, in words, or ""."""
    if person.companions & company - {person.id}:
        return "named beside the same people"
    shared = _roles(chain.descriptors) & _roles(person.descriptors)
    return f"who is {_article(min(shared))} too" if shared else ""
