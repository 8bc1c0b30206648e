"""What a list can be asked of its rows, each as a condition made of the keys of what was chosen.

People are given as the primary keys of everyone merged into them, who stands for them first; the narrow
tables (`models.listed`) know them by that one.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from functools import reduce
from operator import or_

from django.db.models import Exists, Model, OuterRef, Q
from django.utils import timezone

from articles.extraction.types import Precision
from articles.index import few, is_indexed, marks
from articles.search import And, Field, Or, Words, folded_words
from articles.search.query import Node
from entities.models import Appearance, AttendanceCount, Event, PersonCount, PersonTally, Report
from entities.search.conditions import condition
from entities.search.marked import marked

Keys = Sequence
Condition = Callable[[Keys], Q]
# Of somebody in more articles than these it is asked row by row who is there too.
MANY = 2_000
MOST_KEYS = 10_000  # of rows that have the words
# What the same moment may differ by in two time zones.
A_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Linked:
    """Rows to which a narrow table links any of the people or events."""

    model: type[Model]
    of: str
    who: str
    flags: dict = field(default_factory=dict)
    path: str = "pk"

    def __call__(self, keys: Keys) -> Q:
        return Q(Exists(self._links(keys).filter(**{self.of: OuterRef(self.path)})))

    def within(self, keys: Keys) -> Q:
        return Q(**{f"{self.path}__in": self._links(keys).values(self.of)})

    def _links(self, keys: Keys):
        return self.model.objects.filter(**{f"{self.who}__in": [standing(key) for key in keys]}, **self.flags)


def standing(key: int | Sequence[int]) -> int:
    """Who stands for a person, given as a cluster; an event is given as itself."""
    return key if isinstance(key, int) else key[0]


@dataclass(frozen=True, slots=True)
class Searching:
    """Rows of a kind that a search finds."""

    kind: str

    def __call__(self, wanted: Keys) -> Q:
        return condition(wanted[0], self.kind)

    def few(self, wanted: Node) -> list[int] | None:
        """The keys of all rows that the index alone finds, where they are few: no statement need look again."""
        wanted = marked(wanted, self.kind)
        return few(self.kind, wanted, MOST_KEYS) if is_indexed(self.kind, wanted) else None


def naming(clusters: Keys) -> Node | None:
    """Rows that name any of the people, as the index marks them."""
    return _marked(marks.named(key for cluster in clusters for key in cluster))


def saying(clusters: Keys) -> Node | None:
    """Rows in which any of the people is quoted."""
    return _marked(marks.saying(key for cluster in clusters for key in cluster))


def dated(years: Keys) -> Node | None:
    """Rows that were published in any of the years; of those without a date the index does not know."""
    return None if None in years else _marked(marks.printed(years))


def printed_by(publishers: Keys) -> Node | None:
    """Rows from publishers whose names have all the words of one of them."""
    asked = [[Field("source", Words((word,), exact=True)) for word in folded_words(name)] for name in publishers]
    return Or(tuple(And(tuple(words)) for words in asked)) if all(asked) and len(asked) <= marks.MOST else None


def _marked(asked: Sequence[str]) -> Node | None:
    return marks.asking(asked) if len(asked) <= marks.MOST else None


def among(path: str) -> Condition:
    return lambda values: Q(**{f"{path}__in": values})


def in_years(path: str) -> Condition:
    """Rows of any of the years; None among them asks for rows without a date."""

    def found(years: Keys) -> Q:
        undated = Q(**{f"{path}__isnull": True}) if None in years else Q()
        return Q(**{f"{path}__in": [year for year in years if year is not None]}) | undated

    return found


def is_sample(path: str) -> Condition:
    """'yes' brings the fictional sample, 'no' everything else."""
    return lambda answers: Q(**{f"{path}__in": [answer == "yes" for answer in answers]})


def published_from(narrow: str, article: str) -> Condition:
    """Rows that may be of a day or later: an article known to be of 2003 counts for all of 2003."""

    def found(days: Keys) -> Q:
        day = days[0]
        since, precision = f"{narrow}published__gte", f"{article}published_precision"
        return Q(**{since: midnight(day.replace(month=1, day=1)) - A_DAY}) & (
            Q(**{since: midnight(day)})
            | Q(**{precision: Precision.YEAR, f"{narrow}year": day.year})
            | Q(**{precision: Precision.MONTH, since: midnight(day.replace(day=1))})
        )

    return found


def published_to(narrow: str) -> Condition:
    """Rows that may be of a day or earlier."""
    return lambda days: Q(**{f"{narrow}published__lte": end_of(days[0])})


def midnight(day: date) -> datetime:
    return datetime.combine(day, time.min, timezone.get_current_timezone())


def end_of(day: date) -> datetime:
    return datetime.combine(day, time.max, timezone.get_current_timezone())


def dated_from(days: Keys) -> Q:
    """Photographs and events that may be of a day or later."""
    day = days[0]
    return (
        Q(date__gte=day)
        | Q(date_precision=Precision.YEAR, date__gte=day.replace(month=1, day=1))
        | Q(date_precision=Precision.MONTH, date__gte=day.replace(day=1))
    )


def dated_to(days: Keys) -> Q:
    return Q(date__lte=days[0])


def dated_in(years: Keys) -> Q:
    undated = Q(date=None) if None in years else Q()
    return reduce(or_, (Q(date__year=year) for year in years if year), undated or Q(pk__in=()))


def appearing_with(clusters: Keys) -> Q:
    """People who share an article with any of the given people, who are themselves left out."""
    found = Q()
    for person in map(standing, clusters):
        there = Appearance.objects.filter(person=person, mentions__gt=0)
        beside = Appearance.objects.filter(mentions__gt=0)
        if PersonCount.objects.filter(person=person, articles__gt=MANY).exists():
            seen = Exists(
                beside.filter(person=OuterRef("pk")).filter(Exists(there.filter(article=OuterRef("article"))))
            )
            found |= Q(seen) & ~Q(pk=person)
        else:
            found |= Q(pk__in=beside.filter(article__in=there.values("article")).values("person")) & ~Q(pk=person)
    return found


def at_events(events: Keys) -> Q:
    """People who took part in any of the events."""
    return Q(pk__in=AttendanceCount.objects.filter(event__in=map(standing, events)).values("person"))


def with_people(clusters: Keys) -> Q:
    """Events in which any of the people took part."""
    return Q(pk__in=AttendanceCount.objects.filter(person__in=map(standing, clusters)).values("event"))


def reported_by(publishers: Keys) -> Q:
    return Q(Exists(Report.objects.filter(event=OuterRef("pk"), publisher__in=publishers)))


def events_in_sample(answers: Keys) -> Q:
    """Events that an article of the sample mentions ('yes') or any other article does ('no')."""
    return Q(Exists(Report.objects.filter(event=OuterRef("pk"), sample__in=[answer == "yes" for answer in answers])))


def tallied(by: str, values: Sequence[str]) -> Q:
    """People who are mentioned in any of the years, or by any of the publishers."""
    rows = PersonTally.objects.filter(person=OuterRef("pk"), by=by, value__in=values, articles__gt=0)
    return Q(Exists(rows))


def found_as(kinds: Keys) -> Q:
    """People who are `quoted`, `pictured` or either."""
    return reduce(or_, (Q(**{f"counts__{COLUMNS[kind]}__gt": 0}) for kind in kinds))


COLUMNS = {"quoted": "quotes", "pictured": "photos"}


def cluster_of(event: int) -> list[int]:
    return [event, *Event.objects.filter(survivor=event).values_list("pk", flat=True)]
