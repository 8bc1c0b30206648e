"""Dates in news text: a value and its precision, never more exact than the words.

Three choices worth knowing. A numeric date whose day and month could change places
(03/04/2024) gives the year alone. A weekday, "yesterday" or "Nov. 8" has no value without a
publication date to count from. Decades are kept as words without a value.
"""

import datetime as dt
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cache
from itertools import zip_longest

from articles.extraction import clock
from articles.extraction.calendar_words import (
    DAY,
    FULL_WEEKDAY,
    MONTH,
    SPACE,
    WEEKDAY,
    YEAR,
    make_day,
    month_number,
)
from articles.extraction.relative_dates import (
    BARE_MONTH,
    RELATIVE,
    UNKNOWN,
    Tense,
    Value,
    resolve_month,
    resolve_month_day,
    resolve_relative,
    resolve_weekday,
    tense_around,
)
from articles.extraction.system_dates import in_plain_order
from articles.extraction.types import PartialDate, Precision, Span
from articles.extraction.words import word_list

ORDINAL = r"(?:st|nd|rd|th)?"
TO = r"\s?(?:[-–—]|to|and)\s?"
PREFIX = rf"(?:(?P<weekday>{WEEKDAY}),?{SPACE}(?:the{SPACE})?)?"
ISO = re.compile(rf"(?<![\w/-])(?P<year>{YEAR})([-/])(?P<month>0?[1-9]|1[0-2])\2(?P<day>{DAY})(?!\d)")
COMPACT = re.compile(rf"(?P<year>{YEAR})(?P<month>0[1-9]|1[0-2])(?P<day>0[1-9]|[12]\d|3[01])(?!\d)")
COMPACT_TIME = re.compile(r"T(?P<hour>[01]\d|2[0-3])(?P<minute>[0-5]\d)(?:[0-5]\d)?")
NUMERIC = re.compile(rf"(?<![\w./-])(?P<first>\d{{1,2}})([-/.])(?P<second>\d{{1,2}})\2(?P<year>{YEAR})(?!\d)")
DAY_MONTH = re.compile(
    rf"(?<![\w/.:-]){PREFIX}(?:(?P<from>{DAY}){ORDINAL}{TO})?(?P<day>{DAY}){ORDINAL}(?:{SPACE}of)?{SPACE}"
    rf"(?P<month>{MONTH})(?:,?{SPACE}(?P<year>{YEAR})(?![\d%]|[.,:]\d))?"
)
MONTH_DAY = re.compile(
    rf"(?<!\w){PREFIX}(?P<month>{MONTH}){SPACE}(?:the{SPACE})?(?:(?P<from>{DAY}){ORDINAL}{TO})?"
    rf"(?P<day>{DAY}){ORDINAL}(?![\d%:]|[.,]\d|\s?(?:am|pm|a\.m|p\.m|percent)\b)"
    rf"(?:,?{SPACE}(?P<year>{YEAR})(?![\d%]|[.,:]\d))?"
)
MONTH_YEAR = re.compile(rf"(?<!\w)(?P<month>{MONTH})(?:{SPACE}of)?,?{SPACE}(?P<year>{YEAR})(?![\d%]|[.,:]\d)")
LONE_WEEKDAY = re.compile(
    r"(?<![\w-])(?P<lead>(?:[Aa]|[Ee]very|[Ee]ach|[Mm]ost|[Ll]ast|[Nn]ext|[Tt]his(?: past| coming)?|[Pp]revious"
    r"|[Ff]ollowing|(?:[Ww]eeks?|[Ff]ortnight) (?:on|from|after|before)|[Bb]y|[Ss]tarting|[Bb]eginning|[Tt]hrough)"
    rf"{SPACE})?"
    rf"(?P<weekday>{FULL_WEEKDAY})(?![\w-])"
    r"(?P<vague>\sweek\b|\sbefore last\b|\safter next\b|,? (?:the )?\d{1,2}(?:st|nd|rd|th)\b)?"
)
DECADE = re.compile(r"(?<![\w$£€])(?:(?:1[5-9]|20)\d|['’]\d)0s\b")
BARE_YEAR = re.compile(
    rf"(?<![\w$£€#.,:/])(?<!\d-)(?<!No\. )(?P<before>[A-Za-z]+[ \u00a0-])?(?P<year>{YEAR})"
    rf"(?:[-–—/](?P<last>{YEAR}|\d\d)(?![\w%]))?"
    r"(?![\d%:/]|[.,]\d|-?(?:year|page|seat|foot|mile|word|point|person|met(?:er|re)|acre|pound|square)|s\b|\s?(?:GMT|hrs|hours|local)\b)"
    r"(?=(?P<after>[ \u00a0][a-z-]+)?(?P<street>(?:[ \u00a0][A-Z][a-z]+){0,2})?)"
)
STREET = re.compile(r"\b(?:Street|Avenue|Road|Boulevard|Lane|Drive|Ave|Blvd)$")
YEAR_CUES = ("in", "since", "by", "until", "from", "after", "before", "during", "late", "early", "mid")
RANGE = re.compile(r"\s?(?:[-–—]|to|until|through|and)\s?")
TITLE_TAIL = re.compile(r"[\"“‘'](?:[A-Z0-9][\w’']*[ \u00a0]){1,6}$")
NEAR = 60


def find_dates(text: str, *, offset: int = 0, published: PartialDate | None = None) -> tuple[PartialDate, ...]:
    """Every date in `text` in reading order; spans are counted from `offset`.

    Words that the text does not settle are returned with their value None.
    """
    taken: list[PartialDate] = []
    covered = bytearray(len(text))
    for date in _candidates(text, published):
        if not any(covered[date.span.start : date.span.end]):
            covered[date.span.start : date.span.end] = b"\1" * (date.span.end - date.span.start)
            taken.append(date)
    taken.sort(key=lambda date: date.span)
    dates = _share_year(text, taken)
    return tuple(replace(date, span=Span(date.span.start + offset, date.span.end + offset)) for date in dates)


def parse_date(words: str, *, published: PartialDate | None = None, offset: int | None = None) -> PartialDate | None:
    """The date of a line or field that holds one, with its time and zone; None where it holds none.

    Takes what publishers print ("Posted: Jul 09, 2019 7:30 AM EDT") and what formats give (ISO 8601,
    basic ISO, the e-mail form). With `offset` the result carries its span, counted from there.
    """
    if offset is None:
        words = in_plain_order(words)
    compact = COMPACT.match(words, len(words) - len(words.lstrip()))
    dates = () if compact else find_dates(words, published=published)
    settled = [date for date in dates if date.value]
    if compact:
        date = _day(compact, _settle(compact["year"], compact["month"], compact["day"]))
    elif settled:
        date = settled[0]
    else:
        return None
    date = _with_time(words, date, stop=settled[1].span.start if len(settled) > 1 else len(words))
    if offset is None:
        return replace(date, span=None)
    return replace(date, span=Span(date.span.start + offset, date.span.end + offset))


def _candidates(text: str, published: PartialDate | None) -> Iterator[PartialDate]:
    """Dates in order of trust: what comes later may not overlap what came before."""
    readers: tuple[tuple[re.Pattern[str], Callable], ...] = (
        (ISO, _iso),
        (NUMERIC, _numeric),
        (DAY_MONTH, _named_day),
        (MONTH_DAY, _named_day),
        (MONTH_YEAR, _month_year),
        (RELATIVE, _relative),
        (LONE_WEEKDAY, _weekday),
        (BARE_MONTH, _bare_month),
        (DECADE, _decade),
        (BARE_YEAR, _bare_year),
    )
    for pattern, read in readers:
        for match in pattern.finditer(text):
            yield from read(match, published)


def _day(match: re.Match[str], value: Value, *, start: int | None = None) -> PartialDate:
    start = match.start() if start is None else start
    return PartialDate(
        value=value[0], precision=value[1], text=match.string[start : match.end()], span=Span(start, match.end())
    )


def _settle(year: str, month: str, day: str) -> Value:
    found = make_day(int(year), int(month), int(day))
    return (found.isoformat(), Precision.DAY) if found else UNKNOWN


def _iso(match: re.Match[str], published: PartialDate | None) -> Iterator[PartialDate]:
    yield _day(match, _settle(match["year"], match["month"], match["day"]))


def _numeric(match: re.Match[str], published: PartialDate | None) -> Iterator[PartialDate]:
    first, second = int(match["first"]), int(match["second"])
    if not (1 <= first <= 31 and 1 <= second <= 31) or min(first, second) > 12:
        return
    if first == second or first > 12:
        yield _day(match, _settle(match["year"], match["second"], match["first"]))
    elif second > 12:
        yield _day(match, _settle(match["year"], match["first"], match["second"]))
    else:
        yield _day(match, (match["year"], Precision.YEAR))


def _named_day(match: re.Match[str], published: PartialDate | None) -> Iterator[PartialDate]:
    month, weekday = month_number(match["month"]), match["weekday"]
    tense = tense_around(match.string, match.start(), match.end())

    def value(day: str, named: str | None) -> Value:
        if match["year"]:
            return _settle(match["year"], str(month), day)
        return resolve_month_day(month, int(day), published, weekday=named, tense=tense)

    if match["from"]:
        first = Span(*match.span("from"))
        found = value(match["from"], weekday)
        yield PartialDate(value=found[0], precision=found[1], text=match["from"], span=first)
        yield _day(match, value(match["day"], None), start=match.start("day"))
    else:
        yield _day(match, value(match["day"], weekday))


def _month_year(match: re.Match[str], published: PartialDate | None) -> Iterator[PartialDate]:
    yield _day(match, (f"{match['year']}-{month_number(match['month']):02d}", Precision.MONTH))


def _relative(match: re.Match[str], published: PartialDate | None) -> Iterator[PartialDate]:
    yield _day(match, resolve_relative(match, published))


def _weekday(match: re.Match[str], published: PartialDate | None) -> Iterator[PartialDate]:
    """Skips habits ("every Tuesday") and names ("Good Friday", a programme called "Prime Thursday")."""
    lead = (match["lead"] or "").lower().split()
    if lead and lead[-1] in ("a", "every", "each", "most"):
        return
    text = match.string
    if _is_named_day(match) or TITLE_TAIL.search(text[max(0, match.start() - NEAR) : match.start()]):
        return
    if match["vague"] or (len(lead) == 2 and lead[0] != "this") or lead == ["following"]:
        yield _day(match, UNKNOWN)
        return
    tense = tense_around(text, match.start(), match.end())
    bound = bool(lead) and lead[0] in ("by", "starting", "beginning", "through")
    if bound and tense is Tense.OPEN:
        tense = Tense.FUTURE
    start = match.start("weekday") if bound else match.start()
    which = lead[-1] if lead and not bound else ""
    yield _day(match, resolve_weekday(match["weekday"], published, which=which, tense=tense), start=start)


def _is_named_day(match: re.Match[str]) -> bool:
    """Whether the weekday is part of a name in data/named_days.txt."""
    start, end = match.span("weekday")
    around = match.string[max(0, start - NEAR) : end + NEAR].lower()
    at = start - max(0, start - NEAR)
    return any(found.start() <= at < found.end() for found in _named_days().finditer(around))


@cache
def _named_days() -> re.Pattern[str]:
    return re.compile("|".join(re.escape(name) for name in sorted(word_list("named_days"))))


def _bare_month(match: re.Match[str], published: PartialDate | None) -> Iterator[PartialDate]:
    start = match.start("which") if match["which"] else match.start("month")
    tense = tense_around(match.string, match.start(), match.end())
    yield _day(match, resolve_month(match, published, tense=tense), start=start)


def _decade(match: re.Match[str], published: PartialDate | None) -> Iterator[PartialDate]:
    yield _day(match, UNKNOWN)


def _bare_year(match: re.Match[str], published: PartialDate | None) -> Iterator[PartialDate]:
    """Skips what four digits count ("about 2000 people") or number ("1800 Mill Street")."""
    before, after = (match["before"] or "").strip(" \u00a0-").lower(), (match["after"] or "").strip().lower()
    if (
        after in word_list("units")
        or before in word_list("numbered")
        or (before not in YEAR_CUES and STREET.search(match["street"] or ""))
    ):
        return
    if after.endswith("s") and (before in word_list("approximations") or match["year"].endswith("00")):
        return
    last = match["last"]
    end = match.end("year")
    start = match.start("year")
    yield PartialDate(
        value=match["year"], precision=Precision.YEAR, text=match.string[start:end], span=Span(start, end)
    )
    if last and len(last) == 4:
        span = Span(*match.span("last"))
        yield PartialDate(value=last, precision=Precision.YEAR, text=last, span=span)


def _share_year(text: str, dates: list[PartialDate]) -> Iterator[PartialDate]:
    """Give "July 30" the year printed at the other end of "July 30 to Aug. 14, 1932"."""
    for date, following in zip_longest(dates, dates[1:]):
        shared = following and _shared_year(text, date, following)
        yield replace(date, value=shared, precision=Precision.DAY) if shared else date


def _shared_year(text: str, date: PartialDate, following: PartialDate) -> str | None:
    printed = re.search(rf"{YEAR}$", following.text)
    match = DAY_MONTH.fullmatch(date.text) or MONTH_DAY.fullmatch(date.text)
    if not printed or not match or match["year"] or following.precision is not Precision.DAY:
        return None
    if not RANGE.fullmatch(text[date.span.end : following.span.start]):
        return None
    return _settle(printed.group(), str(month_number(match["month"])), match["day"])[0]


def _with_time(words: str, date: PartialDate, *, stop: int) -> PartialDate:
    """Add the time of day printed beside a day, and its offset where a zone is printed."""
    if date.precision is not Precision.DAY:
        return date
    compact = COMPACT_TIME.match(words, date.span.end)
    after = words[date.span.end : stop]
    time = clock.find_time(after) or clock.find_time(words[: date.span.start])
    if compact:
        value, rest, end = f"{compact['hour']}:{compact['minute']}", words[compact.end() :], date.span.end
    elif time and (value := clock.iso_time(time)):
        follows = time.string is after
        rest = time.string[time.end() :]
        end = date.span.end + time.end() if follows else date.span.end
    else:
        return date
    offset, length = clock.find_zone(rest, dt.date.fromisoformat(date.value))
    start, end = (date.span.start, end + length) if end > date.span.end else (date.span.start, end)
    return replace(
        date,
        value=f"{date.value}T{value}{offset}",
        precision=Precision.MINUTE,
        text=words[start:end],
        span=Span(start, end),
    )
