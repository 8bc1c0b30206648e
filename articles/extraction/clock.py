"""Times of day and zones, as printed beside a publication date."""

import datetime as dt
import re
from functools import cache

from articles.extraction.words import DATA

TIME = re.compile(
    r"(?<![\d:.])(?:"
    r"(?P<hour>[01]?\d|2[0-3]):(?P<minute>[0-5]\d)(?::[0-5]\d(?:\.\d{1,9})?)?(?:\s?(?P<half>[ap])\.?m\b\.?)?"
    r"|(?P<hour2>1[0-2]|0?[1-9])(?:\.(?P<minute2>[0-5]\d))?\s?(?P<half2>[ap])\.?m\b\.?"
    r"|(?P<hour3>[01]\d|2[0-3])\.(?P<minute3>[0-5]\d)(?=\s?[A-Z]{3,4}\b)"
    r")",
    re.IGNORECASE,
)
ZONE = re.compile(r"\s{0,2}\(?(?:(?P<name>[A-Z]{1,5})\b(?!\.\w)|(?P<offset>[+-]\d\d:?\d\d)(?!\d))")
US_ZONES = {"ET": -5, "CT": -6, "MT": -7, "PT": -8}


@cache
def fixed_zones() -> dict[str, str]:
    """Zone abbreviations that mean one offset, from data/zones.txt."""
    lines = (DATA / "zones.txt").read_text("utf-8").splitlines()
    return dict(line.split() for line in lines if line.strip() and not line.startswith("#"))


def find_time(text: str) -> re.Match[str] | None:
    """The first time of day in a short text; a range of digits that is part of a date is none."""
    return TIME.search(text)


def iso_time(match: re.Match[str]) -> str | None:
    """ "18:04" for a match of `find_time`; None for a time no clock shows ("15:00 pm")."""
    hour = int(match["hour"] or match["hour2"] or match["hour3"])
    minute = match["minute"] or match["minute2"] or match["minute3"] or "00"
    half = (match["half"] or match["half2"] or "").lower()
    if half and not 1 <= hour <= 12:
        return None
    if half:
        hour = hour % 12 + (12 if half == "p" else 0)
    return f"{hour:02d}:{minute}"


def find_zone(text: str, day: dt.date) -> tuple[str, int]:
    """Offset printed at the start of `text` as "+01:00" ("" for none) and the length of its words.

    An abbreviation shared by several zones (IST, CST) gives no offset. "ET" and its like name
    the zone without the season: the offset is the one in force on `day`.
    """
    match = ZONE.match(text)
    if match is None:
        return "", 0
    if match["offset"]:
        digits = match["offset"].replace(":", "")
        return f"{digits[:3]}:{digits[3:]}", match.end()
    if match["name"] in US_ZONES and day.year >= 2007:
        hours = US_ZONES[match["name"]] + (1 if _us_summer_time(day) else 0)
        return f"-{-hours:02d}:00", match.end()
    offset = fixed_zones().get(match["name"], "")
    return offset, match.end() if offset else 0


def _us_summer_time(day: dt.date) -> bool:
    """Second Sunday of March to first Sunday of November, the rule since 2007."""
    return _sunday(day.year, 3, 2) <= day < _sunday(day.year, 11, 1)


def _sunday(year: int, month: int, nth: int) -> dt.date:
    first = dt.date(year, month, 1)
    return first + dt.timedelta(days=(6 - first.weekday()) % 7 + 7 * (nth - 1))
