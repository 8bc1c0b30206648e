"""Where the words that a decision names stand in an article."""

from collections.abc import Iterable

from articles.extraction.types import Span
from entities.curation.errors import CurationError, Misfit
from entities.models import Quote
from entities.store.anchoring import occurrences


def ends_of(spans: Iterable[Span | tuple[int, int]]) -> list[tuple[int, int]]:
    """The two ends of each span, in characters. Raises Misfit for what is neither spans nor pairs of offsets."""
    given = [spans] if isinstance(spans, Span) else spans
    try:
        ends = [(span.start, span.end) if isinstance(span, Span) else tuple(span) for span in given]
    except TypeError:
        ends = [()]
    if not all(len(pair) == 2 and all(type(end) is int for end in pair) for pair in ends):
        raise Misfit(f"spans: {spans!r} are not pairs of a start and an end")
    return ends


def find_words(words: str, text: str, *, near: int) -> Span | None:
    """Return the place of `words` in `text` that is nearest to `near`."""
    return min(occurrences(words, text), key=lambda span: (abs(span.start - near), span.start), default=None)


def refuse_words(words: str, text: str, *, near: int) -> None:
    """Refuse words for a speaker that the article does not have, or that are too long to name one."""
    if not words:
        return
    if len(words) > (length := Quote._meta.get_field("speaker_text").max_length):
        raise CurationError(f"The words for the speaker are longer than {length} characters.")
    if find_words(words, text, near=near) is None:
        raise CurationError(f"The article does not say “{words}”. Give the speaker in the article's own words.")


def stand_at(quote: Quote, words: str, *, near: int) -> None:
    """Give the quote, in memory, its speaker as written; words that the article no longer has lose their place."""
    if words == quote.article.text[quote.speaker_start or 0 : quote.speaker_end or 0]:
        quote.speaker_text = words
        return
    span = find_words(words, quote.article.text, near=near)
    quote.speaker_text = words if span else ""
    quote.speaker_start, quote.speaker_end = (span.start, span.end) if span else (None, None)
