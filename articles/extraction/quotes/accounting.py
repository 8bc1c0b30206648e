"""What became of every pair of quotation marks: it is in a quote, or there is a reason why not."""

import re
from collections.abc import Iterator, Sequence
from enum import StrEnum

from articles.extraction.quotes.marks import DOUBLE, READ, Marked, Paragraph, find_marked, read_paragraphs
from articles.extraction.quotes.titles import LONGEST_TITLE
from articles.extraction.types import Document, Role, Span
from articles.extraction.words import word_list

WORD = re.compile(r"\w[\w'’-]*")
ENDED = re.compile(r"[.!?…]$")
# Words in marks that are no sentence, at most: a word held at arm's length, a nickname, a slogan.
LONGEST_SCARE = 12


class Fate(StrEnum):
    """Where a pair of marks went. Each says so in words, for whoever reads the account."""

    QUOTED = "in a quote"
    REJECTED = "in a quote that an editor rejected"
    UNREAD = "in an article, or a part of one, that is not read for quotes"
    UNCLOSED = "opened and never closed in its paragraph"
    HEADLINE = "in a headline or sub-heading"
    CAPTION = "in a caption"
    ELSEWHERE = "outside the story: byline, credit, link, footer"
    TITLE = "a title"
    SCARE = "a few words that nobody is reported to say"
    UNREPORTED = "words that no sentence reports"


def account(
    document: Document, *, quoted: Sequence[Span], rejected: Sequence[Span], works: Sequence[Span], read_to: int
) -> Iterator[tuple[Span, Fate]]:
    """Every stretch between quotation marks with what became of it, in reading order.

    `read_to` is how far the text was read for quotes, `works` are the titles that were found in it.
    """
    paragraphs = (*read_paragraphs(document), *_elsewhere(document))
    for marked in sorted(find_marked(document.text, paragraphs), key=lambda marked: marked.outer):
        role = paragraphs[marked.paragraph].role
        if any(marked.outer.overlaps(span) for span in quoted):
            yield marked.outer, Fate.QUOTED
        elif any(marked.outer.overlaps(span) for span in rejected):
            yield marked.outer, Fate.REJECTED
        else:
            yield marked.outer, _reason(document.text, marked, role, works, read_to)


def _elsewhere(document: Document) -> Iterator[Paragraph]:
    for labelled in document.spans:
        if labelled.role not in READ and labelled.role is not Role.BLANK:
            yield Paragraph(labelled.span, labelled.role)


def _reason(text: str, marked: Marked, role: Role, works: Sequence[Span], read_to: int) -> Fate:
    if marked.outer.start >= read_to:
        return Fate.UNREAD
    if role not in READ:
        return Fate.ELSEWHERE
    if role in (Role.HEADLINE, Role.SUBHEADING):
        return Fate.HEADLINE
    if role is Role.CAPTION:
        return Fate.CAPTION
    if not marked.closed:
        return Fate.UNCLOSED
    words = WORD.findall(marked.words.of(text))
    if any(marked.outer.overlaps(work) for work in works) or _is_set_as_title(words):
        return Fate.TITLE
    if len(words) <= LONGEST_SCARE and not ENDED.search(marked.words.of(text)):
        return Fate.SCARE
    return Fate.UNREPORTED


def _is_set_as_title(words: Sequence[str]) -> bool:
    small = word_list("title_small_words")
    return 0 < len(words) <= LONGEST_TITLE and all(not w[0].islower() or w.lower() in small for w in words)


def count_marks(text: str) -> int:
    """How many double quotation marks a text has, paired or not."""
    return sum(1 for _ in DOUBLE.finditer(text))
