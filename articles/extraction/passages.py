"""The passages below the head: story, captions with their credits, and what is neither."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from articles.extraction.blocks import TRANSCRIPT_TURN, Block
from articles.extraction.credits import CreditedText, find_credit, is_credit_line, is_person, read_credit
from articles.extraction.datelines import Dateline, read_dateline
from articles.extraction.lines import (
    LIST_HEAD,
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

MAX_CAPTION_WORDS = 90
MAX_CAPTION_LENGTH = 1200
MIN_CAPTION_WORDS = 3
STRONG_RULES = ("ends-in-credit", "ends-in-labelled-credit")
FILE_TAG = re.compile(r"(?:FILE(?: PHOTO| photo)?\s?[-–—:]|(?:\(FILES?\)|File (?:photo|image|picture)\b)\s?[:-]?)\s*\S")
SAID_CAPTION = re.compile(
    r"(?:Photo |Image |Picture )?[Cc]aption\s?:\s*\S|(?:Pictured|PICTURED|ABOVE|Above|TOP|Top)(?: \([^)]*\))?:\s\S"
)
LISTED = re.compile(
    r"(?:\(?(?:Pictured )?[Ff]rom (?:top |the )?left|L(?:eft)?[- ]to[- ]r(?:ight)?\b|\(?L-R\b|Clockwise from)",
    re.IGNORECASE,
)
BRACKETED_IMAGE = re.compile(r"[\[(](?:Image|Photo|Picture|Photograph)\b[^\])]*[\])]$", re.IGNORECASE)
MOSTLY = 0.5


@dataclass(slots=True)
class Passages:
    """What `read_passages` found, gathered in reading order."""

    labels: list[LabelledSpan] = field(default_factory=list)
    captions: list[CaptionBlock] = field(default_factory=list)
    related: list[RelatedLine] = field(default_factory=list)
    footers: list[Block] = field(default_factory=list)
    dateline: Dateline | None = None
    signature: tuple[str, ...] = ()


def read_passages(text: str, blocks: Sequence[Block], *, typography: bool = True) -> Passages:
    """Give every block its role. Without `typography` only words are evidence, not how lines are set:
    a format that marks its own headings has said which paragraphs are none.
    """
    found = Passages()
    house_style = any(_credited(text, block, house_style=False) for block in blocks)
    captions = {i: c for i, block in enumerate(blocks) if (c := _caption(text, blocks, i, house_style=house_style))}
    letter = _is_letter(blocks)
    signature = _signature(blocks, captions) if letter else range(0)
    end = _end_of_copy(blocks)
    shouted = sum(block.text.isupper() for block in blocks) > MOSTLY * len(blocks)
    credit_lines = {i + 1 for i, caption in captions.items() if caption.rule == "credit-line"}
    for index, block in enumerate(blocks):
        if index >= end:
            found.labels.append(LabelledSpan(block.span, Role.FOOTER, "after-end-mark"))
        elif index in captions:
            _add_caption(found, captions[index])
        elif index in credit_lines:
            continue
        elif index in signature:
            found.labels.append(LabelledSpan(block.span, Role.BYLINE, "letter-signature"))
        elif verdict := judge_line(block):
            _add_judged(found, block, verdict)
        elif is_credit_line(block.text) and not is_person(block.text):
            found.labels.append(LabelledSpan(block.span, Role.CREDIT, "credit-line"))
        elif typography and not shouted and is_crosslink(block) and index + 1 < len(blocks):
            _add_shouted(found, block, blocks[index + 1], captioned=index + 1 in captions)
        elif typography and not letter and is_subheading(block, _next_story(blocks, index, captions)):
            found.labels.append(LabelledSpan(block.span, Role.SUBHEADING, "short-line"))
        else:
            _add_story(found, block)
    if len(signature) and is_person(blocks[signature[0]].text):
        found.signature = (blocks[signature[0]].one_line,)
    return found


@dataclass(frozen=True, slots=True)
class _Caption:
    words: Span
    outer: Span | None
    block: CaptionBlock
    rule: str


def _caption(text: str, blocks: Sequence[Block], index: int, *, house_style: bool) -> _Caption | None:
    """The caption a block is, with the credit at its end or on the line below it."""
    block = blocks[index]
    credited = _credited(text, block, house_style=house_style)
    if credited:
        words = Span(block.span.start, credited.words_end)
        return _Caption(words, credited.outer, CaptionBlock(span=words, credit=credited.credit), credited.rule)
    following = blocks[index + 1] if index + 1 < len(blocks) else None
    if not _may_be_caption(block):
        return None
    if following and _is_next_line(text, block, following) and is_credit_line(following.text):
        inner = _without_brackets(following)
        caption = CaptionBlock(span=block.span, credit=read_credit(text, inner))
        return _Caption(block.span, following.span, caption, "credit-line")
    said = next(
        (
            rule
            for pattern, rule in (
                (FILE_TAG, "file-photo"),
                (SAID_CAPTION, "caption-label"),
                (LISTED, "left-to-right"),
                (BRACKETED_IMAGE, "image-in-brackets"),
            )
            if pattern.match(block.text)
        ),
        "",
    )
    return _Caption(block.span, None, CaptionBlock(span=block.span), said) if said else None


def _credited(text: str, block: Block, *, house_style: bool) -> CreditedText | None:
    if not _may_be_caption(block):
        return None
    credited = find_credit(text, block.span, house_style=house_style)
    if not credited or credited.words_end <= block.span.start:
        return None
    words = text[block.span.start : credited.words_end].split()
    return credited if MIN_CAPTION_WORDS <= len(words) <= MAX_CAPTION_WORDS else None


def _may_be_caption(block: Block) -> bool:
    """Speech is never a caption, nor is a long paragraph or a pointer to another piece."""
    return (
        len(block.text) <= MAX_CAPTION_LENGTH
        and block.word_count <= MAX_CAPTION_WORDS + 30
        and not block.opens_with_quote
        and (not TRANSCRIPT_TURN.match(block.text) or FILE_TAG.match(block.text) is not None)
        and not LIST_HEAD.match(block.text)
        and judge_line(block) is None
    )


def _is_next_line(text: str, block: Block, following: Block) -> bool:
    return text[block.span.end : following.span.start].count("\n") == 1


def _without_brackets(block: Block) -> Span:
    inner = block.text.strip("()[] \u00a0")
    start = block.span.start + block.text.index(inner)
    return Span(start, start + len(inner))


def _add_caption(found: Passages, caption: _Caption) -> None:
    found.captions.append(caption.block)
    found.labels.append(LabelledSpan(caption.words, Role.CAPTION, caption.rule))
    if caption.outer:
        found.labels.append(LabelledSpan(caption.outer, Role.CREDIT, caption.rule))


def _add_judged(found: Passages, block: Block, verdict: Verdict) -> None:
    found.labels.append(LabelledSpan(block.span, verdict.role, verdict.rule))
    if verdict.role is Role.RELATED:
        found.related.append(RelatedLine(span=Span(block.span.start + verdict.skip, block.span.end), kind=Role.RELATED))
    elif verdict.role is Role.FOOTER:
        found.footers.append(block)


def _add_shouted(found: Passages, block: Block, following: Block, *, captioned: bool) -> None:
    """A line in capitals is a sub-heading where the story below takes up its words."""
    if not captioned and _share_of_words(block, following) >= MOSTLY:
        found.labels.append(LabelledSpan(block.span, Role.SUBHEADING, "capitals-taken-up"))
        return
    found.labels.append(LabelledSpan(block.span, Role.CROSSLINK, "capitals"))
    found.related.append(RelatedLine(span=block.span, kind=Role.CROSSLINK))


def _add_story(found: Passages, block: Block) -> None:
    first = not any(label.role is Role.BODY for label in found.labels)
    dateline = read_dateline(block.text, first=first, offset=block.span.start)
    if dateline is None:
        found.labels.append(LabelledSpan(block.span, Role.BODY, ""))
        return
    start = block.span.start + dateline.length
    found.labels.append(LabelledSpan(Span(block.span.start, start), Role.DATELINE, dateline.rule))
    found.labels.append(LabelledSpan(Span(start, block.span.end), Role.BODY, ""))
    found.dateline = found.dateline or dateline


def _share_of_words(block: Block, following: Block) -> float:
    words = set(re.findall(r"\w{4,}", block.text.lower()))
    return len(words & set(re.findall(r"\w{4,}", following.text.lower()))) / max(1, len(words))


def _next_story(blocks: Sequence[Block], index: int, captions: dict[int, _Caption]) -> Block | None:
    """The paragraph that a heading at `index` would stand over: captions and links between do not count."""
    position = index + 1
    while position < len(blocks) and (position in captions or judge_line(blocks[position])):
        position += 2 if position in captions and captions[position].rule == "credit-line" else 1
    return blocks[position] if position < len(blocks) else None


def _is_letter(blocks: Sequence[Block]) -> bool:
    return any(is_salutation(block) for block in blocks[:4])


def _signature(blocks: Sequence[Block], captions: dict[int, _Caption]) -> range:
    """Indices of the short lines under a letter: its writer and where they live."""
    last = len(blocks)
    while last and (judge_line(blocks[last - 1]) or last - 1 in captions):
        last -= 1
    first = last
    while first and last - first < 4 and _is_signature_line(blocks[first - 1]):
        first -= 1
    return range(first, last) if first and (is_prose(blocks[first - 1]) or is_closing(blocks[first - 1])) else range(0)


def _is_signature_line(block: Block) -> bool:
    return block.word_count <= 8 and not block.ends_sentence and not is_closing(block) and block.text[0].isupper()


def _end_of_copy(blocks: Sequence[Block]) -> int:
    """Index of the mark after which nothing is for print, in the second half of the article."""
    for index, block in enumerate(blocks):
        if index * 2 >= len(blocks) and is_end_mark(block):
            return index
    return len(blocks)
