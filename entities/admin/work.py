"""List filters that are work lists: each choice is something an editor can clear."""

from collections.abc import Callable
from typing import Any

from django.contrib import admin
from django.db.models import Count, Exists, OuterRef, QuerySet
from django.http import HttpRequest

from articles.models import Caption
from entities.models import EventMention, Mention, Person

# A row that its rule rates below this wants reading; the machine says so itself.
LOW_CONFIDENCE = 0.6


class WorkList(admin.SimpleListFilter):
    title = "work"
    parameter_name = "work"
    # value, label, and the rows that wait
    kinds: tuple[tuple[str, str, Callable[[QuerySet], QuerySet]], ...] = ()

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin) -> list[tuple[str, str]]:
        return [(value, label) for value, label, _ in self.kinds]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        for value, _, waiting in self.kinds:
            if value == self.value():
                return waiting(queryset)
        return queryset


UNREVIEWED = ("unreviewed", "not reviewed yet", lambda rows: rows.unreviewed())
UNSURE = ("unsure", "low confidence", lambda rows: rows.unreviewed().filter(confidence__lt=LOW_CONFIDENCE))
CHANGED = ("changed", "source changed", lambda rows: rows.filter(source_changed=True))


class Work(WorkList):
    kinds = (UNREVIEWED, UNSURE, CHANGED)


class QuoteWork(WorkList):
    kinds = (
        UNREVIEWED,
        ("speaker", "no speaker", lambda rows: rows.unreviewed().unattributed().filter(speaker_text="")),
        ("words", "speaker in words only", lambda rows: rows.unreviewed().unattributed().exclude(speaker_text="")),
        ("inferred", "speaker inferred", lambda rows: rows.unreviewed().filter(speaker_inferred=True)),
        UNSURE,
        CHANGED,
    )


class MentionWork(WorkList):
    kinds = (UNREVIEWED, ("ambiguous", "ambiguous names", lambda rows: rows.unreviewed().ambiguous()), UNSURE, CHANGED)


def _credit_not_read(captions: QuerySet[Caption]) -> QuerySet[Caption]:
    return captions.unreviewed().exclude(credit="").filter(photographer="", agency="")


class CaptionWork(WorkList):
    kinds = (
        UNREVIEWED,
        ("credit", "credit not read", _credit_not_read),
        ("nobody", "nobody pictured", lambda rows: rows.unreviewed().filter(depictions=None)),
        UNSURE,
        CHANGED,
    )


class EventWork(WorkList):
    kinds = (
        UNREVIEWED,
        ("date", "date not known", lambda rows: rows.unreviewed().filter(date=None)),
        ("people", "nobody took part", lambda rows: rows.unreviewed().filter(participants=None)),
        UNSURE,
    )


def _namesakes(people: QuerySet[Person]) -> QuerySet[Person]:
    others = Person.objects.current().filter(sort_name=OuterRef("sort_name")).exclude(pk=OuterRef("pk"))
    return people.current().filter(Exists(others))


def _seen_once(people: QuerySet[Person]) -> QuerySet[Person]:
    """People with one mention; most of those who are none are among them."""
    times = Mention.objects.visible().order_by().values("person").annotate(times=Count("pk"))
    return people.unreviewed().current().filter(pk__in=times.filter(times=1, person__isnull=False).values("person"))


class PersonWork(WorkList):
    kinds = (
        UNREVIEWED,
        ("namesakes", "several of one name", _namesakes),
        ("once", "mentioned once", _seen_once),
        ("one-word", "one word for a name", lambda rows: rows.unreviewed().current().exclude(name__contains=" ")),
        UNSURE,
        ("merged", "merged into another", lambda rows: rows.exclude(merged_into=None)),
    )


class Sample(admin.SimpleListFilter):
    """Rows of the fictional sample, for models that belong to no one article."""

    title = "sample"
    parameter_name = "sample"
    mentions: Any = None
    field = ""

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin) -> list[tuple[str, str]]:
        return [("yes", "fictional sample only"), ("no", "without the fictional sample")]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        if self.value() not in ("yes", "no"):
            return queryset
        here = self.mentions.objects.visible().filter(**{self.field: OuterRef("pk")}, article__sample=True)
        return queryset.filter(Exists(here)) if self.value() == "yes" else queryset.exclude(Exists(here))


class SamplePeople(Sample):
    mentions, field = Mention, "person"


class SampleEvents(Sample):
    mentions, field = EventMention, "event"
