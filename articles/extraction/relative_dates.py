"""Dates that lean on the day of publication: "on Tuesday", "Nov. 8", "two weeks ago", "last March".

Every function returns the ISO prefix and its precision, or (None, None) where the words do not
settle the date. Weeks and weekends have no precision of their own: they give the month, or the
year, that they lie in.
"""

import datetime as dt
import re
from enum import Enum

from articles.extraction.calendar_words import (
    MONTH,
    SPACE,
    day_of,
    make_day,
    month_number,
    number,
    weekday_number,
)
from articles.extraction.types import PartialDate, Precision
from articles.extraction.words import word_list

Value = tuple[str | None, Precision | None]
UNKNOWN: Value = (None, None)
RECENT_DAYS = 180
SHIFTS = {"day before yesterday": -2, "yesterday": -1, "last night": -1, "tomorrow": 1, "day after tomorrow": 2}
SEASONS = {"spring": (3, 5), "summer": (6, 8), "autumn": (9, 11), "fall": (9, 11)}
"""First and last month, in the north; in the south the year is the same but for summer."""

FUTURE = (
    r"will|shall|won['’]t|opens|begins|starts|comes|returns|arrives|kicks off|takes place|expires|ends|airs|premieres"
    r"|launches|convenes|scheduled|slated|due(?! to)|expected|planned|upcoming|set to|set for|ahead of|no later than"
    r"|(?:is|are) to|going to|hopes to|plans to|until|deadline"
)
PAST = r"was|were|had|did|began|died|since|went|came|took|made|won|lost|killed|happened"
REPORTING = r"said|says|told|wrote|announced|asked|added"  # tells when it was said, not when it is
TENSE = re.compile(rf"\b(?:(?P<future>{FUTURE})|(?P<past>{PAST})|{REPORTING})\b", re.IGNORECASE)
SENTENCE_END = re.compile(r"[.!?][\"”’)]?\s+(?=[\"“‘(]?[A-Z])|\n")
ABBREVIATED = re.compile(r"(?:^|\s)(?:[A-Z]|[A-Z][a-z]{1,4})\.$")
CLAUSE_BEFORE, CLAUSE_AFTER = 90, 60

RELATIVE = re.compile(
    r"\b(?:"
    r"(?P<day>(?:the )?day before yesterday|(?:the )?day after tomorrow|yesterday|today|tonight|tomorrow|last night"
    r"|this (?:morning|afternoon|evening))"
    r"|(?P<which>last|this|next|past|previous|coming)\s(?P<unit>week|weekend|month|year)"
    r"|over the (?P<weekend>weekend)"
    r"|(?P<turn>last|this|next)\s(?P<season>spring|summer|autumn|fall(?!\s(?:in|from|of|to)\b))"
    rf"|(?<![-\w])(?P<count>an?|\d{{1,3}}|[a-z]{{3,9}})\s"
    rf"(?P<step>day|week|fortnight|month|year|decade|century)s?{SPACE}ago"
    rf"|(?:a (?:few|couple of)|several|many|half a|some)\s(?:day|week|month|year|decade|century)s?{SPACE}ago"
    r")\b(?![-'’]\w)",
    re.IGNORECASE,
)
BARE_MONTH = re.compile(
    r"(?<![A-Za-z])(?:(?:[Ii]n|[Ss]ince|[Uu]ntil|[Bb]y|[Ff]rom|[Tt]hrough|[Oo]f|[Dd]uring|[Bb]ack in)\s"
    r"(?:(?:early|late|mid)[ -])?|(?:[Ee]arly|[Ll]ate|[Mm]id)[ -]|(?P<which>[Ll]ast|[Tt]his|[Nn]ext)\s)"
    rf"(?<!\b[Ff]ourth of )(?P<month>{MONTH})(?!\s?\d|\s[A-Z]|\sfile\b)"
)


class Tense(Enum):
    PAST = "past"
    FUTURE = "future"
    OPEN = "open"


def tense_around(text: str, start: int, end: int) -> Tense:
    """What the clause around the words at [start, end) speaks of.

    The nearest cue before the words decides; where there is none, the first cue after them.
    """
    before = text[max(0, start - CLAUSE_BEFORE) : start]
    cues = list(TENSE.finditer(before[_clause_start(before) :]))
    after = SENTENCE_END.split(text[end : end + CLAUSE_AFTER], maxsplit=1)[0]
    cue = cues[-1] if cues else TENSE.search(after)
    if cue is None or not (cue["future"] or cue["past"]):
        return Tense.OPEN
    return Tense.FUTURE if cue["future"] else Tense.PAST


def _clause_start(before: str) -> int:
    ends = [m.end() for m in SENTENCE_END.finditer(before) if not ABBREVIATED.search(before[: m.start() + 1])]
    return ends[-1] if ends else 0


def resolve_weekday(words: str, published: PartialDate | None, *, which: str, tense: Tense) -> Value:
    """The last such day up to publication, or the next one where the words say so."""
    today = day_of(published)
    if today is None:
        return UNKNOWN
    back = (today.weekday() - weekday_number(words)) % 7
    if which == "next" and 7 - back < 7 - today.weekday():
        return UNKNOWN  # said on a Monday, "next Friday" is of this week to some and of the next to others
    if which in ("next", "coming"):
        day = today + dt.timedelta(days=7 - back)
    elif which in ("last", "past", "previous"):
        day = today - dt.timedelta(days=back or 7)
    elif back and (tense is Tense.FUTURE or (which == "this" and tense is not Tense.PAST)):
        day = today + dt.timedelta(days=7 - back)
    else:
        day = today - dt.timedelta(days=back)
    return day.isoformat(), Precision.DAY


def resolve_month_day(
    month: int, day: int, published: PartialDate | None, *, weekday: str | None, tense: Tense
) -> Value:
    """The year is the one whose weekday agrees, or the one that the tense of the clause gives.

    Without a tense it is the past one, unless that is more than half a year back and the day is
    still to come in the year of publication: news leaves out the year of both.
    """
    today = day_of(published)
    if today is None:
        return UNKNOWN
    days = [found for year in (today.year - 1, today.year, today.year + 1) if (found := make_day(year, month, day))]
    past = [found for found in days if found <= today]
    future = [found for found in days if found > today]
    if weekday:
        agreeing = [found for found in days if found.weekday() == weekday_number(weekday)]
        return (agreeing[0].isoformat(), Precision.DAY) if len(agreeing) == 1 else UNKNOWN
    if tense is Tense.FUTURE:
        return (future[0].isoformat(), Precision.DAY) if future else UNKNOWN
    recent = past and ((today - past[-1]).days <= RECENT_DAYS or past[-1].year == today.year)
    if past and (tense is Tense.PAST or recent):
        return past[-1].isoformat(), Precision.DAY
    return UNKNOWN


def resolve_month(match: re.Match[str], published: PartialDate | None, *, tense: Tense) -> Value:
    """A month without a year: "in March", "last October", "next May"."""
    if published is None or published.value is None or published.precision is Precision.YEAR:
        return UNKNOWN
    year, now = int(published.value[:4]), int(published.value[5:7])
    month, which = month_number(match["month"]), (match["which"] or "").lower()
    if which == "last":
        year -= month >= now
    elif which == "next":
        year += month <= now
    elif tense is Tense.FUTURE and not which:
        year += month < now
    elif month > now and not which:
        year -= 1
    return f"{year}-{month:02d}", Precision.MONTH


def resolve_relative(match: re.Match[str], published: PartialDate | None) -> Value:
    """A match of `RELATIVE`, counted from the day of publication."""
    today = day_of(published)
    if today is None:
        return UNKNOWN
    if match["day"]:
        shift = SHIFTS.get(match["day"].lower().removeprefix("the "), 0)
        return (today + dt.timedelta(days=shift)).isoformat(), Precision.DAY
    if match["weekend"]:
        return _weekend(today, 0)
    if match["unit"]:
        which = match["which"].lower()
        step = {"this": 0, "next": 1, "coming": 1}.get(which, -1)
        return _unit(today, match["unit"].lower(), step)
    if match["season"]:
        return _season(today, match["turn"].lower(), match["season"].lower())
    if match["count"] is None or _is_rough(match):
        return UNKNOWN
    return _ago(today, match["step"].lower(), number(match["count"]))


def _is_rough(match: re.Match[str]) -> bool:
    """ "about 20 years ago", "10 to 20 years ago": nobody can tell the year."""
    words = match.string[max(0, match.start() - CLAUSE_AFTER) : match.start()].lower().split()
    return bool(words) and (words[-1] in word_list("approximations") or words[-1] in ("to", "or", "than"))


def _season(today: dt.date, turn: str, season: str) -> Value:
    """The year of a season, where "last" or "next" leave no choice between two."""
    first, last = SEASONS[season]
    if turn == "this":
        return str(today.year), Precision.YEAR
    if turn == "last":
        return (str(today.year - 1), Precision.YEAR) if today.month <= last else UNKNOWN
    return (str(today.year + 1), Precision.YEAR) if today.month >= first else UNKNOWN


def _unit(today: dt.date, unit: str, step: int) -> Value:
    if unit == "year":
        return str(today.year + step), Precision.YEAR
    if unit == "month":
        return _shift_month(today, step), Precision.MONTH
    if unit == "weekend" and step == 0 and today.weekday() < 5:
        return UNKNOWN
    if unit == "weekend":
        return _weekend(today, max(step, 0))
    monday = today - dt.timedelta(days=today.weekday() - 7 * step)
    return _within(monday - dt.timedelta(days=1), monday + dt.timedelta(days=6))


def _weekend(today: dt.date, step: int) -> Value:
    saturday = today - dt.timedelta(days=(today.weekday() - 5) % 7 - 7 * step)
    return _within(saturday, saturday + dt.timedelta(days=1))


def _ago(today: dt.date, step: str, count: int | None) -> Value:
    if count is None:
        return UNKNOWN
    if step == "day":
        return (today - dt.timedelta(days=count)).isoformat(), Precision.DAY
    if step in ("week", "fortnight"):
        about = today - dt.timedelta(weeks=count * (2 if step == "fortnight" else 1))
        return _within(about - dt.timedelta(days=3), about + dt.timedelta(days=3))
    if step == "month":
        return _shift_month(today, -count), Precision.MONTH
    if step != "year" or count >= today.year:
        return UNKNOWN  # decades are told too roughly to give a year
    return f"{today.year - count:04d}", Precision.YEAR


def _shift_month(today: dt.date, months: int) -> str:
    year, month = divmod(today.year * 12 + today.month - 1 + months, 12)
    return f"{year:04d}-{month + 1:02d}"


def _within(first: dt.date, last: dt.date) -> Value:
    """The finest precision that holds both days."""
    if first.month == last.month and first.year == last.year:
        return f"{first:%Y-%m}", Precision.MONTH
    return (str(first.year), Precision.YEAR) if first.year == last.year else UNKNOWN
