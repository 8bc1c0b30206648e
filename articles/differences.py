"""What differs between two texts, paragraph by paragraph and word by word. Pure: strings in, pieces out.

The work is bounded: what is too long to be compared by words is shown as removed and added whole.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from itertools import takewhile

PARAGRAPH = re.compile(r"^[^\S\n]*+\S[^\n]*", re.MULTILINE)
WORD = re.compile(r"(?:^\s+)?\S+\s*")
MOST_PARAGRAPHS = 2000  # compared one by one, on each side
MOST_PAIRS = 400  # of rewritten paragraphs, looked at to find which became which
MOST_WORDS = 1000  # of a paragraph compared by words
ALIKE = 0.5  # paragraphs that share less are two paragraphs, not one rewritten


class Kind(StrEnum):
    SAME = "same"
    REMOVED = "removed"
    ADDED = "added"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True)
class Piece:
    kind: Kind
    words: str


@dataclass(frozen=True, slots=True)
class Difference:
    """One paragraph, as words that stayed, went or came; in a paragraph that changed, several of them."""

    kind: Kind
    pieces: tuple[Piece, ...]


def differences(old: str, new: str) -> list[Difference]:
    """Compare two texts. The pieces that are not added, joined, are the old paragraphs; likewise the new ones."""
    before, after = PARAGRAPH.findall(old), PARAGRAPH.findall(new)
    head = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(before, after, strict=False)))
    rest = zip(reversed(before[head:]), reversed(after[head:]), strict=False)
    tail = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], rest))
    ours, theirs = before[head : len(before) - tail], after[head : len(after) - tail]
    same = [_whole(Kind.SAME, words) for words in before]
    return [*same[:head], *_between(ours, theirs), *same[len(before) - tail :]]


def _between(ours: list[str], theirs: list[str]) -> Iterator[Difference]:
    if max(len(ours), len(theirs)) > MOST_PARAGRAPHS:
        yield from _replaced(ours, theirs)
        return
    for kind, i1, i2, j1, j2 in SequenceMatcher(None, ours, theirs).get_opcodes():
        if kind == "equal":
            yield from (_whole(Kind.SAME, words) for words in ours[i1:i2])
        else:
            yield from _rewritten(ours[i1:i2], theirs[j1:j2])


def _rewritten(ours: Sequence[str], theirs: Sequence[str]) -> Iterator[Difference]:
    """Pair the paragraphs of a rewritten stretch, in their order, each with the next one that is like it."""
    if len(ours) * len(theirs) > MOST_PAIRS:
        yield from _replaced(ours, theirs)
        return
    at = 0
    for paragraph in ours:
        found = next((j for j in range(at, len(theirs)) if likeness(paragraph, theirs[j]) >= ALIKE), None)
        if found is None:
            yield _whole(Kind.REMOVED, paragraph)
            continue
        yield from (_whole(Kind.ADDED, words) for words in theirs[at:found])
        yield Difference(Kind.CHANGED, tuple(_by_word(paragraph, theirs[found])))
        at = found + 1
    yield from (_whole(Kind.ADDED, words) for words in theirs[at:])


def likeness(one: str, other: str) -> float:
    """How much of their words two texts share, 0 to 1, whatever the order: cheap, and never too low."""
    return SequenceMatcher(None, WORD.findall(one)[:MOST_WORDS], WORD.findall(other)[:MOST_WORDS]).quick_ratio()


def _by_word(old: str, new: str) -> Iterator[Piece]:
    ours, theirs = WORD.findall(old), WORD.findall(new)
    if max(len(ours), len(theirs)) > MOST_WORDS:
        yield from (Piece(Kind.REMOVED, old), Piece(Kind.ADDED, new))
        return
    for kind, i1, i2, j1, j2 in SequenceMatcher(None, ours, theirs).get_opcodes():
        if kind == "equal":
            yield Piece(Kind.SAME, "".join(ours[i1:i2]))
            continue
        if i1 < i2:
            yield Piece(Kind.REMOVED, "".join(ours[i1:i2]))
        if j1 < j2:
            yield Piece(Kind.ADDED, "".join(theirs[j1:j2]))


def _replaced(ours: Sequence[str], theirs: Sequence[str]) -> Iterator[Difference]:
    yield from (_whole(Kind.REMOVED, words) for words in ours)
    yield from (_whole(Kind.ADDED, words) for words in theirs)


def _whole(kind: Kind, words: str) -> Difference:
    return Difference(kind, (Piece(kind, words),))
