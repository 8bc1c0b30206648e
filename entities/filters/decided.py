"""Which decisions concern a row: those that changed it, or what the archive knows of it."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from functools import reduce
from operator import and_, or_

from django.contrib.contenttypes.models import ContentType
from django.db.models import Model, Q

from articles.models import Article, Caption, RelatedLink
from entities.filters.conditions import end_of, midnight
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


def concerning_all(rows: Collection[Concerned]) -> Q:
    """Decisions that changed any of the rows, each given as its kind and all keys that it goes by."""
    changes = (_changed(*of, keys) for model, keys in rows for of in BELONGING[model].items())
    return Q(pk__in=Change.objects.filter(reduce(or_, changes)).order_by().values("decision"))


def concerning_people(clusters: Collection[Sequence[int]]) -> Q:
    return concerning_all([(Person, cluster) for cluster in clusters])


def saying(written: Sequence[str]) -> Q:
    """Decisions whose label or reason holds every word; the ledger is not in the index of the search."""
    words = written[0].replace('"', " ").split()
    return reduce(and_, (Q(label__icontains=word) | Q(reason__icontains=word) for word in words), Q())


def made_from(days: Sequence[date]) -> Q:
    return Q(at__gte=midnight(days[0]))


def made_to(days: Sequence[date]) -> Q:
    return Q(at__lte=end_of(days[0]))


def made_in(years: Collection[int | None]) -> Q:
    return reduce(or_, (Q(at__year=year) for year in years if year), Q(pk__in=()))


def made_by(editors: Collection[int]) -> Q:
    return Q(by__in=editors)


def of_verbs(verbs: Collection[str]) -> Q:
    return Q(verb__in=verbs)


def in_force(answers: Collection[str]) -> Q:
    """'yes' brings decisions that stand, 'no' those that were undone."""
    return reduce(or_, (Q(undone_by__isnull=answer == "yes") for answer in answers))


def _changed(model: type[Model], columns: Collection[str], keys: Sequence[int]) -> Q:
    belongs = reduce(or_, (Q(**{f"{column}__in": keys}) for column in columns))
    rows = model._base_manager.filter(belongs).order_by().values("pk")
    return Q(row_type=ContentType.objects.get_for_model(model), row_id__in=rows)
