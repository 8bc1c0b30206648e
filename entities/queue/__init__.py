"""The review queue: what waits for an editor, and in which order. The desk shows it; see `entities.admin.queue`.

To add a kind of work, write its class (see `base.Kind`) and name it here.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from django.contrib.auth.models import User
from django.core.cache import cache
from django.db.models import CharField, Count, QuerySet, Value

from entities.queue.base import Answer, Field, Kind, Place, Verb
from entities.queue.captions import UnreadCredits
from entities.queue.changed import CHANGED
from entities.queue.mentions import AmbiguousNames
from entities.queue.pairs import PossibleDuplicates, PossibleSameEvents
from entities.queue.people import OddPeople
from entities.queue.quotes import DoubtfulQuotes, InferredSpeakers, NamelessQuotes
from entities.queue.suggestions import Suggestions

__all__ = ["KINDS", "Answer", "Field", "Kind", "Place", "Verb", "Waiting", "waiting"]

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
    kind: Kind
    count: int


def waiting(user: User | None = None, *, anew: Iterable[Kind] | None = None) -> list[Waiting]:
    """The kinds in which work waits, and how much; only those that `user` may decide on, if given.

    All of it is one query, which reads whole tables: pages that only mention what waits name in `anew`
    the kinds to be counted now, and take the others as they were counted within the last half minute.
    """
    counts = None if anew is None else cache.get(CACHE_KEY)
    if counts is None:
        first, *others = (_count(kind) for kind in KINDS.values())
        counts = dict(first.union(*others, all=True))
        cache.set(CACHE_KEY, counts, RECENT)
    else:
        counts |= {kind.slug: kind.rows().count() for kind in anew}
    kinds = (kind for kind in KINDS.values() if user is None or kind.allows(user))
    return [Waiting(kind=kind, count=counts[kind.slug]) for kind in kinds if counts.get(kind.slug)]


def _count(kind: Kind) -> QuerySet:
    rows = kind.rows().order_by().annotate(slug_of_kind=Value(kind.slug, output_field=CharField()))
    return rows.values("slug_of_kind").annotate(count=Count("pk")).values_list("slug_of_kind", "count")
