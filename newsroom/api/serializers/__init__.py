"""Rows as JSON; one module a noun."""

from newsroom.api.serializers.articles import ArticleSerializer, WholeArticleSerializer
from newsroom.api.serializers.captions import CaptionSerializer
from newsroom.api.serializers.events import EventSerializer
from newsroom.api.serializers.people import PersonSerializer
from newsroom.api.serializers.quotes import QuoteSerializer

__all__ = [
    "ArticleSerializer",
    "CaptionSerializer",
    "EventSerializer",
    "PersonSerializer",
    "QuoteSerializer",
    "WholeArticleSerializer",
]
