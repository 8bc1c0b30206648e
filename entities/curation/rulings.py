"""Two people, or two events, of whom an editor rules that they are not one."""

from collections.abc import Collection

from django.contrib.auth.models import User
from django.db.models import Q

from entities.curation.checking import verb
from entities.curation.errors import CurationError
from entities.curation.ledger import Entry
from entities.models import Decision, Event, EventsKeptApart, KeptApart, Person
from entities.models.person import Ruling

RULINGS: dict[type, type[Ruling]] = {Person: KeptApart, Event: EventsKeptApart}


@verb
def keep_apart(*, a: Person | Event, b: Person | Event, by: User, reason: str = "") -> Decision:
    """Rule that two people, or two events, are not one: they are never suggested as one and cannot be merged."""
    entry = Entry(Decision.Verb.KEEP_APART, by=by, reason=reason)
    if type(a) is not type(b):
        raise CurationError("A person and an event are two already.")
    if a.pk == b.pk:
        raise CurationError(f"{a} cannot be kept apart from {'themselves' if isinstance(a, Person) else 'itself'}.")
    rows = entry.open_all(type(a).objects.filter(pk__in=[a.pk, b.pk]))
    if len(rows) < 2:
        raise CurationError("One of the two is no longer in the archive: a later ingest removed it.")
    first, second = rows
    if first.current.pk == second.current.pk:
        raise CurationError(f"{first} and {second} are merged. Undo the merge first.")
    if not rule_apart(entry, first, second):
        raise CurationError(f"{first} and {second} are kept apart already.")
    return entry.close(target=first, label=f"{first} and {second}", concerns=rows)


def rule_apart(entry: Entry, one: Person | Event, other: Person | Event) -> bool:
    """Add the ruling to the entry; False where it is made already."""
    first, second = sorted((one, other), key=lambda row: row.pk)
    ruling = RULINGS[type(one)]
    if ruling.objects.filter(first=first, second=second).exists():
        return False
    entry.add(ruling(first=first, second=second, reason=entry.reason, by=entry.by))
    return True


@verb
def end_keep_apart(*, ruling: Ruling, by: User, reason: str = "") -> Decision:
    """Take back the ruling that two are not one."""
    entry = Entry(Decision.Verb.END_KEEP_APART, by=by, reason=reason)
    ruling = entry.open(ruling)
    rows = [ruling.first, ruling.second]
    entry.remove(ruling)
    return entry.close(target=ruling.first, label=f"{ruling.first} and {ruling.second}", concerns=rows)


def why_ruled_apart(one: Person | Event, other: Person | Event) -> str:
    """The ruling that keeps anyone merged with one apart from anyone merged with the other, in words."""
    here, there = one.current.cluster(), other.current.cluster()
    either_way = Q(first__in=here, second__in=there) | Q(first__in=there, second__in=here)
    rulings = RULINGS[type(one)].objects.filter(either_way).select_related("first", "second", "by")
    ruling = rulings.order_by("pk").first()
    return in_words(ruling, one) + " Lift that first." if ruling else ""


def ruling_within(ends: dict[int, int], model: type[Person] | type[Event]) -> Ruling | None:
    """A ruling that a merge breaks; `ends` leads from each row to the one that stands for it."""
    keys: Collection[int] = ends.keys()
    rulings = RULINGS[model].objects.filter(first__in=keys, second__in=keys).select_related("first", "second", "by")
    return next((ruling for ruling in rulings if ends[ruling.first_id] == ends[ruling.second_id]), None)


def in_words(ruling: Ruling, one: Person | Event) -> str:
    because = f": “{ruling.reason}”" if ruling.reason else ""
    return (
        f"{ruling.by} ruled that {ruling.first} and {ruling.second} are two {one._meta.verbose_name_plural}{because}."
    )
