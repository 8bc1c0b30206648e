"""Looking for words: what a query asks for, which rows hold it, and where to mark it."""

import re

from django.db.models import Q

_TERM = re.compile(r'["“”]([^"“”]+)["“”]|([^\s"“”]+)')
_APOSTROPHES = "'’‘"


def terms(query: str) -> list[str]:
    """Return the words of a query; words between quotation marks stay together."""
    return [" ".join((phrase or word).split()) for phrase, word in _TERM.findall(query) if (phrase or word).strip()]


def holds(query: str, *paths: str) -> list[Q]:
    """Return one condition a term: it occurs, in any case and with any apostrophe, in one of the fields."""
    return [_any_field(term, paths) for term in terms(query)]


def _any_field(term: str, paths: tuple[str, ...]) -> Q:
    condition = Q()
    for path in paths:
        for spelling in sorted({re.sub(f"[{_APOSTROPHES}]", mark, term) for mark in "'’"}):
            condition |= Q(**{f"{path}__icontains": spelling})
    return condition


def hits(text: str, query: str) -> list[tuple[int, int]]:
    """Return where the terms of a query stand in a text: half-open, in order, without overlaps."""
    patterns = [re.sub(f"[{_APOSTROPHES}]", f"[{_APOSTROPHES}]", re.escape(term)) for term in terms(query)]
    if not patterns:
        return []
    patterns.sort(key=len, reverse=True)
    return [match.span() for match in re.finditer("|".join(patterns), text, re.IGNORECASE)]


def excerpt(text: str, query: str, *, length: int = 220) -> str:
    """Return about `length` characters of a text, around the first hit, cut at spaces; '…' shows a cut."""
    found = hits(text, query)
    start = max(0, found[0][0] - length // 3) if found else 0
    end = min(len(text), start + length)
    if start and (space := text.find(" ", start, start + 30)) > 0:
        start = space + 1
    if end < len(text) and (space := text.rfind(" ", start, end)) > 0:
        end = space
    return ("… " if start else "") + " ".join(text[start:end].split()) + (" …" if end < len(text) else "")
