"""A quote where it stands: its words and the sentences around them, taken from the published text."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from articles.extraction.types import Role, Span
from articles.models import Article
from entities.models import Quote

_END = re.compile(r"[.!?…][\"'”’)\]]*\s+(?=[\"'“‘(\[]?[A-Z0-9])")
_ABBREVIATION = re.compile(r"(?:\b[A-Z]|\b(?:Mr|Mrs|Ms|Dr|Sen|Rep|Gov|Gen|Prof|St|Jr|Sr|No|vs))\.\s+$")
REACH = 600  # characters to either side of the words further than which no sentence is read
AROUND = 1  # sentences before the first and after the last quoted one


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    words: str
    quoted: bool


@dataclass(frozen=True, slots=True)
class Paragraph:
    """The pieces that are shown of a paragraph, and whether something stands before and after them in it."""

    pieces: list[Piece]
    begins_before: bool = False
    goes_on: bool = False


def passage_of(quote: Quote) -> list[Paragraph]:
    """The sentences that hold the quote with one before and one after; empty where the text has changed."""
    article, parts = quote.article, [Span(part.start, part.end) for part in quote.pieces]
    if not parts or any(span.of(article.text) != part.text for span, part in zip(parts, quote.pieces, strict=True)):
        return []
    role = next((r for start, end, r in article.spans if start <= parts[0].start < end), Role.BODY)
    paragraphs = [Span(start, end) for start, end, r in article.spans if r == role]
    sentences = [(p, s) for p in paragraphs for s in sentences_in(article.text, p)]
    holding = [i for i, (_, s) in enumerate(sentences) if any(s.overlaps(part) for part in parts)]
    if not holding:
        return []
    shown = sentences[max(0, holding[0] - AROUND) : holding[-1] + AROUND + 1]
    by_paragraph: dict[Span, list[Span]] = {}
    for paragraph, sentence in shown:
        by_paragraph.setdefault(paragraph, []).append(sentence)
    return [paragraph_of(article.text, Span(group[0].start, group[-1].end), parts) for group in by_paragraph.values()]


def paragraph_of(text: str, window: Span, parts: list[Span]) -> Paragraph:
    """What a window shows of the paragraph that it lies in."""
    before, after = text[: window.start].rstrip(" "), text[window.end :].lstrip(" ")
    return Paragraph(
        list(pieces_of(text, window, parts)),
        begins_before=bool(before) and before[-1] != "\n",
        goes_on=bool(after) and after[0] != "\n",
    )


def sentences_in(text: str, paragraph: Span) -> list[Span]:
    """The sentences of a paragraph, white space at their ends left out."""
    bounds = [paragraph.start]
    for match in _END.finditer(text, paragraph.start, paragraph.end):
        if not _ABBREVIATION.search(text, max(bounds[-1], match.end() - 12), match.end()):
            bounds.append(match.end())
    bounds.append(paragraph.end)
    spans = (_trimmed(text, start, end) for start, end in pairwise(bounds))
    return [span for span in spans if span]


def around(article: Article, start: int, end: int, *, reach: int) -> tuple[int, int]:
    """The sentences that hold [start, end) and those within `reach` characters of them, if they run on from there."""
    parts = [(Span(begin, close), role) for begin, close, role in article.spans if role != Role.BLANK]
    holding = [i for i, (span, _) in enumerate(parts) if span.overlaps(Span(start, end))]
    if not holding:
        return start, end
    first, last = holding[0], holding[-1]
    while first and parts[first - 1][1] == parts[first][1]:
        first -= 1
    while last + 1 < len(parts) and parts[last + 1][1] == parts[last][1]:
        last += 1
    window = Span(max(start - reach, 0), end + reach)
    paragraphs = [span for span, _ in parts[first : last + 1] if span.overlaps(window)]
    shown = [s for paragraph in paragraphs for s in sentences_in(article.text, paragraph) if s.overlaps(window)]
    return (shown[0].start, shown[-1].end) if shown else (start, end)


def _trimmed(text: str, start: int, end: int) -> Span | None:
    words = text[start:end]
    start, end = start + len(words) - len(words.lstrip()), end - len(words) + len(words.rstrip())
    return Span(start, end) if start < end else None


def pieces_of(text: str, window: Span, parts: list[Span]) -> Iterator[Piece]:
    """The words of a window, cut where a part begins or ends."""
    at = window.start
    for part in parts:
        start, end = max(part.start, window.start), min(part.end, window.end)
        if start >= end:
            continue
        if at < start:
            yield Piece(words=text[at:start], quoted=False)
        yield Piece(words=text[start:end], quoted=True)
        at = end
    if at < window.end:
        yield Piece(words=text[at : window.end], quoted=False)


def sentence_at(article: Article, start: int, end: int) -> tuple[int, int]:
    """Return the offsets of the sentence that holds [start, end), or of the sentences it reaches over."""
    wanted = Span(start, end)
    paragraphs = [Span(begin, close) for begin, close, _ in article.spans if begin < end and start < close]
    sentences = [s for p in paragraphs for s in sentences_in(article.text, p) if s.overlaps(wanted)]
    if not sentences:
        return start, end
    return max(sentences[0].start, start - REACH), min(sentences[-1].end, end + REACH)
