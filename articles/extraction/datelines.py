"""Datelines: where a report was filed, printed at the start of its first paragraph."""

import re
from dataclasses import dataclass

from articles.extraction.calendar_words import DAY, MONTH, YEAR
from articles.extraction.credits import is_agency
from articles.extraction.dates import parse_date
from articles.extraction.types import PartialDate

LONGEST = 120
CAPITALS = r"[A-ZÀ-ÖØ-Þ][A-ZÀ-ÖØ-Þ.'’-]+"
CAPITALS_CITY = rf"{CAPITALS}(?:[ \u00a0](?:{CAPITALS}|DE|of)){{0,4}}"
CITY = r"[A-ZÀ-ÖØ-Þ][\w.'’-]+(?:[ \u00a0](?:de |of |upon |on |la )?[A-ZÀ-ÖØ-Þ][\w.'’-]+){0,3}"
REGION = r"(?:,[ \u00a0](?:[A-Z][\w.'’-]*)(?:[ \u00a0][A-Z][\w.'’-]*){0,2})?"
DAY_WORDS = rf"(?:,[ \u00a0](?P<date>(?:{MONTH}[ \u00a0]{DAY}|{DAY}[ \u00a0]{MONTH})(?:,?[ \u00a0]{YEAR})?))?"
AGENCY = r"(?:[ \u00a0/]*\((?P<agency>[A-Za-z][\w /&.’'-]{1,40})\))"
DASH = r"(?:[ \u00a0]?(?:--|[–—])[ \u00a0]?|[ \u00a0]-[ \u00a0])"
WITH_AGENCY = re.compile(
    rf"(?P<place>(?:{CAPITALS_CITY}|{CITY}){REGION}){DAY_WORDS}{AGENCY}(?:{DASH}|:[ \u00a0]|[ \u00a0](?=[A-Z\"“]))"
)
AGENCY_ONLY = re.compile(rf"{AGENCY.replace('[ /]*', '')}(?:{DASH}|[ \u00a0](?=[A-Z\"“]))")
WITHOUT_AGENCY = re.compile(rf"(?P<place>{CAPITALS_CITY}{REGION}){DAY_WORDS}{DASH}(?=[A-Z\"“'‘0-9])")


@dataclass(frozen=True, slots=True)
class Dateline:
    """`length` characters of the paragraph, dash and space included; `words` are without them."""

    length: int
    words: str
    date: PartialDate | None
    rule: str


def read_dateline(paragraph: str, *, first: bool, offset: int = 0) -> Dateline | None:
    """The dateline that opens a paragraph. Only the first may do without an agency."""
    head = paragraph[:LONGEST]
    match = WITH_AGENCY.match(head)
    if match and (_is_wire(match["agency"]) or (first and match["place"].split(",")[0].isupper())):
        return _dateline(match, "city-and-agency", offset)
    match = AGENCY_ONLY.match(head)
    if match and first and _is_wire(match["agency"]):
        return _dateline(match, "agency", offset)
    match = WITHOUT_AGENCY.match(head)
    if match and first and len(match["place"].split(",")[0]) > 2:
        return _dateline(match, "city", offset)
    return None


def _dateline(match: re.Match[str], rule: str, offset: int) -> Dateline:
    printed = match.groupdict().get("date")
    date = parse_date(printed, offset=offset + match.start("date")) if printed else None
    words = re.sub(r"[\s:–—-]+$", "", match.group())
    return Dateline(length=match.end(), words=" ".join(words.split()), date=date, rule=rule)


def _is_wire(words: str) -> bool:
    """A known agency, or capitals that stand for one."""
    return is_agency(words) or any(map(is_agency, words.split("/"))) or bool(re.fullmatch(r"[A-Z]{2,8}", words))
