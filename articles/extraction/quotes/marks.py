"""Which words stand between quotation marks.

Marks are paired inside one paragraph, so that a missing mark can spoil no more than
its own paragraph. Every paragraph is read once, from left to right.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from articles.extraction.quotes.blocks import find_blocks
from articles.extraction.types import Document, Role, Span

READ = frozenset({Role.HEADLINE, Role.STANDFIRST, Role.BODY, Role.SUBHEADING, Role.CAPTION, Role.NOTE})
ATTRIBUTE = r"(?<=\w)=\"[^\"\n]{0,500}\""  # left-over markup: id="12"
DOUBLE = re.compile(r"``|''|[\"“”„‟«»＂]")
MARK_OR_ATTRIBUTE = re.compile(rf"{ATTRIBUTE}|{DOUBLE.pattern}")
SINGLE = re.compile(r"(?<!')['‘’‚](?!')")
SINGLE_OPENING = re.compile(r"['‘](?<!\S['‘])(?=[A-Z])")
SINGLE_START = re.compile(r"['‘](?=\w)")
DOUBLE_OPENING = re.compile(r"(?:(?<=\s)|^)(?:``|''|[\"“«„])(?=\S)", re.MULTILINE)
OPENING = "“„‟«``"
CLOSING = "”»''"
ENDS = frozenset(".,!?…;:—–-)]")
BEFORE_OPENING = frozenset("([{<—–-/…¶>")
AFTER_CLOSING = frozenset(")]},.;:!?—–-/…<")
Pair = tuple[re.Match[str], re.Match[str] | int]  # opening mark; closing mark or the paragraph's end
ELISION = re.compile(r"['‘’](?:\d0s|em|til|cause|tis|twas|n|round|bout)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Paragraph:
    span: Span
    role: Role


@dataclass(frozen=True, slots=True)
class Marked:
    """Words between quotation marks: `words` without the marks, `outer` with them.

    `closed` is False where the paragraph ends before a closing mark comes.
    """

    words: Span
    outer: Span
    paragraph: int  # index into the paragraphs that were read
    closed: bool = True


def read_paragraphs(document: Document) -> tuple[Paragraph, ...]:
    """Non-empty lines of all blocks in which people may be quoted, in reading order."""
    found = []
    for labelled in document.spans:
        if labelled.role not in READ:
            continue
        for line in re.finditer(r"\S[^\n]*", labelled.span.of(document.text)):
            start = labelled.span.start + line.start()
            found.append(Paragraph(Span(start, start + len(line.group().rstrip())), labelled.role))
    return tuple(found)


def find_marked(text: str, paragraphs: Iterable[Paragraph]) -> tuple[Marked, ...]:
    """Every outermost stretch between quotation marks, in reading order.

    Double marks are outer marks. Single ones are, too, in headlines and sub-headings,
    and everywhere in an article that mostly quotes with them.
    """
    paragraphs = tuple(paragraphs)
    british = _quotes_in_single_marks(text, paragraphs)
    blocks = find_blocks(text, [paragraph.span for paragraph in paragraphs])
    found: list[Marked] = []
    for index, paragraph in enumerate(paragraphs):
        if words := blocks.get(index):
            found.append(Marked(words, paragraph.span, index, closed=index + 1 not in blocks))
            continue
        follows = paragraphs[index + 1] if index + 1 < len(paragraphs) else None
        reopened = follows is not None and DOUBLE.match(text, follows.span.start) is not None
        pairs = [] if british else _double_pairs(text, paragraph.span, reopened=reopened)
        if not pairs and (british or paragraph.role in (Role.HEADLINE, Role.SUBHEADING)):
            reopened = follows is not None and SINGLE_START.match(text, follows.span.start) is not None
            pairs = _single_pairs(text, paragraph.span, reopened=reopened) or _double_pairs(
                text, paragraph.span, reopened=False
            )
        found.extend(m for start, end in pairs if (m := _marked(text, start, end, index)))
    return tuple(found)


def _quotes_in_single_marks(text: str, paragraphs: Iterable[Paragraph]) -> bool:
    """Whether an article opens more quotations with single marks than with double ones."""
    story = [paragraph.span for paragraph in paragraphs if paragraph.role is Role.BODY]
    single = sum(len(SINGLE_OPENING.findall(text, span.start, span.end)) for span in story)
    return single > 0 and single > sum(len(DOUBLE_OPENING.findall(text, span.start, span.end)) for span in story)


def _marked(text: str, opening: re.Match[str], closing: re.Match[str] | int, paragraph: int) -> Marked | None:
    """The words between two marks without the blanks around them; None where there are no words."""
    closed = not isinstance(closing, int)
    start, end = opening.end(), closing.start() if closed else closing
    words = text[start:end]
    if not any(map(str.isalnum, words)):
        return None
    inner = Span(start + len(words) - len(words.lstrip()), end - len(words) + len(words.rstrip()))
    return Marked(inner, Span(opening.start(), closing.end() if closed else closing), paragraph, closed)


def _double_pairs(text: str, span: Span, *, reopened: bool) -> list[Pair]:
    """Pairs of double marks; a last one that stays open runs to the end of the paragraph."""
    marks = [m for m in MARK_OR_ATTRIBUTE.finditer(text, span.start, span.end) if text[m.start()] != "="]
    pairs = _pair(text, span, marks, nesting=True)
    if pairs and isinstance(pairs[-1][1], int) and not reopened:
        pairs = _pair(text, span, marks, nesting=False)
    return pairs


def _pair(text: str, span: Span, marks: list[re.Match[str]], *, nesting: bool) -> list[Pair]:
    pairs: list[Pair] = []
    opening, depth = None, 0
    for mark in marks:
        opens = _opens(text, span, mark, inside=opening is not None)
        if opening is None:
            if opens:
                opening, depth = mark, 1
        elif opens:
            if nesting:
                depth += 1
            else:
                opening = mark
        else:
            depth -= 1
            if depth <= 0 or not nesting:
                pairs.append((opening, mark))
                opening = None
    if opening is not None and span.end > opening.end():
        pairs.append((opening, span.end))
    return pairs


def _opens(text: str, span: Span, mark: re.Match[str], *, inside: bool) -> bool:
    """Does this mark open words? The blanks around it count for more than its shape."""
    before = text[mark.start() - 1] if mark.start() > span.start else " "
    after = text[mark.end()] if mark.end() < span.end else " "
    room_before = before.isspace() or before in BEFORE_OPENING
    room_after = after.isspace() or after in AFTER_CLOSING
    if mark.start() == span.start:
        return True
    if room_before != room_after:
        return room_before
    if mark.group() in OPENING:
        return not inside or not room_after
    if mark.group() in CLOSING and mark.group() != "''":
        return False
    return not inside


def _single_pairs(text: str, span: Span, *, reopened: bool) -> list[Pair]:
    """Pairs of single marks that are no apostrophes: neither '90s nor players' nor rock 'n' roll.

    A last one runs on to the end of a paragraph where the next paragraph opens with such a mark again.
    """
    pairs: list[Pair] = []
    opening: re.Match[str] | None = None
    weak: re.Match[str] | None = None
    for mark in SINGLE.finditer(text, span.start, span.end):
        if _opens_single(text, span, mark):
            if opening is not None and weak is not None:
                pairs.append((opening, weak))
            opening, weak = mark, None
        elif opening is not None and _closes_single(text, span, mark):
            if text[mark.start() - 1] in ENDS:
                pairs.append((opening, mark))
                opening, weak = None, None
            elif weak is None or text[weak.start() - 1] == "s":
                weak = mark
    if opening is not None and reopened and not (weak and _is_no_plural(text, span, weak)) and span.end > opening.end():
        pairs.append((opening, span.end))
    elif opening is not None and weak is not None:
        pairs.append((opening, weak))
    return pairs


def _is_no_plural(text: str, span: Span, mark: re.Match[str]) -> bool:
    """Whether a mark that may close is no apostrophe as in "the pilots’ boat"."""
    return text[mark.start() - 1] != "s" or not any(map(str.isalnum, text[mark.end() : span.end]))


def _opens_single(text: str, span: Span, mark: re.Match[str]) -> bool:
    before = text[mark.start() - 1] if mark.start() > span.start else " "
    after = text[mark.end()] if mark.end() < span.end else " "
    return (
        mark.group() != "’"
        and (before.isspace() or before in "([—–-/")
        and (after.isalnum() or after in "[…$£€.")
        and not ELISION.match(text, mark.start())
    )


def _closes_single(text: str, span: Span, mark: re.Match[str]) -> bool:
    after = text[mark.end()] if mark.end() < span.end else " "
    return mark.start() > span.start and not text[mark.start() - 1].isspace() and not after.isalnum()
