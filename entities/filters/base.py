"""What every list's filter has in common: it says itself in English, and knows every address one step away."""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from urllib.parse import urlencode

import django_filters
from django import forms
from django.contrib.humanize.templatetags.humanize import intcomma
from django.db.models import QuerySet

from entities.filters import facets
from entities.filters.facets import Choice, CrossTab, Facet
from entities.filters.fields import Chosen, LookupField, Unclear
from entities.filters.years import MOST_ABOVE, MOST_BESIDE, YearChart, chart_of

MOST_LOOSENED = 6

# What kinds of names are completed while they are typed.
COMPLETED = ("person", "event", "source")

Pair = tuple[str, str]


class VerbFilter(django_filters.Filter):
    """Hands what was chosen to a QuerySet method: `VerbFilter(QuoteQuerySet.by, ...)`."""

    def __init__(
        self,
        verb: Callable[[QuerySet, object], QuerySet],
        *,
        field_class: type[forms.Field],
        joined: str = "or",
        **kwargs,
    ):
        super().__init__(**kwargs)
        self.field_class = field_class
        self.verb = verb
        self.joined = joined

    def filter(self, qs: QuerySet, value: Chosen | list[Chosen] | None) -> QuerySet:
        if not value:
            return qs
        return self.verb(qs, [chosen.key for chosen in value] if isinstance(value, list) else value.key)


def in_order(queryset: QuerySet, order: tuple) -> QuerySet:
    return queryset.order_by(*order)


@dataclass(frozen=True, slots=True, kw_only=True)
class Chip:
    """One active value: `query` is the address without it."""

    label: str
    value: str
    query: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """A list one step away from this one: what it shows, in words, and its address."""

    text: str
    query: str
    current: bool = False


class DescribedFilterSet(django_filters.FilterSet):
    """A filter whose every field cleans to `Chosen` values.

    `phrases` says each field in the sentence, in this order: those that start with a comma come
    after the years. `scope` is what the page already limits the list to ("by Diane Sawyer"), and
    `carried` what its addresses keep beside the filter (the tab of a page).
    """

    noun = ("row", "rows")
    phrases: dict[str, str] = {}
    years_phrase = ", {}"
    crossed: dict[str, object] = {}

    @staticmethod
    def dressed(rows: QuerySet) -> QuerySet:
        """The rows with everything that their template reads."""
        return rows

    def __init__(self, data=None, queryset=None, *, scope: str = "", carried: dict[str, str] | None = None, **kwargs):
        super().__init__({} if data is None else data, queryset, **kwargs)
        self.scope = scope
        self.carried = carried or {}

    @classmethod
    def get_filters(cls):
        """`from_` is asked for as `from`: a keyword cannot name a class attribute."""
        return {name.rstrip("_"): asked for name, asked in super().get_filters().items()}

    # What was chosen

    @cached_property
    def chosen(self) -> dict[str, list[Chosen]]:
        """The understood values of each field that has any; nothing that was written wrongly."""
        self.form.is_valid()
        cleaned = ((name, self.form.cleaned_data.get(name)) for name in self.filters)
        return {name: value if isinstance(value, list) else [value] for name, value in cleaned if value}

    @property
    def active(self) -> list[str]:
        return [name for name in self.chosen if name != "sort"]

    def filtered(self, *, without: Collection[str] = ()) -> QuerySet:
        """The rows under the filter, leaving out some of its fields; unordered."""
        rows = self.queryset.order_by()
        for name in self.active:
            if name not in without:
                rows = self.filters[name].filter(rows, self.form.cleaned_data[name])
        return rows

    def filter_queryset(self, queryset: QuerySet) -> QuerySet:
        order = self.form.cleaned_data.get("sort") or self.orders[0]
        return self.filters["sort"].filter(self.dressed(self.filtered()), order)

    # Addresses

    @property
    def orders(self) -> list[Chosen]:
        field = self.filters["sort"].field
        return field.read(list(field.choices))

    def params(self) -> Iterator[tuple[str, str]]:
        yield from self.carried.items()
        for name, values in self.chosen.items():
            yield from ((name, value.param) for value in values)

    def query(self, *, without: Collection[str] = (), less: Pair | None = None, more: Iterable[Pair] = ()) -> str:
        """The query string of this filter without some fields, without one pair, and with more pairs."""
        kept = [pair for pair in self.params() if pair[0] not in without and pair != less]
        return "?" + urlencode([*kept, *more])

    def chips(self) -> list[Chip]:
        return [
            Chip(label=self.filters[name].label, value=value.label, query=self.query(less=(name, value.param)))
            for name in self.active
            for value in self.chosen[name]
        ]

    @property
    def cleared(self) -> str:
        return "?" + urlencode(self.carried)

    def ways_to_sort(self) -> list[Way]:
        now = self.chosen.get("sort", self.orders[:1])[0].param
        return [
            Way(
                text=order.label,
                query=self.query(without=["sort"], more=[("sort", order.param)]),
                current=order.param == now,
            )
            for order in self.orders
        ]

    def hidden(self) -> list[Pair]:
        """What the form has to carry because no field of it shows it."""
        shown = {"q", "from", "to", *(facet.name for facet in self.questions)}
        return [pair for pair in self.params() if pair[0] not in shown]

    def beside_words(self) -> list[Pair]:
        """What a form with nothing but a search box has to carry."""
        return [pair for pair in self.params() if pair[0] != "q"]

    @cached_property
    def questions(self) -> list[Facet]:
        return [facet for facet in self.facets() if facet.is_shown]

    # Words

    def count(self, number: int) -> str:
        """ "No quotes", "1 quote", "1,204 quotes"."""
        return f"{intcomma(number) if number else 'No'} {self.noun[number != 1]}"

    def describe(self, count: int, *, without: Collection[str] = ()) -> str:
        """Say what the list shows: "14 quotes by Diane Sawyer, 2003 to 2021, confirmed by an editor"."""
        said = [(phrase, self._say(name, without)) for name, phrase in self.phrases.items()]
        inside = [phrase.format(words) for phrase, words in said if words and not phrase.startswith(",")]
        after = [phrase.format(words) for phrase, words in said if words and phrase.startswith(",")]
        years = self._say_years(without)
        return " ".join(filter(None, [self.count(count), self.scope, *inside])) + "".join(
            [self.years_phrase.format(years) if years else "", *after]
        )

    def _say(self, name: str, without: Collection[str]) -> str:
        if name in without or name not in self.chosen:
            return ""
        return joined([value.label for value in self.chosen[name]], self.filters[name].joined)

    def _say_years(self, without: Collection[str]) -> str:
        first, last, years = (self._say(name, without) for name in ("from", "to", "year"))
        span = f"{first} to {last}" if first and last else (first and f"from {first} on") or (last and f"up to {last}")
        return " and ".join(filter(None, [span, years]))

    def loosened(self) -> list[Way]:
        """For an empty list: what there would be with one condition fewer, or else with one alone."""
        names = self.active[:MOST_LOOSENED]
        fewer = self._ways([{name} for name in names])
        return fewer or self._ways([{*self.active} - {name} for name in names])

    def _ways(self, dropped: Iterable[Collection[str]]) -> list[Way]:
        """Lists that leave some conditions out, those that hold anything."""
        counted = ((names, self.filtered(without=names).count()) for names in dropped)
        return [
            Way(text=self.describe(count, without=names), query=self.query(without=names))
            for names, count in counted
            if count
        ]

    # Facets

    def facets(self) -> Sequence[Facet]:
        """Every question beside the list, in reading order."""
        raise NotImplementedError

    def facet(self, name: str, choices: list[Choice] | None) -> Facet:
        """A question with its counted choices; None where they are too many to count, and only asked for by name."""
        field = self.filters[name].field
        problems = self.form.errors.as_data().get(name, [])
        unclear = [problem for problem in problems if isinstance(problem, Unclear)]
        complete = choices is not None and len(choices) < facets.SHOWN and (choices or not self.active)
        choices = choices or []
        return Facet(
            name=name,
            label=self.filters[name].label,
            choices=[*choices, *self._uncounted(name, choices)],
            search=isinstance(field, LookupField) and (not complete or bool(problems)),
            suggests=field.noun if getattr(field, "noun", "") in COMPLETED else "",
            written=unclear[0].written if unclear and not unclear[0].candidates else "",
            errors=[message for problem in problems for message in problem.messages],
            candidates=unclear[0].candidates if unclear else (),
        )

    def _uncounted(self, name: str, choices: list[Choice]) -> list[Choice]:
        """Chosen values that bring nothing: shown all the same, so that they can be unticked."""
        counted = {choice.param for choice in choices}
        missing = (value for value in self.chosen.get(name, []) if value.param not in counted)
        return [Choice(param=value.param, label=value.label, count=0, chosen=True) for value in missing]

    def picked(self, name: str) -> list[str]:
        return [value.param for value in self.chosen.get(name, [])]

    @cached_property
    def crosstab(self) -> CrossTab:
        return CrossTab(self.filtered(without=self.crossed), self.crossed)

    def of(self, name: str, of: str = "pk") -> dict:
        """How a facet counts: the rows it counts, and the values of it that are chosen."""
        return {"of": of, "chosen": self.picked(name)}

    def crossed_counts(self, name: str) -> Counter:
        return self.crosstab.counts(name, {n: [v.key for v in self.chosen.get(n, [])] for n in self.crossed})

    def crossed_facets(self, *names: str) -> Iterator[Facet]:
        for name in names:
            counts, field = self.crossed_counts(name), self.filters[name].field
            choices = [
                Choice(param=param, label=label, count=counts[param], chosen=param in self.picked(name))
                for param, label in field.choices.items()
            ]
            yield self.facet(name, [choice for choice in choices if choice.count or choice.chosen])

    def year_counts(self) -> Counter:
        return self.crossed_counts("year")

    def year_chart(self) -> YearChart:
        return chart_of(self, most=MOST_BESIDE, errors=self.form.errors.get("year", []))

    def wide_year_chart(self) -> YearChart:
        return chart_of(self, most=MOST_ABOVE, errors=self.form.errors.get("year", []))


def joined(labels: list[str], word: str) -> str:
    """ "A", "A or B", "A, B or C"."""
    return f" {word} ".join(filter(None, [", ".join(labels[:-1]), labels[-1]]))
