"""One decision in the making: the rows it locks, how they were, and the ledger entry that tells it."""

from collections import defaultdict
from collections.abc import Iterable
from textwrap import shorten
from typing import Any, TypeVar

from django.contrib.auth.models import User
from django.contrib.contenttypes.models import ContentType
from django.db.models import Model, QuerySet, prefetch_related_objects
from django.utils import timezone

from articles.models import Article, Review, Reviewable
from entities.curation.errors import CurationError
from entities.models import Change, Decision, Depiction, EventParticipant, Quote

Row = TypeVar("Row", bound=Model)
State = dict[str, Any]
Key = tuple[type[Model], int]

# What `str(row)` reads beside the row itself.
NAMED_BY = {Quote: ("parts",), Depiction: ("person",), EventParticipant: ("person", "event")}
LABEL_LENGTH = 300
NAME_LENGTH = 120
CUT = " …"


class Entry:
    """Collects what a verb changes and writes it down as one `Decision`.

    A verb opens every row it may change, checks, changes the rows in memory and closes the
    entry; only then is anything written. Use it inside a transaction.
    """

    def __init__(self, verb: Decision.Verb, *, by: User, reason: str) -> None:
        self.verb, self.by, self.reason, self.at = verb, by, " ".join(reason.split()), timezone.now()
        length = Decision._meta.get_field("reason").max_length
        if len(self.reason) > length:
            raise CurationError(f"The reason is longer than {length} characters. Say it in fewer.")
        self._opened: dict[Key, tuple[Model, State]] = {}
        self._added: list[Model] = []
        self._removed: list[Model] = []
        self._related: dict[Key, dict[str, tuple[list[int], list[int]]]] = defaultdict(dict)

    def open(self, row: Row) -> Row:
        """Lock one row and read it anew. Raises CurationError where it has gone since."""
        found = self.open_all(type(row)._base_manager.filter(pk=row.pk))
        if not found:
            raise CurationError(f"“{row}” is no longer in the archive: a later ingest removed it.")
        return found[0]

    def open_all(self, rows: QuerySet) -> list:
        """Lock rows and note how they are."""
        found = lock(rows)
        prefetch_related_objects(found, *NAMED_BY.get(rows.model, ()))
        for row in found:
            self._opened[_key(row)] = (row, state(row))
        return found

    def mark(self, row: Reviewable, review: Review) -> None:
        """Note in the row who decided on it and when; in state `machine` nobody did."""
        decided = review != Review.MACHINE
        row.review = review
        row.reviewed_by = self.by if decided else None
        row.reviewed_at = self.at if decided else None

    def add(self, row: Row) -> Row:
        row.save(force_insert=True)
        self._added.append(row)
        return row

    def remove(self, row: Model) -> None:
        self._removed.append(row)

    def relate(self, row: Model, name: str, others: Iterable[Model]) -> None:
        """Set a many-to-many relation of an opened row."""
        before = sorted(getattr(row, name).values_list("pk", flat=True))
        after = sorted({other.pk for other in others})
        if before != after:
            getattr(row, name).set(after)
            self._related[_key(row)][name] = (before, after)

    def close(self, *, target: Model | None = None, label: str = "", concerns: Iterable[Model] = ()) -> Decision:
        """Write the rows and the ledger. Raises CurationError where nothing would change.

        `concerns` are rows that stay as they are and whose history should tell of the decision.
        """
        changes = self._changes()
        if not changes:
            raise CurationError("Nothing would change.")
        decision = Decision.objects.create(
            verb=self.verb,
            label=shorten(label, LABEL_LENGTH, placeholder=CUT) if label else name_of(target),
            target_type=ContentType.objects.get_for_model(target) if target else None,
            target_id=target.pk if target else None,
            by=self.by,
            at=self.at,
            reason=self.reason,
        )
        told = {(change.row_type_id, change.row_id) for change in changes}
        silent = [_change(row, {}, {}) for row in concerns]
        changes += [change for change in silent if (change.row_type_id, change.row_id) not in told]
        for change in changes:
            change.decision = decision
        Change.objects.bulk_create(changes, batch_size=500)
        for row in self._removed:
            row.delete()
        return decision

    def _changes(self) -> list[Change]:
        changes, written = [], defaultdict(list)
        for key, (row, before) in self._opened.items():
            after = state(row)
            fields = {name for name in before if before[name] != after[name]}
            old = {name: before[name] for name in before if name in fields}
            new = {name: after[name] for name in before if name in fields}
            for name, (had, has) in self._related[key].items():
                old[name], new[name] = had, has
            if old:
                changes.append(_change(row, old, new))
            if fields:
                written[type(row)].append((row, fields))
        for model, rows in written.items():
            names = sorted(set().union(*(fields for _, fields in rows)))
            model._base_manager.bulk_update([row for row, _ in rows], names, batch_size=500)
        changes += [_change(row, None, state(row)) for row in self._added]
        changes += [_change(row, state(row), None) for row in self._removed]
        return changes


def lock(rows: QuerySet) -> list:
    """Lock rows and read them anew, after the articles that they were read from.

    An ingest holds its article while it writes: a decision on what stands there comes before all
    of it or after all of it. Every lock is taken in the order of keys, so that two editors never
    wait for each other, and none keeps an ingest from pointing new rows at a locked one.
    """
    if path := _path_to_article(rows.model):
        articles = Article.objects.filter(pk__in=rows.order_by().values(path)).order_by("pk")
        list(articles.select_for_update(no_key=True).values_list("pk"))
    return list(rows.order_by("pk").select_for_update(of=("self",), no_key=True))


def _path_to_article(model: type[Model]) -> str:
    if model is Depiction:
        return "caption__article"
    return "article" if "article" in {field.name for field in model._meta.fields} else ""


def state(row: Model) -> State:
    """Return the columns of a row by name, foreign keys as primary keys."""
    return {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields}


def name_of(row: Model) -> str:
    """What the ledger calls a row: its words where it has any, cut between two of them."""
    words = getattr(row, "words", "") or getattr(row, "text", "") or str(row)
    return shorten(words, NAME_LENGTH, placeholder=CUT)


def _key(row: Model) -> Key:
    return type(row), row.pk


def _change(row: Model, before: State | None, after: State | None) -> Change:
    kind = ContentType.objects.get_for_model(row)
    return Change(row_type=kind, row_id=row.pk, label=name_of(row), before=before, after=after)
