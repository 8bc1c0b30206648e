"""Writes the history of decided rows: what each was before its first decision, and after every decision and ingest.

A record leads to its decision in the ledger, which stays the one account of who decided what and why. A row that
nobody decided on has no record and costs nothing.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from typing import Any

from django.db.models import Field, Max, Model
from django.utils import timezone

from articles.models import IngestRun
from entities.models import Change, Decision
from entities.models.record import RECORDED

# Beside the people of a relation, in the ledger alone: the keys of the rows between.
KEYS = "_keys"
BATCH = 500
MADE, CHANGED, REMOVED = "+", "~", "-"

# Whom a row is related to, by the name of the relation: their keys, each with that of the row between.
Related = dict[str, dict[int, int]]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Draft:
    """A record before it is written."""

    type: str
    at: datetime
    columns: Mapping[str, Any]
    related: Related
    why: Mapping[str, Any]


def record_decision(decision: Decision | None, told: Iterable[tuple[Model, Change]]) -> None:
    """Record rows that a decision changed, made or is about to remove, each with what the ledger tells of it."""
    rows = defaultdict(list)
    for row, change in told:
        rows[type(row)].append((row, change))
    for model in filter(RECORDED.__contains__, rows):
        why = {"decision": decision, "history_user": decision.by, "history_change_reason": decision.reason}
        for start in range(0, len(rows[model]), BATCH):
            _record(model, rows[model][start : start + BATCH], why)


def record_ingest(model: type[Model], rows: Sequence[Model], run: IngestRun | None) -> None:
    """Record rows of one kind on which editors decided and which an ingest has just changed."""
    if model not in RECORDED or not rows:
        return
    related, at = _related(model, [row.pk for row in rows]), timezone.now()
    drafts = [
        _Draft(type=CHANGED, at=at, columns=_columns(row), related=related[row.pk], why={"ingest": run}) for row in rows
    ]
    _write(model, drafts)


def join_records(decisions: Collection[int], joined: Decision) -> None:
    """Give the records of several decisions to the one that they became: of each row the last."""
    for model in RECORDED:
        records = model.history.filter(decision__in=decisions).order_by("history_id")
        kinds, last = {}, {}
        for key, record, kind in records.values_list("id", "history_id", "history_type"):
            kinds.setdefault(key, kind)
            last[key] = record
        _forget(model, records.exclude(history_id__in=last.values()))
        records.update(decision=joined, history_user=joined.by, history_change_reason=joined.reason)
        made = [last[key] for key, kind in kinds.items() if kind == MADE]
        model.history.filter(history_id__in=made).exclude(history_type=REMOVED).update(history_type=MADE)


def forget_records(model: type[Model], keys: Collection[int]) -> None:
    """Delete the history of rows that are taken out without a trace."""
    if model in RECORDED:
        _forget(model, model.history.filter(id__in=keys))


def _record(model: type[Model], told: Sequence[tuple[Model, Change]], why: Mapping[str, Any]) -> None:
    keys = [row.pk for row, _ in told]
    related, newest, at = _related(model, keys), _newest(model, keys), timezone.now()
    drafts = []
    for row, change in told:
        now, has = _columns(row), related[row.pk]
        if change.before is not None:
            before, had = now | _told_columns(model, change.before), has | _told_related(change.before)
            if newest.get(row.pk) != (before, _others(had)):
                # What the machine made of it since, or all along.
                earlier = at - timedelta(microseconds=1)
                drafts.append(_Draft(type=MADE, at=earlier, columns=before, related=had, why={}))
        kind = MADE if change.before is None else REMOVED if change.after is None else CHANGED
        drafts.append(_Draft(type=kind, at=at, columns=now, related=has, why=why))
    _write(model, drafts)


@cache
def _tracked(model: type[Model]) -> dict[str, Field]:
    """The columns of which a record is kept. (Asking for `model.history` makes a class, each time.)"""
    return {field.attname: field for field in model.history.model.tracked_fields}


def _columns(row: Model) -> dict[str, Any]:
    return {name: getattr(row, name) for name in _tracked(type(row))}


def _told_columns(model: type[Model], state: Mapping[str, Any]) -> dict[str, Any]:
    """The columns of which the ledger tells, as the row has them."""
    fields = _tracked(model)
    return {name: fields[name].to_python(value) for name, value in state.items() if name in fields}


def _told_related(state: Mapping[str, Any]) -> Related:
    return {
        name.removesuffix(KEYS): {int(other): key for other, key in pairs.items()}
        for name, pairs in state.items()
        if name.endswith(KEYS)
    }


def _related(model: type[Model], keys: Collection[int]) -> dict[int, Related]:
    found: dict[int, Related] = {key: {field.name: {} for field in model._meta.many_to_many} for key in keys}
    for field in model._meta.many_to_many:
        between, ours, theirs = field.remote_field.through, field.m2m_field_name(), field.m2m_reverse_field_name()
        rows = between.objects.filter(**{f"{ours}__in": keys}).order_by("pk")
        for key, other, pk in rows.values_list(f"{ours}_id", f"{theirs}_id", "pk"):
            found[key][field.name][other] = pk
    return found


def _others(related: Related) -> dict[str, set[int]]:
    return {name: set(others) for name, others in related.items()}


def _newest(model: type[Model], keys: Collection[int]) -> dict[int, tuple[dict[str, Any], dict[str, set[int]]]]:
    """The newest record of each row that has one: its columns, and whom it was related to."""
    history = model.history.model
    last = model.history.filter(id__in=keys).order_by().values("id").annotate(last=Max("history_id")).values("last")
    records = {record.history_id: record for record in model.history.filter(history_id__in=last)}
    others = {key: {field.name: set() for field in model._meta.many_to_many} for key in records}
    for field in model._meta.many_to_many if records else ():
        rows = getattr(history, field.name).filter(history__in=records)
        for key, other in rows.values_list("history", f"{field.m2m_reverse_field_name()}_id"):
            others[key][field.name].add(other)
    return {
        record.id: ({name: getattr(record, name) for name in _tracked(model)}, others[key])
        for key, record in records.items()
        if record.history_type != REMOVED
    }


def _write(model: type[Model], drafts: Sequence[_Draft]) -> None:
    history = model.history.model
    records = history.objects.bulk_create(
        [history(**draft.columns, **draft.why, history_date=draft.at, history_type=draft.type) for draft in drafts],
        batch_size=BATCH,
    )
    for field in model._meta.many_to_many:
        between, ours, theirs = (
            getattr(history, field.name).model, field.m2m_field_name(), field.m2m_reverse_field_name(),
        )  # fmt: skip
        rows = [
            between(history=record, id=key, **{f"{ours}_id": record.id, f"{theirs}_id": other})
            for record, draft in zip(records, drafts, strict=True)
            for other, key in sorted(draft.related[field.name].items())
        ]
        between.objects.bulk_create(rows, batch_size=BATCH)


def _forget(model: type[Model], records: Any) -> None:
    keys = list(records.values_list("history_id", flat=True))
    for field in model._meta.many_to_many:
        getattr(model.history.model, field.name).filter(history__in=keys).delete()
    model.history.filter(history_id__in=keys).delete()
