"""What stands after the colon of a field that is no text: years, days, states."""

import re
from calendar import monthrange
from datetime import date, timedelta

Period = tuple[date | None, date | None]

_DAY = re.compile(r"([0-9]{4})(?:-([0-9]{1,2})(?:-([0-9]{1,2}))?)?", re.ASCII)
_YEARS = re.compile(r"([0-9]{4})[-–]([0-9]{4})", re.ASCII)  # also written so
DAY_FORMS = "write YYYY, YYYY-MM or YYYY-MM-DD"


def parse_period(name: str, text: str) -> Period:
    """Return the first and last day that `year:`, `before:` or `after:` asks for. Raises ValueError in words."""
    if name == "before":
        return None, _known(text)[0] - timedelta(days=1)
    if name == "after":
        return _known(text)[1] + timedelta(days=1), None
    if years := _YEARS.fullmatch(text):
        text = "..".join(years.groups())
    first, dots, last = text.partition("..")
    if not dots:
        return _known(first)
    begin, end = (_known(first)[0] if first else None), (_known(last)[1] if last else None)
    if begin is None and end is None:
        raise ValueError("no year stands on either side of the dots")
    return (_known(last)[0], _known(first)[1]) if is_turned_round(text) else (begin, end)


def is_turned_round(text: str) -> bool:
    """Whether the later of two years, months or days stands first. Raises ValueError where either is no date."""
    first, _, last = text.partition("..")
    return bool(first and last) and _known(first)[0] > _known(last)[1]


def _known(text: str) -> Period:
    """The first and the last day of a year, a month or a day."""
    match = _DAY.fullmatch(text)
    try:
        year, month, day = (int(part) if part else None for part in match.groups())
        first = date(year, month or 1, day or 1)
        last = first if day else date(year, month or 12, monthrange(year, month or 12)[1])
        date.fromordinal(first.toordinal() - 1), date.fromordinal(last.toordinal() + 1)
    except (AttributeError, ValueError, OverflowError) as error:
        raise ValueError(f"“{text}” is no date: {DAY_FORMS}") from error
    return first, last
