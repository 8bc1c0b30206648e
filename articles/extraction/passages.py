"""The passages below the head: story, captions with their credits, and what is neither."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from articles.extraction.blocks import Block
from articles.extraction.caption_blocks import FoundCaption, find_captions
from articles.extraction.credit_tails import is_credit_line
from articles.extraction.credits import is_person
from articles.extraction.datelines import Dateline, read_dateline
from articles.extraction.lines import (
    AT_THE_END,
    BARE_LABEL,
    Verdict,
    is_closing,
    is_crosslink,
    is_end_mark,
    is_prose,
    is_salutation,
    is_subheading,
    judge_line,
)
from articles.extraction.types import CaptionBlock, LabelledSpan, RelatedLine, Role, Span

MOSTLY = 0.5
MAX_LISTED, MAX_LISTED_WORDS = 8, 20
SIGNATURE_LINES, SIGNATURE_WORDS = 4, 8


@dataclass(slots=True)
class Passages:
    """What `read_passages` found, gathered in reading order."""

    labels: list[LabelledSpan] = field(default_factory=list)
    captions: list[CaptionBlock] = field(default_factory=list)
    related: list[RelatedLine] = field(default_factory=list)
    footers: list[Block] = field(default_factory=list)
    dateline: Dateline | None = None
    signature: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Copy:
    """The blocks of an article with what could be told of each one by itself."""

    blocks: Sequence[Block]
    verdicts: Sequence[Verdict | None]
    captions: dict[int, FoundCaption]

    def next_story(self, index: int) -> Block | None:
        """The paragraph a heading at `index` would stand over: captions and links between do not count."""
        position = index + 1
        while position < len(self.blocks):
            if position in self.captions:
                position += self.captions[position].blocks
            elif self.verdicts[position]:
                position += 1
            else:
                return self.blocks[position]
        return None


def read_passages(text: str, blocks: Sequence[Block], *, typography: bool = True) -> Passages:
    """Give every block its role.

    Without `typography` only words are evidence, not how lines are set: a format that marks
    its own headings has said which paragraphs are none.
    """
    verdicts = _with_lists([judge_line(block) for block in blocks], blocks)
    copy = Copy(blocks, verdicts, find_captions(text, blocks, verdicts))
    found = Passages()
    letter = any(is_salutation(block) for block in blocks[:4])
    signature = _signature(copy) if letter else range(0)
    shouting = _is_shouting([block for block, verdict in zip(blocks, verdicts, strict=True) if not verdict])
    end = _end_of_copy(blocks)
    _add_end_matter(found, blocks[end:])
    taken = -1
    for index, block in enumerate(blocks[:end]):
        if index <= taken:
            continue
        if caption := copy.captions.get(index):
            found.captions.append(caption.caption)
            found.labels.extend(caption.labels)
            taken = index + caption.blocks - 1
        elif index in signature:
            found.labels.append(LabelledSpan(block.span, Role.BYLINE, "letter-signature"))
        elif verdict := verdicts[index]:
            _add_judged(found, block, verdict)
        elif is_credit_line(block.text) and not is_person(block.text):
            found.labels.append(LabelledSpan(block.span, Role.CREDIT, "credit-line"))
        elif typography and not shouting and is_crosslink(block) and index + 1 < len(blocks):
            _add_crosslink(found, copy, index)
        elif typography and not letter and is_subheading(block, copy.next_story(index)):
            found.labels.append(LabelledSpan(block.span, Role.SUBHEADING, "short-line"))
        else:
            _add_story(found, block)
    if len(signature) and is_person(blocks[signature[0]].text):
        found.signature = (blocks[signature[0]].one_line,)
    return found


def _is_shouting(blocks: Sequence[Block]) -> bool:
    """Whether most of the words are in capitals, so that capitals mean nothing."""
    return sum(len(b.text) for b in blocks if b.text.isupper()) > MOSTLY * sum(len(b.text) for b in blocks)


def _with_lists(verdicts: list[Verdict | None], blocks: Sequence[Block]) -> list[Verdict | None]:
    """Short lines under a bare "RELATED STORIES" are the stories; a writer's biography ends a piece or is none."""
    story_below = False
    for index in reversed(range(len(blocks))):
        if verdicts[index] and verdicts[index].rule == AT_THE_END and story_below:
            verdicts[index] = None
        story_below = story_below or (verdicts[index] is None and is_prose(blocks[index]))
    listed = 0
    for index, block in enumerate(blocks):
        if verdicts[index]:
            listed = MAX_LISTED if verdicts[index].rule == BARE_LABEL else 0
        elif listed and (not block.ends_sentence or block.text.endswith("?")) and block.word_count <= MAX_LISTED_WORDS:
            verdicts[index] = Verdict(Role.RELATED, "under-related-heading")
            listed -= 1
        else:
            listed = 0
    return verdicts


def _add_end_matter(found: Passages, blocks: Sequence[Block]) -> None:
    found.labels.extend(LabelledSpan(block.span, Role.FOOTER, "after-end-mark") for block in blocks)
    found.footers.extend(blocks)


def _add_judged(found: Passages, block: Block, verdict: Verdict) -> None:
    found.labels.append(LabelledSpan(block.span, verdict.role, verdict.rule))
    if verdict.role is Role.RELATED and verdict.rule != BARE_LABEL:
        found.related.append(RelatedLine(span=Span(block.span.start + verdict.skip, block.span.end), kind=Role.RELATED))
    elif verdict.names_outlet:
        found.footers.append(block)


def _add_crosslink(found: Passages, copy: Copy, index: int) -> None:
    """A line in capitals is a sub-heading where the story below takes up its words."""
    block = copy.blocks[index]
    if index + 1 not in copy.captions and _share_of_words(block, copy.blocks[index + 1]) >= MOSTLY:
        found.labels.append(LabelledSpan(block.span, Role.SUBHEADING, "capitals-taken-up"))
        return
    found.labels.append(LabelledSpan(block.span, Role.CROSSLINK, "capitals"))
    found.related.append(RelatedLine(span=block.span, kind=Role.CROSSLINK))


def _add_story(found: Passages, block: Block) -> None:
    first = not any(label.role is Role.BODY for label in found.labels)
    dateline = read_dateline(block.text, first=first, offset=block.span.start)
    if dateline is None or dateline.length >= len(block.text):
        found.labels.append(LabelledSpan(block.span, Role.BODY, ""))
        return
    start = block.span.start + dateline.length
    found.labels.append(LabelledSpan(Span(block.span.start, start), Role.DATELINE, dateline.rule))
    found.labels.append(LabelledSpan(Span(start, block.span.end), Role.BODY, ""))
    found.dateline = found.dateline or dateline


def _share_of_words(block: Block, following: Block) -> float:
    """How many of the longer words of one block the other has."""
    words = set(re.findall(r"\w{4,}", block.text.lower()))
    return len(words & set(re.findall(r"\w{4,}", following.text.lower()))) / max(1, len(words))


def _signature(copy: Copy) -> range:
    """Indices of the short lines under a letter: its writer and where they live."""
    last = len(copy.blocks)
    while last and (copy.verdicts[last - 1] or last - 1 in copy.captions):
        last -= 1
    first = last
    while first and last - first < SIGNATURE_LINES and _is_signature_line(copy.blocks[first - 1]):
        first -= 1
    above = copy.blocks[first - 1] if first else None
    return range(first, last) if above and (is_prose(above) or is_closing(above)) else range(0)


def _is_signature_line(block: Block) -> bool:
    return (
        block.word_count <= SIGNATURE_WORDS
        and not block.ends_sentence
        and not is_closing(block)
        and block.text[0].isupper()
    )


def _end_of_copy(blocks: Sequence[Block]) -> int:
    """Index of the mark after which nothing is for print, in the second half of the article."""
    for index, block in enumerate(blocks):
        if index * 2 >= len(blocks) and is_end_mark(block):
            return index
    return len(blocks)
