"""Dates as tables write them. What one cell leaves open, whether day or month comes first, its column may settle."""

import datetime as dt
import re
from collections.abc import Iterable
from enum import StrEnum
from typing import Any

REST = r"(?!\d)(?P<rest>.*)"
NUMERIC = re.compile(
    rf"\s*(?P<first>\d{{1,2}})(?P<mark>[/.-])(?P<second>\d{{1,2}})(?P=mark)(?P<year>\d{{4}}|\d\d){REST}", re.DOTALL
)
NAMED_MONTH = re.compile(rf"\s*(?P<day>\d{{1,2}})[-/ ](?P<month>[A-Za-z]{{3,9}})[-/ ](?P<year>\d\d){REST}", re.DOTALL)
YEAR_MONTH = re.compile(r"\s*(?P<year>\d{4})-(?P<month>0[1-9]|1[0-2])\s*")
MOMENT = re.compile(r"\s*(\d{10}|\d{13})(?:\.\d+)?\s*")
CENTURY_TURNS = 70  # 69 is 2069, 70 is 1970, as most programs have it


class DateStyle(StrEnum):
    DAY_FIRST = "day first"
    MONTH_FIRST = "month first"
    OPEN = "open"


def date_style(cells: Iterable[Any]) -> DateStyle:
    """Which comes first in the numeric dates of a column: a number above 12 can only be a day."""
    found = [match for cell in cells if isinstance(cell, str) and (match := NUMERIC.fullmatch(cell))]
    day_first = any(int(one["first"]) > 12 or one["mark"] == "." for one in found)
    month_first = any(int(one["second"]) > 12 for one in found)
    if day_first == month_first:
        return DateStyle.OPEN
    return DateStyle.DAY_FIRST if day_first else DateStyle.MONTH_FIRST


def date_words(cell: Any, style: DateStyle) -> str:
    """The cell as a date that can be read in one way only; as it is where it is none, or stays open."""
    words = str(cell).strip()
    if moment := MOMENT.fullmatch(words):
        seconds = int(moment[1][:10])
        return dt.datetime.fromtimestamp(seconds, dt.UTC).isoformat()
    if (found := NUMERIC.fullmatch(words)) and style is not DateStyle.OPEN:
        day, month = found["first"], found["second"]
        day, month = (day, month) if style is DateStyle.DAY_FIRST else (month, day)
        return f"{_year(found['year'])}-{month.zfill(2)}-{day.zfill(2)}{found['rest']}"
    if found := NAMED_MONTH.fullmatch(words):
        return f"{found['day']} {found['month']} {_year(found['year'])}{found['rest']}"
    if found := YEAR_MONTH.fullmatch(words):
        return f"{dt.date(2000, int(found['month']), 1):%B} {found['year']}"
    return words


def _year(digits: str) -> str:
    if len(digits) == 4:
        return digits
    return f"{'20' if int(digits) < CENTURY_TURNS else '19'}{digits}"
