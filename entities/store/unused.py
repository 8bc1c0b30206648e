"""What the machine made and nothing refers to any longer."""

from collections.abc import Collection

from django.contrib.contenttypes.models import ContentType
from django.db.models import Exists, F, Model, OuterRef, QuerySet

from entities.models import (
    Alias,
    Appearance,
    Attendance,
    AttendanceCount,
    Change,
    Event,
    Mention,
    Person,
    PersonTally,
    Portrait,
    PossibleDuplicate,
    PossibleSameEvent,
    Report,
    Voice,
    is_record,
)

# What goes with the row that it points at.
OWN = (
    Alias,
    PossibleDuplicate,
    PossibleSameEvent,
    Voice,
    Portrait,
    Appearance,
    Attendance,
    AttendanceCount,
    PersonTally,
    Report,
)


def remove_unused_people(people: Collection[int]) -> None:
    """Remove, among `people`, machine-made people whom nothing refers to any longer, and stale names.

    Nobody on whom an editor decided is removed: not who was confirmed, edited, rejected, merged,
    kept apart or given a name. A name is stale when no mention of the person is written so.
    """
    machine = Person.objects.unreviewed().filter(pk__in=people, merged_into=None)
    printed = Mention.objects.visible().filter(person=OuterRef("person"), text=OuterRef("name"))
    names = Alias.objects.filter(person__in=machine).exclude(kind=Alias.Kind.EDITOR)
    names.exclude(name=F("person__name")).exclude(Exists(printed)).delete()
    _delete(unreferred(machine.exclude(aliases__kind=Alias.Kind.EDITOR)))


def remove_unused_events(events: Collection[int]) -> None:
    """Remove, among `events`, machine-made ones that no article tells of any longer."""
    _delete(unreferred(Event.objects.unreviewed().filter(pk__in=events, merged_into=None)))


def unreferred(rows: QuerySet) -> QuerySet:
    """Those of `rows` that no foreign key in the project points at, nor the ledger: an undo may need them again.

    A person's names are the person's own; a pair that may be one is the machine's.
    """
    kind = ContentType.objects.get_for_model(rows.model)
    rows = rows.exclude(Exists(Change.objects.filter(row_type=kind, row_id=OuterRef("pk"))))
    for relation in referring_relations(rows.model):
        rows = rows.exclude(Exists(relation.related_model.objects.filter(**{relation.field.name: OuterRef("pk")})))
    return rows


def referring_relations(model: type[Model]) -> list:
    """Every foreign key to `model`, hidden ones and many-to-many tables too, but history and what goes with a row."""
    relations = [f for f in model._meta.get_fields(include_hidden=True) if f.one_to_many and f.auto_created]
    return [f for f in relations if f.related_model not in OWN and not is_record(f.related_model)]


def _delete(rows: QuerySet) -> None:
    """Delete rows, but none on which an editor decides meanwhile: they are asked for again once they are locked."""
    locked = rows.order_by("pk").select_for_update(of=("self",))
    if keys := list(locked.values_list("pk", flat=True)):
        rows.filter(pk__in=keys).delete()
