"""Datelines: where a report was filed, printed at the start of its first paragraph."""

import re
from dataclasses import dataclass

from articles.extraction.calendar_words import DAY, MONTH, YEAR
from articles.extraction.credits import is_agency, names_organisation
from articles.extraction.dates import parse_date
from articles.extraction.types import PartialDate
from articles.extraction.words import UPPER, word_list

LONGEST = 120
CAPITALS = rf"[{UPPER}][{UPPER}.'’-]+"
CAPITALS_CITY = rf"{CAPITALS}(?:[ \u00a0/](?:{CAPITALS}|DE|of)){{0,4}}"
CITY = rf"[{UPPER}][\w.'’-]+(?:[ \u00a0](?:de |of |upon |on |la )?[{UPPER}][\w.'’-]+){{0,3}}"
REGION = r"(?:,[ \u00a0](?:[A-Z][\w.'’-]*)(?:[ \u00a0][A-Z][\w.'’-]*){0,2})?"
DAY_WORDS = rf"(?:,[ \u00a0](?P<date>(?:{MONTH}[ \u00a0]{DAY}|{DAY}[ \u00a0]{MONTH})(?:,?[ \u00a0]{YEAR})?))?"
AGENCY = r"(?:[ \u00a0/]*\((?P<agency>[A-Za-z][\w /&.’'-]{1,40})\))"
DASH = r"(?:[ \u00a0]?(?:--|[–—])[ \u00a0]?|[ \u00a0][-_][ \u00a0])"
WITH_AGENCY = re.compile(
    rf"(?P<place>(?:{CAPITALS_CITY}|{CITY}){REGION}){DAY_WORDS}{AGENCY}(?:{DASH}|:[ \u00a0]|[ \u00a0](?=[A-Z\"“]))"
)
AGENCY_ONLY = re.compile(rf"{AGENCY.replace('[ /]*', '')}(?:{DASH}|[ \u00a0](?=[A-Z\"“]))")
WITHOUT_AGENCY = re.compile(rf"(?P<place>{CAPITALS_CITY}{REGION}){DAY_WORDS}{DASH}(?=[A-Z\"“'‘0-9])")
AGENCY_BARE = re.compile(r"(?P<agency>[A-Z]{2,6})[ \u00a0][–—][ \u00a0]?(?=[A-Z\"“'‘])")
CITY_AND_REGION = re.compile(rf"(?P<place>{CITY},[ \u00a0][{UPPER}][\w.'’ -]{{1,25}}?){DAY_WORDS}{DASH}(?=[A-Z\"“'‘])")
BEFORE_COLON = re.compile(rf"(?P<place>{CAPITALS_CITY}){DAY_WORDS}:[ \u00a0](?=[A-Z\"“'‘])")
SHORTEST = 3  # letters: IBM is no city


@dataclass(frozen=True, slots=True)
class Dateline:
    """`length` characters of the paragraph, dash and space included; `words` are without them."""

    length: int
    words: str
    date: PartialDate | None
    rule: str


def read_dateline(paragraph: str, *, first: bool, offset: int = 0) -> Dateline | None:
    """The dateline that opens a paragraph. Only the first may do without an agency, or end in a colon."""
    head = paragraph[:LONGEST]
    match = WITH_AGENCY.match(head)
    if match and (_is_wire(match["agency"]) or (first and match["place"].split(",")[0].isupper())):
        return _dateline(match, "city-and-agency", offset)
    match = AGENCY_ONLY.match(head)
    if match and first and (_is_wire(match["agency"]) or names_organisation(match["agency"])):
        return _dateline(match, "agency", offset)
    match = AGENCY_BARE.match(head) if first else None
    if match and (is_agency(match["agency"]) or match["agency"].lower() in word_list("organisation_words")):
        return _dateline(match, "agency", offset)
    match = first and (WITHOUT_AGENCY.match(head) or CITY_AND_REGION.match(head))
    if match and len(match["place"].split(",")[0]) > SHORTEST and not is_agency(match["place"]):
        return _dateline(match, "city", offset)
    match = BEFORE_COLON.match(head) if first else None
    if match and match["place"].lower() in word_list("colon_cities"):
        return _dateline(match, "city-and-colon", offset)
    return None


def _dateline(match: re.Match[str], rule: str, offset: int) -> Dateline:
    printed = match.groupdict().get("date")
    date = parse_date(printed, offset=offset + match.start("date")) if printed else None
    words = re.sub(r"[\s:–—-]+$", "", match.group())
    return Dateline(length=match.end(), words=" ".join(words.split()), date=date, rule=rule)


def _is_wire(words: str) -> bool:
    """A known agency, or capitals that stand for one."""
    return is_agency(words) or any(is_agency(part) or re.fullmatch(r"[A-Z]{2,8}", part) for part in words.split("/"))
