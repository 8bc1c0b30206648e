"""Where else the same words were published."""

import re

from django.db.models import QuerySet

from articles.models import Article, Caption
from entities.models import Quote
from entities.rows import caption_rows

MOST_CANDIDATES = 200
LONGEST_PROBE = 80
FEW_WORDS = 4


def plain_words(text: str) -> str:
    """Words in lower case with single spaces: what stays of a text when its printer changes the marks."""
    return " ".join(re.findall(r"\w+", re.sub("['’‘]", "", text.casefold())))


def other_publications(quote: Quote) -> list[Quote]:
    """Other quotes of the same words, oldest first; few words are the same quote only from the same speaker."""
    words = plain_words(quote.words)
    candidates = Quote.objects.visible().exclude(pk=quote.pk)
    if len(words.split()) < FEW_WORDS:
        candidates = candidates.filter(speaker=quote.speaker) if quote.speaker else candidates.none()
    return _of_words(candidates, words, max((_probe(part.text) for part in quote.parts.all()), key=len))


def printed_elsewhere(printed: str, *, outside: Article) -> list[Quote]:
    """Quotes of the same words in other articles, oldest first; too few words are no one's in particular."""
    words = plain_words(printed)
    if len(words.split()) < FEW_WORDS:
        return []
    return _of_words(Quote.objects.visible().exclude(article=outside), words, _probe(printed))


def _of_words(candidates: QuerySet[Quote], words: str, probe: str) -> list[Quote]:
    """Those of `candidates` whose plain words are `words`; every one of them holds `probe`."""
    holding = candidates.filter(pk__in=Quote.objects.filter(parts__text__icontains=probe).values("pk"))
    rows = holding.for_display().order_by("article__published", "pk")[:MOST_CANDIDATES]
    return [row for row in rows if plain_words(row.words) == words]


def other_captions(caption: Caption) -> list[Caption]:
    """Other captions of the same words, oldest first."""
    words = plain_words(caption.text)
    candidates = Caption.objects.visible().exclude(pk=caption.pk).filter(text__icontains=_probe(caption.text))
    rows = caption_rows(candidates).order_by("article__published", "pk")[:MOST_CANDIDATES]
    return [row for row in rows if plain_words(row.text) == words]


def _probe(text: str) -> str:
    """The longest run of letters and spaces: every printing of the words holds it."""
    return max(re.findall(r"[^\W_]+(?: [^\W_]+)*", text), key=len, default=text)[:LONGEST_PROBE]
