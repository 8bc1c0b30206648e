"""The people of the archive who bear certain names, as the directory wants them."""

from collections import defaultdict
from collections.abc import Iterable

from articles.extraction.directory import Directory, KnownPerson, normalise
from django.db.models import Q

from articles.models import Review
from entities.models import Alias, KeptApart, Mention, Person


def load_directory(names: Iterable[str]) -> Directory:
    """Load everybody in the archive who bears one of `names`, in a fixed number of queries.

    Whoever was merged away is known under the survivor, with all the names of both.
    Rejected people are not offered: a name that an editor called no person matches nobody.
    """
    roots = _bearers({normalise(name) for name in names})
    members = list(Person.objects.filter(Q(pk__in=roots) | Q(survivor__in=roots)).order_by("pk"))
    root_of = {person.pk: person.survivor_id or person.pk for person in members}
    aliases, descriptors = defaultdict(list), defaultdict(list)
    for person_id, name in Alias.objects.filter(person__in=root_of).order_by("pk").values_list("person_id", "name"):
        aliases[root_of[person_id]].append(name)
    for person_id, words in _descriptors(root_of):
        descriptors[root_of[person_id]].append(words)
    known = [
        KnownPerson(
            id=person.pk,
            name=person.name,
            aliases=tuple(dict.fromkeys(aliases[person.pk])),
            descriptors=tuple(dict.fromkeys(filter(None, [person.description, *descriptors[person.pk]]))),
        )
        for person in members
        if person.survivor_id is None and person.review != Review.REJECTED
    ]
    return Directory(known, kept_apart=_kept_apart(root_of))


def _bearers(normalised: set[str]) -> set[int]:
    """Primary keys of the people, or their survivors, with one of the names."""
    found = Alias.objects.filter(normalised__in=normalised).values_list("person_id", "person__survivor_id")
    return {survivor or person for person, survivor in found}


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
