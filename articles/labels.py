"""Labels that editors gave to stretches of a text, laid over those that the machine read. Pure: lists in, lists out."""

from collections.abc import Iterable, Sequence

from articles.extraction.types import Role

# [start, end, role], as an article keeps them.
Label = list


def overlay(spans: Sequence[Label], start: int, end: int, role: str) -> list[Label]:
    """Return the labels of a text with `role` from `start` to `end`: each character still has exactly one.

    Blank lines inside the stretch stay blank, so that paragraphs stay paragraphs.
    """
    laid: list[Label] = []
    for begin, close, was in spans:
        if close <= start or end <= begin:
            laid.append([begin, close, was])
            continue
        if begin < start:
            laid.append([begin, start, was])
        inside = was if was == Role.BLANK else str(role)
        first, last = max(begin, start), min(close, end)
        goes_on = laid and laid[-1][1] == first and laid[-1][2] == inside and laid[-1][0] >= start
        if goes_on:
            laid[-1][1] = last
        else:
            laid.append([first, last, inside])
        if end < close:
            laid.append([end, close, was])
    return laid


def with_labels(spans: Sequence[Label], decided: Iterable[Label]) -> list[Label]:
    """Lay decided labels, [start, end, role, words], over those of a text; one without a place is left out."""
    laid = [list(span) for span in spans]
    for start, end, role, _ in decided:
        if start is not None:
            laid = overlay(laid, start, end, role)
    return laid
