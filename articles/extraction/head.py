"""The lines above the story: headline, standfirst, byline and date of publication."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from articles.extraction.blocks import Block
from articles.extraction.bylines import Byline, is_date_line, read_byline, read_date_line, read_names, read_titled_name
from articles.extraction.credit_tails import find_credit, is_credit_line, is_name_line
from articles.extraction.credits import is_agency, is_capitalised, names_organisation
from articles.extraction.lines import is_salutation, judge_line
from articles.extraction.types import LabelledSpan, PartialDate, Role
from articles.extraction.words import word_list

MAX_HEADLINE_WORDS, MAX_HEADLINE_LENGTH = 45, 300
MAX_STANDFIRST_WORDS, MAX_STANDFIRST_BLOCKS = 60, 2
MAX_KICKER_WORDS, MIN_HEADLINE_WORDS = 3, 4
MAX_OUTLET_WORDS = 7
SCANNED = 7
REPORTING_FROM = re.compile(r"Reporting from [^.!?]{2,80}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """What stands above the story; `claimed` are the indices of its blocks."""

    labels: tuple[LabelledSpan, ...] = ()
    claimed: frozenset[int] = frozenset()
    headline: str = ""
    standfirst: str = ""
    dateline: str = ""
    authors: tuple[str, ...] = ()
    outlet: str = ""
    published: PartialDate | None = None


def read_head(blocks: Sequence[Block]) -> Head:
    """Read the first lines. A standfirst is one only where a byline or date stands below it."""
    first = next((i for i, block in enumerate(blocks[:SCANNED]) if not _is_byline_or_date(block)), None)
    if first is None or not _is_headline(blocks[first]):
        return Head()
    kickers = [first] if _is_kicker(blocks, first) else []
    first += len(kickers)
    bylines, dates = _byline_blocks(blocks, first)
    last = max([first, *bylines, *dates])
    bylines = {i: byline for i, byline in bylines.items() if i not in kickers}
    between = [i for i in range(first + 1, last) if i not in bylines and i not in dates and _is_standfirst(blocks[i])]
    outlets = [i for i in between if is_name_line(blocks[i].text)]
    standing = [i for i in between if i not in outlets]
    claims = [
        (Role.NOTE, "kicker", kickers),
        (Role.HEADLINE, "first-line", [first]),
        (Role.BYLINE, "byline", bylines),
        (Role.BYLINE, "date-line", dates),
        (Role.BYLINE, "outlet-line", outlets),
        (Role.STANDFIRST, "above-byline", standing),
    ]
    printed = [byline.published for byline in bylines.values()] + list(dates.values())
    named = [byline.outlet for byline in bylines.values()] + [blocks[i].one_line for i in outlets]
    return Head(
        labels=tuple(LabelledSpan(blocks[i].span, role, rule) for role, rule, indices in claims for i in indices),
        claimed=frozenset(i for _, _, indices in claims for i in indices),
        headline=blocks[first].one_line,
        standfirst=" ".join(blocks[i].one_line for i in standing),
        authors=tuple(dict.fromkeys(name for byline in bylines.values() for name in byline.authors)),
        outlet=next((outlet for outlet in named if outlet), ""),
        published=next((date for date in printed if date), None),
    )


def _is_byline_or_date(block: Block) -> bool:
    return is_date_line(block.text) or read_byline(block.text) is not None


def _byline_blocks(blocks: Sequence[Block], headline: int) -> tuple[dict[int, Byline], dict[int, PartialDate | None]]:
    """Bylines and date lines by index, looked for until the story has clearly begun."""
    bylines: dict[int, Byline] = {}
    dates: dict[int, PartialDate | None] = {}
    others = 0
    for index, block in enumerate(blocks[:SCANNED]):
        if index == headline or _is_beside_the_point(block):
            continue
        if is_date_line(block.text) and (not others or bylines or _is_only_date(blocks, index)):
            dates[index] = read_date_line(block.text, offset=block.span.start)
        elif byline := read_byline(block.text, offset=block.span.start):
            bylines[index] = byline
        elif names := _names_by_date(blocks, index):
            bylines[index] = Byline(authors=names)
        elif headline < index and (byline := read_titled_name(block.text)):
            bylines[index] = byline
        elif index - 1 in bylines and _is_under_byline(block):
            bylines[index] = Byline(outlet=block.one_line.partition(",")[0] if _is_outlet_line(block) else "")
        else:
            others += 1
            if others > MAX_STANDFIRST_BLOCKS or block.word_count > MAX_STANDFIRST_WORDS or is_salutation(block):
                break
    return bylines, dates


def _is_beside_the_point(block: Block) -> bool:
    """A link, a note or a button may stand between a headline and its byline."""
    verdict = judge_line(block)
    return verdict is not None and verdict.role is not Role.NOTE


def _is_under_byline(block: Block) -> bool:
    """What may follow the names: the outlet ("Dale News, Cardiff") or "Reporting from Dale"."""
    return _is_outlet_line(block) or bool(REPORTING_FROM.fullmatch(block.one_line))


def _is_outlet_line(block: Block) -> bool:
    name = block.one_line.partition(",")[0]
    short = block.word_count <= MAX_OUTLET_WORDS and not block.ends_sentence
    return short and is_capitalised(name) and (is_agency(name) or names_organisation(name))


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


def _is_kicker(blocks: Sequence[Block], index: int) -> bool:
    """Whether a section or a word like "EXCLUSIVE" stands above what can only be the headline."""
    if index + 2 >= len(blocks):
        return False
    block, below = blocks[index], blocks[index + 1]
    named = block.text.lower().rstrip(":") in word_list("kickers")
    return (
        block.word_count <= MAX_KICKER_WORDS
        and (named or (block.text.isupper() and not below.text.isupper()))
        and below.word_count > block.word_count
        and below.word_count >= MIN_HEADLINE_WORDS
        and _is_headline(below)
        and not below.text.endswith((".", ":", ","))
        and not below.opens_with_quote
        and not _is_byline_or_date(below)
        and not is_credit_line(below.text)
    )


def _is_standfirst(block: Block) -> bool:
    return block.word_count <= MAX_STANDFIRST_WORDS and not (
        judge_line(block) or find_credit(block.text, block.relative) or is_credit_line(block.text)
    )


def _names_by_date(blocks: Sequence[Block], index: int) -> tuple[str, ...]:
    """Bare names count as a byline only where a date stands directly above or below them, or their outlet below."""
    neighbours = [blocks[i] for i in (index - 1, index + 1) if 0 < i < len(blocks)]
    below = neighbours[-1] if index + 1 < len(blocks) else None
    beside = any(is_date_line(block.text) for block in neighbours)
    beside = beside or (index <= MAX_STANDFIRST_BLOCKS and below is not None and _is_outlet_line(below))
    return read_names(blocks[index].text) if beside else ()
