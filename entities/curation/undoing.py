"""Undo: the exact inverse of any decision, by the rows that the ledger tells of."""

from collections import defaultdict
from typing import Any

from django.contrib.auth.models import User
from django.contrib.contenttypes.models import ContentType
from django.db.models import Field, ForeignKey, Model, Q
from django.utils import timezone

from articles.models import Review
from entities.curation.blocking import DERIVED, blockers
from entities.curation.checking import verb
from entities.curation.errors import CurationError
from entities.curation.handing import hand_back
from entities.curation.ledger import KEYS, Entry, Key, State, state
from entities.curation.locking import BATCH, batches, rank
from entities.curation.pointers import (
    cluster_keys,
    point_to_survivors,
    refuse_merged,
    refuse_wrong_merges,
    take_turn,
)
from entities.curation.words import stand_at
from entities.models import Change, Decision, Event, Person, Quote

# Where words stand: what a decision said of it holds in the text that it was made on.
REACH = frozenset({"start", "end"})
# What can be merged.
MERGED = frozenset({Person, Event})
# Changes of rows that were there before and after, and none of whose merges changed.
SET_BACK = Q(before__isnull=False, after__isnull=False) & ~Q(after__has_key="merged_into_id")


@verb
def undo(*, entry: Decision, by: User, reason: str = "") -> Decision:
    """Take one decision back, all of it: what it changed is as before, what it made goes, what it removed returns.

    Undoing an undo does again what had been undone. A later decision that builds on this one has
    to be undone first; a merge can be undone at any time. Rows that stayed the machine's, and that
    it has read anew since, stay as it reads them now.
    """
    doing = Entry(Decision.Verb.UNDO, by=by, reason=reason)
    entry = Decision.objects.select_for_update(of=("self",), no_key=True).select_related("target_type").get(pk=entry.pk)
    is_long = entry.changes.count() > BATCH and not entry.changes.exclude(SET_BACK).exists()
    if is_long:
        _refuse(entry)
        _sweep_back(doing, entry)
        return doing.close(label=_label(entry), undoes=entry)
    changes = list(entry.changes.order_by("pk"))
    rows = _open(doing, changes)
    _refuse(entry)
    known = set(rows)
    removed = [change for change in changes if change.after is None]
    for change in sorted(removed, key=lambda change: (rank(_model(change)), change.row_id)):
        _refuse_missing(_model(change), change.before, change, known)
        known.add(_key(change))
        rows[_key(change)] = doing.put_back(_model(change), change.before)
    for change in changes:
        if change.before and change.after:
            _set_back(doing, rows.get(_key(change)), change, known)
    made = [change for change in changes if change.before is None]
    for change in sorted(made, key=lambda change: (rank(_model(change)), change.row_id), reverse=True):
        row = _made(rows.get(_key(change)), change)
        hand_back(doing, row, made={_key(change) for change in made}, changes=changes)
        doing.remove(row)
    _settle_merges(doing, rows)
    concerns = [row for change in changes if change.before == change.after == {} and (row := rows.get(_key(change)))]
    return doing.close(label=_label(entry), undoes=entry, concerns=concerns)


def why_not_undo(entry: Decision) -> str:
    """Why the decision cannot be undone now and what to undo first, in words; nothing where it can.

    For a whole list ask `blockers`, which costs four queries for all of it.
    """
    if entry.is_final:
        return "What was released is known, and cannot be put under embargo again. Reject what is wrong in it."
    if undoing := Decision.objects.filter(undoes=entry).select_related("by").first():
        return f"{undoing.by} undid this on {_day(undoing)}."
    if later := blockers([entry]).get(entry.pk):
        return f"Undo this first: {later.by} {later.get_verb_display()}: {later.label}, on {_day(later)}."
    return ""


def _day(decision: Decision) -> str:
    return f"{timezone.localtime(decision.at):%-d %B %Y}"


def _label(entry: Decision) -> str:
    """What is undone, in words: "confirmed: 2 quotes", "the undoing of confirmed: 2 quotes"."""
    verb = "the undoing of" if entry.verb == Decision.Verb.UNDO else f"{entry.get_verb_display()}:"
    return f"{verb} {entry.label}"


def _refuse(entry: Decision) -> None:
    if problem := why_not_undo(entry):
        raise CurationError(problem)


def _sweep_back(doing: Entry, entry: Decision) -> None:
    """Undo a decision on any number of rows, each of which it only changed, a batch at a time."""
    keys = defaultdict(set)
    for kind, pk in entry.changes.order_by().values_list("row_type", "row_id"):
        keys[ContentType.objects.get_for_id(kind).model_class()].add(pk)
    for model in MERGED & keys.keys():
        take_turn(model)
    known: set[Key] = set()
    for batch in doing.sweep(keys):
        if not batch:
            continue
        rows = {row.pk: row for row in batch}
        keys[type(batch[0])] -= rows.keys()
        kind = ContentType.objects.get_for_model(batch[0])
        for change in entry.changes.filter(row_type=kind, row_id__in=rows):
            _set_back(doing, rows[change.row_id], change, known)
        refuse_merged([row for row in batch if getattr(row, "review", "") == Review.REJECTED])
    for model, gone in keys.items():
        kind = ContentType.objects.get_for_model(model)
        for pks in batches(gone):
            for change in entry.changes.filter(row_type=kind, row_id__in=pks):
                _set_back(doing, None, change, known)


def _open(doing: Entry, changes: list[Change]) -> dict[Key, Model]:
    """Lock every row that the decision changed or was about, and all who are merged with any of the people."""
    keys = defaultdict(set)
    for change in changes:
        keys[_model(change)].add(change.row_id)
    for model in MERGED & keys.keys():
        take_turn(model)
        keys[model] |= cluster_keys(model, keys[model] | _merged_into(model, changes))
    return doing.open_kinds(keys)


def _merged_into(model: type[Model], changes: list[Change]) -> set[int]:
    states = [state for change in changes if _model(change) is model for state in (change.before, change.after)]
    return {state["merged_into_id"] for state in states if state and state.get("merged_into_id")}


def _settle_merges(doing: Entry, rows: dict[Key, Model]) -> None:
    """Work out anew who stands for whom, in memory, now that merges may have gone or come back."""
    for model in MERGED:
        members = {pk: row for (kind, pk), row in rows.items() if kind is model and not doing.is_removed(row)}
        point_to_survivors(members)
        refuse_wrong_merges(members.values())


def _set_back(doing: Entry, row: Model | None, change: Change, known: set[Key]) -> None:
    """Give a row, in memory, the values that the decision changed, where they still are as it left them.

    `known` are rows that are there; whatever else is looked for and found is added to them.
    """
    values = {name: value for name, value in change.before.items() if not name.endswith(KEYS)}
    is_the_machines = getattr(row, "review", None) in (None, Review.MACHINE) and "review" not in change.after
    told = values.keys() - (DERIVED - REACH)
    stands = row is not None and all(_is_still(row, name, change.after[name]) for name in told)
    if not stands:
        if is_the_machines:
            return
        raise _changed_since(change)
    _refuse_missing(type(row), values, change, known)
    for name, value in values.items():
        field = row._meta.get_field(name)
        if field.many_to_many:
            keys = change.before.get(f"{name}{KEYS}", {})
            doing.relate(row, name, value, {int(other): key for other, key in keys.items()})
        else:
            setattr(row, field.attname, field.to_python(value))
    if isinstance(row, Quote) and "speaker_text" in values:
        stand_at(row, row.speaker_text, near=row.start)


def _made(row: Model | None, change: Change) -> Model:
    """The row that the decision made, if it still is as it was made."""
    if row is None:
        raise _changed_since(change)
    names = change.after.keys() - DERIVED
    if not all(_is_still(row, name, change.after[name]) for name in names):
        raise _changed_since(change)
    return row


def _is_still(row: Model, name: str, value: Any) -> bool:
    field = row._meta.get_field(name)
    if field.many_to_many:
        return sorted(getattr(row, name).values_list("pk", flat=True)) == sorted(value)
    return _plain(field, state(row)[field.attname]) == _plain(field, value)


def _plain(field: Field, value: Any) -> Any:
    """A value as the column has it; a time to the millisecond, which is all that older entries tell."""
    value = field.to_python(value)
    return value.replace(microsecond=value.microsecond // 1000) if hasattr(value, "microsecond") else value


def _refuse_missing(model: type[Model], values: State, change: Change, known: set[Key]) -> None:
    """Refuse values that point to a row which is no longer in the archive."""
    for name, value in values.items():
        field = None if name.endswith(KEYS) else model._meta.get_field(name)
        if field is None or not field.is_relation or not value:
            continue
        keys = set(value if isinstance(value, list) else [value])
        keys = {pk for pk in keys if (field.related_model, pk) not in known}
        if keys and field.related_model._base_manager.filter(pk__in=keys).count() < len(keys):
            raise CurationError(f"“{change.label}” was {_words(field)} that a later ingest removed.")
        known |= {(field.related_model, pk) for pk in keys}


def _words(field: Field) -> str:
    return f"with a {field.verbose_name}" if isinstance(field, ForeignKey) else f"{field.verbose_name} people"


def _changed_since(change: Change) -> CurationError:
    return CurationError(f"“{change.label}” was changed by a later ingest. What was decided on is no longer there.")


def _model(change: Change) -> type[Model]:
    return ContentType.objects.get_for_id(change.row_type_id).model_class()


def _key(change: Change) -> Key:
    return _model(change), change.row_id
