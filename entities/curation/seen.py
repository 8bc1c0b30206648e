"""What an editor was looking at when they decided, so that nobody decides on what has changed since."""

from typing import TypeVar

from django.utils import timezone

from articles.models import Reviewable
from entities.curation.errors import CurationError
from entities.curation.ledger import lock

Row = TypeVar("Row", bound=Reviewable)


def state_seen(row: Reviewable) -> str:
    """What a page keeps of the state in which it shows a row: who decided on it when, and the run that last read it."""
    when = row.reviewed_at.isoformat() if row.reviewed_at else "never"
    return f"{row.review} {when} {row.run_id or 0}"


def lock_as_seen(row: Row, seen: str) -> Row:
    """Lock a row and read it anew. Raises CurationError where it is no longer in the state `seen`.

    Use it inside the transaction of the verb: of two editors who decide at once the second waits
    here for the first, and is told. Words that say nothing (`seen` empty) only lock.
    """
    found = lock(type(row)._base_manager.filter(pk=row.pk))
    if not found:
        raise CurationError(f"“{row}” is no longer in the archive: a later ingest removed it.")
    row = found[0]
    if seen and seen != state_seen(row):
        raise CurationError(_overtaken(row, seen))
    return row


def _overtaken(row: Reviewable, seen: str) -> str:
    if seen.startswith(state_seen(row).rsplit(" ", 1)[0]):
        return "A later ingest changed this while your page was open. Nothing of yours was saved; look again."
    who = row.reviewed_by or "Another editor"
    when = f" at {timezone.localtime(row.reviewed_at):%H:%M}" if row.reviewed_at else ""
    return f"{who} decided on this{when}, while your page was open. Nothing of yours was saved; look again."
