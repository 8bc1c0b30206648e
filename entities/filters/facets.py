"""Facets: what each choice would bring, counted under the filter as it is.

A facet whose choices widen each other (source A *or* B) is counted without its own field, so that
every choice stays visible. One whose choices narrow (A *and* B in one article) is counted under all.

Numbers are true: from counters where there are some, from the rows themselves where these are at most
`NEWEST`, and else of the newest so many, which the facet then says.
"""

import json
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate, takewhile

from django.db import connection
from django.db.models import Model

from entities.filters.fields import Chosen
from entities.models import Event, Person

SHOWN = 8
NEWEST = 1_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    param: str
    label: str
    count: int
    chosen: bool = False
    barred: bool = False  # asked to be left out
    without: str = ""  # the address that leaves it out, where that can be asked


@dataclass(frozen=True, slots=True, kw_only=True)
class Facet:
    """One question of the filter. `search` gives it a box to name a choice, where not every choice is shown.

    `suggests` says what kind of name the box completes while it is typed, if any; `sampled` of how many
    of the first rows the numbers are, where not of all.
    """

    name: str
    label: str
    choices: Sequence[Choice] = ()
    search: bool = False
    suggests: str = ""
    sampled: int = 0
    written: str = ""
    errors: Sequence[str] = ()
    candidates: Sequence[Chosen] = ()

    @property
    def is_shown(self) -> bool:
        """A question with one possible answer is none; errors and searches always show."""
        asked = any(choice.chosen or choice.barred for choice in self.choices)
        return self.search or len(self.choices) > 1 or bool(self.errors) or asked


@dataclass(frozen=True, slots=True)
class Sample:
    """The first rows of a list, at most `NEWEST`, by column; `is_all` where there are no more."""

    columns: Mapping[str, int]
    rows: Sequence[tuple]
    is_all: bool

    def values(self, column: str) -> list:
        place = self.columns[column]
        return [row[place] for row in self.rows]

    @property
    def sampled(self) -> int:
        return 0 if self.is_all else len(self.rows)

    def first(self, rows: int) -> "Sample":
        return self if len(self.rows) <= rows else replace(self, rows=self.rows[:rows], is_all=False)

    def within(self, column: str, most: int) -> "Sample":
        """The first rows, as many as come to `most` of a column together; at least one, if there is any."""
        sums = accumulate(self.values(column))
        return self.first(max(1, sum(1 for _ in takewhile(lambda told: told <= most, sums))))


def count_linked(
    model: type[Model],
    of: str,
    who: str,
    keys: Sequence[int],
    *,
    chosen: Collection[int] = (),
    most: int | None = SHOWN,
    **flags,
) -> Counter:
    """How many of the keys, which may come more than once, a narrow table links to each person or event.

    `of` names the column of the keys, `who` that of the people or events, or of what else is counted.
    Those `chosen`, and of the others the `most` frequent.
    """
    if not keys:
        return Counter()
    table, where, params = model._meta.db_table, *_condition(model, flags)
    key, told = (f"{table}.{model._meta.get_field(name).column}" for name in (of, who))
    # The keys go as one value, and drive: asked otherwise, SQLite goes through all of the table in the order of groups.
    if connection.vendor == "postgresql":
        given, join = list(keys), "unnest(%s::bigint[]) AS given(value) JOIN"
        asked, is_chosen = list(chosen), f"{told} = ANY(%s::bigint[])"
    else:
        given, join = json.dumps(keys), "json_each(%s) AS given CROSS JOIN"
        asked, is_chosen = json.dumps([*chosen]), f"{told} IN (SELECT value FROM json_each(%s))"  # noqa: S608 (our own names)
    sql = f"SELECT {told}, COUNT(*) FROM {join} {table} ON {key} = given.value {where} GROUP BY {told}"  # noqa: S608 (our own names)
    params = [given, *params]
    if most is not None:
        sql += f" ORDER BY {is_chosen} DESC, COUNT(*) DESC, {told} LIMIT %s"
        params += [asked, most + len(chosen)]
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        return Counter(dict(cursor.fetchall()))


def _condition(model: type[Model], flags: Mapping[str, object]) -> tuple[str, Sequence]:
    """What must hold of a row of the table, in SQL."""
    query = model.objects.filter(**flags).query
    where, params = query.get_compiler(connection=connection).compile(query.where) if flags else ("", ())
    return (f"WHERE {where}" if where else ""), params


Names = Mapping[int, tuple[str, str]]


def names_of(model: type[Person | Event], keys: Collection[int]) -> Names:
    """The slug and the name of people or events by their keys."""
    rows = model.objects.filter(pk__in=keys).values_list("pk", "slug", "name") if keys else ()
    return {pk: (slug, name) for pk, slug, name in rows}


def named(model: type[Person | Event], counts: Mapping[int, int], *, chosen: Collection[str] = ()) -> list[Choice]:
    """Counts of people or events as choices: those chosen first, then the most frequent."""
    return as_choices(names_of(model, counts), counts, chosen=chosen)


def as_choices(names: Names, counts: Mapping[int, int], *, chosen: Collection[str] = ()) -> list[Choice]:
    known = ((*names[pk], count) for pk, count in counts.items() if pk in names)
    return in_reading_order(Choice(param=s, label=name, count=count, chosen=s in chosen) for s, name, count in known)


def in_reading_order(choices: Iterable[Choice]) -> list[Choice]:
    return sorted(choices, key=lambda c: (not (c.chosen or c.barred), -c.count, c.label))
