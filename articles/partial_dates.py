"""Dates no more exactly than they are known."""

from datetime import date

from articles.extraction.types import Precision

# Python's own words: Django's take ten times as long, and a list has two dates a row.
FORMATS = {
    Precision.YEAR: "{0.year}",
    Precision.MONTH: "{0:%B} {0.year}",
    Precision.DAY: "{0.day} {0:%B} {0.year}",
    Precision.MINUTE: "{0.day} {0:%B} {0.year}, {0:%H:%M}",
}


def partial_date(value: date | None, precision: str) -> str:
    """2 December 2008, December 2008 or 2008, as `precision` allows; empty where there is no date."""
    return FORMATS[precision].format(value) if value and precision else ""
