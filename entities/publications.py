"""Where else the same words were published."""

from dataclasses import dataclass

from django.db.models import QuerySet

from articles import index
from articles.models import Article, Caption
from articles.same_words import FEW_WORDS, plain_words, words_key
from articles.search import Field, Words, folded_words
from entities.models import NearCopy, Quote
from entities.rows import caption_rows

MOST = 20  # printings that a page shows; so many may not be all of them
PROBE = 12  # words of a caption that others are looked for by


@dataclass(frozen=True, slots=True)
class Copy:
    """Another article that prints the same report, and how much of the shorter text the other has."""

    article: Article
    percent: int


def copies_of(article: Article) -> list[Copy]:
    """Articles with most of the words of this one, the most alike first."""
    pairs = NearCopy.objects.of(article).for_display()
    return [Copy(pair.second if pair.first_id == article.pk else pair.first, round(100 * pair.share)) for pair in pairs]


def other_publications(quote: Quote) -> list[Quote]:
    """Other quotes of nearly the same words, oldest first; few are the same quote only from the same speaker."""
    others = Quote.objects.visible().exclude(pk=quote.pk)
    if len(plain_words(quote.words).split()) < FEW_WORDS:
        others = others.filter(speaker=quote.speaker) if quote.speaker else others.none()
    return _like_words(others, quote.words)


def printed_elsewhere(printed: str, *, outside: Article) -> list[Quote]:
    """Quotes of the same words in other articles, oldest first; too few words are no one's in particular."""
    plain = plain_words(printed)
    if len(plain.split()) < FEW_WORDS:
        return []
    return [row for row in _like_words(Quote.objects.visible().exclude(article=outside), printed) if row.plain == plain]


def _like_words(quotes: QuerySet[Quote], words: str) -> list[Quote]:
    rows = quotes.filter(words_key=words_key(words)).for_list()
    return list(rows.order_by("article__published", "pk")[:MOST])


def other_captions(caption: Caption) -> list[Caption]:
    """Other captions of the same words, oldest first."""
    words, probe = plain_words(caption.text), tuple(folded_words(caption.text)[:PROBE])
    if not probe:
        return []
    like = index.matching("caption", Field("caption", Words(probe, exact=True)))
    candidates = Caption.objects.visible().exclude(pk=caption.pk).filter(pk__in=like)
    rows = caption_rows(candidates).order_by("article__published", "pk")[:MOST]
    return [row for row in rows if plain_words(row.text) == words]
