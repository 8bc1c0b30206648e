"""Say of any rows that the machine is right, or wrong, or hand them back to it."""

from collections import Counter, defaultdict
from collections.abc import Iterable

from django.contrib.auth.models import User
from django.contrib.contenttypes.models import ContentType
from django.db.models import QuerySet

from articles.models import Review, Reviewable
from entities.curation.checking import verb
from entities.curation.errors import CurationError
from entities.curation.ledger import KEYS, Entry, State
from entities.curation.pointers import refuse_merged
from entities.curation.words import stand_at
from entities.models import Alias, Change, Decision, Person, Quote

# Who decided is cleared by itself, a merge is undone by `unmerge` alone, and where words stand the text says.
NOT_RESTORED = frozenset(
    {"review", "reviewed_by_id", "reviewed_at", "merged_into_id", "survivor_id", "start", "end", "source_changed"}
)


Rows = Reviewable | Iterable[Reviewable]


@verb
def confirm(*, rows: Rows, by: User, reason: str = "") -> Decision:
    """Stand by rows as they are. Rows that an editor confirmed or changed already stay so.

    A decision whose words have gone since can be confirmed once more: it stands without them.
    """
    entry = Entry(Decision.Verb.CONFIRM, by=by, reason=reason)
    undecided = (Review.MACHINE, Review.REJECTED)
    done = _Done()
    for batch in entry.sweep(_keys(rows)):
        open_rows = [row for row in batch if row.review in undecided or row.source_changed]
        for row in open_rows:
            entry.mark(row, Review.CONFIRMED if row.review in undecided else row.review)
        done.add(open_rows)
    return _close(entry, done, nothing="Nothing to confirm: an editor stands by this already.")


@verb
def reject(*, rows: Rows, by: User, reason: str = "") -> Decision:
    """Say that rows are wrong. They leave the reading pages, and no ingest brings them back."""
    entry = Entry(Decision.Verb.REJECT, by=by, reason=reason)
    done = _Done()
    for batch in entry.sweep(_keys(rows)):
        open_rows = [row for row in batch if row.review != Review.REJECTED]
        refuse_merged(open_rows)
        for row in open_rows:
            entry.mark(row, Review.REJECTED)
        done.add(open_rows)
    return _close(entry, done, nothing="Nothing to reject: this was rejected before.")


@verb
def restore(*, rows: Rows, by: User, reason: str = "") -> Decision:
    """Take decisions back: rows are the machine's again, with the values it had given them.

    The ledger keeps what was decided. Raises CurationError for a row that an editor added.
    """
    entry = Entry(Decision.Verb.RESTORE, by=by, reason=reason)
    done = _Done()
    for batch in entry.sweep(_keys(rows)):
        open_rows = [row for row in batch if not row.is_machine]
        told = _told(open_rows)
        for row in open_rows:
            _take_back(entry, row, told[row.pk])
            entry.mark(row, Review.MACHINE)
        done.add(open_rows)
    return _close(entry, done, nothing="Nothing to take back: no editor has decided on this.")


class _Done:
    """How many rows of which kinds were decided on, and the last of them."""

    def __init__(self) -> None:
        self.kinds: Counter = Counter()
        self.last: Reviewable | None = None

    def add(self, rows: list[Reviewable]) -> None:
        self.kinds.update(str(row._meta.verbose_name_plural) for row in rows)
        self.last = rows[-1] if rows else self.last


def _keys(rows: Rows) -> dict[type[Reviewable], set[int]]:
    """The keys of rows by kind; of a whole query its rows themselves are not read."""
    if isinstance(rows, QuerySet) and not rows.query.is_sliced:
        return {rows.model: set(rows.order_by().values_list("pk", flat=True))}
    keys = defaultdict(set)
    for row in [rows] if isinstance(rows, Reviewable) else rows:
        keys[type(row)].add(row.pk)
    if not keys:
        raise CurationError("Choose at least one row.")
    return keys


def _close(entry: Entry, done: _Done, *, nothing: str) -> Decision:
    number = done.kinds.total()
    if not number:
        raise CurationError(nothing)
    if number == 1:
        return entry.close(target=done.last)
    return entry.close(label=f"{number} {next(iter(done.kinds)) if len(done.kinds) == 1 else 'rows'}")


def _told(rows: list[Reviewable]) -> dict[int, list[Change]]:
    """What the ledger tells of each of some rows of one kind, the newest first."""
    told = defaultdict(list)
    if rows:
        kind = ContentType.objects.get_for_model(rows[0])
        for change in Change.objects.filter(row_type=kind, row_id__in=[row.pk for row in rows]).order_by("-pk"):
            told[change.row_id].append(change)
    return told


def _take_back(entry: Entry, row: Reviewable, told: Iterable[Change]) -> None:
    """Give the row, in memory, the values that the machine had given it."""
    values, names = _before_decisions(row, told)
    for name in {name for name in values if not name.endswith(KEYS)} - NOT_RESTORED:
        field = row._meta.get_field(name)
        if field.many_to_many:
            still = field.related_model.objects.filter(pk__in=values[name]).values_list("pk", flat=True)
            entry.relate(row, name, still, {int(pk): key for pk, key in values.get(f"{name}{KEYS}", {}).items()})
        elif field.remote_field and not field.related_model._base_manager.filter(pk=values[name]).exists():
            setattr(row, field.attname, None)
        else:
            setattr(row, field.attname, field.to_python(values[name]))
    if isinstance(row, Quote) and values.keys() & {"speaker_text", "speaker_start", "speaker_end"}:
        stand_at(row, row.speaker_text, near=row.start)
    if isinstance(row, Person):
        _remove_names(entry, row, names)


def _before_decisions(row: Reviewable, told: Iterable[Change]) -> tuple[State, dict[int, str]]:
    """The fields that editors changed as they were before, and the names they gave, by the decision that did."""
    values, names = {}, {}
    for change in told:
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
