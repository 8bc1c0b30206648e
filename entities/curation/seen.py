"""What an editor was looking at when they decided, so that nobody decides on what has changed since."""

from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

from django.db.models import Count, Max, QuerySet
from django.utils import timezone

from articles.models import Reviewable
from entities.curation.errors import CurationError
from entities.curation.locking import lock, lock_articles

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


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """Any number of rows as a page shows them: how many in each state of review, and what happened to them last."""

    numbers: dict[str, int]
    decided: datetime | None
    run: int

    @property
    def count(self) -> int:
        return sum(self.numbers.values())

    @property
    def state(self) -> str:
        """What the page keeps of it."""
        numbers = " ".join(f"{review}:{number}" for review, number in sorted(self.numbers.items()))
        return f"{self.count} {self.decided.isoformat() if self.decided else 'never'} {self.run} {numbers}"


def tally(rows: QuerySet) -> Tally:
    """Count rows of one kind, in one query."""
    counted = rows.order_by().values("review").annotate(n=Count("pk"), decided=Max("reviewed_at"), last=Max("run"))
    found = list(counted)
    return Tally(
        numbers={row["review"]: row["n"] for row in found},
        decided=max(filter(None, (row["decided"] for row in found)), default=None),
        run=max((row["last"] or 0 for row in found), default=0),
    )


def lock_all_as_seen(rows: QuerySet, seen: str) -> None:
    """Lock any number of rows of one kind. Raises CurationError where they are not in the state `seen` of their tally.

    Use it inside the transaction of the verb.
    """
    lock_articles(rows)
    list(rows.order_by("pk").select_for_update(of=("self",), no_key=True).values_list("pk"))
    now = tally(rows)
    if seen == now.state:
        return
    raise CurationError(
        f"These rows changed while your page was open: {_changed(seen, now)}. Nothing of yours was saved; look again."
    )


def _changed(seen: str, now: Tally) -> str:
    then, decided, run = [*seen.split(), "", "", ""][:3]
    if then != str(now.count):
        return f"there were {then or 'none'} then, there are {now.count} now"
    if run != str(now.run) and decided == now.state.split()[1]:
        return "a later ingest read some of them anew"
    return "somebody decided on some of them"
