"""The people of the archive who bear certain names, as the directory wants them."""

from collections import defaultdict
from collections.abc import Iterable
from functools import lru_cache

from django.db.models import Count, Exists, OuterRef, Q

from articles.extraction.directory import Directory, KnownPerson, normalise
from articles.extraction.people.names import NameParts, parts
from articles.extraction.people.ties import may_share_given
from articles.models import Review
from entities.models import Alias, KeptApart, Mention, Person
from entities.store.names import CONDITIONS, sort_name
from entities.store.rows import begins_with, lots

# So many people with one surname are more than anything but their company could tell apart.
CROWD = 100


def load_directory(names: Iterable[str]) -> Directory:
    """Load everybody in the archive whom one of `names` may mean, in a fixed number of queries.

    "J. Smith" may be John Smith: people with the surname of one of `names`, or with one half of a double surname, are
    loaded too where their given names may be the same. Of those who share a surname that is printed alone, and are a
    crowd, only those are loaded who have been named beside somebody whom another of `names` may mean.
    Whoever was merged away is known under the survivor, with all the names of both.
    Rejected people are not offered: a name that an editor called no person matches nobody.
    """
    names = set(names)
    alone = {normalise(name) for name in names if not parts(name).given}
    crowds = _crowds(alone)
    roots = _bearers({name for name in names if normalise(name) not in crowds})
    roots |= _in_company(crowds, roots)
    # Two questions, each of which has its index: asked as one, SQLite looks at everybody.
    merged = Person.objects.filter(survivor__in=roots).order_by()
    members = sorted([*Person.objects.filter(pk__in=roots).order_by(), *merged], key=lambda person: person.pk)
    root_of = {person.pk: person.survivor_id or person.pk for person in members}
    aliases, descriptors = defaultdict(list), defaultdict(list)
    for person_id, name in Alias.objects.filter(person__in=root_of).order_by("pk").values_list("person_id", "name"):
        aliases[root_of[person_id]].append(name)
    for person_id, words in _descriptors(root_of):
        descriptors[root_of[person_id]].append(words)
    companions = _companions(root_of)
    known = [
        KnownPerson(
            id=person.pk,
            name=person.name,
            aliases=tuple(dict.fromkeys(aliases[person.pk])),
            descriptors=tuple(dict.fromkeys(filter(None, [person.description, *descriptors[person.pk]]))),
            companions=frozenset(companions[person.pk]),
        )
        for person in members
        if person.survivor_id is None and person.review != Review.REJECTED
    ]
    return Directory(known, kept_apart=_kept_apart(root_of), crowds=crowds)


def _bearers(names: set[str]) -> set[int]:
    """Primary keys of the people, or their survivors, who bear one of the names, or one that is nearly the same."""
    given: dict[str, set[NameParts]] = defaultdict(set)  # by surname, and by each half of one
    for name in names:
        surname, _, rest = sort_name(name).partition(", ")
        for half in {surname, *surname.split("-")} if rest else ():
            given[half].add(_given(rest))
    bearers = Alias.objects.filter(normalised__in={*map(normalise, names)}).order_by()
    found = set(bearers.values_list("person_id", flat=True))
    for batch in lots(given, CONDITIONS):
        condition = Q()
        for surname in batch:
            condition |= begins_with("sort_name", f"{surname},") | begins_with("sort_name", f"{surname}-")
        for pk, printed in Person.objects.filter(condition).order_by().values_list("pk", "sort_name"):
            surname, _, rest = printed.partition(", ")
            wanted = given.get(surname) or given[surname.partition("-")[0]]
            if any(may_share_given(one, _given(rest)) for one in wanted):
                found.add(pk)
    return _survivors(found)


@lru_cache(maxsize=50_000)
def _given(rest: str) -> NameParts:
    """What a sort name has behind the surname, taken apart as the given names of one surname for all."""
    return parts(f"{rest.partition(',')[0]} Surname")


def _crowds(alone: set[str]) -> dict[str, int]:
    """How many people bear each of some single names, of those that a crowd bears."""
    bearers = Alias.objects.filter(normalised__in=alone).order_by().values_list("normalised")
    return dict(bearers.annotate(people=Count("pk")).filter(people__gt=CROWD)) if alone else {}


def _in_company(crowds: Iterable[str], roots: set[int]) -> set[int]:
    """Who of a crowd has been named in an article with one of the people known by more than their surname."""
    if not crowds or not roots:
        return set()
    visible = Mention.objects.visible()
    beside = visible.filter(article=OuterRef("article"), person__in=roots)
    bearers = Alias.objects.filter(normalised__in=crowds).order_by().values("person")
    found = visible.filter(Exists(beside), person__in=bearers).order_by().values_list("person", flat=True)
    return _survivors(set(found.distinct()))


def _survivors(people: set[int]) -> set[int]:
    found = Person.objects.filter(pk__in=people).order_by().values_list("pk", "survivor_id")
    return {survivor or pk for pk, survivor in found}


def _companions(root_of: dict[int, int]) -> dict[int, set[int]]:
    """Who of the known people has been named in an article with whom."""
    named = Mention.objects.visible().filter(person__in=root_of).order_by()
    together = named.values("article").annotate(people=Count("person", distinct=True)).filter(people__gt=1)
    pairs = named.filter(article__in=together.values("article")).values_list("article", "person").distinct()
    casts: dict[int, set[int]] = defaultdict(set)
    for article, person in pairs:
        casts[article].add(root_of[person])
    companions: dict[int, set[int]] = defaultdict(set)
    for cast in casts.values():
        for person in cast:
            companions[person] |= cast - {person}
    return companions


def _descriptors(people: Iterable[int]) -> Iterable[tuple[int, str]]:
    return (
        Mention.objects.visible()
        .filter(person__in=people)
        .exclude(descriptor="")
        .order_by("person_id", "descriptor")
        .values_list("person_id", "descriptor")
        .distinct()
    )


def _kept_apart(root_of: dict[int, int]) -> frozenset[tuple[int, int]]:
    """Pairs of known people of whom an editor said that they are not one, smaller key first."""
    ruled = KeptApart.objects.filter(first__in=root_of, second__in=root_of).values_list("first_id", "second_id")
    pairs = {tuple(sorted((root_of[first], root_of[second]))) for first, second in ruled}
    return frozenset(pair for pair in pairs if pair[0] != pair[1])
