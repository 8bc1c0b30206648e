"""The history of one row for reading: what every decision and every ingest made of it, the newest first."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise
from typing import Any

from django.contrib.auth.models import User
from django.contrib.contenttypes.models import ContentType
from django.db.models import Model

from articles.models import IngestRun
from entities.ledger import Entry, entries
from entities.models import Change, Decision
from entities.models.record import RECORDED
from entities.told import Difference, differences

# Steps told of a row; the ledger has them all.
MOST = 100
# Where the words of a row stand. That an ingest moved them is told in words.
PLACES = frozenset({"start", "end", "source_changed"}) | {
    f"{words}_{end}" for words in ("speaker", "cue", "credit", "quoting") for end in ("start", "end")
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """A decision with the way to take it back, an ingest, or, where it is neither, what the machine had."""

    at: datetime
    words: str
    differences: Sequence[Difference]
    entry: Entry | None = None
    ingest: IngestRun | None = None


def steps(row: Model, *, user: User) -> list[Step]:
    """Tell the history of a row in a fixed number of queries."""
    kind = ContentType.objects.get_for_model(row)
    ledger = {
        change.decision_id: change
        for change in Change.objects.filter(row_type=kind, row_id=row.pk).order_by("-decision")[:MOST]
    }
    decisions = Decision.objects.for_ledger().filter(pk__in=ledger)
    by_key = {entry.decision.pk: entry for entry in entries(decisions, user=user, most=1)}
    found = [(record, _change(kind, record, state, older)) for record, state, older in _records(row)]
    recorded = {record.decision_id for record, _ in found}
    found += [(None, change) for key, change in ledger.items() if key not in recorded]
    told_of = [
        Step(
            at=record.history_date if record else by_key[change.decision_id].decision.at,
            words=_words(record, change) if record else "",
            differences=difference,
            entry=by_key.get(change.decision_id),
            ingest=record.ingest if record else None,
        )
        for (record, change), difference in zip(found, differences([change for _, change in found]), strict=True)
    ]
    return sorted(told_of, key=lambda step: step.at, reverse=True)[:MOST]


def _records(row: Model) -> list[tuple[Any, dict[str, Any], dict[str, Any] | None]]:
    """The newest records of a row, each with its columns and relations, and those of the one before it."""
    if type(row) not in RECORDED:
        return []
    records = list(row.history.select_related("decision__by", "ingest").order_by("-history_id")[: MOST + 1])
    states = {
        record.pk: {field.attname: getattr(record, field.attname) for field in record.tracked_fields}
        for record in records
    }
    for field in row._meta.many_to_many:
        for state in states.values():
            state[field.name] = []
        rows = getattr(type(row).history.model, field.name).filter(history__in=states).order_by("id")
        for key, other in rows.values_list("history", f"{field.m2m_reverse_field_name()}_id"):
            states[key][field.name].append(other)
    chain = [*(states[record.pk] for record in records), None]
    return [(record, state, older) for record, (state, older) in zip(records, pairwise(chain), strict=True)][:MOST]


def _change(kind: ContentType, record: Any, state: dict[str, Any], older: dict[str, Any] | None) -> Change:
    """What the record changed, as the ledger would tell it."""
    names = [name for name in state if older is not None and state[name] != older[name]]
    if record.ingest_id:
        names = [name for name in names if name not in PLACES]
    before, after = ({name: values[name] for name in names} for values in (older or {}, state))
    change = Change(row_type=kind, row_id=record.id, before=before, after=after)
    change.decision_id = record.decision_id
    return change


def _words(record: Any, change: Change) -> str:
    if record.decision_id:
        return ""
    if record.ingest_id:
        is_gone = getattr(record, "source_changed", False)
        return f"read another text, {'without these words' if is_gone else 'where these words stand elsewhere'}"
    return "reads it otherwise" if change.before else "found it so"
