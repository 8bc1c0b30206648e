"""Who the people of an article are in the archive: found, made, or left open."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Model

from articles.extraction.directory import Outcome, Resolution, normalise
from articles.extraction.types import Extraction, MentionKind, PersonChain, Span
from articles.models import Article, IngestRun, Review
from entities.models import Alias, Mention, Person
from entities.store.asking import CLUSTER, ask
from entities.store.inserting import insert
from entities.store.names import alias_kind, free_slugs, sort_name
from entities.store.rows import BATCH, fit

REJECTED = """SELECT a.normalised FROM entities_alias a JOIN entities_person p ON p.id = a.person_id
WHERE a.normalised IN names AND p.review = 'rejected'"""
# Names as an article prints them, by whose they are.
PRINTED = """SELECT p.id, p.survivor_id, m.text, p.name
FROM entities_mention m JOIN entities_person p ON p.id = m.person_id
WHERE m.article_id IN articles AND m.kind = 'name' AND m.review IN ('machine', 'confirmed') AND NOT m.source_changed
ORDER BY m.start"""
# Every name of some people and of whoever was merged into them, by who stands for them.
CALLED = f"""SELECT COALESCE(p.survivor_id, p.id), a.name
FROM entities_person p JOIN entities_alias a ON a.person_id = p.id
WHERE p.id IN {CLUSTER}"""  # noqa: S608 (our own words)


@dataclass(frozen=True, slots=True)
class Cast:
    """The people of one article, by the index of their chain.

    `people` holds None where the name is ambiguous. Chains in `nobody` are no person at all:
    an editor has rejected whom they name. `survivors` leads from people merged away to whoever
    stands for them now.
    """

    people: tuple[Person | None, ...]
    reasons: tuple[str, ...]
    nobody: frozenset[int]
    survivors: dict[int, int]

    def root(self, person_id: int | None) -> int | None:
        return self.survivors.get(person_id, person_id)

    def keys(self, indexes: Iterable[int]) -> list[int]:
        """Primary keys of those among the people whom the archive can tell."""
        return [person.pk for index in indexes if (person := self.people[index])]

    def keep_merged(self, wanted: Model, existing: Model, attribute: str) -> None:
        """Leave a row with the merged person it was written for, so that the merge can be undone."""
        if self.root(getattr(existing, attribute)) == getattr(wanted, attribute):
            setattr(wanted, attribute, getattr(existing, attribute))


def cast_people(
    extraction: Extraction,
    resolutions: Sequence[Resolution],
    *,
    mentions: Sequence[Mention],
    known_before: Collection[int],
    run: IngestRun,
) -> Cast:
    """Decide for every chain who it is, and make the people whom the archive does not have yet.

    `mentions` are the article's own rows, anchored in this text: where the archive as a whole
    cannot tell namesakes apart, what was decided or found in this article before still holds.
    `known_before` are the primary keys of everybody whom the article's rows name.
    """
    chains = extraction.people
    known = _load({*known_before, *(resolution.person.id for resolution in resolutions if resolution.person)})
    before = _people_by_span(mentions, known)
    rejected = _rejected_names(chain for chain, r in zip(chains, resolutions, strict=True) if not r.person)
    people: list[Person | None] = []
    nobody, new = set(), []
    for index, (chain, resolution) in enumerate(zip(chains, resolutions, strict=True)):
        person = _ruled(chain, before)
        if person is None:
            person = known[resolution.person.id] if resolution.person else _as_before(chain, resolution, before)
        if person is None and resolution.outcome is Outcome.NEW:
            if normalise(chain.name) in rejected:
                nobody.add(index)
            else:
                new.append(index)
        people.append(person)
    for index, person in zip(new, _create([chains[index] for index in new], run), strict=True):
        people[index] = person
    return Cast(
        people=tuple(people),
        reasons=tuple(fit(Mention, "evidence", resolution.reason) for resolution in resolutions),
        nobody=frozenset(nobody),
        survivors={pk: person.pk for pk, person in known.items()},
    )


def _load(keys: Collection[int]) -> dict[int, Person]:
    """People by primary key; whoever was merged away leads to the survivor."""
    if not keys:
        return {}
    return {p.pk: p.current for p in Person.objects.filter(pk__in=keys).select_related("survivor")}


def _people_by_span(mentions: Iterable[Mention], known: dict[int, Person]) -> dict[Span, tuple[Person, bool]]:
    """Whom the article's own visible rows name at each span, and whether an editor decided so."""
    return {
        Span(m.start, m.end): (known[m.person_id], not m.is_machine)
        for m in mentions
        if m.person_id
        and known[m.person_id].review != Review.REJECTED
        and m.review != Review.REJECTED
        and not m.source_changed
    }


def _names(chain: PersonChain, before: dict[Span, tuple[Person, bool]]) -> list[tuple[Person, bool]]:
    names = (mention.span for mention in chain.mentions if mention.kind is MentionKind.NAME)
    return [before[span] for span in names if span in before]


def _ruled(chain: PersonChain, before: dict[Span, tuple[Person, bool]]) -> Person | None:
    """The one person whom editors have named in every row of this chain's names."""
    found = _names(chain, before)
    people = {person.pk: person for person, _ in found}
    return found[0][0] if len(people) == 1 and all(by_editor for _, by_editor in found) else None


def _as_before(chain: PersonChain, resolution: Resolution, before: dict[Span, tuple[Person, bool]]) -> Person | None:
    """The one person whom this article's rows named here before.

    Decisions count before machine rows, unless those name another: an editor who split a person left them as they are.
    """
    found = _names(chain, before)
    decided = {person.pk: person for person, by_editor in found if by_editor}
    candidates = {known.id for known in resolution.candidates}
    machine = {
        person.pk: person
        for person, by_editor in found
        if not by_editor and (person.pk in candidates or person.name == chain.name)
    }
    people = machine if decided and machine.keys() - decided.keys() else decided or machine
    return next(iter(people.values())) if len(people) == 1 else None


def _rejected_names(chains: Iterable[PersonChain]) -> set[str]:
    """Those normalised names among `chains` that people rejected by an editor bear."""
    names = {normalise(chain.name) for chain in chains}
    if not names:
        return set()
    return {name for (name,) in ask(REJECTED, names=names)}


def _create(chains: Sequence[PersonChain], run: IngestRun) -> list[Person]:
    if not chains:
        return []
    names = [fit(Person, "name", chain.name) for chain in chains]
    slugs = free_slugs(Person, names, fallback="person")
    return Person.objects.bulk_create(
        [
            Person(name=name, slug=slug, sort_name=fit(Person, "sort_name", sort_name(name)), rule=chain.rule,
                   confidence=chain.confidence, run=run)
            for chain, name, slug in zip(chains, names, slugs, strict=True)
        ],
        batch_size=BATCH,
    )  # fmt: skip


def save_aliases(article: Article, cast: Cast) -> bool:
    """Add the names that the article prints for each person, unless they or someone merged into them have them.

    What an editor said of one mention holds there only: it teaches no name, which would make
    every other article that prints it ambiguous.
    """
    printed = ask(PRINTED, articles=[article.pk])
    wanted = {(person.pk, person.name): person.name for person in cast.people if person}
    wanted |= {(survivor or person, text): name for person, survivor, text, name in printed}
    people = {person for person, _ in wanted}
    had = set(ask(CALLED, people=people))
    new = [
        Alias(person_id=pk, name=alias, normalised=normalise(alias), kind=alias_kind(alias, name))
        for (pk, alias), name in wanted.items()
        if (pk, alias) not in had and len(alias) <= Alias._meta.get_field("name").max_length
    ]
    insert(Alias, new)
    return bool(new)
