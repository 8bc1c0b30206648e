"""An event day by day: what was said and written in the articles that mention it, in order."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.db.models import QuerySet
from django.http import QueryDict
from django.utils import timezone

from articles.extraction.types import Precision, Span
from articles.models import Article
from entities.filters import ArticleFilter, QuoteFilter
from entities.filters.facets import Choice, choices_of
from entities.filters.fields import Chosen
from entities.models import AttendanceCount, Event, EventMention, Quote
from entities.models.event import of_events
from entities.passage import Paragraph, pieces_of, sentences_in
from entities.rows import quotes_listed

A_LONG_TIME = 730  # days; from here on years say more


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One article's part: the sentences in which it mentions the event, and its statements."""

    article: Article
    sentences: Sequence[Paragraph] = ()
    quotes: Sequence[Quote] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Day:
    """Entries published on one day, or in one month or year where no more is known."""

    published: date | None
    precision: str
    distance: str  # from the day of the event, in words
    entries: list[Entry] = field(default_factory=list)


def filter_statements(event: Event, asked: QueryDict) -> QuoteFilter:
    """The quotes in the articles that mention the event, under a filter."""
    return QuoteFilter(asked, Quote.objects.visible(), given=_given(event))


def filter_articles(event: Event) -> ArticleFilter:
    """The articles that mention the event in order of publication, undated ones last."""
    known = getattr(event, "article_count", None)
    return ArticleFilter(QueryDict("sort=oldest"), Article.objects.all(), given=_given(event), known=known)


def _given(event: Event) -> dict[str, Chosen]:
    return {"event": Chosen(event.slug, event.name, event.pk)}


def people_at(event: Event, *, most: int) -> list[Choice]:
    """Who took part, those first whom the most articles tell of."""
    rows = AttendanceCount.objects.filter(event=event.pk).order_by("-articles", "person_id")
    return choices_of(rows.values_list("person__slug", "person__name", "articles")[:most])


def days_of(event: Event, articles: Iterable[Article], quotes: QuerySet, *, with_sentences: bool) -> list[Day]:
    articles = list(articles)
    said, told = defaultdict(list), defaultdict(list)
    here = quotes_listed(quotes.filter(article__in=articles).order_by()).with_spoken_of()
    for quote in sorted(here, key=lambda quote: quote.start):
        said[quote.article_id].append(quote)
    mentions = of_events(EventMention.objects.visible(), [event.pk]).filter(article__in=articles, source_changed=False)
    for mention in mentions if with_sentences else ():
        told[mention.article_id].append(Span(mention.start, mention.end))
    days: dict[tuple, list[Entry]] = defaultdict(list)  # articles of one moment may be known by the month or the minute
    for article in articles:
        days[_day(article)].append(
            Entry(article=article, sentences=_sentences(article, told[article.pk]), quotes=said[article.pk])
        )
    return [
        Day(published=published, precision=precision, distance=_distance(event, published, precision), entries=entries)
        for (published, precision), entries in days.items()
    ]


def _day(article: Article) -> tuple[date | None, str]:
    if not article.published:
        return None, ""
    precision = Precision.DAY if article.published_precision == Precision.MINUTE else article.published_precision
    return timezone.localtime(article.published).date(), precision


def _sentences(article: Article, mentions: list[Span]) -> list[Paragraph]:
    """The sentences that hold a mention, each once, with the mention marked."""
    found = []
    for start, end, _ in article.spans:
        here = [mention for mention in mentions if start <= mention.start < end]
        for sentence in sentences_in(article.text, Span(start, end)) if here else ():
            if any(sentence.overlaps(mention) for mention in here):
                found.append(Paragraph(list(pieces_of(article.text, sentence, here))))
    return found


def _distance(event: Event, published: date | None, precision: str) -> str:
    """The day of the event, 3 days later, 5 years before: only where both days are known."""
    if not published or precision != Precision.DAY or event.date_precision not in (Precision.DAY, Precision.MINUTE):
        return ""
    days = (published - event.date).days
    if not days:
        return "the day of the event"
    far = abs(days)
    number, unit = (far, "day") if far < A_LONG_TIME else (round(far / 365.25), "year")
    return f"{number} {unit}{'s' if number > 1 else ''} {'later' if days > 0 else 'before'}"
