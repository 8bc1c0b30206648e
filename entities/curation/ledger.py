"""One decision in the making: the rows it locks, how they were, and the ledger entry that tells it."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date
from itertools import chain
from textwrap import shorten
from typing import Any, TypeVar

from django.contrib.auth.models import User
from django.contrib.contenttypes.models import ContentType
from django.db.models import Model, QuerySet, prefetch_related_objects
from django.utils import timezone

from articles.models import Article, Review, Reviewable
from entities.counting import Touched
from entities.curation.errors import CurationError
from entities.curation.locking import BATCH, batches, lock, lock_articles, path_to_article, rank
from entities.indexing import Reworded
from entities.models import Change, Decision, Depiction, Event, EventParticipant, Person, Quote
from entities.records import KEYS, record_decision

Row = TypeVar("Row", bound=Model)
State = dict[str, Any]
Key = tuple[type[Model], int]

# What `str(row)` reads beside the row itself.
NAMED_BY = {Quote: ("parts",), Depiction: ("person",), EventParticipant: ("person", "event")}
KEPT = (Person, Event)
LABEL_LENGTH = 300
NAME_LENGTH = 120
CUT = " …"


class Entry:
    """Collects what a verb changes and writes it down as one `Decision`.

    A verb opens every row it may change, checks, changes the rows in memory and closes the
    entry; only then is anything written. One that goes over any number of rows does so batch by
    batch (`sweep`). Use it inside a transaction.
    """

    def __init__(self, verb: Decision.Verb, *, by: User, reason: str) -> None:
        self.verb, self.by, self.reason, self.at = verb, by, " ".join(reason.split()), timezone.now()
        length = Decision._meta.get_field("reason").max_length
        if len(self.reason) > length:
            raise CurationError(f"The reason is longer than {length} characters. Say it in fewer.")
        self._opened: dict[Key, tuple[Model, State]] = {}
        self._added: list[Model] = []
        self._removed: list[Model] = []
        self._related: dict[Key, tuple[State, State]] = {}
        self._told: set[tuple[int, int]] = set()
        self._touched, self._reworded = Touched(), Reworded()
        self._decision: Decision | None = None

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

    def open_kinds(self, keys: Mapping[type[Model], Collection[int]]) -> dict[Key, Model]:
        """Lock rows of several kinds and note how they are: articles first, so that no two editors wait in a circle."""
        rows = {model: model._base_manager.filter(pk__in=pks) for model, pks in keys.items()}
        lock_articles(*rows.values())
        models = sorted(rows, key=rank)
        return {_key(row): row for model in models for row in self.open_all(rows[model])}

    def sweep(self, keys: Mapping[type[Model], Collection[int]]) -> Iterator[list]:
        """Open rows of several kinds a batch at a time, and write what became of each before the next is read.

        All their articles are locked before any row is.
        """
        articles: set[int] = set()
        for model in filter(path_to_article, keys):
            for pks in batches(sorted(keys[model])):
                path = path_to_article(model)
                articles.update(model._base_manager.filter(pk__in=pks).order_by().values_list(path, flat=True))
        for pks in batches(sorted(articles)):
            lock_articles(Article.objects.filter(pk__in=pks))
        for model in sorted(keys, key=rank):
            for pks in batches(sorted(keys[model])):
                yield self.open_all(model._base_manager.filter(pk__in=pks))
                if (changes := self._changes()) and self._decision is None:
                    self.write(label=self.verb.label)
                self._tell(changes)

    def has_open(self, row: Model) -> bool:
        return _key(row) in self._opened

    def is_removed(self, row: Model) -> bool:
        return any(row is gone for gone in self._removed)

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

    def put_back(self, model: type[Row], values: State) -> Row:
        """Make a row again just as the ledger has it: with its key, its address and its times."""
        row = model()
        for field in model._meta.concrete_fields:
            if field.attname in values:
                setattr(row, field.attname, field.to_python(values[field.attname]))
        row.save_base(raw=True, force_insert=True)
        self._added.append(row)
        return row

    def remove(self, row: Model) -> None:
        self._removed.append(row)

    def relate(self, row: Model, name: str, others: Iterable[int], keys: Mapping[int, int] | None = None) -> None:
        """Set a many-to-many relation of an opened row to the primary keys `others`.

        `keys` are those of the rows between the two, so that what is related again is so by the same row.
        """
        field = row._meta.get_field(name)
        between, ours, theirs = field.remote_field.through, field.m2m_field_name(), field.m2m_reverse_field_name()
        had = dict(between.objects.filter(**{ours: row}).values_list(f"{theirs}_id", "pk"))
        wanted = set(others)
        between.objects.filter(pk__in=[key for other, key in had.items() if other not in wanted]).delete()
        for other in sorted(wanted - had.keys()):
            between.objects.create(pk=(keys or {}).get(other), **{f"{ours}_id": row.pk, f"{theirs}_id": other})
        has = dict(between.objects.filter(**{ours: row}).values_list(f"{theirs}_id", "pk"))
        if had != has:
            old, new = self._related.setdefault(_key(row), ({}, {}))
            for told, pairs in ((old, had), (new, has)):
                told[name] = sorted(pairs)
                told[f"{name}{KEYS}"] = {str(other): pairs[other] for other in sorted(pairs)}

    def close(
        self,
        *,
        target: Model | None = None,
        label: str = "",
        concerns: Iterable[Model] = (),
        undoes: Decision | None = None,
    ) -> Decision:
        """Write the rows and the ledger. Raises CurationError where nothing would change.

        `concerns` are rows that stay as they are and whose history should tell of the decision.
        """
        changes = self._changes()
        if not changes and self._decision is None:
            raise CurationError("Nothing would change.")
        decision = self.write(target=target, label=label, undoes=undoes)
        self._tell(changes, concerns)
        self._reworded.index(self._touched.count())
        return decision

    def write(self, *, target: Model | None = None, label: str = "", undoes: Decision | None = None) -> Decision:
        """Write the decision itself; what is said of it the second time counts."""
        decision = self._decision or Decision(verb=self.verb, by=self.by, at=self.at, reason=self.reason)
        decision.label = shorten(label, LABEL_LENGTH, placeholder=CUT) if label else name_of(target)
        decision.target_type = ContentType.objects.get_for_model(target) if target else None
        decision.target_id = target.pk if target else None
        decision.undoes = undoes
        decision.save()
        self._decision = decision
        return decision

    def _tell(self, changes: list[Change], concerns: Iterable[Model] = ()) -> None:
        """Write into the ledger what became of the rows that are open, and forget them."""
        self._told |= {(change.row_type_id, change.row_id) for change in changes}
        silent = [_change(row, {}, {}) for row in [*concerns, *self._pointed_at(changes)]]
        silent = {(change.row_type_id, change.row_id): change for change in silent}
        changes = [*changes, *(change for key, change in silent.items() if key not in self._told)]
        self._told |= silent.keys()
        for change in changes:
            change.decision = self._decision
        Change.objects.bulk_create(changes, batch_size=BATCH)
        touched = [*self._opened.values(), *((row, state(row)) for row in (*self._added, *self._removed))]
        rows = {(ContentType.objects.get_for_model(row).pk, row.pk): row for row, _ in touched}
        told = [change for change in changes if change.before or change.after]  # not of rows left as they are
        record_decision(self._decision, [(rows[change.row_type_id, change.row_id], change) for change in told])
        for row in self._removed:
            row.delete()
        whole = {id(row) for row in (*self._added, *self._removed)}
        for row, before in touched:
            self._touched.add(row, before)
            self._reworded.add(row, before, is_whole=id(row) in whole)
        self._opened, self._added, self._removed, self._related = {}, [], [], {}

    def _pointed_at(self, changes: Iterable[Change]) -> list[Model]:
        """The people and events to whom rows were taken or given: none of them is dropped."""
        keys = defaultdict(set)
        for change in changes:
            model = ContentType.objects.get_for_id(change.row_type_id).model_class()
            for field in (*model._meta.concrete_fields, *model._meta.many_to_many):
                if field.is_relation and field.related_model in KEPT and field.attname != "survivor_id":
                    states = (change.before or {}, change.after or {})
                    values = [state[field.attname] for state in states if state.get(field.attname)]
                    keys[field.related_model] |= {*chain.from_iterable(values)} if field.many_to_many else {*values}
        return [row for model, pks in keys.items() for row in model._base_manager.filter(pk__in=pks).order_by("pk")]

    def _changes(self) -> list[Change]:
        changes, written = [], defaultdict(list)
        removed = {_key(row) for row in self._removed}
        for key, (row, before) in self._opened.items():
            after = state(row)
            fields = {name for name in before if before[name] != after[name]}
            old = {name: before[name] for name in before if name in fields}
            new = {name: after[name] for name in before if name in fields}
            had, has = self._related.get(key, ({}, {}))
            old, new = old | had, new | has
            if key in removed:
                continue
            if old:
                changes.append(_change(row, old, new))
            if fields:
                written[type(row)].append((row, fields))
        for model, rows in written.items():
            _update(model, rows)
        changes += [_change(row, None, state(row)) for row in self._added]
        changes += [_change(row, state(row), None) for row in self._removed]
        return changes


def state(row: Model) -> State:
    """Return the columns of a row by name, foreign keys as primary keys."""
    values = {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields}
    # In words, to the microsecond: what is written in JSON as a time would lose them.
    return {name: value.isoformat() if isinstance(value, date) else value for name, value in values.items()}


def name_of(row: Model) -> str:
    """What the ledger calls a row: its words where it has any, cut between two of them."""
    words = getattr(row, "words", "") or getattr(row, "text", "") or str(row)
    return shorten(words, NAME_LENGTH, placeholder=CUT)


def _update(model: type[Model], rows: Iterable[tuple[Model, set[str]]]) -> None:
    """Write the named columns of rows: at once for all that come to have the same in them, as most do."""
    alike = defaultdict(list)
    for row, fields in rows:
        values = {name: getattr(row, name) for name in sorted(fields)}
        alike[repr(values)].append((row.pk, values))
    for group in alike.values():
        for some in batches(group):
            model._base_manager.filter(pk__in=[pk for pk, _ in some]).update(**some[0][1])


def _key(row: Model) -> Key:
    return type(row), row.pk


def _change(row: Model, before: State | None, after: State | None) -> Change:
    kind = ContentType.objects.get_for_model(row)
    return Change(row_type=kind, row_id=row.pk, label=name_of(row), before=before, after=after)
