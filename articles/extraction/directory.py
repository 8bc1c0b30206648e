"""Who the people of an article are among those that the archive knows: one candidate, or no answer."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from articles.extraction.careers import objection, roles_of, with_article
from articles.extraction.people.names import normalise, parts, same_name
from articles.extraction.people.ties import tie_names
from articles.extraction.types import Extraction, PersonChain


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


class Directory:
    """The people of the archive who bear the names of one article.

    `crowds` are normalised names that more people bear than are known here, with how many do.
    """

    def __init__(
        self,
        known: Iterable[KnownPerson],
        *,
        kept_apart: Collection[tuple[int, int]] = frozenset(),
        crowds: Mapping[str, int] = MappingProxyType({}),
    ) -> None:
        self._crowds = crowds
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
        if not candidates and normalise(chain.name) not in self._crowds:
            return self._by_likeness(chain)
        if not _is_full(chain):
            return self._by_company(chain, candidates, company)
        if len(candidates) == 1 and _is_called(candidates[0], chain.name):
            person = candidates[0]
            against = objection(chain.descriptors, person.descriptors)
            if not against:
                return Resolution(Outcome.MATCH, f"the only person called {chain.name}", person, (person,))
            if person.companions & company:
                return Resolution(Outcome.MATCH, f"the only {chain.name}, in known company", person, (person,))
            return Resolution(Outcome.AMBIGUOUS, f"a {chain.name} is known, but {against}", None, (person,))
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

    def _by_likeness(self, chain: PersonChain) -> Resolution:
        """Nobody, or for an editor those whose names are nearly this one: another spelling, half of a surname."""
        alike = [
            person
            for person in self._known
            if any(tie_names(chain.name, name).found for name in (person.name, *person.aliases) if parts(name).given)
        ]
        if not alike or not _is_full(chain):
            return Resolution(Outcome.NEW, f"the first called {chain.name} in the archive")
        reason = f"may be {alike[0].name}, whose name is nearly the same" if len(alike) == 1 else ""
        reason = reason or f"{len(alike)} people have names nearly like {chain.name}"
        return Resolution(Outcome.AMBIGUOUS, reason, None, tuple(alike))

    def _by_company(self, chain: PersonChain, candidates: Sequence[KnownPerson], company: frozenset[int]) -> Resolution:
        """The one candidate for whom something speaks: known company, or the same role."""
        possible = [person for person in candidates if not objection(chain.descriptors, person.descriptors)]
        backed = [(p, why) for p in possible if (why := _support(chain, p, company))]
        if len(backed) == 1:
            person, why = backed[0]
            return Resolution(Outcome.MATCH, f"the one {chain.name} {why}", person, tuple(candidates))
        return Resolution(Outcome.AMBIGUOUS, self._doubt(chain, candidates), None, tuple(candidates))

    def _doubt(self, chain: PersonChain, candidates: Sequence[KnownPerson]) -> str:
        if crowd := self._crowds.get(normalise(chain.name)):
            return f"{crowd:,} people share the name {chain.name}"
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
    """Whether a person is known by a full name, give or take a middle name; initials, short forms and Jr. are less."""
    wanted = parts(name)
    for known in (person.name, *person.aliases):
        theirs = parts(known)
        alike = (wanted.first, wanted.suffix) == (theirs.first, theirs.suffix) and same_name(wanted, theirs)
        if alike or normalise(known) == normalise(name):
            return True
    return False


def lookup_names(chain: PersonChain) -> frozenset[str]:
    """The normalised names by which people whom a chain may mean are found in the archive."""
    bare = parts(chain.name)
    short = {f"{bare.first} {bare.surname}", bare.surname, f"{bare.nickname} {bare.surname}"} if bare.given else set()
    return frozenset(filter(None, map(normalise, {chain.name, *chain.aliases, *short})))


def _support(chain: PersonChain, person: KnownPerson, company: frozenset[int]) -> str:
    """What speaks for one being the other, in words, or ""."""
    if person.companions & company - {person.id}:
        return "named beside the same people"
    shared = roles_of(chain.descriptors) & roles_of(person.descriptors)
    return f"who is {with_article(min(shared))} too" if shared else ""
