"""Facets: what each choice would bring, counted under the filter as it is.

A facet whose choices widen each other (source A *or* B) is counted without its own field, so that
every choice stays visible. One whose choices narrow (A *and* B in one article) is counted under all.

Numbers are true: from counters where there are some, from the rows themselves where these are at most
`NEWEST`, and else of the newest so many, which the facet then says.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate, takewhile

from django.db import connection
from django.db.models import Model

from entities.filters.fields import Chosen
from entities.keys import given
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
    understood: Sequence[Chosen] = ()  # what is asked for beside something that is unclear

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

    @classmethod
    def of(cls, columns: Sequence[str], found: Sequence[tuple]) -> "Sample":
        """Of rows of which one more was asked for, so that it tells whether there are others."""
        places = {name: place for place, name in enumerate(columns)}
        return cls(places, found[:NEWEST], len(found) <= NEWEST)

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
    return Counter(dict(_ask(*_counting(model, of, who, keys, chosen, most, flags))))


def people_linked(
    model: type[Model], of: str, keys: Sequence[int], *, most: int, chosen: Collection[str] = (), **flags
) -> list[Choice]:
    """Those people whom `count_linked` finds linked to the most of the keys, with their names, in one statement."""
    if not keys:
        return []
    sql, params = _counting(model, of, "person", keys, (), most, flags)
    named = f"SELECT p.slug, p.name, n.number FROM ({sql}) AS n JOIN entities_person p ON p.id = n.told"  # noqa: S608
    return choices_of(_ask(named, params), chosen)


def _ask(sql: str, params: Sequence) -> list[tuple]:
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        return cursor.fetchall()


def _counting(
    model: type[Model],
    of: str,
    who: str,
    keys: Sequence[int],
    chosen: Collection[int],
    most: int | None,
    flags: Mapping[str, object],
) -> tuple[str, list]:
    table, where, params = model._meta.db_table, *_condition(model, flags)
    key, told = (f"{table}.{model._meta.get_field(name).column}" for name in (of, who))
    # The keys drive: asked otherwise, SQLite goes through all of the table in the order of groups.
    rows, asked = given(keys)
    sql = f"""SELECT {told} AS told, COUNT(*) AS number FROM {rows} CROSS JOIN {table}
    WHERE {key} = given.value{where} GROUP BY {told}"""  # noqa: S608 (our own names)
    params = [asked, *params]
    if most is None:
        return sql, params
    first = ""
    if chosen:
        rows, asked = given(chosen)
        first, params = f"{told} IN (SELECT value FROM {rows}) DESC, ", [*params, asked]  # noqa: S608
    return f"{sql} ORDER BY {first}COUNT(*) DESC, {told} LIMIT %s", [*params, most + len(chosen)]


def _condition(model: type[Model], flags: Mapping[str, object]) -> tuple[str, Sequence]:
    """What must hold of a row of the table beside, in SQL."""
    if not flags:
        return "", ()
    query = model.objects.filter(**flags).query
    where, params = query.get_compiler(connection=connection).compile(query.where)
    return f" AND {where}", params


Names = Mapping[int, tuple[str, str]]


def names_of(model: type[Person | Event], keys: Collection[int]) -> Names:
    """The slug and the name of people or events by their keys."""
    rows = model.objects.filter(pk__in=keys).values_list("pk", "slug", "name") if keys else ()
    return {pk: (slug, name) for pk, slug, name in rows}


def named_by(name: str) -> type[Person | Event]:
    return Event if name == "event" else Person


def named(model: type[Person | Event], counts: Mapping[int, int], *, chosen: Collection[str] = ()) -> list[Choice]:
    """Counts of people or events as choices: those chosen first, then the most frequent."""
    return as_choices(names_of(model, counts), counts, chosen=chosen)


def as_choices(names: Names, counts: Mapping[int, int], *, chosen: Collection[str] = ()) -> list[Choice]:
    return choices_of(((*names[pk], count) for pk, count in counts.items() if pk in names), chosen)


def choices_of(known: Iterable[tuple[str, str, int]], chosen: Collection[str] = ()) -> list[Choice]:
    """Slugs, names and counts as choices: those chosen first, then the most frequent."""
    return in_reading_order(Choice(param=s, label=name, count=count, chosen=s in chosen) for s, name, count in known)


def in_reading_order(choices: Iterable[Choice]) -> list[Choice]:
    return sorted(choices, key=lambda c: (not (c.chosen or c.barred), -c.count, c.label))
