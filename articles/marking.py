"""A published text and what is marked in it, cut into nested pieces for a page.

Nothing here adds, drops or moves a character: the words of all blocks, joined, are the text.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from heapq import heapify, heappop, heappush
from typing import Any

from articles.extraction.types import Role, Span

LabelledSpans = Iterable[tuple[int, int, str]]

IN_A_FIGURE = frozenset({Role.CAPTION, Role.CREDIT})


class MarkKind(StrEnum):
    """In the order in which marks over the same words enclose each other."""

    CAPTION = "caption"
    QUOTE = "quote"
    EVENT = "event"
    ENTITY = "entity"  # a place or an organisation: these have no page
    PERSON = "person"


RANK = {kind: rank for rank, kind in enumerate(MarkKind)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """Something said about a stretch of the text. `subject` is the caller's; it is never looked into."""

    span: Span
    kind: MarkKind
    anchor: str
    subject: Any = None


# start, minus end, rank, place in the caller's list, the mark: in the order in which marks open.
Piece = tuple[int, int, int, int, Mark]


@dataclass(frozen=True, slots=True, kw_only=True)
class Segment:
    """Plain words, or (with a mark) the pieces that a mark encloses.

    A mark that crosses the end of another is cut in two; only its first piece `opens` it.
    """

    text: str = ""
    mark: Mark | None = None
    children: tuple["Segment", ...] = ()
    opens: bool = False

    @property
    def words(self) -> str:
        return self.text + "".join(child.words for child in self.children)


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """A stretch of one role inside a block."""

    span: Span
    role: Role
    segments: tuple[Segment, ...]

    @property
    def words(self) -> str:
        return "".join(segment.words for segment in self.segments)


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """What stands together on the page: a paragraph, a headline, a caption with its credit, white space."""

    role: Role
    runs: tuple[Run, ...]
    caption: Mark | None = None

    @property
    def words(self) -> str:
        return "".join(run.words for run in self.runs)

    @property
    def span(self) -> Span:
        return Span(self.runs[0].span.start, self.runs[-1].span.end)


def blocks(text: str, spans: LabelledSpans, marks: Sequence[Mark] = ()) -> list[Block]:
    """Return the text as blocks in reading order, with the marks nested inside them.

    Characters without a label count as body. A mark over a caption belongs to its block and
    encloses nothing.
    """
    pieces = [_piece(mark.span, number, mark) for number, mark in enumerate(marks) if mark.kind is not MarkKind.CAPTION]
    captions = [mark for mark in marks if mark.kind is MarkKind.CAPTION]
    heapify(pieces)
    found = []
    for group in _groups(text, _tiled(spans, len(text))):
        runs = tuple(
            Run(span=span, role=role, segments=tuple(_nest(text, span, _take(pieces, span)))) for span, role in group
        )
        around = Span(group[0][0].start, group[-1][0].end)
        caption = next((mark for mark in captions if mark.span.overlaps(around)), None)
        found.append(Block(role=_role_of(group), runs=runs, caption=caption))
    return found


def shares(text: str, spans: LabelledSpans) -> dict[Role, float]:
    """Return which share of the text, white space left out, each role has; the largest first."""
    sizes: dict[Role, int] = {}
    for span, role in _tiled(spans, len(text)):
        size = len("".join(span.of(text).split()))
        if size:
            sizes[role] = sizes.get(role, 0) + size
    total = sum(sizes.values())
    return {role: size / total for role, size in sorted(sizes.items(), key=lambda item: -item[1])}


def _tiled(spans: LabelledSpans, length: int) -> Iterator[tuple[Span, Role]]:
    """Yield spans that cover the whole text once, whatever the labels leave out or say twice."""
    reached = 0
    for start, end, role in sorted(spans):
        if start > reached:
            yield Span(reached, min(start, length)), Role.BODY
            reached = min(start, length)
        end = min(end, length)
        if end > reached:
            yield Span(reached, end), Role(role)
            reached = end
    if reached < length:
        yield Span(reached, length), Role.BODY


def _groups(text: str, tiles: Iterable[tuple[Span, Role]]) -> list[list[tuple[Span, Role]]]:
    """Put on one line what has no line break between, and a credit with the caption above it."""
    groups: list[list[tuple[Span, Role]]] = []
    for span, role in tiles:
        breaks = not groups or "\n" in span.of(text) if role is Role.BLANK else _on_a_new_line(text, span)
        if role is Role.CREDIT and _awaits_credit(groups):
            gap = groups.pop() if _role_of(groups[-1]) is Role.BLANK else []
            groups[-1] += [*gap, (span, role)]
        elif breaks or _role_of(groups[-1]) is Role.BLANK:
            groups.append([(span, role)])
        else:
            groups[-1].append((span, role))
    return groups


def _on_a_new_line(text: str, span: Span) -> bool:
    return span.start == 0 or text[span.start - 1] == "\n"


def _awaits_credit(groups: Sequence[Sequence[tuple[Span, Role]]]) -> bool:
    """Whether what was printed last, white space apart, is a caption without a credit."""
    above = next((group for group in reversed(groups[-2:]) if _role_of(group) is not Role.BLANK), ())
    roles = {role for _, role in above}
    return Role.CAPTION in roles and Role.CREDIT not in roles


def _role_of(group: Sequence[tuple[Span, Role]]) -> Role:
    """The role that a block is shown in: a figure's is its caption, a paragraph's dateline does not count."""
    roles = [role for _, role in group if role is not Role.BLANK]
    if not roles:
        return Role.BLANK
    if IN_A_FIGURE.intersection(roles):
        return Role.CAPTION
    return next((role for role in roles if role is not Role.DATELINE), Role.DATELINE)


def _piece(span: Span, number: int, mark: Mark) -> Piece:
    """A part of a mark, made so that a heap gives the first one first and of those the outermost."""
    return span.start, -span.end, RANK[mark.kind], number, mark


def _take(pieces: list[Piece], around: Span) -> list[Piece]:
    """Remove from the heap what starts before the end of `around`; what reaches beyond it is put back as a rest."""
    taken = []
    while pieces and pieces[0][0] < around.end:
        start, negative_end, _, number, mark = heappop(pieces)
        taken.append(_piece(Span(start, min(-negative_end, around.end)), number, mark))
        if -negative_end > around.end:
            heappush(pieces, _piece(Span(around.end, -negative_end), number, mark))
    heapify(taken)
    return taken


def _nest(text: str, around: Span, pieces: list[Piece]) -> Iterator[Segment]:
    """Yield the words of `around` in order, each mark with what it encloses; `pieces` is a heap, used up."""
    reached = around.start
    while pieces:
        start, negative_end, _, _, mark = heappop(pieces)
        span = Span(start, -negative_end)
        if span.start > reached:
            yield Segment(text=text[reached : span.start])
        children = tuple(_nest(text, span, _take(pieces, span)))
        yield Segment(mark=mark, children=children, opens=span.start == mark.span.start)
        reached = span.end
    if reached < around.end:
        yield Segment(text=text[reached : around.end])
