"""Say of any rows that the machine is right, or wrong, or hand them back to it."""

from collections import defaultdict
from collections.abc import Iterable

from django.contrib.auth.models import User
from django.contrib.contenttypes.models import ContentType
from django.db import transaction

from articles.models import Review, Reviewable
from entities.curation.errors import CurationError
from entities.curation.ledger import KEYS, Entry, State
from entities.curation.words import stand_at
from entities.models import Alias, Change, Decision, Event, Person, Quote

# Who decided is cleared by itself, a merge is undone by `unmerge` alone, and where words stand the text says.
NOT_RESTORED = frozenset(
    {"review", "reviewed_by_id", "reviewed_at", "merged_into_id", "survivor_id", "start", "end", "source_changed"}
)


@transaction.atomic
def confirm(*, rows: Iterable[Reviewable], by: User, reason: str = "") -> Decision:
    """Stand by rows as they are. Rows that an editor confirmed or changed already stay so.

    A decision whose words have gone since can be confirmed once more: it stands without them.
    """
    entry = Entry(Decision.Verb.CONFIRM, by=by, reason=reason)
    undecided = (Review.MACHINE, Review.REJECTED)
    open_rows = [row for row in _open(entry, rows) if row.review in undecided or row.source_changed]
    for row in open_rows:
        entry.mark(row, Review.CONFIRMED if row.review in undecided else row.review)
    return _close(entry, open_rows, nothing="Nothing to confirm: an editor stands by this already.")


@transaction.atomic
def reject(*, rows: Iterable[Reviewable], by: User, reason: str = "") -> Decision:
    """Say that rows are wrong. They leave the reading pages, and no ingest brings them back."""
    entry = Entry(Decision.Verb.REJECT, by=by, reason=reason)
    open_rows = [row for row in _open(entry, rows) if row.review != Review.REJECTED]
    _refuse_merged(row for row in open_rows if isinstance(row, Person | Event))
    for row in open_rows:
        entry.mark(row, Review.REJECTED)
    return _close(entry, open_rows, nothing="Nothing to reject: this was rejected before.")


@transaction.atomic
def restore(*, rows: Iterable[Reviewable], by: User, reason: str = "") -> Decision:
    """Take decisions back: rows are the machine's again, with the values it had given them.

    The ledger keeps what was decided. Raises CurationError for a row that an editor added.
    """
    entry = Entry(Decision.Verb.RESTORE, by=by, reason=reason)
    open_rows = [row for row in _open(entry, rows) if not row.is_machine]
    for row in open_rows:
        _take_back(entry, row)
        entry.mark(row, Review.MACHINE)
    return _close(entry, open_rows, nothing="Nothing to take back: no editor has decided on this.")


def _open(entry: Entry, rows: Iterable[Reviewable]) -> list[Reviewable]:
    keys = defaultdict(list)
    for row in rows:
        keys[type(row)].append(row.pk)
    return list(entry.open_kinds(keys).values())


def _close(entry: Entry, rows: list[Reviewable], *, nothing: str) -> Decision:
    if not rows:
        raise CurationError(nothing)
    if len(rows) == 1:
        return entry.close(target=rows[0])
    kinds = {row._meta.verbose_name_plural for row in rows}
    return entry.close(label=f"{len(rows)} {kinds.pop() if len(kinds) == 1 else 'rows'}")


def _refuse_merged(rows: Iterable[Person | Event]) -> None:
    for row in rows:
        if row.merged_into_id:
            raise CurationError(f"{row} is merged into {row.merged_into}. Undo the merge first.")
        if merged := row.merged.first():
            raise CurationError(f"{merged} is merged into {row}. Undo the merge first.")


def _take_back(entry: Entry, row: Reviewable) -> None:
    """Give the row, in memory, the values that the machine had given it."""
    values, names = _before_decisions(row)
    for name in {name for name in values if not name.endswith(KEYS)} - NOT_RESTORED:
        field = row._meta.get_field(name)
        if field.many_to_many:
            still = field.related_model.objects.filter(pk__in=values[name]).values_list("pk", flat=True)
            entry.relate(row, name, still, {int(pk): key for pk, key in values.get(f"{name}{KEYS}", {}).items()})
        elif field.remote_field and not field.related_model._base_manager.filter(pk=values[name]).exists():
            setattr(row, field.attname, None)
        else:
            setattr(row, field.attname, field.to_python(values[name]))
    if isinstance(row, Quote):
        stand_at(row, row.speaker_text, near=row.start)
    if isinstance(row, Person):
        _remove_names(entry, row, names)


def _before_decisions(row: Reviewable) -> tuple[State, dict[int, str]]:
    """The fields that editors changed as they were before, and the names they gave, by the decision that did."""
    kind = ContentType.objects.get_for_model(row)
    values, names = {}, {}
    for change in Change.objects.filter(row_type=kind, row_id=row.pk).order_by("-pk"):
        if change.before is None:
            raise CurationError(f"“{row}” was added by an editor, not found by the machine. Reject it instead.")
        values |= change.before
        if "name" in change.before:
            names[change.decision_id] = change.after["name"]
        if change.before.get("review") == Review.MACHINE:
            break
    return values, names


def _remove_names(entry: Entry, person: Person, names: dict[int, str]) -> None:
    """Remove the aliases that renaming the person had added."""
    aliases = ContentType.objects.get_for_model(Alias)
    made = Change.objects.filter(decision__in=names, row_type=aliases, before__isnull=True)
    for alias in person.aliases.filter(pk__in=made.values("row_id"), name__in=names.values()):
        entry.remove(alias)
