"""Names of months and weekdays, and the regular expressions that find them.

Months and days are matched as printed with a capital: "may", "march" and "sun" are words.
"""

import datetime as dt

from articles.extraction.types import PartialDate, Precision

MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
NUMBERS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
LARGER = {
    "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16, "seventeen": 17, "eighteen": 18, "nineteen": 19,
    "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90,
}  # fmt: skip

SPACE = r"\s{1,3}"
YEAR = r"(?:1[7-9]|20)\d\d"
DAY = r"(?:0?[1-9]|[12]\d|3[01])"


def _month_forms() -> str:
    short = [f"{name[:3]}\\.?" for name in MONTHS] + ["Sept\\.?"]
    forms = [*MONTHS, *short]
    return "|".join(sorted([*forms, *map(str.upper, forms)], key=len, reverse=True))


def _weekday_forms() -> str:
    short = [f"{name[:3]}\\.?" for name in WEEKDAYS] + ["Tues\\.?", "Thurs\\.?", "Thur\\.?", "Weds\\.?"]
    forms = [*WEEKDAYS, *short]
    return "|".join(sorted([*forms, *map(str.upper, forms)], key=len, reverse=True))


MONTH = rf"(?:{_month_forms()})(?![a-z])"
WEEKDAY = rf"(?:{_weekday_forms()})(?![a-z])"
FULL_WEEKDAY = "|".join([*WEEKDAYS, *map(str.upper, WEEKDAYS)])


def month_number(words: str) -> int:
    """1 to 12 for a month as printed: "Sept.", "OCTOBER"."""
    return [name[:3].lower() for name in MONTHS].index(words[:3].lower()) + 1


def weekday_number(words: str) -> int:
    """0 (Monday) to 6 for a weekday as printed."""
    return [name[:3].lower() for name in WEEKDAYS].index(words[:3].lower())


def number(words: str) -> int | None:
    """Value of "a", "an", digits or a number word without a hyphen; None for anything else."""
    words = words.lower()
    if words in ("a", "an"):
        return 1
    if words.isdecimal():
        return int(words)
    return NUMBERS.index(words) + 1 if words in NUMBERS else LARGER.get(words)


def day_of(published: PartialDate | None) -> dt.date | None:
    """The calendar day of a date that is known to the day."""
    if published is None or published.value is None or published.precision not in (Precision.DAY, Precision.MINUTE):
        return None
    return dt.date.fromisoformat(published.value[:10])


def make_day(year: int, month: int, day: int) -> dt.date | None:
    """The day, or None where the calendar has no such day (31 February)."""
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None
