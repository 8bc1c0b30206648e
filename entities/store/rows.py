"""Rows as they stand, compared with rows as they should be: found again, changed, new or gone."""

from collections import defaultdict
from collections.abc import Callable, Collection, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar

from django.db import connection
from django.db.models import F, Model, Q

from articles.models import IngestRun
from entities.records import record_ingest
from entities.store.inserting import insert

Row = TypeVar("Row", bound=Model)

# Spans on the move are parked past the end of any text, so that no two ever meet in the
# unique constraint while a statement is half done.
PARKED = 1_000_000_000
BATCH = 500


@dataclass(slots=True)
class Stored:
    """Rows of one table that belong to one article, and their fields as the database has them."""

    model: type[Model]
    fields: tuple[str, ...]
    rows: list[Any]
    before: dict[int, tuple] = field(init=False)

    def __post_init__(self) -> None:
        self.before = {row.pk: self._values(row) for row in self.rows}

    def _values(self, row: Model) -> tuple:
        return tuple(getattr(row, name) for name in self.fields)

    def copy(self, source: Model, target: Model) -> None:
        """Give `target` the fields of `source`."""
        for name in self.fields:
            setattr(target, name, getattr(source, name))

    def write(self, *, create: Iterable[Model], delete: Iterable[Model], run: IngestRun | None) -> bool:
        """Delete, update what changed in memory, create. Return whether anything was written.

        A machine row that changed takes `run` as its own; a decided row keeps the run that found it.
        """
        create, gone = list(create), {row.pk for row in delete}
        changed = [row for row in self.rows if row.pk not in gone and self._values(row) != self.before[row.pk]]
        for lot in lots(gone):
            self.model.objects.filter(pk__in=lot).delete()
        if changed:
            self._park([row.pk for row in changed])
            has_run = hasattr(self.model, "run")
            for row in changed:
                if has_run and row.is_machine:
                    row.run = run
            fields = [*self._changed_fields(changed), *(["run"] if has_run else [])]
            self.model.objects.bulk_update(changed, fields, batch_size=BATCH)
            record_ingest(self.model, [row for row in changed if has_run and not row.is_machine], run)
        if create:
            insert(self.model, create)
        return bool(gone or changed or create)

    def _changed_fields(self, rows: list[Any]) -> list[str]:
        """The fields that differ in any of the rows; spans always, since they were parked."""
        pairs = [(self.before[row.pk], self._values(row)) for row in rows]
        return [
            name
            for index, name in enumerate(self.fields)
            if name in ("start", "end") or any(before[index] != after[index] for before, after in pairs)
        ]

    def _park(self, keys: list[int]) -> None:
        if "start" in self.fields and len(keys) > 1:
            for lot in lots(keys):
                self.model.objects.filter(pk__in=lot).update(start=F("start") + PARKED, end=F("end") + PARKED)


def pair(
    existing: Sequence[Row], wanted: Sequence[Row], key: Callable[[Row], Hashable]
) -> tuple[list[tuple[Row, Row]], list[Row], list[Row]]:
    """Pair rows that have one key: (wanted, existing) pairs, wanted without a partner, existing without one.

    Further existing rows with a key that found its partner are left alone: they are the same
    fact told of people whom an editor merged, and undoing the merge needs them.
    """
    by_key: dict[Hashable, list[Row]] = defaultdict(list)
    for row in existing:
        by_key[key(row)].append(row)
    pairs, new, found = [], [], set()
    for row in wanted:
        name = key(row)
        if name in by_key and name not in found:
            pairs.append((row, by_key[name][0]))
        elif name not in found:
            new.append(row)
        found.add(name)
    gone = [row for name, rows in by_key.items() if name not in found for row in rows]
    return pairs, new, gone


def lots(values: Collection[Any], size: int = BATCH) -> Iterator[list[Any]]:
    """Cut values, sorted, into lots that one statement can hold."""
    ordered = sorted(values)
    for start in range(0, len(ordered), size):
        yield ordered[start : start + size]


def begins_with(column: str, words: str) -> Q:
    """What begins with some words, as an index finds it: SQLite uses none for LIKE, and compares bytes."""
    if connection.vendor == "sqlite":
        return Q(**{f"{column}__gte": words, f"{column}__lt": words[:-1] + chr(ord(words[-1]) + 1)})
    return Q(**{f"{column}__startswith": words})


def fit(model: type[Model], name: str, value: str) -> str:
    """Cut free text to what its column holds, the cut marked with an ellipsis."""
    length = model._meta.get_field(name).max_length
    return value if length is None or len(value) <= length else value[: length - 1] + "…"


def web_address(model: type[Model], url: str) -> str:
    """An address as it is, or none where it is not of the web or longer than its column: half a link leads nowhere."""
    is_kept = url.startswith(("https://", "http://")) and len(url) <= model._meta.get_field("url").max_length
    return url if is_kept else ""
