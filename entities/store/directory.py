"""The people of the archive who bear certain names, as the directory wants them."""

from collections import defaultdict
from collections.abc import Iterable

from django.db.models import Count, Q

from articles.extraction.directory import Directory, KnownPerson, normalise
from articles.models import Review
from entities.models import Alias, KeptApart, Mention, Person
from entities.store.names import CONDITIONS, sort_name
from entities.store.rows import lots


def load_directory(names: Iterable[str]) -> Directory:
    """Load everybody in the archive who bears one of `names`, in a fixed number of queries.

    "J. Smith" may be any Smith: people with the surname of one of `names` are loaded too, and
    those who share one half of a double surname.
    Whoever was merged away is known under the survivor, with all the names of both.
    Rejected people are not offered: a name that an editor called no person matches nobody.
    """
    roots = _bearers(set(names))
    members = list(Person.objects.filter(Q(pk__in=roots) | Q(survivor__in=roots)).order_by("pk"))
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
    return Directory(known, kept_apart=_kept_apart(root_of))


def _bearers(names: set[str]) -> set[int]:
    """Primary keys of the people, or their survivors, who bear one of the names or one of the surnames."""
    whole = {sort_name(name).partition(",")[0] for name in names if " " in name}
    surnames = whole | {half for surname in whole for half in surname.split("-")}
    found = set(Alias.objects.filter(normalised__in={*map(normalise, names)}).values_list("person_id", flat=True))
    for batch in lots(surnames, CONDITIONS):
        condition = Q()
        for surname in batch:
            condition |= Q(sort_name__startswith=f"{surname},") | Q(sort_name__startswith=f"{surname}-")
        found |= set(Person.objects.filter(condition).values_list("pk", flat=True))
    people = Person.objects.filter(pk__in=found).values_list("pk", "survivor_id")
    return {survivor or pk for pk, survivor in people}


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
