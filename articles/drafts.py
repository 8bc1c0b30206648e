"""A draft that somebody pastes: the quotations in it, and how they differ from print. Pure: strings in.

The work is bounded: a draft has so many characters and quotations, and a quotation so many words.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import dropwhile

from articles.differences import Kind, Piece
from articles.extraction.quotes.marks import Paragraph, find_marked
from articles.extraction.types import Role, Span

LONGEST = 20_000  # characters of a draft
MOST = 40  # quotations of a draft that are looked up
MOST_WORDS = 300  # of a quotation that are compared
FEWEST_WORDS = 2
LINE = re.compile(r"\S[^\n]*")
TOKEN = re.compile(r"\S+")
LETTERS = re.compile(r"[^\W_]+")
NAME = re.compile(r"[A-Z][\w'’.-]*(?:\s+(?:(?:de|van|von|der|al|bin)\s+)?[A-Z][\w'’.-]*)*")
# With a capital at the beginning of a sentence, and no part of a name there.
NO_NAMES = frozenset([
    "i", "he", "she", "it", "we", "they", "you", "his", "her", "their", "its", "this", "that", "these", "there", "the",
    "a", "an", "but", "and", "then", "however", "when", "while", "yesterday", "today", "as", "in", "on", "at", "if",
    "so", "after", "before", "later",
])  # fmt: skip
TOLD = re.compile(r"\b(?:told|tells|asked|asks|reminded|assured|warned)\s+\Z")
POSSESSIVE = re.compile(r"['’]s$")
SENTENCE_END = re.compile(r"[.!?]['\"”’)]*\s+")
EDGES = ".,;:!?…—–-\"“”'‘’[]() "
MARKS = str.maketrans({"“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "‘": "'", "’": "'", "–": "-", "—": "-"})


@dataclass(frozen=True, slots=True)
class Pasted:
    """Words of a draft that claim to be somebody's; `names` in their sentence, or before it, may say whose."""

    words: str
    names: tuple[str, ...] = ()
    are_beside: bool = True


@dataclass(frozen=True, slots=True)
class Comparison:
    """`share` of the pasted words stand in one printed stretch; `pieces` are what was kept, left out and put in."""

    exact: bool
    share: float
    pieces: tuple[Piece, ...] = ()


def read_draft(text: str) -> list[Pasted]:
    """What stands between quotation marks; where nothing does, every line. Single words are no quotation."""
    lines = [Span(match.start(), match.start() + len(match.group().rstrip())) for match in LINE.finditer(text)]
    marked = find_marked(text, [Paragraph(line, Role.BODY) for line in lines])
    if not marked:
        found = [Pasted(line.of(text)) for line in lines]
    else:
        outside = _without(text, [one.outer for one in marked])
        found = [Pasted(one.words.of(text), *_names_beside(outside, lines[one.paragraph], one.outer)) for one in marked]
    return [pasted for pasted in found if len(LETTERS.findall(pasted.words)) >= FEWEST_WORDS]


def compare(printed: str, pasted: str) -> Comparison:
    """Compare pasted words with the stretch of printed ones that they are taken from."""
    ours, theirs = TOKEN.findall(printed), TOKEN.findall(pasted)[:MOST_WORDS]
    start, end, share = _stretch([_bare(word) for word in ours], [_bare(word) for word in theirs])
    ours = ours[start:end]
    pieces = tuple(_pieces(ours, theirs))
    return Comparison(all(piece.kind is Kind.SAME for piece in pieces) and bool(pieces), share, pieces)


def _stretch(ours: Sequence[str], theirs: Sequence[str]) -> tuple[int, int, float]:
    """Which of our words theirs are taken from, and what share of theirs is among them."""
    anchor = SequenceMatcher(None, ours, theirs, autojunk=False).find_longest_match()
    if not anchor.size:
        return 0, 0, 0.0
    room = max(3, len(theirs) // 3)
    first = max(0, anchor.a - anchor.b - room)
    near = ours[first : anchor.a - anchor.b + len(theirs) + room]
    blocks = [
        block for block in SequenceMatcher(None, near, theirs, autojunk=False).get_matching_blocks() if block.size
    ]
    head, tail = blocks[0], blocks[-1]
    start = max(0, head.a - head.b)
    end = min(len(near), tail.a + len(theirs) - tail.b)
    return first + start, first + end, sum(block.size for block in blocks) / len(theirs)


def _pieces(ours: Sequence[str], theirs: Sequence[str]) -> Iterator[Piece]:
    for kind, i1, i2, j1, j2 in SequenceMatcher(None, _straight(ours), _straight(theirs), autojunk=False).get_opcodes():
        if kind == "equal":
            yield Piece(Kind.SAME, " ".join(ours[i1:i2]) + " ")
            continue
        if i1 < i2:
            yield Piece(Kind.REMOVED, " ".join(ours[i1:i2]) + " ")
        if j1 < j2:
            yield Piece(Kind.ADDED, " ".join(theirs[j1:j2]) + " ")


def _straight(words: Sequence[str]) -> list[str]:
    """Words with the marks of a typewriter, and without what stands around the whole of them."""
    found = [word.translate(MARKS).replace("...", "…") for word in words]
    if found:
        found[0], found[-1] = found[0].lstrip(EDGES), found[-1].rstrip(EDGES)
        found[-1] = found[-1] if len(found) > 1 else found[-1].lstrip(EDGES)
    return found


def _bare(word: str) -> str:
    return "".join(LETTERS.findall(word.translate(MARKS).replace("'", "").casefold()))


def _without(text: str, spans: Sequence[Span]) -> str:
    """The text with a line in the place of what stands in marks."""
    for span in spans:
        text = text[: span.start] + "_" * (span.end - span.start) + text[span.end :]
    return text


def _names(outside: str, start: int, end: int) -> list[str]:
    """Capitalised words, without those that only begin a sentence, or say whom somebody told."""
    found = (
        [*dropwhile(_is_no_name, name.group().split())]
        for name in NAME.finditer(outside, start, end)
        if not TOLD.search(outside[max(0, name.start() - 20) : name.start()])
    )
    return [" ".join(words) for words in found if words]


def _is_no_name(word: str) -> bool:
    return word.lower() in NO_NAMES


def _names_beside(outside: str, line: Span, quotation: Span) -> tuple[tuple[str, ...], bool]:
    """Names in the sentence around a quotation; where it has none, in the last one before that has any.

    And whether they stand in its own.
    """
    ends = [line.start, *(match.end() for match in SENTENCE_END.finditer(outside, line.start, line.end)), line.end]
    last = next((at for at, end in enumerate(ends) if end >= quotation.end), len(ends) - 1)
    first = max((at for at in range(last) if ends[at] <= quotation.start), default=0)
    sentences = [(ends[first], ends[last]), *((ends[at - 1], ends[at]) for at in range(first, 0, -1))]
    for place, (start, end) in enumerate(sentences):
        if names := _names(outside, start, end):
            return tuple(dict.fromkeys(POSSESSIVE.sub("", name).rstrip(".’'") for name in names)), place == 0
    return (), True
