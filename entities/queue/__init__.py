"""The review queue: what waits for an editor, and in which order. The desk shows it; see `entities.admin.queue`.

To add a kind of work, write its class (see `base.Kind`) and name it here.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from django.contrib.auth.models import User
from django.core.cache import cache

from entities import capped
from entities.filters.keyset import in_order
from entities.queue.base import Answer, Field, Kind, Place, Verb
from entities.queue.captions import UnreadCredits
from entities.queue.changed import CHANGED
from entities.queue.mentions import AmbiguousNames
from entities.queue.pairs import PossibleDuplicates, PossibleSameEvents
from entities.queue.people import OddPeople
from entities.queue.quotes import DoubtfulQuotes, InferredSpeakers, NamelessQuotes
from entities.queue.suggestions import Suggestions

__all__ = ["KINDS", "Answer", "Field", "Kind", "Place", "Verb", "Waiting", "in_all", "waiting"]

# In the order in which they are listed; those that gain most from an answer come first.
KINDS: dict[str, Kind] = {
    kind.slug: kind
    for kind in (
        *CHANGED,
        Suggestions(),
        PossibleDuplicates(),
        PossibleSameEvents(),
        AmbiguousNames(),
        NamelessQuotes(),
        DoubtfulQuotes(),
        InferredSpeakers(),
        UnreadCredits(),
        OddPeople(),
    )
}


CACHE_KEY = "work-that-waits"
RECENT = 30  # seconds


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """A kind in which work waits; `count` is exact up to `capped.MOST_COUNTED`, and one more for whatever is more."""

    kind: Kind
    count: int

    @property
    def number(self) -> str:
        return capped.number(self.count)


def waiting(user: User | None = None, *, anew: Iterable[Kind] | None = None) -> list[Waiting]:
    """The kinds in which work waits, and how much; only those that `user` may decide on, if given.

    Pages that only mention what waits name in `anew` the kinds to be counted now, and take the others as
    they were counted within the last half minute.
    """
    counts = None if anew is None else cache.get(CACHE_KEY)
    if counts is None:
        counts = _count(KINDS.values())
        cache.set(CACHE_KEY, counts, RECENT)
    elif anew:
        counts |= _count(anew)
    kinds = (kind for kind in KINDS.values() if user is None or kind.allows(user))
    return [Waiting(kind=kind, count=counts[kind.slug]) for kind in kinds if counts.get(kind.slug)]


def in_all(work: Iterable[Waiting]) -> str:
    return capped.number(sum(waits.count for waits in work))


def _count(kinds: Iterable[Kind]) -> dict[str, int]:
    found = {kind.slug: in_order(kind.rows(), kind.order) for kind in kinds}
    return dict(zip(found, capped.count_each(list(found.values())), strict=True))
