"""Which of two versions of an item is the later one, by what their sender says."""

import datetime as dt

from articles.extraction.dates import parse_date
from articles.extraction.provenance import Provenance


def is_earlier(one: Provenance, other: Provenance) -> bool:
    """Whether the sender made `one` before `other`: by their numbers, or else by when they were made."""
    if one.version.isdecimal() and other.version.isdecimal() and int(one.version) != int(other.version):
        return int(one.version) < int(other.version)
    first, second = _moment(one.modified), _moment(other.modified)
    return bool(first and second and first < second)


def _moment(words: str) -> str:
    """A moment in a form in which later ones are greater; "" where it is not known to the minute, with its zone."""
    date = parse_date(words) if words else None
    if date is None or date.value is None or len(date.value) < len("2024-03-04T10:15+00:00"):
        return ""
    return dt.datetime.fromisoformat(date.value).astimezone(dt.UTC).isoformat()
