"""What an event is called, and when it was."""

import datetime
import re

from django.contrib.auth.models import User

from articles.extraction.types import PartialDate, Precision
from articles.models import Review
from entities.curation.checking import verb
from entities.curation.errors import CurationError
from entities.curation.ledger import Entry
from entities.models import Decision, Event
from entities.store.dates import first_day

Date = str | datetime.date | PartialDate | None
PARTIAL = re.compile(r"(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?")


@verb
def rename_event(*, event: Event, name: str, by: User, reason: str = "") -> Decision:
    """Set the name of an event. The address of its page stays."""
    entry = Entry(Decision.Verb.RENAME_EVENT, by=by, reason=reason)
    event, before = entry.open(event), event.name
    name = clean_name(name)
    _refuse_rejected(event)
    if name == before:
        raise CurationError(f"{name} is the name already.")
    event.name = name
    entry.mark(event, Review.EDITED)
    return entry.close(target=event, label=f"{before}, now {name}")


@verb
def set_event_date(*, event: Event, date: Date, end: Date = "", by: User, reason: str = "") -> Decision:
    """Set when an event was, as exactly as it is known: "2004", "2004-02", "2004-02-01", a day, or "" for not known.

    `end` is the last day, month or year of an event that lasted.
    """
    entry = Entry(Decision.Verb.SET_EVENT_DATE, by=by, reason=reason)
    event = entry.open(event)
    _refuse_rejected(event)
    before = event.date, event.date_precision, event.end_date, event.end_precision
    wanted = *parse_day(date), *parse_day(end)
    if wanted == before:
        raise CurationError("That is the date already. Confirm the event if it is right.")
    if wanted[2] and (wanted[0] is None or wanted[2] < wanted[0]):
        raise CurationError("An event cannot end before it begins.")
    event.date, event.date_precision, event.end_date, event.end_precision = wanted
    entry.mark(event, Review.EDITED)
    return entry.close(target=event)


def clean_name(name: str) -> str:
    name = " ".join(name.split())
    if not any(character.isalnum() for character in name):
        raise CurationError("An event needs a name with at least one letter or figure.")
    if len(name) > (length := Event._meta.get_field("name").max_length):
        raise CurationError(f"The name is longer than {length} characters.")
    return name


def parse_day(date: Date) -> tuple[datetime.date | None, str]:
    """Return the first day of a year, month or day and its precision; (None, "") for no date."""
    if isinstance(date, PartialDate):
        return first_day(date)
    if isinstance(date, datetime.datetime):
        date = date.date()
    words = str(date or "").strip()
    if not words:
        return None, ""
    match = PARTIAL.fullmatch(words)
    year, month, day = match.groups() if match else (None, None, None)
    try:
        first = datetime.date(int(year), int(month or 1), int(day or 1))
    except (TypeError, ValueError) as err:
        raise CurationError(f"“{words}” is no date: write YYYY, YYYY-MM or YYYY-MM-DD.") from err
    precision = Precision.DAY if day else Precision.MONTH if month else Precision.YEAR
    return first, precision.value


def _refuse_rejected(event: Event) -> None:
    if event.review == Review.REJECTED:
        raise CurationError("The event was rejected. Take that back first.")
