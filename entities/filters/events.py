"""The filter of the list of events. Its dates are the dates of the events."""

from collections import Counter
from collections.abc import Sequence

from entities.filters.base import DescribedFilterSet
from entities.filters.choices import REVIEWS, SAMPLE, newest, oldest
from entities.filters.conditions import (
    Searching,
    among,
    dated_from,
    dated_in,
    dated_to,
    events_in_sample,
    reported_by,
    with_people,
)
from entities.filters.facets import SHOWN, Choice, Facet, in_reading_order
from entities.filters.fields import ChoicesField, DayField, NamesField, PeopleField, SortField, YearsField
from entities.filters.keyset import Key
from entities.filters.together import MANY, facet_of
from entities.filters.verbs import OrderFilter, VerbFilter
from entities.filters.words import NameField
from entities.models import EventCount, Report, Tally
from entities.rows import event_rows, events_with_company

NAME, LAST = Key("counts__name"), Key("counts__event_id")
ORDERS = {
    "newest": ("Latest", (newest("counts__date"), NAME, LAST)),
    "oldest": ("Earliest", (oldest("counts__date"), NAME, LAST)),
    "articles": ("Most articles", (Key("counts__articles", desc=True), NAME, LAST)),
    "name": ("Name", (NAME, LAST)),
}


class EventFilter(DescribedFilterSet):
    q = VerbFilter(Searching("event"), field_class=NameField, verb="containing", label="Words")
    person = VerbFilter(with_people, field_class=PeopleField, noun="person", label="People", joined="and", bars=True)
    kind = VerbFilter(
        among("counts__kind"), field_class=NamesField, model=Tally, column="kind", noun="kind", label="Kind", bars=True
    )
    place = VerbFilter(
        among("counts__place"),
        field_class=NamesField,
        model=EventCount,
        column="place",
        noun="place",
        label="Place",
        bars=True,
    )
    source = VerbFilter(
        reported_by,
        field_class=NamesField,
        model=Tally,
        column="publisher",
        noun="source",
        label="Source",
        bars=True,
    )
    from_ = VerbFilter(dated_from, field_class=DayField, last=False, label="From")
    to = VerbFilter(dated_to, field_class=DayField, last=True, label="To")
    year = VerbFilter(dated_in, field_class=YearsField, label="Year", bars=True)
    review = VerbFilter(among("counts__review"), field_class=ChoicesField, choices=REVIEWS, label="Review", bars=True)
    sample = VerbFilter(events_in_sample, field_class=ChoicesField, choices=SAMPLE, label="Sample")
    sort = OrderFilter(field_class=SortField, orders=ORDERS, label="Sort")

    noun = ("event", "events")
    first_words = "latest"
    phrases = {
        "kind": "of the kind {}",
        "person": "with {}",
        "place": "in {}",
        "q": "{}",
        "source": "reported by {}",
        "review": ", {}",
        "sample": ", {}",
    }
    narrow = "counts"
    columns = {
        "kind": ("counts__kind", str),
        "place": ("counts__place", str),
        "year": ("counts__date", lambda day: day and day.year),
        "review": ("counts__review", str),
    }
    also = ("counts__sampled", "counts__articles", "counts__people")
    alike = ("event", {"kind": "kind", "year": "year", "review": "review"})
    dressed = staticmethod(event_rows)
    furnished = staticmethod(events_with_company)

    def facets(self) -> Sequence[Facet]:
        return [
            facet_of(self, "person"),
            *(self.names_facet(name) for name in ("kind", "place")),
            self._sources(),
            *self.small_facets("review"),
            self._samples_of(),
        ]

    def _sources(self) -> Facet:
        sample, picked = self.sample(*self.apart("source")).within("counts__articles", MANY), self.picked("source")
        told = Report.objects.filter(event__in=sample.values("pk")).order_by().values_list("publisher", "event")
        counts = Counter(publisher for publisher, _ in set(told) if publisher)
        choices = [Choice(param=n, label=n, count=number, chosen=n in picked) for n, number in counts.items()]
        return self.facet("source", in_reading_order(choices)[: SHOWN + len(picked)], sampled=sample.sampled)

    def _samples_of(self) -> Facet:
        sample = self.sample("sample")
        told = list(zip(sample.values("counts__sampled"), sample.values("counts__articles"), strict=True))
        counts = {"yes": sum(part > 0 for part, _ in told), "no": sum(number > part for part, number in told)}
        choices = [
            Choice(param=param, label=label, count=counts[param], chosen=param in self.picked("sample"))
            for param, label in SAMPLE
            if counts[param]
        ]
        return self.facet("sample", choices, sampled=sample.sampled)
