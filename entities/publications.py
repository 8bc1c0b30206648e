"""Where else the same words were published."""

from collections import defaultdict
from dataclasses import dataclass

from django.db.models import QuerySet

from articles import index
from articles.models import Article, Caption
from articles.same_words import FEW_WORDS, plain_words, words_key
from articles.search import Field, Words, folded_words
from entities.models import NearCopy, Quote, QuotePart
from entities.rows import TOLD_OF_ARTICLE

MOST = 20  # printings that a page shows; so many may not be all of them
MOST_ALIKE = 500  # looked at for those
PROBE = 12  # words of a caption that others are looked for by


@dataclass(frozen=True, slots=True)
class Copy:
    """Another article that prints the same report, and how much of the shorter text the other has."""

    article: Article
    percent: int


@dataclass(frozen=True, slots=True)
class Printings:
    """Quotes of the same words, and of nearly the same ones, the first published first."""

    same: list[Quote]
    nearly: list[Quote]
    is_all: bool = True


def copies_of(article: Article) -> list[Copy]:
    """Articles with most of the words of this one, the most alike first."""
    pairs = NearCopy.objects.of(article).for_display()
    return [Copy(pair.second if pair.first_id == article.pk else pair.first, round(100 * pair.share)) for pair in pairs]


def other_publications(quote: Quote) -> Printings:
    """Other quotes of these words, or nearly these; few words are the same quote only from the same speaker."""
    others = Quote.objects.visible().exclude(pk=quote.pk)
    if len(quote.plain.split()) < FEW_WORDS:
        others = others.filter(speaker=quote.speaker) if quote.speaker else others.none()
    return _printings(others, quote.words)


def printed_elsewhere(printed: str, *, outside: Article) -> list[Quote]:
    """Quotes of the same words in other articles, oldest first; too few words are no one's in particular."""
    if len(plain_words(printed).split()) < FEW_WORDS:
        return []
    return _printings(Quote.objects.visible().exclude(article=outside), printed).same


def _printings(quotes: QuerySet[Quote], words: str) -> Printings:
    alike = quotes.filter(words_key=words_key(words)).order_by("article__published", "pk")
    keys = list(alike.values_list("pk", flat=True)[:MOST_ALIKE])
    if not keys:
        return Printings([], [])
    printed = defaultdict(list)
    for key, text in QuotePart.objects.filter(quote__in=keys).order_by("order").values_list("quote", "text"):
        printed[key].append(text)
    plain = plain_words(words)
    same, nearly = [], []
    for key in keys:
        (same if plain_words(" ".join(printed[key])) == plain else nearly).append(key)
    rows = Quote.objects.for_list().in_bulk([*same[:MOST], *nearly[:MOST]])
    return Printings(
        same=[rows[key] for key in same[:MOST] if key in rows],
        nearly=[rows[key] for key in nearly[:MOST] if key in rows],
        is_all=len(keys) < MOST_ALIKE and max(len(same), len(nearly)) <= MOST,
    )


def other_captions(caption: Caption) -> list[Caption]:
    """Other captions of the same words, oldest first."""
    words, probe = plain_words(caption.text), tuple(folded_words(caption.text)[:PROBE])
    if not probe:
        return []
    like = index.matching("caption", Field("caption", Words(probe, exact=True)))
    candidates = Caption.objects.visible().exclude(pk=caption.pk).filter(pk__in=like)
    rows = candidates.select_related("article").only("text", *(f"article__{name}" for name in TOLD_OF_ARTICLE))
    rows = rows.order_by("article__published", "pk")[:MOST]
    return [row for row in rows if plain_words(row.text) == words]
