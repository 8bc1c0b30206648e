"""One question that a list can be asked, as a condition on its rows."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

import django_filters
from django import forms
from django.db.models import Q, QuerySet

from articles.search.query import Node
from entities.filters.fields import Chosen
from entities.filters.keyset import Order, in_order

BAR = "-"  # before the name of a question, in an address: everything but these


@dataclass(frozen=True, slots=True)
class Driver:
    """A table that has the rows of one person or event in the order of the list: the walk goes through it.

    `flags` are what must hold there, `paths` where it has the columns that lists are ordered by, and `columns` what
    it has as well that a list is asked for: an index of it answers both. `key` is the column that leads to the row.
    """

    path: str
    of: str
    counter: str  # of a person or an event: how many rows there are
    flags: Mapping[str, object] = field(default_factory=dict)
    paths: Mapping[str, str] = field(default_factory=dict)
    columns: Collection[str] = ()
    key: str = ""

    @property
    def row(self) -> str:
        return f"{self.path}__{self.key}" if self.key else ""

    def through(self, key: int, days: Mapping[str, datetime]) -> Q:
        """What holds of the rows of that person or event; `days` are bounds of when they were published."""
        asked = {self.of: key, **self.flags, **{f"published__{bound}": day for bound, day in days.items()}}
        return Q(**{f"{self.path}__{name}": value for name, value in asked.items()})

    def answers(self, asked: "VerbFilter") -> bool:
        return not asked.barred and asked.extra.get("column") in self.columns

    def among(self, asked: "VerbFilter", values: Sequence[Chosen]) -> Q:
        """What a question asks of the rows of the table."""
        return Q(**{f"{self.path}__{asked.extra['column']}__in": [value.key for value in values]})


class VerbFilter(django_filters.Filter):
    """Hands the keys of what was chosen to a function that makes a condition of them, which any of them may meet.

    With `joined="and"` every one of them has to. One with `bars` can be asked for as `-name` too: then
    rows that meet the condition are left out. `mark` says in the words of the index what all such rows have, if it
    can: of rows that are searched, the index then tells of both at once.
    """

    def __init__(
        self,
        condition: Callable[[Sequence], Q],
        *,
        field_class: type[forms.Field],
        joined: str = "or",
        driver: Driver | None = None,
        bars: bool = False,
        barred: bool = False,
        mark: Callable[[Sequence], Node | None] = lambda keys: None,
        **kwargs,
    ):
        super().__init__(**kwargs)
        self.field_class = field_class
        self.condition = condition
        self.joined = joined
        self.driver = driver
        self.bars = bars
        self.barred = barred
        self.mark = mark

    def other_way(self) -> "VerbFilter":
        """The same question asked for what is to be left out."""
        return type(self)(
            self.condition, field_class=self.field_class, barred=True, label=f"Not {self.label.lower()}", **self.extra
        )

    def filter(self, qs: QuerySet, value: Chosen | list[Chosen] | None) -> QuerySet:
        if not value:
            return qs
        keys = _keys(value)
        if self.barred:
            return qs.filter(~self.condition(keys))
        if self.joined == "or":
            return qs.filter(getattr(self.condition, "within", self.condition)(keys))
        for key in keys:
            qs = qs.filter(self.condition([key]))
        return qs

    def marked(self, value: Chosen | list[Chosen]) -> Node | None:
        return None if self.barred else self.mark(_keys(value))


def _keys(value: Chosen | list[Chosen]) -> list:
    return [chosen.key for chosen in (value if isinstance(value, list) else [value])]


class OrderFilter(django_filters.Filter):
    """The order of the list."""

    def __init__(self, *, field_class: type[forms.Field], **kwargs):
        super().__init__(**kwargs)
        self.field_class = field_class

    def filter(self, qs: QuerySet, value: Chosen | None) -> QuerySet:
        order: Order = value.key if value else ()
        return in_order(qs, order)
