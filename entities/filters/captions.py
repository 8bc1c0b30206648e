"""The filter of the list of captions. Its dates are the dates of the photographs."""

from collections import Counter
from collections.abc import Sequence

from django.db.models import Model

from entities.filters.base import DescribedFilterSet
from entities.filters.choices import REVIEWS, SAMPLE, newest, oldest
from entities.filters.conditions import (
    Linked,
    Searching,
    among,
    dated_from,
    dated_to,
    in_years,
    is_sample,
    naming,
    printed_by,
)
from entities.filters.counted import Links
from entities.filters.counters import of_people, of_person
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
from entities.models import Photo, Portrait, Report, Tally
from entities.rows import caption_rows

ARTICLE, START = "photo__article_id", Key("photo__start")
ORDERS = {
    "newest": ("Newest", (newest("photo__published"), Key(ARTICLE, desc=True), START)),
    "taken": ("Last taken", (newest("photo__taken"), Key(ARTICLE, desc=True), START)),
    "first": ("First taken", (oldest("photo__taken"), Key(ARTICLE), START)),
    "photographer": ("Photographer", (Key("photo__photographer"), Key("photo__agency"), Key(ARTICLE), START)),
}
THROUGH_PEOPLE = {
    "photo__published": "portraits__published",
    ARTICLE: "portraits__article_id",
    "photo__start": "portraits__start",
}
THROUGH_EVENTS = {"photo__published": "article__reports__published", ARTICLE: "article__reports__article_id"}


def _names(column: str, label: str, *, model: type[Model], noun: str = "", **options) -> VerbFilter:
    options |= {"model": model, "column": column, "noun": noun or column, "label": label, "bars": True}
    return VerbFilter(among(f"photo__{column}"), field_class=NamesField, **options)


class CaptionFilter(DescribedFilterSet):
    q = VerbFilter(Searching("caption"), field_class=QueryField, label="Words")
    person = VerbFilter(
        Linked(Portrait, "caption", "person"),
        field_class=PeopleField,
        noun="person",
        label="People shown",
        joined="and",
        driver=Driver("portraits", "person", "photos", paths=THROUGH_PEOPLE, key="caption"),
        bars=True,
        mark=naming,
    )
    photographer = _names("photographer", "Photographer", model=Photo)
    agency = _names("agency", "Agency", model=Tally)
    place = _names("place", "Place", model=Photo)
    event = VerbFilter(
        Linked(Report, "article", "event", path="article"),
        field_class=EventsField,
        noun="event",
        label="In articles on",
        driver=Driver("article__reports", "event", "articles", paths=THROUGH_EVENTS),
        bars=True,
    )
    source = _names("publisher", "Source", model=Tally, noun="source", mark=printed_by)
    from_ = VerbFilter(dated_from, field_class=DayField, last=False, label="Taken from")
    to = VerbFilter(dated_to, field_class=DayField, last=True, label="Taken to")
    year = VerbFilter(in_years("photo__year"), field_class=YearsField, label="Year taken", bars=True)
    review = VerbFilter(among("photo__review"), field_class=ChoicesField, choices=REVIEWS, label="Review", bars=True)
    sample = VerbFilter(is_sample("photo__sample"), field_class=ChoicesField, choices=SAMPLE, label="Sample")
    sort = OrderFilter(field_class=SortField, orders=ORDERS, label="Sort")

    noun = ("caption", "captions")
    phrases = {
        "photographer": "by {}",
        "place": "in {}",
        "event": "in articles on {}",
        "source": "from {}",
        "person": "showing {}",
        "q": "{}",
        "agency": "credited to {}",
        "review": ", {}",
        "sample": ", {}",
    }
    years_phrase = ", taken {}"
    narrow = "photo"
    columns = {
        "photographer": ("photo__photographer", str),
        "agency": ("photo__agency", str),
        "place": ("photo__place", str),
        "source": ("photo__publisher", str),
        "year": ("photo__year", lambda year: year),
        "review": ("photo__review", str),
        "sample": ("photo__sample", lambda sample: "yes" if sample else "no"),
    }
    also = (ARTICLE,)
    alike = (
        "caption",
        {"agency": "agency", "source": "publisher", "year": "year", "review": "review", "sample": "sample"},
    )
    dressed = staticmethod(caption_rows)

    def facets(self) -> Sequence[Facet]:
        people = Links(Portrait, "caption")
        person, event = self.linked_facets(person=people, event=Links(Report, "article", by=ARTICLE))
        return [
            person,
            *(self.names_facet(name) for name in ("photographer", "agency", "place")),
            event,
            self.names_facet("source"),
            *self.small_facets("review", "sample"),
        ]

    def exact(self, name: str) -> Counter | None:
        return of_people(self, name, "photos") if name == "person" else None

    def counted(self) -> int | None:
        known = super().counted()
        return of_person(self, "person", "photos") if known is None else known
