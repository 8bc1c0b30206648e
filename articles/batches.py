"""Many rows in their order, a few hundred at a time in memory, and no cursor open meanwhile."""

import gc
from array import array
from collections.abc import Iterable, Iterator
from itertools import islice

from django.db.models import Model, QuerySet

BATCH = 500
FETCHED = 10_000


def ordered_keys(rows: QuerySet) -> array:
    """The keys of rows in their order, at eight bytes a row: what is listed is settled before the first is shown."""
    keys = rows.prefetch_related(None).values_list("pk", flat=True)
    return array("q", keys.iterator(chunk_size=FETCHED))


def in_batches(keys: Iterable[int], rows: QuerySet) -> Iterator[Model]:
    """The rows of the keys in the order of these; those that are gone meanwhile are left out."""
    rows, remaining = rows.order_by(), iter(keys)
    while batch := list(islice(remaining, BATCH)):
        found = {row.pk: row for row in rows.filter(pk__in=batch)}
        yield from (found.pop(key) for key in batch if key in found)
        gc.collect(1)  # a row and what was brought with it hold each other, and a server seldom looks for such rings
