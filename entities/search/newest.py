"""The newest first: by the day of publication, of an event by its own; people as they were read in."""

from collections.abc import Iterator, Sequence
from time import monotonic

from django.db.models import F, QuerySet

from articles.index import Found
from articles.search.query import Node
from entities.search.conditions import rows_of
from entities.search.finding import Finder

BATCH, LARGEST_BATCH = 100, 3_200
_DAY = {"article": "published", "quote": "article__published", "caption": "article__published", "event": "date"}


def newest_first(kind: str, node: Node, found: Found, number: int, *, until: float) -> list[int]:
    """The first `number` of all rows that a node asks for.

    Where `found` are not all of them, rows are gone through in this order until there are enough; when
    time is up before, those that were found are put in order.
    """
    if kind == "person":
        return found.keys
    if not found.is_all:
        keys: list[int] = []
        finder = Finder(kind, until)
        for batch in _in_order(kind):
            matching = finder.among(node, batch)
            keys += [key for key in batch if key in matching]
            if len(keys) >= number:
                return keys
            if monotonic() > until:
                break
    return list(_ordered(kind, rows_of(kind).filter(pk__in=found.keys)))


def _ordered(kind: str, rows: QuerySet) -> QuerySet:
    places = ("-article", "start") if kind in ("quote", "caption") else ("-pk",)
    return rows.order_by(F(_DAY[kind]).desc(nulls_last=True), *places).values_list("pk", flat=True)


def _in_order(kind: str) -> Iterator[Sequence[int]]:
    """Keys of all rows of a kind, batch by batch."""
    if kind in ("quote", "caption"):
        for articles in _in_order("article"):
            place = {key: number for number, key in enumerate(articles)}
            rows = rows_of(kind).filter(article__in=articles).order_by("start").values_list("article", "pk")
            yield [key for _, key in sorted(rows, key=lambda row: place[row[0]])]
        return
    dated, size = 0, BATCH
    day = _DAY[kind]
    # Rows without a day are asked for by themselves: no index has them last.
    for rows in (
        rows_of(kind).filter(**{f"{day}__isnull": False}).order_by(f"-{day}", "-pk"),
        rows_of(kind).filter(**{f"{day}__isnull": True}).order_by("-pk"),
    ):
        dated = 0
        while batch := list(rows.values_list("pk", flat=True)[dated : dated + size]):
            yield batch
            dated, size = dated + len(batch), min(2 * size, LARGEST_BATCH)
