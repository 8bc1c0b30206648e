"""Rows for tests whose offsets are true: every span points at the words it says.

A factory that is given an article looks for its words there and prints them in a new
last paragraph where the article does not have them yet; without one it makes an article.
"""

from entities.tests.factories.articles import (
    ArticleFactory,
    ArticleVersionFactory,
    EntityMentionFactory,
    FailedFileFactory,
    IngestRunFactory,
    RelatedLinkFactory,
)
from entities.tests.factories.base import MOMENT, UserFactory, compose, place
from entities.tests.factories.events import EventFactory, EventMentionFactory, EventParticipantFactory
from entities.tests.factories.held import HeldArticleFactory, NearCopyFactory
from entities.tests.factories.people import (
    AliasFactory,
    CaptionFactory,
    DepictionFactory,
    KeptApartFactory,
    MentionFactory,
    PersonFactory,
)
from entities.tests.factories.quotes import QuoteFactory, SuggestionFactory

__all__ = [
    "MOMENT",
    "AliasFactory",
    "ArticleFactory",
    "ArticleVersionFactory",
    "CaptionFactory",
    "DepictionFactory",
    "EntityMentionFactory",
    "EventFactory",
    "EventMentionFactory",
    "EventParticipantFactory",
    "FailedFileFactory",
    "HeldArticleFactory",
    "IngestRunFactory",
    "KeptApartFactory",
    "MentionFactory",
    "NearCopyFactory",
    "PersonFactory",
    "QuoteFactory",
    "RelatedLinkFactory",
    "SuggestionFactory",
    "UserFactory",
    "compose",
    "place",
]
