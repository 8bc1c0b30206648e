"""Events, their mentions and who took part."""

import factory
from django.utils.text import slugify

from articles.extraction.types import Precision
from entities.models import Event, EventMention, EventParticipant
from entities.tests.factories.articles import ArticleFactory, SpannedFactory
from entities.tests.factories.base import ReviewableFactory
from entities.tests.factories.people import PersonFactory


class EventFactory(ReviewableFactory):
    class Meta:
        model = Event

    name = factory.Sequence(lambda n: f"2024 Harrowmere Lantern Parade {n}")
    slug = factory.LazyAttribute(lambda e: slugify(e.name))
    kind = "parade"
    date = None
    date_precision = factory.LazyAttribute(lambda e: Precision.DAY if e.date else "")


class EventMentionFactory(SpannedFactory):
    class Meta:
        model = EventMention

    event = factory.SubFactory(EventFactory)
    words = factory.LazyAttribute(lambda m: m.event.name)


class EventParticipantFactory(ReviewableFactory):
    class Meta:
        model = EventParticipant

    event = factory.SubFactory(EventFactory)
    person = factory.SubFactory(PersonFactory)
    article = factory.SubFactory(ArticleFactory)
