"""How many rows a filter finds, and how many each choice would bring."""

from collections import Counter
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from django.db.models import Model, Sum

from entities.filters.facets import NEWEST, SHOWN, Choice, Facet, Sample, count_linked, in_reading_order, named
from entities.filters.fields import LookupField, Unclear
from entities.filters.keyset import walk
from entities.filters.verbs import BAR
from entities.filters.years import MOST_ABOVE, MOST_BESIDE, YearChart, chart_of
from entities.models import Event, Person, Tally

MOST_COUNTED = 1_000
# What kinds of names are completed while they are typed.
COMPLETED = ("person", "event", "source")


@dataclass(frozen=True, slots=True)
class Number:
    """How many there are: at most MOST_COUNTED are counted, and `is_more` says so."""

    count: int
    is_more: bool = False


class Counting:
    """The counting half of `DescribedFilterSet`.

    `columns` are the small questions, each with the column that answers it and what makes a value of the
    filter of what stands there; `alike` names the kind of row in the counters of rows that are alike, and
    which of the questions they answer.
    """

    columns: dict[str, tuple[str, Callable]] = {}
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
        count = len(sample.rows)
        return Number(min(count, MOST_COUNTED), count > MOST_COUNTED)

    def counted(self) -> int | None:
        """The number from a counter, if there is one."""
        if self.known is not None and not self.active:
            return self.known
        return sum(self.tallies(()).values()) if self.is_tallied(()) else None

    def at_most(self, *, without: Collection[str] = ()) -> Number:
        """As `number`, of the rows without some of the fields."""
        count = self.filtered(without=without)[: MOST_COUNTED + 1].count()
        return Number(min(count, MOST_COUNTED), count > MOST_COUNTED)

    def sample(self, *without: str) -> Sample:
        """The first rows of the list, leaving out some of its fields."""
        left_out = frozenset(without) & {*self.active}
        if left_out not in self._samples:
            order = self.orders[0].key
            also = [*(path for path, _ in self.columns.values()), *self.also]
            found = walk(self.listed(without=left_out), order, limit=NEWEST + 1, also=also)
            places = {name: len(order) + place for place, name in enumerate([*self.columns, *self.also])}
            sample = Sample(places | {"pk": len(order) + len(also)}, found[:NEWEST], len(found) <= NEWEST)
            self._samples[left_out] = sample
        return self._samples[left_out]

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

    def tallies(self, without: Collection[str], by: str = "") -> Counter:
        """Rows by the value of a question under the others."""
        asked = {name: {value.key for value in self.chosen[name]} for name in self.active if name not in without}
        counts = Counter()
        for row, number in self._tallied:
            if all((row[name.removeprefix(BAR)] in keys) != name.startswith(BAR) for name, keys in asked.items()):
                counts[row.get(by)] += number
        return counts

    @cached_property
    def _tallied(self) -> list[tuple[dict, int]]:
        """The counters of rows that are alike: one query answers every small question."""
        of, columns = self.alike
        rows = Tally.objects.filter(of=of).values_list(*columns.values()).annotate(sum=Sum("number")).order_by()
        return [(dict(zip(columns, map(_as_asked, values), strict=True)), sum_) for *values, sum_ in rows if sum_]

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
        complete = choices is not None and len(choices) < SHOWN and (choices or not self.active)
        return Facet(
            name=name,
            label=asked.label,
            choices=self._with_unticked(name, choices or []),
            search=isinstance(asked.field, LookupField) and (not complete or bool(problems)),
            suggests=asked.field.noun if getattr(asked.field, "noun", "") in COMPLETED else "",
            sampled=sampled,
            written=unclear[0].written if unclear and not unclear[0].candidates else "",
            errors=[message for problem in problems for message in problem.messages],
            candidates=unclear[0].candidates if unclear else (),
        )

    def _with_unticked(self, name: str, choices: list[Choice]) -> list[Choice]:
        """With chosen values that bring nothing, so that they can be unticked, and those that are left out."""
        barred = {value.param for value in self.chosen.get(BAR + name, [])}
        bars = self.filters[name].bars
        told = [
            replace(
                choice,
                barred=choice.param in barred,
                without=self.query(less=(name, choice.param), more=[(BAR + name, choice.param)])
                if bars and choice.param not in barred
                else "",
            )
            for choice in choices
        ]
        counted = {choice.param for choice in choices}
        for field, is_barred in ((name, False), (BAR + name, True)):
            told += [
                Choice(param=value.param, label=value.label, count=0, chosen=not is_barred, barred=is_barred)
                for value in self.chosen.get(field, [])
                if value.param not in counted
            ]
        return told

    def picked(self, name: str) -> list[str]:
        return [value.param for value in self.chosen.get(name, [])]

    def apart(self, name: str) -> tuple[str, ...]:
        """What is left out where a question is counted: itself, where its choices widen each other."""
        return (BAR + name,) if self.filters[name].joined == "and" else (name, BAR + name)

    def counts_of(self, name: str) -> tuple[Counter, int]:
        """How many rows each value of a small question would bring, and of how many of the first rows that is."""
        if self.is_tallied(self.apart(name)) and name in self.alike[1]:
            return self.tallies(self.apart(name), name), 0
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

    def linked_facet(self, name: str, model: type[Model], of: str, *, by: str = "pk", **flags) -> Facet:
        """A question that is answered by people or events."""
        named_by = Event if name == "event" else Person
        who = "event" if name == "event" else "person"
        counts, sampled = self.exact(name), 0
        if counts is None:
            sample = self.sample(*self.apart(name))
            keys = [key[0] if isinstance(key, tuple) else key for key in (v.key for v in self.chosen.get(name, []))]
            counts, sampled = count_linked(model, of, who, sample.values(by), chosen=keys, **flags), sample.sampled
        return self.facet(name, named(named_by, counts, chosen=self.picked(name)), sampled=sampled)

    def exact(self, name: str) -> Counter | None:
        """People or events by how many rows they have under the filter, from counters, if there are some."""
        return None

    # Years

    def year_counts(self) -> tuple[Counter, int]:
        return self.counts_of("year")

    def year_chart(self) -> YearChart:
        return chart_of(self, most=MOST_BESIDE, errors=self.form.errors.get("year", []))

    def wide_year_chart(self) -> YearChart:
        return chart_of(self, most=MOST_ABOVE, errors=self.form.errors.get("year", []))


def _as_asked(value: object) -> object:
    """A value of rows that are alike as a filter has it: yes and no for truth, nothing for the year 0."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return None if value == 0 else value
