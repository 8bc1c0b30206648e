"""The lines above the story: headline, standfirst, byline and date of publication."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from articles.extraction.blocks import Block
from articles.extraction.bylines import Byline, is_date_line, read_byline, read_date_line
from articles.extraction.credit_tails import find_credit, is_credit_line, is_name_line
from articles.extraction.credits import is_person
from articles.extraction.lines import is_salutation, judge_line
from articles.extraction.types import LabelledSpan, PartialDate, Role

MAX_HEADLINE_WORDS, MAX_HEADLINE_LENGTH = 45, 300
MAX_STANDFIRST_WORDS, MAX_STANDFIRST_BLOCKS = 60, 2
SCANNED = 7


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """What stands above the story; `claimed` are the indices of its blocks."""

    labels: tuple[LabelledSpan, ...] = ()
    claimed: frozenset[int] = frozenset()
    headline: str = ""
    standfirst: str = ""
    authors: tuple[str, ...] = ()
    outlet: str = ""
    published: PartialDate | None = None


def read_head(blocks: Sequence[Block]) -> Head:
    """Read the first lines. A standfirst is one only where a byline or date stands below it."""
    if not blocks or not _is_headline(blocks[0]):
        return Head()
    bylines, dates = _byline_blocks(blocks)
    labels = [LabelledSpan(blocks[0].span, Role.HEADLINE, "first-line")]
    labels += [LabelledSpan(blocks[i].span, Role.BYLINE, byline.rule) for i, byline in bylines.items()]
    labels += [LabelledSpan(blocks[i].span, Role.BYLINE, "date-line") for i in dates if i not in bylines]
    last = max([0, *bylines, *dates])
    standing = [i for i in range(1, last) if i not in bylines and i not in dates and _is_standfirst(blocks[i])]
    outlets = [i for i in standing if is_name_line(blocks[i].text)]
    standing = [i for i in standing if i not in outlets]
    if len(standing) > MAX_STANDFIRST_BLOCKS:
        standing = []
    labels += [LabelledSpan(blocks[i].span, Role.BYLINE, "outlet-line") for i in outlets]
    labels += [LabelledSpan(blocks[i].span, Role.STANDFIRST, "above-byline") for i in standing]
    printed = [byline.published for byline in bylines.values()] + list(dates.values())
    return Head(
        labels=tuple(labels),
        claimed=frozenset({0, *bylines, *dates, *outlets, *standing}),
        headline=blocks[0].one_line,
        standfirst=" ".join(blocks[i].one_line for i in standing),
        authors=tuple(dict.fromkeys(name for byline in bylines.values() for name in byline.authors)),
        outlet=next((byline.outlet for byline in bylines.values() if byline.outlet), "")
        or next((blocks[i].one_line for i in outlets), ""),
        published=next((date for date in printed if date), None),
    )


def _byline_blocks(blocks: Sequence[Block]) -> tuple[dict[int, Byline], dict[int, PartialDate | None]]:
    """Bylines and date lines by index, looked for until the story has clearly begun."""
    bylines: dict[int, Byline] = {}
    dates: dict[int, PartialDate | None] = {}
    others = 0
    for index, block in enumerate(blocks[1:SCANNED], start=1):
        if is_date_line(block.text) and (not others or bylines or _is_only_date(blocks, index)):
            dates[index] = read_date_line(block.text, offset=block.span.start)
        elif byline := read_byline(block.text, offset=block.span.start):
            bylines[index] = byline
        elif _is_name_by_date(blocks, index):
            bylines[index] = Byline(authors=(block.one_line,), rule="name-and-date")
        else:
            others += 1
            if others > MAX_STANDFIRST_BLOCKS or block.word_count > MAX_STANDFIRST_WORDS or is_salutation(block):
                break
    return bylines, dates


def _is_only_date(blocks: Sequence[Block], index: int) -> bool:
    """In a timeline every date stands on a line: none of them dates the article."""
    return not any(is_date_line(block.text) for block in blocks[index + 1 :])


def _is_headline(block: Block) -> bool:
    return (
        block.word_count <= MAX_HEADLINE_WORDS
        and len(block.text) <= MAX_HEADLINE_LENGTH
        and not is_salutation(block)
        and re.search(r"\w", block.text) is not None
    )


def _is_standfirst(block: Block) -> bool:
    return block.word_count <= MAX_STANDFIRST_WORDS and not (
        judge_line(block) or find_credit(block.text, block.relative) or is_credit_line(block.text)
    )


def _is_name_by_date(blocks: Sequence[Block], index: int) -> bool:
    """A bare name counts as a byline only where a date stands directly above or below it."""
    neighbours = [blocks[i] for i in (index - 1, index + 1) if 0 < i < len(blocks)]
    return is_person(blocks[index].text) and any(is_date_line(block.text) for block in neighbours)
