"""Where the words that a decision names stand in an article."""

from articles.extraction.types import Span
from entities.models import Quote
from entities.store.anchoring import occurrences


def find_words(words: str, text: str, *, near: int) -> Span | None:
    """Return the place of `words` in `text` that is nearest to `near`."""
    return min(occurrences(words, text), key=lambda span: (abs(span.start - near), span.start), default=None)


def stand_at(quote: Quote, words: str, *, near: int) -> None:
    """Give the quote, in memory, its speaker as written; words that the article no longer has lose their place."""
    if words == quote.article.text[quote.speaker_start or 0 : quote.speaker_end or 0]:
        quote.speaker_text = words
        return
    span = find_words(words, quote.article.text, near=near)
    quote.speaker_text = words if span else ""
    quote.speaker_start, quote.speaker_end = (span.start, span.end) if span else (None, None)
