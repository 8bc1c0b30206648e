"""What every part of the store needs to know about the article that is being saved."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from articles.extraction.types import Extraction, Span
from articles.models import Article, IngestRun
from entities.store.anchoring import Alignment


@dataclass(frozen=True, slots=True)
class Saving:
    """One article on its way into the database; `alignment` leads from its stored text to the new one."""

    article: Article
    extraction: Extraction
    run: IngestRun
    alignment: Alignment
    is_new: bool


def anchor(saving: Saving, rows: Sequence[Any], held: Collection[int] = ()) -> set[Any]:
    """Move rows of one span, in memory, to where their words stand in the new text.

    Decided rows and those in `held` whose words are gone are flagged `source_changed` and keep
    the offsets of the version decided upon. Machine rows are only moved with text that did not
    change around them; those that cannot be followed are returned.
    """
    lost, adrift, taken = set(), [], []
    if saving.alignment.is_identity:
        return lost
    for row in rows:
        is_kept = not row.is_machine or row.pk in held
        span = None if row.source_changed else saving.alignment.shift(Span(row.start, row.end))
        if span:
            row.start, row.end = span.start, span.end
            taken += [span] if is_kept else []
        elif is_kept:
            adrift.append(row)
        else:
            lost.add(row)
    for row in adrift:
        words = row.text if row.source_changed else saving.alignment.old[row.start : row.end]
        span = saving.alignment.search(words, near=row.start, taken=taken)
        row.source_changed = span is None
        if span:
            row.start, row.end = span.start, span.end
            taken.append(span)
    return lost


def follow(saving: Saving, span: Span, words: str) -> Span | None:
    """Where words that go with a row stand now.

    The offsets of a row whose words had gone point into an older text than the one that is replaced.
    """
    still = saving.alignment.shift(span) if words in span.of(saving.alignment.old) else None
    return still or saving.alignment.search(words, near=span.start)


def claimed(rows: Iterable[Any]) -> list[Span]:
    """The spans that decided rows hold in the text; a row whose words have gone holds none."""
    return [Span(row.start, row.end) for row in rows if not row.is_machine and not row.source_changed]


def is_free(span: Span, spans: Iterable[Span]) -> bool:
    return not any(span.overlaps(other) for other in spans)
