"""Where the words of an older text stand in a newer one. Pure: two strings in, spans out."""

import re
from bisect import bisect_right
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from difflib import Match, SequenceMatcher

from articles.extraction.types import Span

PARAGRAPH = re.compile(r"[^\n]+")
TOKEN = re.compile(r"\w+|\W")
WORD = re.compile(r"\w+")
# A shorter stretch of unchanged words ("said the") proves nothing about where it stands.
ENOUGH_CONTEXT = 3
# So many words in a row are found again wherever they stand; fewer could be another "he said".
DISTINCTIVE = 4
# Rewritten stretches longer than this are not compared word by word.
MOST_TOKENS = 4000
# Pairs of equal tokens looked at in one such stretch. Plain prose of that length takes up to two thirds.
MOST_PAIRS = 60_000_000


@dataclass(frozen=True, slots=True)
class Stretch:
    """`length` characters that both texts share, from `old` in one and from `new` in the other."""

    old: int
    new: int
    length: int


@dataclass(frozen=True, slots=True)
class Alignment:
    """Two versions of a text and the stretches they share, in order."""

    old: str
    new: str
    stretches: tuple[Stretch, ...]

    @property
    def is_identity(self) -> bool:
        return self.old == self.new

    def shift(self, span: Span) -> Span | None:
        """Return where a span of the old text now stands, if it lies in a stretch that did not change."""
        stretch = self._last_before(span.start)
        if stretch is None or span.end > stretch.old + stretch.length:
            return None
        by = stretch.new - stretch.old
        return Span(span.start + by, span.end + by)

    def search(self, words: str, *, near: int, taken: Collection[Span] = ()) -> Span | None:
        """Return where `words` now stand when they are recognised beyond doubt, else None.

        That is: several words in a row, wherever they stand (the occurrence nearest to where
        `near` in the old text came to lie), or fewer that the new text has only once and the
        old text had at most once. Spans that overlap `taken` are left out.
        """
        found = list(occurrences(words, self.new))
        if len(WORD.findall(words)) < DISTINCTIVE and (
            len(found) > 1 or sum(1 for _ in occurrences(words, self.old)) > 1
        ):
            return None
        free = [span for span in found if not any(span.overlaps(other) for other in taken)]
        expected = self._expected(near)
        return min(free, key=lambda span: (abs(span.start - expected), span.start), default=None)

    def _expected(self, offset: int) -> int:
        """About where an offset of the old text lies in the new one."""
        stretch = self._last_before(offset)
        return offset - stretch.old + stretch.new if stretch else offset

    def _last_before(self, offset: int) -> Stretch | None:
        index = bisect_right(self.stretches, offset, key=lambda stretch: stretch.old)
        return self.stretches[index - 1] if index else None


def align(old: str, new: str) -> Alignment:
    """Compare two versions of a text, first by paragraph, then by word where paragraphs differ."""
    if old == new:
        return Alignment(old, new, (Stretch(0, 0, len(old)),) if old else ())
    before, after = list(PARAGRAPH.finditer(old)), list(PARAGRAPH.finditer(new))
    matcher = SequenceMatcher(None, [p[0] for p in before], [p[0] for p in after])
    stretches: list[Stretch] = []
    for kind, i1, i2, j1, j2 in matcher.get_opcodes():
        if kind == "equal":
            pairs = zip(before[i1:i2], after[j1:j2], strict=True)
            stretches += [Stretch(p.start(), q.start(), len(p[0])) for p, q in pairs]
        elif kind == "replace":
            stretches += _shared_words(
                old, new, Span(before[i1].start(), before[i2 - 1].end()), Span(after[j1].start(), after[j2 - 1].end())
            )
    return Alignment(old, new, tuple(stretches))


class _Bounded(SequenceMatcher):
    """Finds no more matches once it has looked at `MOST_PAIRS`: words repeated without end would take hours."""

    pairs = 0

    def find_longest_match(self, alo: int = 0, ahi: int | None = None, blo: int = 0, bhi: int | None = None) -> Match:
        self.pairs += sum(len(self.b2j.get(token, ())) for token in self.a[alo:ahi])
        return Match(alo, blo, 0) if self.pairs > MOST_PAIRS else super().find_longest_match(alo, ahi, blo, bhi)


def _shared_words(old: str, new: str, before: Span, after: Span) -> Iterator[Stretch]:
    """Runs of words that two rewritten stretches share, long enough to be the same words."""
    ours, theirs = list(TOKEN.finditer(before.of(old))), list(TOKEN.finditer(after.of(new)))
    if max(len(ours), len(theirs)) > MOST_TOKENS:
        return
    matcher = _Bounded(None, [t[0] for t in ours], [t[0] for t in theirs], autojunk=False)
    for i, j, size in matcher.get_matching_blocks():
        if size and sum(token[0].isalnum() for token in ours[i : i + size]) >= ENOUGH_CONTEXT:
            start, end = ours[i].start(), ours[i + size - 1].end()
            yield Stretch(before.start + start, after.start + theirs[j].start(), end - start)


def occurrences(words: str, text: str) -> Iterator[Span]:
    """Yield every place where `words` stand in `text` as whole words."""
    if not words:
        return
    head = r"(?<!\w)" if WORD.match(words[0]) else ""
    tail = r"(?!\w)" if WORD.match(words[-1]) else ""
    for match in re.finditer(head + re.escape(words) + tail, text):
        yield Span(match.start(), match.end())
