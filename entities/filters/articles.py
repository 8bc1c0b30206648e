"""The filter of the list of articles."""

from collections import Counter
from collections.abc import Sequence

from entities.filters.base import DescribedFilterSet
from entities.filters.choices import SAMPLE, newest, oldest
from entities.filters.conditions import (
    Linked,
    Searching,
    among,
    dated,
    in_years,
    is_sample,
    naming,
    printed_by,
    published_from,
    published_to,
    saying,
)
from entities.filters.counted import Links
from entities.filters.counters import of_events, of_people, of_person, of_the_event
from entities.filters.facets import Facet
from entities.filters.fields import (
    ChoicesField,
    DayField,
    EventsField,
    NamesField,
    PeopleField,
    SortField,
    YearsField,
)
from entities.filters.keyset import Key
from entities.filters.verbs import Driver, OrderFilter, VerbFilter
from entities.filters.words import QueryField
from entities.models import Appearance, ArticleCount, Report
from entities.rows import article_rows

LAST = Key("counts__article_id")
ORDERS = {
    "newest": ("Newest", (newest("counts__published"), Key("counts__article_id", desc=True))),
    "oldest": ("Oldest", (oldest("counts__published"), LAST)),
    "ingested": ("Last ingested", (Key("counts__last_ingested", desc=True), Key("counts__article_id", desc=True))),
    "headline": ("Headline", (Key("counts__headline"), LAST)),
}
THROUGH_PEOPLE = {"counts__published": "appearances__published", "counts__article_id": "appearances__article_id"}
THROUGH_EVENTS = {"counts__published": "reports__published", "counts__article_id": "reports__article_id"}
PUBLISHER = ("publisher",)
MENTIONED, QUOTED = {"mentions__gt": 0}, {"quotes__gt": 0}


class ArticleFilter(DescribedFilterSet):
    q = VerbFilter(Searching("article"), field_class=QueryField, label="Words")
    person = VerbFilter(
        Linked(Appearance, "article", "person", MENTIONED),
        field_class=PeopleField,
        noun="person",
        label="People",
        joined="and",
        driver=Driver("appearances", "person", "articles", MENTIONED, THROUGH_PEOPLE, PUBLISHER, "article"),
        bars=True,
        mark=naming,
    )
    speaker = VerbFilter(
        Linked(Appearance, "article", "person", QUOTED),
        field_class=PeopleField,
        noun="person",
        label="Quoted",
        driver=Driver("appearances", "person", "quoted_in", QUOTED, THROUGH_PEOPLE, key="article"),
        bars=True,
        mark=saying,
    )
    event = VerbFilter(
        Linked(Report, "article", "event"),
        field_class=EventsField,
        noun="event",
        label="Event",
        driver=Driver("reports", "event", "articles", paths=THROUGH_EVENTS, columns=PUBLISHER),
        bars=True,
    )
    source = VerbFilter(
        among("counts__publisher"),
        field_class=NamesField,
        model=ArticleCount,
        column="publisher",
        noun="source",
        label="Source",
        bars=True,
        mark=printed_by,
    )
    from_ = VerbFilter(published_from("counts__", ""), field_class=DayField, last=False, label="Published from")
    to = VerbFilter(published_to("counts__"), field_class=DayField, last=True, label="Published to")
    year = VerbFilter(in_years("counts__year"), field_class=YearsField, label="Year", bars=True, mark=dated)
    sample = VerbFilter(is_sample("counts__sample"), field_class=ChoicesField, choices=SAMPLE, label="Sample")
    sort = OrderFilter(field_class=SortField, orders=ORDERS, label="Sort")

    noun = ("article", "articles")
    phrases = {
        "event": "on {}",
        "source": "from {}",
        "person": "mentioning {}",
        "speaker": "quoting {}",
        "q": "{}",
        "sample": ", {}",
    }
    narrow, published = "counts", True
    columns = {
        "source": ("counts__publisher", str),
        "year": ("counts__year", lambda year: year),
        "sample": ("counts__sample", lambda sample: "yes" if sample else "no"),
    }
    alike = ("article", {"source": "publisher", "year": "year", "sample": "sample"})
    dressed = staticmethod(article_rows)

    def facets(self) -> Sequence[Facet]:
        return [
            *self.linked_facets(
                person=Links(Appearance, "article", flags=MENTIONED),
                speaker=Links(Appearance, "article", flags=QUOTED),
                event=Links(Report, "article"),
            ),
            self.names_facet("source"),
            *self.small_facets("sample"),
        ]

    def exact(self, name: str) -> Counter | None:
        if name == "event":
            return of_events(self)
        return of_people(self, name, "articles" if name == "person" else "quoted_in")

    def counted(self) -> int | None:
        known = super().counted()
        for name, column in (("person", "articles"), ("speaker", "quoted_in")):
            known = of_person(self, name, column) if known is None else known
        return of_the_event(self, "event") if known is None else known

    def counts_of(self, name: str) -> tuple[Counter, int]:
        for field, column in (("person", "articles"), ("speaker", "quoted_in")):
            if (found := of_person(self, field, column, by=name)) is not None:
                return found, 0
        return super().counts_of(name)
