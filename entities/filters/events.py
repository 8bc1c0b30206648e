"""The filter of the list of events. Its dates are the dates of the events."""

from collections.abc import Sequence

from django.db.models import F, QuerySet
from django.db.models.functions import Coalesce, ExtractYear

from articles.models import Article
from entities.filters.base import DescribedFilterSet, VerbFilter, in_order
from entities.filters.choices import REVIEWS, SAMPLE
from entities.filters.conditions import searching
from entities.filters.facets import Facet, count_answers, count_names, count_people
from entities.filters.fields import (
    ChoicesField,
    DayField,
    NamesField,
    PeopleField,
    SortField,
    WordsField,
    YearsField,
)
from entities.models import Event, EventMention, EventParticipant
from entities.models.event import EventQuerySet as Rows
from entities.models.event import shown_under
from entities.rows import event_rows

ORDERS = {
    "newest": ("Latest", (F("date").desc(nulls_last=True), "name", "pk")),
    "oldest": ("Earliest", (F("date").asc(nulls_last=True), "name", "pk")),
    "articles": ("Most articles", ("-article_count", "name", "pk")),
    "name": ("Name", ("name", "pk")),
}


def in_sample(events: QuerySet, answers: Sequence[str]) -> QuerySet:
    """Events that an article of the sample mentions ('yes') or any other article does ('no')."""
    told = EventMention.objects.visible().filter(article__sample__in=[answer == "yes" for answer in answers])
    return events.filter(pk__in=shown_under(told))


def _of(model: type[EventMention | EventParticipant], events: QuerySet) -> QuerySet:
    """The visible rows of events, each with the event that is `shown` for its own."""
    rows = model.objects.visible().annotate(shown=Coalesce("event__survivor", "event"))
    return rows.filter(shown__in=events.order_by().values("pk"))


class EventFilter(DescribedFilterSet):
    q = VerbFilter(searching("event"), field_class=WordsField, label="Words")
    person = VerbFilter(Rows.with_all, field_class=PeopleField, noun="person", label="People", joined="and")
    kind = VerbFilter(Rows.of_kinds, field_class=NamesField, model=Event, column="kind", noun="kind", label="Kind")
    place = VerbFilter(Rows.in_places, field_class=NamesField, model=Event, column="place", noun="place", label="Place")
    source = VerbFilter(
        Rows.reported_by,
        field_class=NamesField,
        model=Article,
        column="publisher",
        noun="source",
        label="Source",
    )
    from_ = VerbFilter(Rows.dated_from, field_class=DayField, last=False, label="From")
    to = VerbFilter(Rows.dated_to, field_class=DayField, last=True, label="To")
    year = VerbFilter(Rows.dated_in, field_class=YearsField, label="Year")
    review = VerbFilter(Rows.in_review, field_class=ChoicesField, choices=REVIEWS, label="Review")
    sample = VerbFilter(in_sample, field_class=ChoicesField, choices=SAMPLE, label="Sample")
    sort = VerbFilter(in_order, field_class=SortField, orders=ORDERS, label="Sort")

    noun = ("event", "events")
    phrases = {
        "person": "with {}",
        "q": "containing “{}”",
        "place": "in {}",
        "source": "reported by {}",
        "kind": ", {}",
        "review": ", {}",
        "sample": ", {}",
    }
    crossed = {"year": ExtractYear("date"), "review": F("review")}
    dressed = staticmethod(event_rows)

    def facets(self) -> Sequence[Facet]:
        people = _of(EventParticipant, self.filtered())
        told, any_told = (_of(EventMention, self.filtered(without=[name])) for name in ("source", "sample"))
        return [
            self.facet("person", count_people(people, "person", **self.of("person", "shown"))),
            self.facet("kind", count_names(self.filtered(without=["kind"]), "kind", **self.of("kind"))),
            self.facet("place", count_names(self.filtered(without=["place"]), "place", **self.of("place"))),
            self.facet("source", count_names(told, "article__publisher", **self.of("source", "shown"))),
            *self.crossed_facets("review"),
            self.facet(
                "sample", count_answers(any_told, "article__sample", choices=dict(SAMPLE), **self.of("sample", "shown"))
            ),
        ]
