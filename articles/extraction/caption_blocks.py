"""Which paragraphs are captions: the evidence is a credit at the end or below, or a label at the start."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from articles.extraction.blocks import TRANSCRIPT_TURN, Block
from articles.extraction.captions import first_sentence_length
from articles.extraction.credit_tails import BEHIND_DASH, CreditedText, find_credit, is_credit_line, is_name_line
from articles.extraction.credits import LABEL_START, is_agency, is_person, read_credit
from articles.extraction.datelines import read_dateline
from articles.extraction.lines import LIST_HEAD, Verdict, is_prose
from articles.extraction.types import CaptionBlock, LabelledSpan, Role, Span

MAX_CAPTION_WORDS = 90
MAX_CREDIT_WORDS = 30
MAX_UNCREDITED_WORDS = 60
MAX_CAPTION_LENGTH = 1200
MIN_CAPTION_WORDS = 3
MAX_APART_WORDS = 35
FILE_TAG = re.compile(r"(?:FILE(?: PHOTO| photo)?\s?[-–—:]|(?:\(FILES?\)|File (?:photo|image|picture)\b)\s?[:-]?)\s*\S")
CAPTION_LABEL = re.compile(r"(?:(?:Photo |Image |Picture |Media )?[Cc]aption\s?[:,]|(?:Image|Media) caption\b)\s*")
SIDE = r"(?:(?:far|second|third|second from|third from|seated|standing) )?(?:left|right|cent(?:er|re))"
OPENINGS = (
    ("file-photo", FILE_TAG),
    (
        "caption-label",
        re.compile(
            r"(?:Photo |Image |Picture |Media )?[Cc]aption\s?[:,]\s*\S|(?:Image|Media) caption\s+[A-Z]"
            r"|(?:Pictured|PICTURED|ABOVE|Above|TOP|Top)(?: \([^)]*\))?:\s\S"
            r"|(?:Photo|Image|Picture|PHOTO|IMAGE|PICTURE):\s(?=\S+ \S+ \S+ \S+ ).*[.)]$"
        ),
    ),
    (
        "left-to-right",
        re.compile(
            r"\(?(?:Pictured )?(?:from (?:top |the )?left|left[- ]to[- ]right\b|L-R\b|clockwise from)", re.IGNORECASE
        ),
    ),
    (
        "position-words",
        re.compile(
            rf"[^\"“.!?]{{0,200}}?[A-Z][\w'’-]+(?: \((?:{SIDE}|pictured)\)"
            rf"|, {SIDE}(?:,| (?=(?:and|with|is|are|\w{{4,}}s|\w+ing)\b)))"
        ),
    ),
    ("position-letters", re.compile(r"(?=.{1,300}\(L\))(?=.{1,300}\([RC]\))[A-Z(]")),
    ("image-in-brackets", re.compile(r"[\[(](?:Image|Photo|Picture|Photograph)\b[^\])]*[\])]$", re.IGNORECASE)),
)


@dataclass(frozen=True, slots=True)
class FoundCaption:
    """A caption, the roles of its words and credit, and how many blocks they take."""

    caption: CaptionBlock
    labels: tuple[LabelledSpan, ...]
    blocks: int = 1


def find_captions(text: str, blocks: Sequence[Block], verdicts: Sequence[Verdict | None]) -> dict[int, FoundCaption]:
    """Captions by the index of their block; a block that says of itself what it is (`verdicts`) is none."""
    spaced = _is_spaced(text, blocks)
    found: dict[int, FoundCaption] = {}
    for index, block in enumerate(blocks):
        if verdicts[index] is not None or not _may_be_caption(block) or _is_taken(found, index):
            continue
        credited = _credited(text, block)
        if credited and credited.names_nobody and _has_credit_below(text, blocks, index):
            credited = None  # "(stock image)" above the agency's own line
        apart = spaced and index + 1 < len(blocks) and verdicts[index + 1] is None
        caption = (
            _with_credit(block, credited)
            if credited
            else _without_credit(text, blocks, index, spaced=spaced)
            or (_in_two_blocks(text, blocks, index) if apart else None)
        )
        if caption:
            found[index] = caption
    return found


def _is_taken(found: dict[int, FoundCaption], index: int) -> bool:
    """Whether the block is the credit of the caption above it, or the other way round."""
    return index - 1 in found and found[index - 1].blocks > 1


def _may_be_caption(block: Block) -> bool:
    """Speech and items of a list are never captions, nor is a long paragraph."""
    return (
        len(block.text) <= MAX_CAPTION_LENGTH
        and block.word_count <= MAX_CAPTION_WORDS + MAX_CREDIT_WORDS
        and not block.opens_with_quote
        and not LIST_HEAD.match(block.text)
        and (bool(FILE_TAG.match(block.text)) or not _opens_as_story(block))
    )


def _opens_as_story(block: Block) -> bool:
    """Somebody's turn in a transcript, or a paragraph with a dateline."""
    return bool(TRANSCRIPT_TURN.match(block.text) or read_dateline(block.text, first=True))


def _credited(text: str, block: Block) -> CreditedText | None:
    credited = find_credit(text, block.span)
    if credited is None or credited.rule == BEHIND_DASH:  # an agency signs its stories so
        return None
    words = text[block.span.start : credited.words_end].split()
    shortest = 2 if credited.is_labelled else MIN_CAPTION_WORDS
    return credited if shortest <= len(words) <= MAX_CAPTION_WORDS else None


def _with_credit(block: Block, credited: CreditedText) -> FoundCaption:
    words = Span(block.span.start, credited.words_end)
    return FoundCaption(
        caption=CaptionBlock(span=words, credit=credited.credit),
        labels=(
            LabelledSpan(words, Role.CAPTION, credited.rule),
            LabelledSpan(credited.outer, Role.CREDIT, credited.rule),
        ),
    )


def _without_credit(text: str, blocks: Sequence[Block], index: int, *, spaced: bool) -> FoundCaption | None:
    """A caption by the credit on the line below it or above it, or by the way it opens."""
    block = blocks[index]
    if index + 1 < len(blocks) and _is_next_line(text, block, blocks[index + 1]):
        below = blocks[index + 1]
        if _is_credit_below(text, blocks, index, spaced=spaced):
            return _in_two_lines(text, words=block, credit=below, rule="credit-below")
        if spaced and _stands_alone(text, blocks, index) and is_credit_line(block.text) and _is_shown(below):
            return _in_two_lines(text, words=below, credit=block, rule="credit-above")
    for rule, opening in OPENINGS:
        if opening.match(block.text) and (not rule.startswith("position") or block.word_count <= MAX_UNCREDITED_WORDS):
            caption = CaptionBlock(span=_without_label(block))
            return FoundCaption(caption, (LabelledSpan(block.span, Role.CAPTION, rule),))
    return None


def _is_apart(block: Block, below: Block) -> bool:
    """A credit on its own below a line, as pages copied paragraph by paragraph have it.

    Below a sentence only a label or brackets tell it from a picture's without a caption.
    """
    sure = LABEL_START.match(below.text) or (below.text.startswith("(") and below.text.endswith(")"))
    one = block.word_count <= MAX_APART_WORDS and first_sentence_length(block.text) == len(block.text)
    return (
        (not block.ends_sentence or (bool(sure) and one))
        and block.word_count >= MIN_CAPTION_WORDS
        and not is_credit_line(block.text)
        and not is_name_line(block.text)
        and is_credit_line(below.text)
        and not is_person(below.text)
    )


def _is_agency_above(block: Block, below: Block) -> bool:
    """An agency on its own above a line that is no sentence, the other way round."""
    return (
        is_agency(block.text)
        and not below.ends_sentence
        and MIN_CAPTION_WORDS < below.word_count <= MAX_APART_WORDS
        and not below.text.isupper()
        and not is_credit_line(below.text)
    )


def _is_shown(block: Block) -> bool:
    """Whether words under a credit can be its caption: a paragraph, or a line that is no sentence."""
    return is_prose(block) or (block.word_count > MIN_CAPTION_WORDS and not block.text.isupper())


def _in_two_lines(text: str, *, words: Block, credit: Block, rule: str) -> FoundCaption:
    labels = (LabelledSpan(words.span, Role.CAPTION, rule), LabelledSpan(credit.span, Role.CREDIT, rule))
    printed = read_credit(text, _without_brackets(credit))
    return FoundCaption(CaptionBlock(span=_without_label(words), credit=printed), labels, blocks=2)


def _in_two_blocks(text: str, blocks: Sequence[Block], index: int) -> FoundCaption | None:
    """A caption and its credit with a blank line between them."""
    block, below = blocks[index], blocks[index + 1]
    joined = index + 2 < len(blocks) and _is_next_line(text, below, blocks[index + 2])
    if _is_apart(block, below) and not joined:
        return _in_two_lines(text, words=block, credit=below, rule="credit-below")
    if _is_agency_above(block, below):
        return _in_two_lines(text, words=below, credit=block, rule="credit-above")
    return None


def _without_label(block: Block) -> Span:
    """The words behind "Image caption," where it opens a block."""
    label = CAPTION_LABEL.match(block.text)
    return Span(block.span.start + label.end(), block.span.end) if label else block.span


def _has_credit_below(text: str, blocks: Sequence[Block], index: int) -> bool:
    below = blocks[index + 1] if index + 1 < len(blocks) else None
    return below is not None and _is_next_line(text, blocks[index], below) and is_credit_line(below.text)


def _is_credit_below(text: str, blocks: Sequence[Block], index: int, *, spaced: bool) -> bool:
    """A credit by its words, or a bare name where two lines stand alone between blank lines."""
    block, below = blocks[index], blocks[index + 1]
    if is_credit_line(below.text):
        return not is_credit_line(block.text)
    last = index + 2 == len(blocks)  # a letter ends so
    return (
        spaced
        and not last
        and _stands_alone(text, blocks, index)
        and block.word_count >= MIN_CAPTION_WORDS
        and is_name_line(below.text)
    )


def _stands_alone(text: str, blocks: Sequence[Block], index: int) -> bool:
    """Whether blank lines stand above this block and below the next."""
    above = index and _is_next_line(text, blocks[index - 1], blocks[index])
    under = index + 2 < len(blocks) and _is_next_line(text, blocks[index + 1], blocks[index + 2])
    return not above and not under


def _is_spaced(text: str, blocks: Sequence[Block]) -> bool:
    """Whether blank lines part the paragraphs, so that two lines in a row belong together."""
    joined = sum(_is_next_line(text, block, below) for block, below in pairwise(blocks))
    return joined * 3 < len(blocks)


def _is_next_line(text: str, block: Block, below: Block) -> bool:
    return text[block.span.end : below.span.start].count("\n") == 1


def _without_brackets(block: Block) -> Span:
    inner = block.text.strip("()[] \u00a0")
    start = block.span.start + block.text.index(inner)
    return Span(start, start + len(inner))
