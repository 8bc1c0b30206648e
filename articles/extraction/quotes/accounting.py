"""What became of every pair of quotation marks: it is in a quote, or the rule that left it is known."""

from collections.abc import Iterator, Sequence
from enum import StrEnum

from articles.extraction.quotes.left import (
    BYNAME,
    NICKNAME,
    NO_WORDS,
    PASSAGE,
    SET_OFF,
    SPOKEN_OF,
    TITLE,
    UNREPORTED,
)
from articles.extraction.quotes.marks import DOUBLE, READ, Paragraph, find_marked, read_paragraphs
from articles.extraction.types import Document, Role, Span, Unquoted


class Fate(StrEnum):
    """Where a pair of marks went. Each says so in words, for whoever reads the account."""

    QUOTED = "in a quote"
    REJECTED = "in a quote that an editor rejected"
    TITLE = "around a title"
    BYNAME = "around the name that a place or a thing goes by"
    NICKNAME = "around a nickname in a name"
    SPOKEN_OF = "around words that are spoken of: a term, a sign, a translation"
    SET_OFF = "around words of the article's own sentence that nobody is reported to say"
    UNREPORTED = "around a sentence that nobody is reported to say"
    PASSAGE = "around a passage that quotes others itself"
    NO_WORDS = "around no words"
    RELABELLED = "in a part of an article that an editor labelled otherwise"
    ELSEWHERE = "outside the story: byline, credit, link, footer"
    UNREAD = "in an article, or a part of one, that is not read for quotes"
    UNKEPT = "in an article read before the rules were kept: the next ingest of its file notes them"
    LOST = "without a reason"


LEFT = {
    TITLE: Fate.TITLE,
    BYNAME: Fate.BYNAME,
    NICKNAME: Fate.NICKNAME,
    SPOKEN_OF: Fate.SPOKEN_OF,
    SET_OFF: Fate.SET_OFF,
    UNREPORTED: Fate.UNREPORTED,
    PASSAGE: Fate.PASSAGE,
    NO_WORDS: Fate.NO_WORDS,
}


def account(
    document: Document,
    *,
    quoted: Sequence[Span],
    rejected: Sequence[Span] = (),
    unquoted: Sequence[Unquoted] | None,
    relabelled: Sequence[Span] = (),
    read_to: int,
) -> Iterator[tuple[Span, Fate]]:
    """Every stretch between quotation marks with what became of it, in reading order.

    `unquoted` is what the rules left, None where that was not kept; `read_to` how far the text was read for quotes;
    `relabelled` are the parts that were something else when it was.
    """
    paragraphs = (*read_paragraphs(document), *_elsewhere(document))
    for marked in sorted(find_marked(document.text, paragraphs), key=lambda marked: marked.outer):
        outer, role = marked.outer, paragraphs[marked.paragraph].role
        if _touches(outer, quoted):
            fate = Fate.QUOTED
        elif _touches(outer, rejected):
            fate = Fate.REJECTED
        elif outer.start >= read_to:
            fate = Fate.UNREAD
        elif left := next((left for left in unquoted or () if outer.overlaps(left.span)), None):
            fate = LEFT.get(left.rule, Fate.LOST)
        elif _touches(outer, relabelled):
            fate = Fate.RELABELLED
        elif role not in READ:
            fate = Fate.ELSEWHERE
        else:
            fate = Fate.UNKEPT if unquoted is None else Fate.LOST
        yield outer, fate


def _touches(outer: Span, spans: Sequence[Span]) -> bool:
    return any(outer.overlaps(span) for span in spans)


def _elsewhere(document: Document) -> Iterator[Paragraph]:
    for labelled in document.spans:
        if labelled.role not in READ and labelled.role is not Role.BLANK:
            yield Paragraph(labelled.span, labelled.role)


def count_alone(text: str, pairs: Sequence[Span]) -> int:
    """How many double quotation marks belong to no pair and stand in none: inches, seconds, marks that were lost."""
    return sum(not _touches(Span(*mark.span()), pairs) for mark in DOUBLE.finditer(text))
