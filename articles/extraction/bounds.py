"""How much of one article is read, so that any text is done with in bounded time and memory.

Structure labels the whole of every text. People, quotes, captions' people and events are read as far
as `readable` goes; words past it are kept and shown, and the extraction carries a warning.
"""

import re
from dataclasses import replace
from itertools import islice

from articles.extraction.types import CaptionBlock, Document, Span

READING_LIMIT = 400_000
"""Characters that are read of one article: a thick book."""
MOST_WORDS = 80_000
"""Words and marks that are read of one article: a text of nothing but marks ends sooner."""

UNIT = re.compile(r"\w+|[^\w\s]|\s{2,}|[^\S ]")  # about what the tokenizer makes a token of


def readable(document: Document) -> Document:
    """The document as far as it is read: itself, or its beginning where it is longer than a book."""
    end = _end_of_reading(document)
    if end == len(document.text):
        return document
    return replace(
        document,
        text=document.text[:end],
        spans=tuple(
            replace(labelled, span=Span(labelled.span.start, min(labelled.span.end, end)))
            for labelled in document.spans
            if labelled.span.start < end
        ),
        captions=tuple(block for block in document.captions if _outer(block).end <= end),
    )


def unread(document: Document, read: Document) -> str:
    """A warning in words where only the beginning of an article was `read`, else ""."""
    if len(read.text) == len(document.text):
        return ""
    return (
        f"The text has {len(document.text):,} characters; people, quotes and events were read in the first "
        f"{len(read.text):,} only. Split the file if it holds several articles."
    )


def _end_of_reading(document: Document) -> int:
    """Where the reading of a text stops: at its end, or at the last block that is within the bounds."""
    text = document.text
    if len(text) <= min(READING_LIMIT, MOST_WORDS):
        return len(text)
    beyond = next(islice(UNIT.finditer(text, 0, READING_LIMIT), MOST_WORDS, None), None)
    limit = beyond.start() if beyond else min(len(text), READING_LIMIT)
    if limit == len(text):
        return limit
    starts = (labelled.span.start for labelled in document.spans)
    return max((start for start in starts if limit // 2 < start <= limit), default=limit)


def _outer(block: CaptionBlock) -> Span:
    """A caption with its credit, which may stand on either side."""
    places = (block.span, block.credit.span) if block.credit else (block.span,)
    return Span(min(place.start for place in places), max(place.end for place in places))
