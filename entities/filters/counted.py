"""How many rows a filter finds, and how many each choice would bring."""

from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import chain

from django.db import connection
from django.db.models import Model

from entities.filters.facets import (
    NEWEST,
    SHOWN,
    Choice,
    Facet,
    Sample,
    as_choices,
    count_linked,
    in_reading_order,
    named_by,
    names_of,
)
from entities.filters.fields import LookupField, Unclear
from entities.filters.keyset import walk
from entities.filters.tallied import as_asked, as_text
from entities.filters.verbs import BAR
from entities.filters.years import MOST_ABOVE, MOST_BESIDE, YearChart, by_decade, chart_of
from entities.models import Event, Person

# What kinds of names are completed while they are typed.
COMPLETED = ("person", "event", "source")
# Columns of the rows that are alike with a handful of values, and what stands between them.
FEW_ANSWERS = ("kind", "attributed", "review", "sample")
BETWEEN = "\x1f"


@dataclass(frozen=True, slots=True)
class Number:
    """How many there are: at most NEWEST are counted, and `is_more` says so."""

    count: int
    is_more: bool = False


@dataclass(frozen=True, slots=True)
class Links:
    """The narrow table that links what its column `of` names, which the list has as `by`, to people or events."""

    model: type[Model]
    of: str
    by: str = "pk"
    flags: Mapping[str, object] = field(default_factory=dict)


class Counting:
    """The counting half of `DescribedFilterSet`.

    `columns` are the small questions, each with the column that answers it and what makes a value of the
    filter of what stands there; `alike` names the kind of row in the counters of rows that are alike, and
    which of the questions they answer.
    """

    columns: dict[str, tuple[str, Callable]] = {}
    answered_once: tuple[str, ...] = ()  # beside the columns
    also: tuple[str, ...] = ()
    alike: tuple[str, dict[str, str]] = ("", {})

    # How many

    @cached_property
    def number(self) -> Number:
        """How many rows the filter finds."""
        exact = self.counted()
        if exact is not None:
            return Number(exact)
        sample = self.sample()
        return Number(len(sample.rows), not sample.is_all)

    def counted(self) -> int | None:
        """The number from a counter, if there is one."""
        if self.known is not None and not self.active:
            return self.known
        return self._tallied[""].total() if self.is_tallied(()) else None

    def sample(self, *without: str) -> Sample:
        """The first rows of the list, leaving out some of its fields."""
        left_out = frozenset(without) & {*self.active}
        if left_out not in self._samples:
            columns = {name: path for name, (path, _) in self.columns.items()}
            columns |= {path: path for path in self.also} | {"pk": "pk"}
            most = NEWEST + 1 if self.known is None or self.active else min(NEWEST + 1, self.known)
            told = {"limit": most, "columns": list(columns.values())}
            found = walk(self.listed(without=left_out), self.orders[0].key, **told)
            self._samples[left_out] = Sample.of(list(columns), found)
        return self._samples[left_out]

    @property
    def all_keys(self) -> Collection[int] | None:
        """The primary keys of all rows, where these had to be gone through to count them."""
        sample = self._samples.get(frozenset()) if self.number.count else None
        return sample.values("pk") if sample and sample.is_all else None

    @cached_property
    def _samples(self) -> dict[frozenset, Sample]:
        return {}

    # Rows that are alike

    def is_tallied(self, without: Collection[str]) -> bool:
        """Whether the counters of rows that are alike answer what is asked, leaving some of it out."""
        of, columns = self.alike
        return (
            bool(of) and not self.given and all(n.removeprefix(BAR) in columns for n in self.active if n not in without)
        )

    @cached_property
    def _tallied(self) -> dict[str, Counter]:
        """Rows by each value of each small question under the others, and under "" all: one query for all of them.

        Questions of few answers are counted together here, so that the database goes through the counters
        once for all of them, and once for each of the others.
        """
        of, columns = self.alike
        counts = {name: Counter() for name in ("", *columns)}
        few = [name for name, column in columns.items() if column in FEW_ANSWERS]
        asked = {name: self.apart(name) for name in columns if name not in few and self.is_tallied(self.apart(name))}
        together = f" || '{BETWEEN}' || ".join(as_text(columns[name]) for name in few)
        found = [self._tally(of, "", together, without=[*few, *(BAR + name for name in few)])]
        found += [self._tally(of, name, as_text(columns[name]), without=without) for name, without in asked.items()]
        parts, params = zip(*found, strict=True)
        with connection.cursor() as cursor:
            cursor.execute(" UNION ALL ".join(parts), list(chain(*params)))
            for by, value, number in cursor.fetchall():
                if by:
                    counts[by][as_asked(columns[by], value)] += number
                    continue
                row = dict(zip(few, value.split(BETWEEN), strict=True))
                for name in ("", *few):
                    if self._is_met(row, without=self.apart(name) if name else ()):
                        counts[name][row.get(name)] += number
        return {name: +found for name, found in counts.items()}

    def _tally(self, of: str, by: str, value: str, *, without: Collection[str]) -> tuple[str, list]:
        where, params = ["of = %s"], [by, of]
        for name, keys in self._asked(without):
            column = as_text(self.alike[1][name.removeprefix(BAR)])
            where.append(f"{column} {'NOT ' * name.startswith(BAR)}IN ({', '.join(['%s'] * len(keys))})")
            params += keys
        sql = f"SELECT %s, {value}, SUM(number) FROM entities_tally WHERE {' AND '.join(where)} GROUP BY {value}"  # noqa: S608 (our own names)
        return sql, params

    def _asked(self, without: Collection[str]) -> Iterator[tuple[str, list[str]]]:
        """What is asked of the counters, as their columns have it in words."""
        for name in self.active:
            if name not in without:
                yield name, ["0" if value.key is None else str(value.key) for value in self.chosen[name]]

    def _is_met(self, row: Mapping[str, str], *, without: Collection[str]) -> bool:
        """Whether a row of the questions of few answers is what those of them that are asked want."""
        asked = ((name, keys) for name, keys in self._asked(without) if name.removeprefix(BAR) in row)
        return all((row[name.removeprefix(BAR)] in keys) != name.startswith(BAR) for name, keys in asked)

    # Facets

    def facets(self) -> Sequence[Facet]:
        """Every question beside the list, in reading order."""
        raise NotImplementedError

    @cached_property
    def questions(self) -> list[Facet]:
        return [facet for facet in self.facets() if facet.is_shown]

    def facet(self, name: str, choices: list[Choice] | None, *, sampled: int = 0) -> Facet:
        """A question with its counted choices; None where they are too many to count, and only asked for by name."""
        asked = self.filters[name]
        problems = self.form.errors.as_data().get(name, [])
        unclear = [problem for problem in problems if isinstance(problem, Unclear)]
        understood = unclear[0].understood if unclear else ()
        known = {one.param for one in understood}
        shown = [choice for choice in self._with_unticked(name, choices or []) if choice.param not in known]
        complete = choices is not None and len(choices) < SHOWN and (choices or not self.active)
        return Facet(
            name=name,
            label=asked.label,
            choices=self._as_told(name, shown) if sampled else shown,
            search=isinstance(asked.field, LookupField) and (not complete or bool(problems)),
            suggests=asked.field.noun if getattr(asked.field, "noun", "") in COMPLETED else "",
            sampled=sampled,
            written=unclear[0].written if unclear and not unclear[0].candidates else "",
            errors=[message for problem in problems for message in problem.messages],
            candidates=unclear[0].candidates if unclear else (),
            understood=understood,
        )

    def _as_told(self, name: str, choices: list[Choice]) -> list[Choice]:
        """With the number of the list itself at what all of its rows have: it is known, and not only of a sample."""
        chosen = self.picked(name)
        if not chosen or self.number.is_more or (len(chosen) > 1 and self.filters[name].joined != "and"):
            return choices
        return [replace(choice, count=self.number.count) if choice.chosen else choice for choice in choices]

    def _with_unticked(self, name: str, choices: list[Choice]) -> list[Choice]:
        """With chosen values that bring nothing and those left out; names as asked: so the next choice sends them."""
        asked = [(value, is_out) for is_out in (False, True) for value in self.chosen.get(BAR * is_out + name, [])]
        barred = {value.param for value, is_out in asked if is_out}
        told = [
            replace(
                choice,
                barred=choice.param in barred,
                without=self.query(less=(name, choice.param), more=[(BAR + name, choice.param)])
                if self.filters[name].bars and choice.param not in barred
                else "",
            )
            for choice in choices
        ]
        told += [
            Choice(param=value.param, label=value.label, count=0, chosen=not is_out, barred=is_out)
            for value, is_out in asked
            if value.param not in {choice.param for choice in choices}
        ]
        names = asked if isinstance(self.filters[name].field, LookupField) else ()
        places = {value.param: place for place, (value, _) in enumerate(names)}
        return sorted(told, key=lambda choice: places.get(choice.param, len(places)))

    def picked(self, name: str) -> list[str]:
        return [value.param for value in self.chosen.get(name, [])]

    def apart(self, name: str) -> tuple[str, ...]:
        """What is left out where a question is counted: itself, where its choices widen each other."""
        # What is barred stays so beside another choice; of rows with one answer that makes no difference.
        itself = () if self.filters[name].joined == "and" else (name,)
        return (*itself, BAR + name) if name in self.columns or name in self.answered_once else itself

    def counts_of(self, name: str) -> tuple[Counter, int]:
        """How many rows each value of a small question would bring, and of how many of the first rows that is."""
        if self.is_tallied(self.apart(name)) and name in self.alike[1]:
            return self._tallied[name], 0
        sample, (_, told) = self.sample(*self.apart(name)), self.columns[name]
        return Counter(map(told, sample.values(name))), sample.sampled

    def small_facets(self, *names: str) -> Iterator[Facet]:
        """Questions with a few fixed answers."""
        for name in names:
            counts, sampled = self.counts_of(name)
            choices = [
                Choice(param=param, label=label, count=counts[param], chosen=param in self.picked(name))
                for param, label in self.filters[name].field.choices.items()
            ]
            yield self.facet(name, [choice for choice in choices if choice.count or choice.chosen], sampled=sampled)

    def names_facet(self, name: str) -> Facet:
        """A question that is answered by words of a column; no words are no choice."""
        counts, sampled = self.counts_of(name)
        picked = self.picked(name)
        choices = [Choice(param=n, label=n, count=c, chosen=n in picked) for n, c in counts.items() if n]
        return self.facet(name, in_reading_order(choices)[: SHOWN + len(picked)], sampled=sampled)

    def linked_facets(self, **asked: "Links") -> Iterator[Facet]:
        """Questions that are answered by people or events; their names are read at once."""
        told = {name: self._linked(name, links) for name, links in asked.items()}
        wanted = {Event: [], Person: []}
        for name, (counts, _) in told.items():
            wanted[named_by(name)] += counts
        names = {model: names_of(model, keys) for model, keys in wanted.items()}
        for name, (counts, sampled) in told.items():
            choices = as_choices(names[named_by(name)], counts, chosen=self.picked(name))
            yield self.facet(name, choices, sampled=sampled)

    def _linked(self, name: str, links: "Links") -> tuple[Counter, int]:
        counts = self.exact(name)
        if counts is not None:
            return counts, 0
        sample = self.sample(*self.apart(name))
        keys = [key[0] if isinstance(key, tuple) else key for key in (v.key for v in self.chosen.get(name, []))]
        who = "event" if name == "event" else "person"
        found = count_linked(links.model, links.of, who, sample.values(links.by), chosen=keys, **links.flags)
        return found, sample.sampled

    def exact(self, name: str) -> Counter | None:
        """People or events by how many rows they have under the filter, from counters, if there are some."""
        return None

    # Years

    def year_counts(self) -> tuple[Counter, int]:
        return self.counts_of("year")

    def decade_counts(self, years: Counter) -> Counter:
        return by_decade(years)

    def year_chart(self) -> YearChart:
        return chart_of(self, most=MOST_BESIDE, errors=self.form.errors.get("year", []))

    def wide_year_chart(self) -> YearChart:
        return chart_of(self, most=MOST_ABOVE, errors=self.form.errors.get("year", []))
