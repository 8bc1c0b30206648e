"""The filter of the list of articles."""

from collections.abc import Sequence

from django.db.models import F

from articles.models import Article
from articles.models import ArticleQuerySet as Rows
from entities.filters.base import DescribedFilterSet, VerbFilter, in_order
from entities.filters.choices import SAMPLE, newest, oldest
from entities.filters.conditions import mentioning_all, on_events, quoting, searching
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
from entities.models import EventMention, Mention, Quote
from entities.rows import article_rows

ORDERS = {
    "newest": ("Newest", (*newest(""), "-pk")),
    "oldest": ("Oldest", (*oldest(""), "pk")),
    "ingested": ("Last ingested", ("-last_ingested", "-pk")),
    "headline": ("Headline", ("headline", "pk")),
}


class ArticleFilter(DescribedFilterSet):
    q = VerbFilter(searching("article"), field_class=WordsField, label="Words")
    person = VerbFilter(mentioning_all, field_class=PeopleField, noun="person", label="People", joined="and")
    speaker = VerbFilter(quoting, field_class=PeopleField, noun="person", label="Quoted")
    event = VerbFilter(on_events, field_class=EventsField, noun="event", label="Event")
    source = VerbFilter(
        Rows.from_publishers,
        field_class=NamesField,
        model=Article,
        column="publisher",
        noun="source",
        label="Source",
    )
    from_ = VerbFilter(Rows.published_from, field_class=DayField, last=False, label="Published from")
    to = VerbFilter(Rows.published_to, field_class=DayField, last=True, label="Published to")
    year = VerbFilter(Rows.published_in, field_class=YearsField, label="Year")
    sample = VerbFilter(Rows.sample, field_class=ChoicesField, choices=SAMPLE, label="Sample")
    sort = VerbFilter(in_order, field_class=SortField, orders=ORDERS, label="Sort")

    noun = ("article", "articles")
    phrases = {
        "person": "mentioning {}",
        "speaker": "quoting {}",
        "event": "on {}",
        "q": "containing “{}”",
        "source": "from {}",
        "sample": ", {}",
    }
    crossed = {"year": F("year"), "sample": yes_no(sample=True)}
    dressed = staticmethod(article_rows)

    def facets(self) -> Sequence[Facet]:
        mentions = Mention.objects.visible().filter(article__in=self.filtered().values("pk"))
        quotes = Quote.objects.visible().filter(article__in=self.filtered(without=["speaker"]).values("pk"))
        told = EventMention.objects.visible().filter(article__in=self.filtered(without=["event"]).values("pk"))
        return [
            self.facet("person", count_people(mentions, "person", **self.of("person", "article"))),
            self.facet("speaker", count_people(quotes, "speaker", **self.of("speaker", "article"))),
            self.facet("event", count_events(told, "event", **self.of("event", "article"))),
            self.facet("source", count_names(self.filtered(without=["source"]), "publisher", **self.of("source"))),
            *self.crossed_facets("sample"),
        ]
