"""What stands between a decision and its undoing: the later decisions that built on it."""

from collections import defaultdict
from collections.abc import Iterable

from django.db.models import Exists, OuterRef

from entities.models import Change, Decision

RowKey = tuple[int, int]

# Worked out from other columns, or moved by an ingest with the words: what later changes these builds on nothing.
DERIVED = frozenset(
    {
        "survivor_id", "run_id", "source_changed", "start", "end", "speaker_start", "speaker_end", "cue_start",
        "cue_end", "credit_start", "credit_end", "quoting_start", "quoting_end",
    }
)  # fmt: skip


def blockers(entries: Iterable[Decision]) -> dict[int, Decision]:
    """For each of `entries` that has one, by its key, the later decision to undo first.

    As the ledger has it, in four queries however many entries: what an ingest did since only `undo` finds out.
    """
    keys = sorted({entry.pk for entry in entries})
    if not keys:
        return {}
    of_row = Change.objects.filter(row_type=OuterRef("row_type"), row_id=OuterRef("row_id"))
    earlier = of_row.filter(decision__in=keys, decision__lt=OuterRef("decision"))
    own = Change.objects.filter(Exists(of_row.filter(decision__gt=OuterRef("decision"))), decision__in=keys)
    later = defaultdict(list)
    for change in Change.objects.filter(Exists(earlier), decision__gt=keys[0]).order_by("-decision_id"):
        later[_row(change)].append(change)
    undone = dict(
        Decision.objects.filter(undoes__isnull=False, pk__gt=keys[0]).order_by().values_list("undoes_id", "pk")
    )
    touching: dict[int, set[int]] = defaultdict(set)
    for change in own.iterator():
        touching[change.decision_id] |= {
            other.decision_id
            for other in later[_row(change)]
            if other.decision_id > change.decision_id and _builds_on(other, change)
        }
    last = {key: _last(found, undone) for key, found in touching.items() if found}
    found = Decision.objects.select_related("by").in_bulk([pk for pk in last.values() if pk])
    return {key: found[pk] for key, pk in last.items() if pk}


def _row(change: Change) -> RowKey:
    return change.row_type_id, change.row_id


def _builds_on(later: Change, earlier: Change) -> bool:
    """Whether a later change must go before the earlier one can: of a row made, anything that was said of it."""
    if earlier.before is None or later.before is None or later.after is None:
        return True
    return bool((later.before.keys() & (earlier.after or {}).keys()) - DERIVED)


def _last(decisions: set[int], undone: dict[int, int]) -> int | None:
    """The newest of `decisions` still in force: each takes the one that it undid out with it."""
    undoes = {undoing: original for original, undoing in undone.items()}
    gone: set[int] = set()
    for key in sorted(decisions, reverse=True):
        if key in gone:
            continue
        if undoes.get(key) in decisions:
            gone.add(undoes[key])
            continue
        while key in undone:  # undone and done again: the doing again is what is to be undone
            key = undone[key]
        return key
    return None
