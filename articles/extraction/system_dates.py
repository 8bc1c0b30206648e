"""Dates as systems print them, which prose never has, in an order that can be read."""

import re

from articles.extraction.calendar_words import DAY, MONTH, WEEKDAY, YEAR

CLOCK = r"\d\d?:\d\d(?::\d\d)?(?!\d)"
# With the year at the end: "Mon Mar 04 23:30:00 EST 2024".
YEAR_LAST = re.compile(
    rf"\s*(?:{WEEKDAY},?\s+)?(?P<day>{MONTH}\s+{DAY})\s+(?P<clock>\d\d:\d\d:\d\d(?:\s+[A-Z]{{1,5}})?)\s+(?P<year>{YEAR})\s*"
)
# RFC 822, whose year has two digits: "Mon, 04 Mar 24 23:30:00 GMT".
SHORT_YEAR = re.compile(rf"\s*(?:{WEEKDAY},?\s+)?(?P<day>{DAY}[ -]{MONTH})[ -](?P<year>\d\d)\s+(?P<clock>{CLOCK}.*)")
CENTURY_TURNS = 50  # 49 is 2049, 50 is 1950: RFC 2822, 4.3


def in_plain_order(words: str) -> str:
    """The day, the whole year and the time of what a system printed; any other words as they are."""
    if found := YEAR_LAST.fullmatch(words):
        return f"{found['day']} {found['year']} {found['clock']}"
    if found := SHORT_YEAR.fullmatch(words):
        century = "20" if int(found["year"]) < CENTURY_TURNS else "19"
        return f"{found['day'].replace('-', ' ')} {century}{found['year']} {found['clock']}"
    return words
