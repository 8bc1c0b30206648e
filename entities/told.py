"""Decisions in words: what a row was before and what it was after."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Field, Model

from entities.curation.ledger import KEYS
from entities.models import Change, Decision

# Told by the decision itself, or of interest to no reader.
UNTOLD = frozenset(
    {"id", "reviewed_by_id", "reviewed_at", "survivor_id", "speaker_start", "speaker_end", "normalised", "words_key"}
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    name: str
    before: str
    after: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    decision: Decision
    label: str
    differences: tuple[Difference, ...]


def told(changes: Iterable[Change]) -> list[Line]:
    """Put changes into words, with the names of the rows that they point to, in a fixed number of queries."""
    changes = list(changes)
    return [
        Line(decision=change.decision, label=change.label, differences=found)
        for change, found in zip(changes, differences(changes), strict=True)
    ]


def differences(changes: Sequence[Change]) -> list[tuple[Difference, ...]]:
    """What each of some changes, of a decision or not, made different."""
    names = _names(changes)
    return [tuple(_differences(change, names)) for change in changes]


def _differences(change: Change, names: dict[tuple[type[Model], int], str]) -> Iterable[Difference]:
    model = _model(change)
    before, after = change.before or {}, change.after or {}
    for name in sorted(_told(before) | _told(after)):
        field = model._meta.get_field(name)
        had, has = (_words(field, state.get(name), names) for state in (before, after))
        if had != has:
            yield Difference(name=str(field.verbose_name), before=had, after=has)


def _told(state: dict[str, Any]) -> set[str]:
    return {name for name in state if name not in UNTOLD and not name.endswith(KEYS)}


def _words(field: Field, value: Any, names: dict[tuple[type[Model], int], str]) -> str:
    if value is None or value in ("", []):
        return "nothing"
    if field.is_relation:
        keys = value if isinstance(value, list) else [value]
        return ", ".join(names.get((field.related_model, key), f"no longer there ({key})") for key in keys)
    if isinstance(value, bool):
        return "yes" if value else "no"
    return str(dict(field.flatchoices).get(value, value))


def _names(changes: Iterable[Change]) -> dict[tuple[type[Model], int], str]:
    wanted = defaultdict(set)
    for change in changes:
        model = _model(change)
        for state in (change.before or {}, change.after or {}):
            for name in _told(state):
                field, value = model._meta.get_field(name), state[name]
                if field.is_relation and value is not None:
                    wanted[field.related_model].update(value if isinstance(value, list) else [value])
    rows = (row for model, keys in wanted.items() for row in model._base_manager.filter(pk__in=keys))
    return {(type(row), row.pk): str(row) for row in rows}


def _model(change: Change) -> type[Model]:
    return ContentType.objects.get_for_id(change.row_type_id).model_class()
