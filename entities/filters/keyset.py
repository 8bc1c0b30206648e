"""Walking through a list by the values that it is ordered by: page 5,000 costs what page 1 costs.

Each stretch of the walk is a range of an index: the rows that share all but the last of the values, then those
that share all but the last two, and so on; rows without a value come last.
"""

import binascii
import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any

from django.db.models import F, Field, Q, QuerySet

Values = tuple[Any, ...]

LONGEST_TOKEN = 2_000
LARGEST = 2**62
LOT = 5_000


@dataclass(frozen=True, slots=True)
class Key:
    """A column that a list is ordered by. Rows without a value are the last, whatever the direction."""

    path: str
    desc: bool = False
    nullable: bool = False

    @property
    def ordering(self) -> Any:
        if not self.nullable:
            return f"-{self.path}" if self.desc else self.path
        return F(self.path).desc(nulls_last=True) if self.desc else F(self.path).asc(nulls_last=True)

    def beyond(self, value: Any, *, back: bool) -> Q | None:
        """What comes after a value, or before it; None where nothing does."""
        if value is None:
            return Q(**{f"{self.path}__isnull": False}) if back else None
        found = Q(**{f"{self.path}__{'lt' if self.desc != back else 'gt'}": value})
        return found | Q(**{f"{self.path}__isnull": True}) if self.nullable and not back else found

    def is_(self, value: Any) -> Q:
        return Q(**({f"{self.path}__isnull": True} if value is None else {self.path: value}))


Order = tuple[Key, ...]


def in_order(rows: QuerySet, order: Order) -> QuerySet:
    return rows.order_by(*(key.ordering for key in order))


@dataclass(frozen=True, slots=True)
class Listed:
    """The rows of a list, not ordered, and how to go through them.

    `through` is a condition on a table that has them in an order of its own, and `paths` where it has the
    columns that they are ordered by. Every condition on that table has to be met by one row of it.
    """

    rows: QuerySet
    through: Q = field(default_factory=Q)
    paths: Mapping[str, str] = field(default_factory=dict)

    def part(self, condition: Q | None = None) -> QuerySet:
        found = self.through & condition if condition else self.through
        return self.rows.filter(found) if found else self.rows

    def where(self, condition: Q) -> "Listed":
        """Those of the rows that meet a condition of their own."""
        return replace(self, rows=self.rows.filter(condition))

    def moved(self, order: Order) -> Order:
        return tuple(replace(key, path=self.paths.get(key.path, key.path)) for key in order)


def walk(
    listed: Listed,
    order: Order,
    *,
    at: Values | None = None,
    back: bool = False,
    limit: int,
    columns: Sequence[str] | None = None,
) -> list[Values]:
    """Of at most `limit` rows after the values `at`, or before them: `columns`, or their values and the primary key.

    The last column of the order tells any two rows apart. Backwards the nearest come first.
    """
    found: list[Values] = []
    order = listed.moved(order)
    # Rows without a value in the first column are a stretch of their own: there it needs no words about them.
    keys = (replace(order[0], nullable=False), *order[1:])
    ordering = [_turned(key) if back else key.ordering for key in keys]
    told = [*(key.path for key in order), "pk"] if columns is None else columns
    for part in _stretches(order, at, back=back):
        if len(found) < limit:
            found += listed.part(part).order_by(*ordering).values_list(*told)[: limit - len(found)]
    return found


def every_key(listed: Listed, order: Order) -> Iterator[int]:
    """The primary keys of all rows in their order, some thousands at a time."""
    lot = walk(listed, order, limit=LOT)
    while lot:
        yield from (values[-1] for values in lot)
        lot = walk(listed, order, at=lot[-1][:-1], limit=LOT) if len(lot) == LOT else []


def _stretches(order: Order, at: Values | None, *, back: bool) -> Iterator[Q]:
    first = order[0]
    nulls = [Q(**{f"{first.path}__isnull": is_null}) for is_null in ((True, False) if back else (False, True))]
    if at is None:
        yield from nulls if first.nullable else [Q()]
        return
    for place in reversed(range(len(order))):
        same = Q()
        for key, value in zip(order[:place], at[:place], strict=True):
            same &= key.is_(value)
        # Of the first column the rows without a value are a stretch of their own: no index has both.
        key = replace(order[place], nullable=order[place].nullable and place > 0)
        if (beyond := key.beyond(at[place], back=back)) is not None:
            yield same & beyond
    if first.nullable and not back and at[0] is not None:
        yield nulls[1]


def _turned(key: Key) -> Any:
    if not key.nullable:
        return key.path if key.desc else f"-{key.path}"
    return F(key.path).asc(nulls_first=True) if key.desc else F(key.path).desc(nulls_first=True)


def write_token(name: str, values: Values) -> str:
    """Say in an address where a walk in the order of that name has come to."""
    told = [value.isoformat() if isinstance(value, date) else value for value in values]
    return urlsafe_b64encode(json.dumps([name, *told], separators=(",", ":")).encode()).decode().rstrip("=")


def read_token(token: str, name: str, columns: Sequence[Field]) -> Values | None:
    """Where the address says that the walk has come to; None for rubbish, and for a walk in another order."""
    try:
        if len(token) > LONGEST_TOKEN:
            return None
        told = json.loads(urlsafe_b64decode(token + "=" * (-len(token) % 4)))
        if not isinstance(told, list) or told[:1] != [name] or len(told) != len(columns) + 1:
            return None
        return tuple(_value(column, value) for column, value in zip(columns, told[1:], strict=True))
    except (binascii.Error, ValueError, TypeError, RecursionError):
        return None


def _value(column: Field, told: Any) -> Any:
    """Raises ValueError or TypeError for what the column never holds."""
    if told is None:
        return None
    kind = column.get_internal_type()
    if kind in ("DateTimeField", "DateField"):
        value = (datetime if kind == "DateTimeField" else date).fromisoformat(told)
        if kind == "DateTimeField" and value.tzinfo is None:
            raise ValueError("a moment without a time zone")
        return value
    if kind == "CharField":
        if not isinstance(told, str) or "\0" in told:
            raise ValueError("no words")
        told.encode()
        return told
    if type(told) is not int or abs(told) > LARGEST:
        raise ValueError("no number")
    return told


def field_at(rows: QuerySet, path: str) -> Field:
    """The column that a path of an order leads to."""
    model, column = rows.model, None
    for name in path.split("__"):
        column = model._meta.pk if name == "pk" else model._meta.get_field(name)
        model = column.related_model or model
    return column.target_field if column.is_relation and not column.auto_created else column
