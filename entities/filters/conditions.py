"""What articles, captions and people can be asked about the people and events in them.

`clusters` gives each person as the primary keys of everyone merged into them.
"""

from collections.abc import Callable, Sequence
from functools import reduce
from operator import or_

from django.db.models import Exists, Q, QuerySet

from articles.search import parse_query
from entities.models import Depiction, EventMention, EventParticipant, Mention, Quote
from entities.models.event import of_events
from entities.rows import of_person
from entities.search.conditions import condition

Clusters = Sequence[Sequence[int]]


def searching(kind: str) -> Callable[[QuerySet, str], QuerySet]:
    """Return the verb that leaves of rows of a kind those that a query finds: none where it asks for nothing."""

    def found(rows: QuerySet, written: str) -> QuerySet:
        query = parse_query(written)
        return rows.filter(condition(query.root, kind)) if query else rows.none()

    return found


def mentioning_all(articles: QuerySet, clusters: Clusters) -> QuerySet:
    """Articles that mention every one of the people."""
    for cluster in clusters:
        articles = articles.filter(pk__in=Mention.objects.visible().filter(person__in=cluster).values("article"))
    return articles


def quoting(articles: QuerySet, clusters: Clusters) -> QuerySet:
    """Articles that quote any of the people."""
    return articles.filter(pk__in=Quote.objects.visible().by(clusters).values("article"))


def on_events(articles: QuerySet, events: Sequence[int]) -> QuerySet:
    """Articles that mention any of the events."""
    return articles.filter(pk__in=_telling_of(events))


def from_articles_on(rows: QuerySet, events: Sequence[int]) -> QuerySet:
    """Quotes and captions in articles that mention any of the events."""
    return rows.filter(article__in=_telling_of(events))


def showing_all(captions: QuerySet, clusters: Clusters) -> QuerySet:
    """Captions of photographs that show every one of the people."""
    for cluster in clusters:
        captions = captions.filter(pk__in=Depiction.objects.visible().filter(person__in=cluster).values("caption"))
    return captions


def appearing_with(people: QuerySet, clusters: Clusters) -> QuerySet:
    """People who share an article with every one of the given people, who are themselves left out."""
    for cluster in clusters:
        articles = Mention.objects.visible().filter(person__in=cluster).values("article")
        people = mentioned_where(people, Q(article__in=articles)).exclude(pk__in=cluster)
    return people


def at_events(people: QuerySet, events: Sequence[int]) -> QuerySet:
    """People who took part in any of the events."""
    return people.filter(Exists(of_person(of_events(EventParticipant.objects.visible(), events))))


def mentioned_where(people: QuerySet, condition: Q) -> QuerySet:
    """People with a mention that meets the condition."""
    return people.filter(Exists(of_person(Mention.objects.visible().filter(condition))))


def found_as(people: QuerySet, kinds: Sequence[str]) -> QuerySet:
    """People who are `quoted`, `pictured` or either."""
    return people.filter(reduce(or_, (Q(is_found_as(kind)) for kind in kinds)))


def is_found_as(kind: str) -> Exists:
    if kind == "quoted":
        return Exists(of_person(Quote.objects.visible(), path="speaker"))
    return Exists(of_person(Depiction.objects.visible()))


def _telling_of(events: Sequence[int]) -> QuerySet:
    return of_events(EventMention.objects.visible(), events).values("article")
