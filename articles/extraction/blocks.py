"""Paragraphs of plain text: where each starts and ends, white space left out."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import islice, pairwise

from articles.extraction.types import Span

MOST_BLOCKS = 100_000
"""Paragraphs of one text that are judged each by its words; what lies past them is story."""
LONGEST_WRAPPED_LINE = 100
SHORTEST_WRAPPED_LINE = 40
SENTENCE_END = (".", "!", "?", ".”", ".’", '."', ".'", "?”", '?"', "!”", '!"', ":")
QUOTATION_MARKS = "\"'“”‘’«»„‟「"
TRANSCRIPT_TURN = re.compile(
    r"(?:Q|A|(?:[A-Z]{2,5}\. )?(?:Mc|Mac|O['’])?[A-Z]{2,}[A-Z .'’-]{0,40}(?: \([^)]{1,40}\))?):\s"
)
SPEAKER_LINE = re.compile(r"(?:Q|A|[A-Z][A-Za-z.'’-]*(?: [A-Z][A-Za-z.'’-]*){0,4}):\s")


@dataclass(frozen=True)
class Block:
    """A paragraph, heading or other stretch of text with nothing but itself in its lines."""

    span: Span
    text: str

    @cached_property
    def word_count(self) -> int:
        return len(self.text.split())

    @cached_property
    def one_line(self) -> str:
        """The words with every white space made one space; offsets do not hold."""
        return " ".join(self.text.split())

    @property
    def relative(self) -> Span:
        """The span of the block within its own text."""
        return Span(0, len(self.text))

    @property
    def opens_with_quote(self) -> bool:
        return self.text[0] in QUOTATION_MARKS

    @property
    def ends_sentence(self) -> bool:
        return self.text.endswith(SENTENCE_END)


def find_blocks(text: str) -> list[Block]:
    """The paragraphs in order, `MOST_BLOCKS` at most. Lines wrapped by a typewriter or a wire are joined again."""
    blocks = (block for group in _line_groups(text) for block in _blocks_of(group, text))
    return list(islice(blocks, MOST_BLOCKS))


def make_block(text: str, start: int, end: int) -> Block:
    return Block(Span(start, end), text[start:end])


def _line_groups(text: str) -> Iterator[list[Span]]:
    """Lines between blank lines, without the white space at their ends."""
    group: list[Span] = []
    position = 0
    for line in text.split("\n"):
        words = line.strip()
        if words:
            start = position + line.index(words[0])
            group.append(Span(start, start + len(words)))
        elif group:
            yield group
            group = []
        position += len(line) + 1
    if group:
        yield group


def _blocks_of(lines: list[Span], text: str) -> Iterator[Block]:
    if not _is_wrapped([line.of(text) for line in lines]):
        for line in lines:
            yield make_block(text, line.start, line.end)
        return
    start = lines[0].start
    for line, following in pairwise(lines):
        if _starts_paragraph(text, following):
            yield make_block(text, start, line.end)
            start = following.start
    yield make_block(text, start, lines[-1].end)


def _is_wrapped(lines: list[str]) -> bool:
    """Whether line ends mean nothing: full lines of one width that mostly break inside a sentence."""
    full = lines[:-1]
    if not full or max(map(len, lines)) > LONGEST_WRAPPED_LINE:
        return False
    if min(map(len, full)) < SHORTEST_WRAPPED_LINE:
        return False
    inside = sum(not line.endswith(SENTENCE_END) for line in full)
    continued = sum(line[0].islower() for line in lines[1:])
    return inside * 2 > len(full) and (continued > 0 or len(full) > 2)


def _starts_paragraph(text: str, line: Span) -> bool:
    """A line set in, or one that names its speaker, opens a paragraph of its own."""
    return text[max(0, line.start - 2) : line.start].strip("\n") in ("  ", "\t", " \t") or bool(
        SPEAKER_LINE.match(line.of(text))
    )
