"""What a later ingest gave to a row that goes with the decision that made it."""

from collections.abc import Collection, Iterable
from itertools import chain

from django.db.models import Field, Model, QuerySet

from articles.models import Review
from entities.curation.errors import CurationError
from entities.curation.ledger import Entry, Key
from entities.models import Alias, Change, Person
from entities.store.unused import referring_relations


def hand_back(doing: Entry, row: Model, *, made: Collection[Key], changes: Iterable[Change]) -> None:
    """Free a row that is about to go of what the machine has hung on it since it was made.

    It goes back to whoever had it before the row was split off, where they do not have the same already;
    else it goes. Raises CurationError where an editor decided on any of it.
    """
    origin = _origin(row, changes)
    names = [Alias._meta.get_field("person")] if isinstance(row, Person) else []
    for field in chain(names, (relation.field for relation in referring_relations(type(row)))):
        others = field.model._base_manager.filter(**{field.name: row.pk}).order_by("pk")
        if field.model._meta.auto_created:
            _hand_between(field, others, origin)
            continue
        for other in others:
            if (type(other), other.pk) in made or doing.has_open(other):
                continue
            _hand(doing, field, doing.open(other), origin)


def _origin(row: Model, changes: Iterable[Change]) -> int | None:
    """Whom the decision took rows from to give them to `row`."""
    fields = {relation.field.attname for relation in referring_relations(type(row))}
    for change in changes:
        for name in fields & (change.before or {}).keys():
            if (change.after or {}).get(name) == row.pk and change.before[name]:
                return change.before[name]
    return None


def _hand(doing: Entry, field: Field, other: Model, origin: int | None) -> None:
    if getattr(other, "review", Review.MACHINE) != Review.MACHINE:
        raise CurationError(f"“{other}” was decided on since. Take that back first.")
    setattr(other, field.attname, origin)
    if isinstance(other, Alias) or (origin is None and not field.null) or _is_double(other):
        doing.remove(other)


def _is_double(row: Model) -> bool:
    """Whether another row says the same already."""
    for constraint in row._meta.constraints:
        names = getattr(constraint, "fields", ())
        if names and not getattr(constraint, "condition", None):
            same = {name: getattr(row, row._meta.get_field(name).attname) for name in names}
            if type(row)._base_manager.filter(**same).exclude(pk=row.pk).exists():
                return True
    return False


def _hand_between(field: Field, rows: QuerySet, origin: int | None) -> None:
    """Hand on the rows of a many-to-many relation; the ledger tells of such only with their owner."""
    other = next(f for f in field.model._meta.fields if f.is_relation and f != field)
    decided = other.related_model._base_manager.exclude(review=Review.MACHINE)
    if owner := decided.filter(pk__in=rows.values(other.attname)).first():
        raise CurationError(f"“{owner}” was decided on since. Take that back first.")
    if origin:
        has = field.model._base_manager.filter(**{field.attname: origin}).values(other.attname)
        rows.exclude(**{f"{other.attname}__in": has}).update(**{field.attname: origin})
    field.model._base_manager.filter(pk__in=list(rows.values_list("pk", flat=True))).delete()
