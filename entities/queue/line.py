"""The order in which the questions of a kind are asked: a step costs the same, however much waits.

An index has what waits with the least sure first. Of its first FRONT rows that of the greatest effect is asked first;
the others follow as the index has them and come to the front as questions are answered, so that none is left out.
"""

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from typing import Any

from entities.filters.keyset import Listed, Values, in_order, walk
from entities.queue.base import Kind

FRONT = 1_000


@dataclass(frozen=True, slots=True)
class Line:
    """What waits of a kind now. Rows that are asked for their neighbours are those of `Kind.find`."""

    kind: Kind
    front: list[tuple[int, int]]  # effect, negative, and key
    edge: Values | None  # where in the index the front ends; None where nothing is behind it

    def after(self, row: Any | None = None, *, most: int) -> list[int]:
        """Keys of what waits after a row, whether the row itself still waits or not; of the first without a row."""
        behind = self._is_behind(row)
        start = 0 if row is None else bisect_right(self.front, (-row.effect, row.pk))
        keys = [] if behind else [pk for _, pk in self.front[start : start + most]]
        if self.edge is not None and len(keys) < most:
            keys += self._walk(row.place if behind else self.edge, limit=most - len(keys))
        return keys

    def before(self, row: Any) -> int | None:
        if not self._is_behind(row):
            start = bisect_left(self.front, (-row.effect, row.pk))
            return self.front[start - 1][1] if start else None
        nearest = self._walk(row.place, limit=1, back=True)
        is_behind = nearest and nearest[0] not in {pk for _, pk in self.front}
        return nearest[0] if is_behind else self.front[-1][1]

    def _is_behind(self, row: Any | None) -> bool:
        return row is not None and self.edge is not None and self._rank(row.place) > self._rank(self.edge)

    def _rank(self, place: Values) -> list[float]:
        return [-value if key.desc else value for key, value in zip(self.kind.order, place, strict=True)]

    def _walk(self, at: Values, *, limit: int, back: bool = False) -> list[int]:
        listed = Listed(self.kind.rows())
        return [pk for (pk,) in walk(listed, self.kind.order, at=at, back=back, limit=limit, columns=["pk"])]


def line_of(kind: Kind) -> Line:
    paths = [key.path for key in kind.order]
    first = list(in_order(kind.weighed(kind.rows()), kind.order).values_list("effect", "pk", *paths)[:FRONT])
    front = sorted((-effect, pk) for effect, pk, *_ in first)
    return Line(kind, front, edge=tuple(first[-1][2:]) if len(first) == FRONT else None)
