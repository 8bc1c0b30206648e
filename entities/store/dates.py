"""Partial dates as columns: the first moment of the period that is known, and its precision."""

from datetime import UTC, date, datetime, tzinfo

from articles.extraction.types import PartialDate, Precision

FIRST = "-01"


def first_day(partial: PartialDate | None) -> tuple[date | None, str]:
    """Return the first day of a partial date and its precision; (None, "") where none is resolved."""
    if partial is None or partial.value is None or partial.precision is None:
        return None, ""
    day = partial.value[:10]
    day += FIRST * (2 - day.count("-"))
    # A column of days cannot say the minute.
    precision = Precision.DAY if partial.precision is Precision.MINUTE else partial.precision
    return date.fromisoformat(day), precision.value


def first_moment(partial: PartialDate | None, time_zone: tzinfo) -> tuple[datetime | None, str, int | None]:
    """Return the start of the period as an aware datetime, its precision, and the year as printed.

    Without an offset in the value the time is read in `time_zone`, the newsroom's own.
    """
    day, _ = first_day(partial)
    if day is None:
        return None, "", None
    if partial.precision is Precision.MINUTE:
        moment = datetime.fromisoformat(partial.value)
    else:
        moment = datetime(day.year, day.month, day.day)  # noqa: DTZ001 (made aware below)
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=time_zone)
    return moment.astimezone(UTC), partial.precision.value, day.year


def prefix(day: date | None, precision: str) -> str:
    """Return a stored date as the ISO prefix it stands for: 2004, 2004-02, 2004-02-01; "" for none."""
    return day.isoformat()[: {"year": 4, "month": 7}.get(precision, 10)] if day else ""


def are_compatible(one: str, other: str) -> bool:
    """Whether two prefixes can be one date: either is unknown, or one is the other told less precisely."""
    return one.startswith(other) or other.startswith(one)
