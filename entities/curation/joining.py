"""Many decisions made at once, told and undone as one."""

from collections.abc import Iterable

from django.contrib.auth.models import User

from entities.curation.checking import verb
from entities.curation.errors import CurationError
from entities.curation.ledger import Entry, State
from entities.models import Change, Decision
from entities.records import join_records


@verb
def join_decisions(*, decisions: Iterable[Decision], label: str, by: User, reason: str = "") -> Decision:
    """Make one imported decision of several that were just made, in the same transaction and not yet shown to anyone.

    Its changes are theirs, one a row: from what the row was before the first to what it was after the last.
    """
    keys = [decision.pk for decision in decisions]
    if not keys:
        raise CurationError("Nothing would change.")
    joined = Entry(Decision.Verb.IMPORT, by=by, reason=reason).write(label=label)
    changes: dict[tuple[int, int], Change] = {}
    for change in Change.objects.filter(decision__in=keys).order_by("pk"):
        first = changes.setdefault((change.row_type_id, change.row_id), change)
        if first is not change:
            first.before = _before(first.before, change.before)
            first.after = None if change.after is None else (first.after or {}) | change.after
    Change.objects.filter(decision__in=keys).delete()
    for change in changes.values():
        change.pk, change.decision = None, joined
    Change.objects.bulk_create(changes.values(), batch_size=500)
    join_records(keys, joined)
    Decision.objects.filter(pk__in=keys).delete()
    return joined


def _before(first: State | None, later: State | None) -> State | None:
    """What a row was before both: fields that only the later one changed are as it found them."""
    return None if first is None else (later or {}) | first
