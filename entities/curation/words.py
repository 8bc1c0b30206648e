"""Where words stand in an article: those that a decision names, and the sentence around them."""

from articles.extraction.types import Span
from articles.models import Article
from entities.models import Quote
from entities.passage import sentences_in
from entities.store.anchoring import occurrences

# No sentence is read further than this many characters to either side.
REACH = 600


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


def sentence_at(article: Article, start: int, end: int) -> tuple[int, int]:
    """Return the offsets of the sentence that holds [start, end), or of the sentences it reaches over."""
    wanted = Span(start, end)
    paragraphs = [Span(begin, close) for begin, close, _ in article.spans if begin < end and start < close]
    sentences = [s for p in paragraphs for s in sentences_in(article.text, p) if s.overlaps(wanted)]
    if not sentences:
        return start, end
    return max(sentences[0].start, start - REACH), min(sentences[-1].end, end + REACH)
