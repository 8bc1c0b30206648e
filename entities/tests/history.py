"""What the history of decided rows promises, whatever happened to them."""

from collections import defaultdict
from operator import attrgetter
from typing import Any

from django.contrib.contenttypes.models import ContentType

from articles.models import Reviewable
from entities.models import Alias, Change
from entities.models.record import LEFT_OUT, RECORDED
from entities.records import KEYS


def newest_differ() -> list[str]:
    """Rows on which editors decided and whose newest record is not what they are."""
    found = []
    for model in RECORDED:
        rows = (
            model.objects.decided() if issubclass(model, Reviewable) else model.objects.filter(kind=Alias.Kind.EDITOR)
        )
        records = _records(model)
        for row in rows:
            record = max(records[row.pk], key=attrgetter("history_date", "history_id"), default=None)
            if record is None or _values(record) != _values(row):
                found.append(f"{model.__name__} {row.pk}")
    return found


def unlike_the_ledger() -> list[str]:
    """Changes in the ledger that the record of their decision does not show as its difference."""
    found = []
    for model in RECORDED:
        kind, recorded = ContentType.objects.get_for_model(model), _records(model)
        for change in Change.objects.filter(row_type=kind).exclude(before={}, after={}):
            records = recorded[change.row_id]
            places = [place for place, record in enumerate(records) if record.decision_id == change.decision_id]
            if len(places) != 1 or not _tells(records, places[0], change):
                found.append(f"{change.decision.verb} {change}")
    return found


def _records(model: Any) -> dict[int, list]:
    """All records of each row, in their order."""
    found = defaultdict(list)
    for record in model.history.order_by("history_id"):
        found[record.id].append(record)
    return found


def _tells(records: list, place: int, change: Change) -> bool:
    record = records[place]
    if change.before is None:
        return record.history_type == "+"
    if change.after is None:
        return record.history_type == "-"
    if not place:
        return False
    had, has = _values(records[place - 1]), _values(record)
    return {name for name in has if had[name] != has[name]} == {
        name for name in change.after if not name.endswith(KEYS) and name not in LEFT_OUT.get(record.instance_type, ())
    }


def _values(row: Any) -> dict[str, Any]:
    record = type(row).history.model if isinstance(row, RECORDED) else type(row)
    values = {field.attname: getattr(row, field.attname) for field in record.tracked_fields}
    for field in record._history_m2m_fields:
        key = f"{field.m2m_reverse_field_name()}_id" if type(row) is record else "pk"
        values[field.name] = set(getattr(row, field.name).values_list(key, flat=True))
    return values
