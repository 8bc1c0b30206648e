"""Labels that editors gave to stretches of an article, on their way into another version of its text."""

from collections.abc import Sequence

from articles.extraction.types import Span
from entities.store.anchoring import Alignment


def move_labels(decided: Sequence[list], alignment: Alignment) -> list[list]:
    """Move labels, [start, end, role, words], with their words. One whose words are gone waits without a place."""
    moved = []
    for start, end, role, words in decided:
        span = alignment.shift(Span(start, end)) if start is not None else None
        span = span or alignment.search(words, near=start or 0)
        moved.append([span.start, span.end, role, words] if span else [None, None, role, words])
    return moved
