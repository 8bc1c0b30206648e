"""Dates no more exactly than they are known."""

from datetime import date

from django.utils import dateformat

from articles.extraction.types import Precision

FORMATS = {
    Precision.YEAR: "Y",
    Precision.MONTH: "F Y",
    Precision.DAY: "j F Y",
    Precision.MINUTE: "j F Y, H:i",
}


def partial_date(value: date | None, precision: str) -> str:
    """2 December 2008, December 2008 or 2008, as `precision` allows; empty where there is no date."""
    return dateformat.format(value, FORMATS[Precision(precision)]) if value and precision else ""
