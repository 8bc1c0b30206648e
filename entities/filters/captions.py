"""The filter of the list of captions. Its dates are the dates of the photographs."""

from collections.abc import Sequence

from django.db.models import F
from django.db.models.functions import ExtractYear

from articles.models import Article, Caption
from articles.models import CaptionQuerySet as Rows
from entities.filters.base import DescribedFilterSet, VerbFilter, in_order
from entities.filters.choices import REVIEWS, SAMPLE, newest
from entities.filters.conditions import from_articles_on, searching, showing_all
from entities.filters.facets import Facet, count_events, count_names, count_people, yes_no
from entities.filters.fields import (
    ChoicesField,
    DayField,
    EventsField,
    NamesField,
    PeopleField,
    SortField,
    WordsField,
    YearsField,
)
from entities.models import Depiction, EventMention
from entities.rows import caption_rows

ORDERS = {
    "newest": ("Newest", (*newest("article__"), "-article", "start")),
    "taken": ("Last taken", (F("date").desc(nulls_last=True), "-article", "start")),
    "first": ("First taken", (F("date").asc(nulls_last=True), "article", "start")),
    "photographer": ("Photographer", ("photographer", "agency", "-article", "start")),
}


class CaptionFilter(DescribedFilterSet):
    q = VerbFilter(searching("caption"), field_class=WordsField, label="Words")
    person = VerbFilter(showing_all, field_class=PeopleField, noun="person", label="People shown", joined="and")
    photographer = VerbFilter(
        Rows.by_photographers,
        field_class=NamesField,
        model=Caption,
        column="photographer",
        noun="photographer",
        label="Photographer",
    )
    agency = VerbFilter(
        Rows.by_agencies, field_class=NamesField, model=Caption, column="agency", noun="agency", label="Agency"
    )
    place = VerbFilter(
        Rows.taken_in_places, field_class=NamesField, model=Caption, column="place", noun="place", label="Place"
    )
    event = VerbFilter(from_articles_on, field_class=EventsField, noun="event", label="In articles on")
    source = VerbFilter(
        Rows.from_publishers,
        field_class=NamesField,
        model=Article,
        column="publisher",
        noun="source",
        label="Source",
    )
    from_ = VerbFilter(Rows.dated_from, field_class=DayField, last=False, label="Taken from")
    to = VerbFilter(Rows.dated_to, field_class=DayField, last=True, label="Taken to")
    year = VerbFilter(Rows.dated_in, field_class=YearsField, label="Year taken")
    review = VerbFilter(Rows.in_review, field_class=ChoicesField, choices=REVIEWS, label="Review")
    sample = VerbFilter(Rows.sample, field_class=ChoicesField, choices=SAMPLE, label="Sample")
    sort = VerbFilter(in_order, field_class=SortField, orders=ORDERS, label="Sort")

    noun = ("caption", "captions")
    phrases = {
        "person": "showing {}",
        "q": "containing “{}”",
        "photographer": "by {}",
        "agency": "credited to {}",
        "place": "in {}",
        "event": "in articles on {}",
        "source": "from {}",
        "review": ", {}",
        "sample": ", {}",
    }
    years_phrase = ", taken {}"
    crossed = {"year": ExtractYear("date"), "review": F("review"), "sample": yes_no(article__sample=True)}
    dressed = staticmethod(caption_rows)

    def facets(self) -> Sequence[Facet]:
        shown = Depiction.objects.visible().filter(caption__in=self.filtered().values("pk"))
        told = EventMention.objects.visible().filter(
            article__captions__in=self.filtered(without=["event"]).values("pk")
        )
        return [
            self.facet("person", count_people(shown, "person", **self.of("person", "caption"))),
            self.names_facet("photographer", "photographer"),
            self.names_facet("agency", "agency"),
            self.names_facet("place", "place"),
            self.facet("event", count_events(told, "event", **self.of("event", "article__captions"))),
            self.names_facet("source", "article__publisher"),
            *self.crossed_facets("review", "sample"),
        ]

    def names_facet(self, name: str, path: str) -> Facet:
        return self.facet(name, count_names(self.filtered(without=[name]), path, **self.of(name)))
