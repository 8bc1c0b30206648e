"""What every list's filter has in common: it says itself in English, and knows every address one step away."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import MAXYEAR, MINYEAR, date, datetime
from functools import cached_property
from urllib.parse import urlencode

import django_filters
from django.db.models import Model, Q, QuerySet

from articles.search import And, Query, parse_query
from articles.search.query import Node
from entities.filters.conditions import A_DAY, Searching, end_of, midnight, standing
from entities.filters.counted import Counting
from entities.filters.fields import Chosen
from entities.filters.keyset import Listed, every_key
from entities.filters.loosened import Loosened, Way
from entities.filters.sentence import Saying
from entities.filters.verbs import BAR, Driver, VerbFilter
from entities.filters.words import NameField, QueryField
from entities.keys import OneOf
from entities.models import EventCount, PersonCount

Pair = tuple[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Chip:
    """One active value: `query` is the address without it."""

    label: str
    value: str
    query: str


class DescribedFilterSet(Saying, Loosened, Counting, django_filters.FilterSet):
    """A filter whose every field cleans to `Chosen` values.

    `given` is what the page already limits the list to, as values of the fields, `known`
    how many rows that are, and `carried` what its addresses keep beside the filter (the tab of a page).
    `narrow` leads to the narrow row beside each row of the list; `published` says that it tells of publication.
    """

    first_words = "newest"  # what the first rows of the list are
    narrow = ""
    published = False

    @staticmethod
    def dressed(rows: QuerySet) -> QuerySet:
        """The rows with everything that is told of them."""
        return rows

    @classmethod
    def furnished(cls, rows: QuerySet) -> Iterable[Model]:
        """The rows of one page with everything that their template reads."""
        return cls.dressed(rows)

    def __init__(
        self,
        data=None,
        queryset=None,
        *,
        carried: dict[str, str] | None = None,
        given: dict[str, Chosen] | None = None,
        known: int | None = None,
        **kwargs,
    ):
        super().__init__({} if data is None else data, queryset, **kwargs)
        self.carried = carried or {}
        self.given = given or {}
        self.known = known

    @classmethod
    def get_filters(cls):
        """`from_` is asked for as `from`: a keyword cannot name a class attribute; `-source` leaves sources out."""
        asked = {name.rstrip("_"): asked for name, asked in super().get_filters().items()}
        barred = {BAR + name: one.other_way() for name, one in asked.items() if getattr(one, "bars", False)}
        return asked | barred

    # What was chosen

    @cached_property
    def chosen(self) -> dict[str, list[Chosen]]:
        """The understood values of each field that has any; nothing that was written wrongly."""
        self.form.is_valid()
        cleaned = ((name, self.form.cleaned_data.get(name)) for name in self.filters)
        chosen = {name: value if isinstance(value, list) else [value] for name, value in cleaned if value}
        if {"from", "to"} <= chosen.keys() and chosen["from"][0].key > chosen["to"][0].key:
            written = {"from": chosen["to"][0].param, "to": chosen["from"][0].param}
            chosen |= {name: [self.filters[name].field.clean(day)] for name, day in written.items()}
        if "q" in chosen and isinstance(field := self.filters["q"].field, QueryField) and not self.given:
            chosen["q"] = [field.under_any_name(chosen["q"][0])]
        return chosen

    @property
    def searched(self) -> Query:
        """The words that are looked for: its problems say what of them was not understood, and what was made of it."""
        field = self.filters["q"].field if self.words else None
        return field.parse(self.words) if isinstance(field, QueryField | NameField) else parse_query("")

    @property
    def words(self) -> str:
        return self.chosen["q"][0].param if "q" in self.chosen else ""

    @property
    def typed(self) -> str:
        """The words to mark; of a name that is being typed the last is a beginning."""
        label = self.chosen["q"][0].label if "q" in self.chosen else ""
        return f"{label.removesuffix('…')}*" if label.endswith("…") else label

    @property
    def unasked(self) -> list[str]:
        """Questions of other lists that the address asks too: this one cannot be asked for them."""
        known = {name for one in DescribedFilterSet.__subclasses__() for name in one.base_filters}
        return [name for name in self.data if name in known and name not in self.filters]

    @property
    def active(self) -> list[str]:
        return [name for name in self.chosen if name != "sort"]

    # Rows

    def filtered(self, *, without: Collection[str] = ()) -> QuerySet:
        """The rows under the filter, leaving out some of its fields; unordered."""
        return self.listed(without=without).part()

    def filter_queryset(self, queryset: QuerySet) -> QuerySet:
        rows = self.dressed(self.filtered())
        rows = rows.select_related(self.narrow) if self.narrow else rows  # which whoever pages by it will read
        return self.filters["sort"].filter(rows, self.order)

    def keys_in_order(self, order: str = "") -> Iterator[int]:
        """The primary keys of all rows of this filter in the order of the list, however many: for exports and feeds.

        `order` is another of the list's orders than the one that was asked for. A page at a time, from wherever
        an address has come to, is what `filters.paging.page_of_list` brings.
        """
        chosen = next((way for way in self.orders if way.param == order), self.order)
        return every_key(self.listed(), chosen.key)

    def listed(self, *, without: Collection[str] = ()) -> Listed:
        """The rows under the filter, leaving out some of its fields, as they are gone through."""
        rows = self.queryset.order_by()
        if self.narrow:
            rows = rows.filter(**{f"{self.narrow}__isnull": False})
        asked = self._asked_of_rows(without)
        driver, driven = self._driver(asked)
        through = driver and driver.through(standing(driven.key), self._days(without) if self.published else {})
        for one, value in asked:
            if driver and driver.answers(one):
                through &= driver.among(one, value if isinstance(value, list) else [value])
            elif isinstance(one.condition, Searching):
                keys, path = self._few(self.sought(without)), driver.row if driver else ""
                if keys is None:
                    rows = rows.filter(one.condition([self.sought(without)]))
                elif path:
                    through &= Q(OneOf(keys, path))
                else:
                    rows = rows.filter(OneOf(keys))
            elif value is not driven:
                rows = one.filter(rows, value)
        return Listed(rows, through, driver.paths) if driver else Listed(rows)

    def _few(self, wanted: Node) -> list[int] | None:
        if wanted not in self._known:
            self._known[wanted] = self.filters["q"].condition.few(wanted)
        return self._known[wanted]

    @cached_property
    def _known(self) -> dict[Node, list[int] | None]:
        return {}

    def sought(self, without: Collection[str] = ()) -> Node:
        """What is asked of the words of a row, and what the index knows of the rest that is asked."""
        marks = [mark for one, value in self._asked_of_rows(without) if (mark := one.marked(value))]
        words = self.chosen["q"][0].key
        return And((words, *marks)) if marks else words

    def _asked_of_rows(self, without: Collection[str]) -> list[tuple[VerbFilter, Chosen | list[Chosen]]]:
        asked = [(self.filters[name], value) for name, value in self.given.items()]
        for name in self.active:
            if name not in without:
                asked += [(self.filters[name], value) for value in self._apart(name)]
        return asked

    def _apart(self, name: str) -> list[Chosen | list[Chosen]]:
        """What was chosen of a field: value by value where every one of them has to be met, and where there is one."""
        values, asked = self.chosen[name], self.filters[name]
        is_alone = getattr(asked, "joined", "or") == "and" or len(values) == 1
        return [*values] if is_alone and not getattr(asked, "barred", False) else [values]

    def _driver(self, asked: list) -> tuple[Driver | None, Chosen | None]:
        """Which of the people and events that are asked for has the fewest rows to go through."""
        drivers = [(one.driver, value) for one, value in asked if _drives(one, value)]
        if len(drivers) < 2:
            return drivers[0] if drivers else (None, None)
        people = PersonCount.objects.in_bulk([standing(v.key) for driver, v in drivers if driver.of == "person"])
        events = EventCount.objects.in_bulk([v.key for driver, v in drivers if driver.of == "event"])

        def size(pair: tuple[Driver, Chosen]) -> int:
            row = (people if pair[0].of == "person" else events).get(standing(pair[1].key))
            return getattr(row, pair[0].counter, 0)

        return min(drivers, key=size)

    def _days(self, without: Collection[str]) -> dict[str, datetime]:
        """Within which bounds everything was published: an index is told, the rows themselves are asked exactly."""
        asked = {
            name: self.chosen[name] for name in ("from", "to", "year") if name in self.chosen and name not in without
        }
        years = [value.key for value in asked.get("year", ())]
        first, last = (asked[name][0].key.year if name in asked else None for name in ("from", "to"))
        if years and None not in years:
            first, last = min(years), max(years)
        days = {}
        if first and first > MINYEAR:
            days["gte"] = midnight(date(first, 1, 1)) - A_DAY
        if last and last < MAXYEAR:
            days["lte"] = end_of(date(last, 12, 31)) + A_DAY
        return days

    @property
    def order(self) -> Chosen:
        return self.chosen.get("sort", self.orders[:1])[0]

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
        now = self.order.param
        queries = {order: self.query(without=["sort"], more=[("sort", order.param)]) for order in self.orders}
        return [Way(text=order.label, query=query, current=order.param == now) for order, query in queries.items()]

    def hidden(self) -> list[Pair]:
        """What the form has to carry because no field of it shows it."""
        questions = {facet.name for facet in self.questions}
        shown = {"q", "from", "to", *questions, *(BAR + name for name in questions)}
        return [pair for pair in self.params() if pair[0] not in shown]

    def beside_words(self) -> list[Pair]:
        """What a form with nothing but a search box has to carry."""
        return [pair for pair in self.params() if pair[0] != "q"]


def _drives(one: VerbFilter, value: Chosen | list[Chosen]) -> bool:
    return not isinstance(value, list) and one.driver is not None and not one.barred
