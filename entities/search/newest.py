"""The newest first: by the day of publication, of an event by its own; people as they were read in."""

from collections.abc import Iterator, Sequence
from functools import reduce
from operator import and_

from django.db.models import F, Q

from articles.index import Holding, is_indexed
from articles.search import And, Field
from articles.search.query import DATE_FIELDS, Node
from articles.search.values import Period
from entities.keys import listed
from entities.search.conditions import dated_in, published_in, rows_of
from entities.search.finding import Finder
from entities.search.links import PUBLISHED

BATCH, LARGEST_BATCH = 1_000, 12_800
_DAY = {"article": "published", "quote": "article__published", "caption": "article__published", "event": "date"}


def walk(node: Node, number: int, finder: Finder, *, is_frequent: bool = False) -> list[int]:
    """The first `number` of all rows that a node asks for: all are gone through in this order until there are enough.

    Of words that are frequent each row is asked by itself. It is the first few where the limits are reached before.
    """
    keys: list[int] = []
    with finder.limits.stopping():
        if is_frequent and finder.kind in PUBLISHED and is_indexed(finder.kind, node):
            return _holding(finder.kind, node, number)
        for batch in _in_order(finder.kind, _periods(node)):
            matching = finder.among(node, batch)
            keys += [key for key in batch if key in matching]
            if len(keys) >= number:
                break
    return keys


def _holding(kind: str, node: Node, number: int) -> list[int]:
    rows = PUBLISHED[kind].objects.filter(Q(Holding(kind, node)))
    places = ("-article",) if kind == "article" else ("-article", "start")
    dated = rows.filter(published__isnull=False).order_by("-published", *places)
    keys = list(dated.values_list("pk", flat=True)[:number])
    undated = rows.filter(published=None).order_by(*places).values_list("pk", flat=True)
    return keys + list(undated[: number - len(keys)]) if len(keys) < number else keys


def newest_first(kind: str, keys: Sequence[int]) -> list[int]:
    """Some rows, put in order."""
    if kind == "person" or not keys:
        return [*keys]
    rows = rows_of(kind).filter(pk__in=listed(keys))
    places = ("-article", "start") if kind in ("quote", "caption") else ("-pk",)
    return list(rows.order_by(F(_DAY[kind]).desc(nulls_last=True), *places).values_list("pk", flat=True))


def _periods(node: Node) -> list[Period]:
    """The periods outside of which nothing is asked for."""
    nodes = node.children if isinstance(node, And) else (node,)
    return [one.value for one in nodes if isinstance(one, Field) and one.name in DATE_FIELDS]


def _in_order(kind: str, periods: list[Period]) -> Iterator[Sequence[int]]:
    """Keys of all rows of a kind in some periods, batch by batch."""
    if kind in ("quote", "caption"):
        for articles in _in_order("article", periods):
            place = {key: number for number, key in enumerate(articles)}
            rows = rows_of(kind).filter(article__in=listed(articles)).order_by("start").values_list("article", "pk")
            yield [key for _, key in sorted(rows, key=lambda row: place[row[0]])]
        return
    day, within, size = _DAY[kind], published_in if kind == "article" else dated_in, BATCH
    dated = reduce(and_, map(within, periods), Q(**{f"{day}__isnull": False}))
    parts = [rows_of(kind).filter(dated).order_by(f"-{day}", "-pk")]
    if not periods:  # rows without a day are asked for by themselves: no index has them last
        parts.append(rows_of(kind).filter(**{f"{day}__isnull": True}).order_by("-pk"))
    for rows in parts:
        done = 0
        while batch := list(rows.values_list("pk", flat=True)[done : done + size]):
            yield batch
            done, size = done + len(batch), min(8 * size, LARGEST_BATCH)
