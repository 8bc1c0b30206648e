"""The filter of the list of people."""

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import replace
from functools import reduce
from operator import and_

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet
from django.db.models.functions import Substr

from entities.filters.base import DescribedFilterSet
from entities.filters.choices import REVIEWS, SAMPLE, newest
from entities.filters.conditions import (
    COLUMNS,
    Searching,
    among,
    appearing_with,
    at_events,
    found_as,
    in_years,
    is_sample,
    published_from,
    published_to,
    tallied,
)
from entities.filters.counters import TALLIED
from entities.filters.facets import SHOWN, Choice, Facet, count_linked, in_reading_order
from entities.filters.fields import (
    ChoicesField,
    DayField,
    EventsField,
    NamesField,
    PeopleField,
    SortField,
    YearsField,
)
from entities.filters.keyset import Key, Listed
from entities.filters.together import facet_of
from entities.filters.verbs import BAR, OrderFilter, VerbFilter
from entities.filters.words import NameField
from entities.keys import listed
from entities.models import Appearance, PersonTally, Tally
from entities.rows import person_rows

KINDS = [("quoted", "quoted"), ("pictured", "pictured")]
NAME, LAST = Key("counts__sort_name"), Key("counts__person_id")
ORDERS = {
    "mentioned": ("Most mentioned", (Key("counts__articles", desc=True), NAME, LAST)),
    "name": ("Name", (NAME, LAST)),
    "quoted": ("Most quoted", (Key("counts__quotes", desc=True), NAME, LAST)),
    "seen": ("Last seen", (newest("counts__last_seen"), NAME, LAST)),
}
# Of more people than these it is not looked up when and where they are mentioned, nor in more articles.
FEW = 200
MOST_READ = 50_000


class PersonFilter(DescribedFilterSet):
    """Source, dates and sample are asked of one and the same article."""

    q = VerbFilter(Searching("person"), field_class=NameField, verb="named", label="Name")
    person = VerbFilter(
        appearing_with, field_class=PeopleField, noun="person", label="Appearing with", joined="and", bars=True
    )
    event = VerbFilter(at_events, field_class=EventsField, noun="event", label="Event", bars=True)
    source = VerbFilter(
        among("publisher"),
        field_class=NamesField,
        model=Tally,
        column="publisher",
        noun="source",
        label="Source",
        bars=True,
    )
    from_ = VerbFilter(published_from("", "article__"), field_class=DayField, last=False, label="Mentioned from")
    to = VerbFilter(published_to(""), field_class=DayField, last=True, label="Mentioned to")
    year = VerbFilter(in_years("year"), field_class=YearsField, label="Year", bars=True)
    kind = VerbFilter(found_as, field_class=ChoicesField, choices=KINDS, label="Found as", bars=True)
    review = VerbFilter(among("counts__review"), field_class=ChoicesField, choices=REVIEWS, label="Review", bars=True)
    sample = VerbFilter(is_sample("sample"), field_class=ChoicesField, choices=SAMPLE, label="Sample")
    sort = OrderFilter(field_class=SortField, orders=ORDERS, label="Sort")

    noun = ("person", "people")
    first_words = "most mentioned"
    phrases = {
        "event": "at {}",
        "source": "in {}",
        "q": "{}",
        "person": "appearing with {}",
        "kind": ", {}",
        "review": ", {}",
        "sample": ", {}",
    }
    years_phrase = ", mentioned {}"
    of_articles = ("source", "from", "to", "year", "sample", "-source", "-year")
    narrow = "counts"
    columns = {"review": ("counts__review", str)}
    also = ("counts__quotes", "counts__photos", "counts__sampled", "counts__articles", "counts__events")
    alike = ("person", {"review": "review"})
    dressed = staticmethod(person_rows)

    def listed(self, *, without: Collection[str] = ()) -> Listed:
        people = super().listed(without={*without, *self.of_articles})
        asked = [name for name in self.active if name in self.of_articles and name not in without]
        wanted = [name for name in asked if name[0] != BAR]
        for name in asked:
            values = [value.key for value in self.chosen[name]]
            by = {"year": "year", "source": "source"}.get(name.removeprefix(BAR))
            if by:
                there = tallied(by, ["" if value is None else str(value) for value in values])
                people = people.where(~there if name[0] == BAR else there)
        if wanted and wanted not in (["year"], ["source"]):
            found = Appearance.objects.filter(self._articles(wanted), person=OuterRef("pk"), mentions__gt=0)
            people = people.where(Q(Exists(found)))
        return people

    def _articles(self, names: Sequence[str]) -> Q:
        """What the filter asks of one article."""
        asked = (self.filters[name].condition([value.key for value in self.chosen[name]]) for name in names)
        return reduce(and_, asked, Q())

    def appearances(self, name: str) -> tuple[QuerySet, int]:
        """Mentions of the listed people in the articles asked for, leaving one field out, and of how many people."""
        sample = self.sample(*self.apart(name)).within("counts__articles", MOST_READ)
        asked = [n for n in self.active if n in self.of_articles and n[0] != BAR and n not in self.apart(name)]
        rows = Appearance.objects.filter(self._articles(asked), person__in=sample.values("pk"), mentions__gt=0)
        return rows.order_by(), sample.sampled

    def facets(self) -> Sequence[Facet]:
        return [
            self._of_appearances("source"),
            facet_of(self, "event"),
            self._company(),
            *self.small_facets("review"),
            self._kinds(),
            self._of_appearances("sample"),
        ]

    def _company(self) -> Facet:
        """With whom people appear: only asked for by name, and counted of those who are asked for."""
        sample, chosen = self.sample(*self.apart("person")), self.chosen.get("person", [])
        choices = [Choice(param=v.param, label=v.label, count=len(sample.rows), chosen=True) for v in chosen]
        return replace(self.facet("person", choices, sampled=sample.sampled if chosen else 0), search=True)

    def _of_appearances(self, name: str) -> Facet:
        column = {"source": "publisher", "sample": "sample"}[name]
        counts, sampled = self._people_by(name, column)
        picked = self.picked(name)
        if name == "sample":
            told = [(param, label, counts[param == "yes"]) for param, label in SAMPLE]
        else:
            told = [(words, words, number) for words, number in counts.items() if words]
        choices = [
            Choice(param=p, label=label, count=n, chosen=p in picked) for p, label, n in told if n or p in picked
        ]
        choices = choices if name == "sample" else in_reading_order(choices)
        return self.facet(name, choices[: SHOWN + len(picked)], sampled=sampled)

    def _kinds(self) -> Facet:
        picked, sample = self.picked("kind"), self.sample(*self.apart("kind"))
        choices = []
        for kind, label in KINDS:
            count = sum(number > 0 for number in sample.values(f"counts__{COLUMNS[kind]}"))
            if count:
                choices.append(Choice(param=kind, label=label, count=count, chosen=kind in picked))
        return self.facet("kind", choices, sampled=sample.sampled)

    def year_counts(self) -> tuple[Counter, int]:
        return self._people_by("year", "year")

    def decade_counts(self, years: Counter) -> Counter:
        """Who is named in several years of a decade is one of its people."""
        if self._is_bare("year"):
            people = listed(self.sample(*self.apart("year")).first(FEW).values("pk"))
            rows = PersonTally.objects.filter(person__in=people, by=TALLIED["year"], articles__gt=0).exclude(value="")
            rows = rows.annotate(decade=Substr("value", 1, 3))
        else:
            rows, _ = self.appearances("year")
            rows = rows.filter(year__isnull=False).annotate(decade=F("year") / 10)
        found = rows.order_by().values_list("decade").annotate(people=Count("person", distinct=True))
        return Counter({10 * int(decade): number for decade, number in found})

    def _is_bare(self, name: str) -> bool:
        """Whether nothing is asked of articles beside one question."""
        return not [n for n in self.active if n in self.of_articles and n not in self.apart(name)]

    def _people_by(self, name: str, column: str) -> tuple[Counter, int]:
        """How many of the listed people have a value in the articles asked for, and of how many people that is."""
        is_bare = self._is_bare(name)
        if name == "sample" and is_bare:
            sample = self.sample(*self.apart(name))
            sampled, articles = (sample.values(f"counts__{column}") for column in ("sampled", "articles"))
            others = sum(number > part for number, part in zip(articles, sampled, strict=True))
            return Counter({True: sum(part > 0 for part in sampled), False: others}), sample.sampled
        if name in TALLIED and is_bare:
            sample = self.sample(*self.apart(name)).first(FEW)
            asked = {"most": None, "by": TALLIED[name], "articles__gt": 0}
            found = count_linked(PersonTally, "person", "value", sample.values("pk"), **asked)
            told = (lambda value: int(value) if value else None) if name == "year" else str
            return Counter({told(value): number for value, number in found.items()}), sample.sampled
        rows, sampled = self.appearances(name)
        return Counter(value for value, _ in rows.values_list(column, "person").distinct()), sampled
