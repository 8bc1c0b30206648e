"""Passages set between straight marks, with the quotations inside them between curly ones."""

import re
from collections.abc import Sequence

from articles.extraction.types import Span

OPENING = re.compile(r"[\"“]")
CURLY = re.compile(r"[“”]")
LONGEST = 40
"""Paragraphs of a passage."""
SHORTEST = 3
"""Characters of a paragraph with a mark at each end."""


def find_blocks(text: str, spans: Sequence[Span]) -> dict[int, Span]:
    """The words of each paragraph of such a passage, by paragraph.

    "The pier fell at night. / “I saw it,” said Marsh. / "Nobody was hurt." -- each paragraph opens
    with a mark, and only the last one ends with a straight one.
    """
    found: dict[int, Span] = {}
    first = 0
    while first < len(spans):
        last = _last(text, spans, first)
        for index in range(first, last + 1):
            start, end = spans[index].start, spans[index].end
            found[index] = Span(start + (text[start] == '"'), end - (index == last))
        first = max(first, last) + 1
    return found


def _last(text: str, spans: Sequence[Span], first: int) -> int:
    """The paragraph that closes the passage opened here, -1 where none is."""
    if text[spans[first].start] != '"':
        return -1
    for index in range(first, min(first + LONGEST, len(spans))):
        span = spans[index]
        if span.end - span.start < SHORTEST or not OPENING.match(text, span.start):
            return -1
        if text.count('"', span.start + 1, span.end - 1):
            return -1
        if text[span.end - 1] == '"':
            whole = Span(spans[first].start, span.end)
            return index if CURLY.search(text, whole.start, whole.end) else -1
    return -1
