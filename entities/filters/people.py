"""The filter of the list of people."""

from collections import Counter
from collections.abc import Collection, Sequence

from django.db.models import Count, F, Q, QuerySet

from articles.models import Article, ArticleQuerySet
from entities.filters.base import DescribedFilterSet, VerbFilter, in_order
from entities.filters.choices import REVIEWS, SAMPLE
from entities.filters.conditions import appearing_with, at_events, found_as, is_found_as, mentioned_where, searching
from entities.filters.facets import Choice, Facet, count_answers, count_events, count_names
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
from entities.models import EventParticipant, Mention
from entities.models.person import PersonQuerySet as Rows
from entities.rows import by_survivor, person_rows

KINDS = [("quoted", "quoted"), ("pictured", "pictured")]
ORDERS = {
    "mentioned": ("Most mentioned", ("-article_count", "sort_name", "pk")),
    "name": ("Name", ("sort_name", "pk")),
    "quoted": ("Most quoted", ("-quote_count", "sort_name", "pk")),
    "seen": ("Last seen", (F("last_seen").desc(nulls_last=True), "sort_name", "pk")),
}


class PersonFilter(DescribedFilterSet):
    """Source, dates and sample are asked of one and the same article."""

    q = VerbFilter(searching("person"), field_class=WordsField, label="Name")
    person = VerbFilter(appearing_with, field_class=PeopleField, noun="person", label="Appearing with", joined="and")
    event = VerbFilter(at_events, field_class=EventsField, noun="event", label="Event")
    source = VerbFilter(
        ArticleQuerySet.from_publishers,
        field_class=NamesField,
        model=Article,
        column="publisher",
        noun="source",
        label="Source",
    )
    from_ = VerbFilter(ArticleQuerySet.published_from, field_class=DayField, last=False, label="Mentioned from")
    to = VerbFilter(ArticleQuerySet.published_to, field_class=DayField, last=True, label="Mentioned to")
    year = VerbFilter(ArticleQuerySet.published_in, field_class=YearsField, label="Year")
    kind = VerbFilter(found_as, field_class=ChoicesField, choices=KINDS, label="Found as")
    review = VerbFilter(Rows.in_review, field_class=ChoicesField, choices=REVIEWS, label="Review")
    sample = VerbFilter(ArticleQuerySet.sample, field_class=ChoicesField, choices=SAMPLE, label="Sample")
    sort = VerbFilter(in_order, field_class=SortField, orders=ORDERS, label="Sort")

    noun = ("person", "people")
    phrases = {
        "q": "named “{}”",
        "person": "appearing with {}",
        "event": "at {}",
        "source": "in {}",
        "kind": ", {}",
        "review": ", {}",
        "sample": ", {}",
    }
    years_phrase = ", mentioned {}"
    of_articles = ("source", "from", "to", "year", "sample")
    crossed = {"review": F("review")}
    dressed = staticmethod(person_rows)

    def filtered(self, *, without: Collection[str] = ()) -> QuerySet:
        people = super().filtered(without={*without, *self.of_articles})
        if not any(name in self.of_articles and name not in without for name in self.active):
            return people
        return mentioned_where(people, Q(article__in=self.articles(without=without).values("pk")))

    def articles(self, *, without: Collection[str] = ()) -> QuerySet:
        """The articles that the filter asks the people to be mentioned in."""
        articles = Article.objects.all()
        for name in self.active:
            if name in self.of_articles and name not in without:
                articles = self.filters[name].filter(articles, self.form.cleaned_data[name])
        return articles

    def mentions(self, *, without: str) -> QuerySet:
        """Mentions of the listed people in the articles asked for, leaving one field out."""
        rows = Mention.objects.visible().filter(article__in=self.articles(without=[without]).values("pk"))
        return by_survivor(rows).filter(survivor__in=self.filtered(without=[without]).values("pk"))

    def facets(self) -> Sequence[Facet]:
        took_part = by_survivor(EventParticipant.objects.visible())
        at_event = took_part.filter(survivor__in=self.filtered(without=["event"]).values("pk"))
        sources = count_names(self.mentions(without="source"), "article__publisher", **self.of("source", "survivor"))
        samples = count_answers(
            self.mentions(without="sample"), "article__sample", choices=dict(SAMPLE), **self.of("sample", "survivor")
        )
        return [
            self.facet("source", sources),
            self.facet("event", count_events(at_event, "event", **self.of("event", "survivor"))),
            self.facet("person", None),
            *self.crossed_facets("review"),
            self.facet("kind", self.kind_choices()),
            self.facet("sample", samples),
        ]

    def kind_choices(self) -> list[Choice]:
        people = self.filtered(without=["kind"])
        counts = people.aggregate(**{kind: Count("pk", filter=is_found_as(kind)) for kind, _ in KINDS})
        picked = self.picked("kind")
        return [Choice(param=k, label=label, count=counts[k], chosen=k in picked) for k, label in KINDS if counts[k]]

    def year_counts(self) -> Counter:
        rows = self.mentions(without="year").order_by().values_list("article__year")
        return Counter(dict(rows.annotate(people=Count("survivor", distinct=True))))
