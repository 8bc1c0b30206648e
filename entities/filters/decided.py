"""Which decisions concern a row: those that changed it, or what the archive knows of it."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from functools import reduce
from operator import or_

from django.contrib.contenttypes.models import ContentType
from django.db.models import Model, Q, QuerySet
from django.utils.timezone import make_aware

from articles.models import Article, Caption, RelatedLink
from entities.models import (
    Alias,
    Change,
    Depiction,
    EntityMention,
    Event,
    EventMention,
    EventParticipant,
    Mention,
    Person,
    Quote,
)

# For each kind of row, what belongs to it and by which columns.
BELONGING: Mapping[type[Model], Mapping[type[Model], Collection[str]]] = {
    Article: {
        Article: ["pk"],
        Mention: ["article"],
        Quote: ["article"],
        Caption: ["article"],
        RelatedLink: ["article"],
        EventMention: ["article"],
        EntityMention: ["article"],
        EventParticipant: ["article"],
        Depiction: ["caption__article"],
    },
    Person: {
        Person: ["pk"],
        Alias: ["person"],
        Mention: ["person"],
        Quote: ["speaker", "about", "addressees"],
        Depiction: ["person"],
        EventParticipant: ["person"],
    },
    Event: {Event: ["pk"], EventMention: ["event"], EventParticipant: ["event"]},
    Caption: {Caption: ["pk"], Depiction: ["caption"]},
    Quote: {Quote: ["pk"]},
    Mention: {Mention: ["pk"]},
}

Concerned = tuple[type[Model], Sequence[int]]


def concerning_all(decisions: QuerySet, rows: Collection[Concerned]) -> QuerySet:
    """Decisions that changed every one of the rows, each given as its kind and all keys that it goes by."""
    for model, keys in rows:
        changes = reduce(or_, (_changed(*of, keys) for of in BELONGING[model].items()))
        decisions = decisions.filter(pk__in=Change.objects.filter(changes).order_by().values("decision"))
    return decisions


def concerning_people(decisions: QuerySet, clusters: Collection[Sequence[int]]) -> QuerySet:
    return concerning_all(decisions, [(Person, cluster) for cluster in clusters])


def saying(decisions: QuerySet, query: str) -> QuerySet:
    """Decisions whose label or reason holds every word; the ledger is not in the index of the search."""
    for word in query.replace('"', " ").split():
        decisions = decisions.filter(Q(label__icontains=word) | Q(reason__icontains=word))
    return decisions


def made_from(decisions: QuerySet, day: date) -> QuerySet:
    return decisions.filter(at__gte=_midnight(day))


def made_to(decisions: QuerySet, day: date) -> QuerySet:
    return decisions.filter(at__lt=_midnight(day + timedelta(days=1)))


def made_in(decisions: QuerySet, years: Collection[int | None]) -> QuerySet:
    return decisions.filter(at__year__in=[year for year in years if year])


def made_by(decisions: QuerySet, editors: Collection[int]) -> QuerySet:
    return decisions.filter(by__in=editors)


def of_verbs(decisions: QuerySet, verbs: Collection[str]) -> QuerySet:
    return decisions.filter(verb__in=verbs)


def in_force(decisions: QuerySet, answers: Collection[str]) -> QuerySet:
    """'yes' brings decisions that stand, 'no' those that were undone."""
    wanted = (Q(undone_by__isnull=answer == "yes") for answer in answers)
    return decisions.filter(reduce(or_, wanted))


def _changed(model: type[Model], columns: Collection[str], keys: Sequence[int]) -> Q:
    belongs = reduce(or_, (Q(**{f"{column}__in": keys}) for column in columns))
    rows = model._base_manager.filter(belongs).order_by().values("pk")
    return Q(row_type=ContentType.objects.get_for_model(model), row_id__in=rows)


def _midnight(day: date) -> datetime:
    return make_aware(datetime.combine(day, time.min))
