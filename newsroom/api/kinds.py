"""What the archive serves to programs: the rows of each kind, and everything that their answers read."""

from collections.abc import Callable
from dataclasses import dataclass

from django.db.models import Prefetch, QuerySet

from articles.models import Article, Caption, RelatedLink, Review
from entities.filters import ArticleFilter, CaptionFilter, EventFilter, PersonFilter, QuoteFilter
from entities.filters.base import DescribedFilterSet
from entities.models import Event, EventMention, Mention, Person, Quote
from entities.rows import caption_rows, quote_rows
from newsroom.api import serializers


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """`listed` are the rows of the list, `kept` also those whose address leads on to another."""

    name: str
    serializer: type
    filterset: type[DescribedFilterSet]
    listed: Callable[[], QuerySet]
    kept: Callable[[], QuerySet]
    also: tuple[str, ...] = ("reviewed_by",)


KINDS = {
    kind.name: kind
    for kind in (
        Kind(
            name="article",
            serializer=serializers.ArticleSerializer,
            filterset=ArticleFilter,
            listed=Article.objects.all,
            kept=Article.objects.all,
            also=(),
        ),
        Kind(
            name="person",
            serializer=serializers.PersonSerializer,
            filterset=PersonFilter,
            listed=Person.objects.counted,
            kept=lambda: Person.objects.visible().select_related("survivor"),
            also=("reviewed_by", "aliases", "stands_for__aliases"),
        ),
        Kind(
            name="quote",
            serializer=serializers.QuoteSerializer,
            filterset=QuoteFilter,
            listed=Quote.objects.visible,
            kept=Quote.objects.visible,
        ),
        Kind(
            name="caption",
            serializer=serializers.CaptionSerializer,
            filterset=CaptionFilter,
            listed=Caption.objects.visible,
            kept=Caption.objects.visible,
            also=("reviewed_by", "shown__reviewed_by"),
        ),
        Kind(
            name="event",
            serializer=serializers.EventSerializer,
            filterset=EventFilter,
            listed=Event.objects.counted,
            kept=lambda: Event.objects.visible().select_related("survivor"),
            also=("reviewed_by", "took_part__reviewed_by", "others__took_part__reviewed_by"),
        ),
    )
}


def whole(articles: QuerySet) -> QuerySet:
    """Articles with everything that was found in them, in a fixed number of queries."""
    quotes = quote_rows(Quote.objects.visible())
    mentions = Mention.objects.visible().select_related("person__survivor")
    told = EventMention.objects.visible().exclude(event__review=Review.REJECTED).select_related("event__survivor")
    return articles.prefetch_related(
        Prefetch("quotes", queryset=quotes.prefetch_related("reviewed_by")),
        Prefetch("captions", queryset=caption_rows(Caption.objects.visible()).prefetch_related(*KINDS["caption"].also)),
        Prefetch("mentions", queryset=mentions.prefetch_related("reviewed_by")),
        Prefetch("event_mentions", queryset=told.prefetch_related("reviewed_by")),
        Prefetch("related_links", queryset=RelatedLink.objects.visible().prefetch_related("reviewed_by")),
    )
