"""The filter of the list of quotes."""

from collections.abc import Sequence

from django.db.models import F

from articles.extraction.types import QuoteKind
from articles.models import Article
from entities.filters.base import DescribedFilterSet, VerbFilter, Way, in_order
from entities.filters.choices import REVIEWS, SAMPLE, newest, oldest
from entities.filters.conditions import from_articles_on, searching
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
from entities.models import EventMention, Quote
from entities.models.quote import UNATTRIBUTED
from entities.models.quote import QuoteQuerySet as Rows

KINDS = [(kind.value, kind.value) for kind in QuoteKind]
ATTRIBUTED = [("yes", "attributed to a person"), ("no", "not attributed to a person")]
ORDERS = {
    "newest": ("Newest", (*newest("article__"), "-article", "start")),
    "oldest": ("Oldest", (*oldest("article__"), "article", "start")),
    "speaker": ("Speaker", (F("speaker__sort_name").asc(nulls_last=True), *newest("article__"), "article", "start")),
}


class QuoteFilter(DescribedFilterSet):
    q = VerbFilter(searching("quote"), field_class=WordsField, label="Words")
    speaker = VerbFilter(Rows.by, field_class=PeopleField, noun="person", label="Speaker")
    about = VerbFilter(Rows.about_all, field_class=PeopleField, noun="person", label="About", joined="and")
    told = VerbFilter(Rows.told_to_all, field_class=PeopleField, noun="person", label="Said to", joined="and")
    person = VerbFilter(Rows.involving_all, field_class=PeopleField, noun="person", label="By or about", joined="and")
    event = VerbFilter(from_articles_on, field_class=EventsField, noun="event", label="In articles on")
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
    kind = VerbFilter(Rows.of_kinds, field_class=ChoicesField, choices=KINDS, label="Kind")
    attributed = VerbFilter(Rows.attributed, field_class=ChoicesField, choices=ATTRIBUTED, label="Speaker known")
    review = VerbFilter(Rows.in_review, field_class=ChoicesField, choices=REVIEWS, label="Review")
    sample = VerbFilter(Rows.sample, field_class=ChoicesField, choices=SAMPLE, label="Sample")
    sort = VerbFilter(in_order, field_class=SortField, orders=ORDERS, label="Sort")

    noun = ("quote", "quotes")
    phrases = {
        "speaker": "by {}",
        "about": "about {}",
        "told": "said to {}",
        "person": "by or about {}",
        "q": "containing “{}”",
        "event": "in articles on {}",
        "source": "from {}",
        "kind": ", {}",
        "attributed": ", {}",
        "review": ", {}",
        "sample": ", {}",
    }
    crossed = {
        "year": F("article__year"),
        "kind": F("kind"),
        "attributed": yes_no(~UNATTRIBUTED),
        "review": F("review"),
        "sample": yes_no(article__sample=True),
    }
    dressed = staticmethod(Rows.for_display)

    def facets(self) -> Sequence[Facet]:
        about = Quote.about.through.objects.filter(quote__in=self.filtered().values("pk"))
        told_to = Quote.addressees.through.objects.filter(quote__in=self.filtered().values("pk"))
        events = EventMention.objects.visible().filter(
            article__quotes__in=self.filtered(without=["event"]).values("pk")
        )
        return [
            self.facet("speaker", count_people(self.filtered(without=["speaker"]), "speaker", **self.of("speaker"))),
            self.facet("about", count_people(about, "person", **self.of("about", "quote"))),
            self.facet("told", count_people(told_to, "person", **self.of("told", "quote"))),
            self.facet("event", count_events(events, "event", **self.of("event", "article__quotes"))),
            self.facet(
                "source", count_names(self.filtered(without=["source"]), "article__publisher", **self.of("source"))
            ),
            *self.crossed_facets("kind", "attributed", "review", "sample"),
        ]

    def loosened(self) -> list[Way]:
        """Beside dropping a condition: quotes by others about everyone who was asked for."""
        ways = super().loosened()
        if not (self.chosen.get("speaker") and self.chosen.get("about")):
            return ways
        people = [*self.chosen["speaker"], *self.chosen["about"]]
        both = Rows.about_all(self.filtered(without=["speaker", "about"]), [person.key for person in people]).count()
        if not both:
            return ways
        verb = "mentions" if both == 1 else "mention"
        query = self.query(without=["speaker", "about"], more=[("about", person.param) for person in people])
        return [Way(text=f"{self.count(both)} by others {verb} all of them", query=query), *ways]
