"""Pairs of events that may be one, kept for an editor to answer."""

from collections import defaultdict
from collections.abc import Collection, Iterable

from django.db.models import Q

from articles.extraction.events.likeness import KnownEvent, compare_events
from articles.extraction.likeness import Likeness
from articles.models import IngestRun, Review
from entities.models import Event, EventParticipant, PossibleSameEvent
from entities.store.alike import Key, save_pairs
from entities.store.dates import prefix
from entities.store.names import with_slugs
from entities.store.rows import lots

# From here on a pair is worth a question.
ASK = 0.5
MOST_CANDIDATES = 500


def find_possible_same_events(events: Collection[int], *, run: IngestRun | None = None) -> None:
    """Compare each of `events` that stands for itself with those of its days, its people and its name.

    Pairs of an event merged or rejected stay as they were, for the undoing.
    """
    touched = [row for lot in lots(events) for row in Event.objects.filter(pk__in=lot).select_related("survivor")]
    ours = {row.current.pk: row.current for row in touched if row.current.review != Review.REJECTED}
    others = {event.pk: event for event in _near(ours.values())}
    known = _known(ours | others)
    wanted: dict[Key, Likeness] = {}
    for one in sorted(ours):
        for other in sorted(others.keys() | ours.keys()):
            pair = (min(one, other), max(one, other))
            if one != other and pair not in wanted:
                likeness = compare_events(known[pair[0]], known[pair[1]])
                if likeness.score >= ASK:
                    wanted[pair] = likeness
    save_pairs(PossibleSameEvent, PossibleSameEvent.objects.standing().with_any(ours), wanted, run)


def _near(events: Iterable[Event]) -> list[Event]:
    """Events on the same days, with the same people or of the same name, whatever stands for them."""
    events = list(events)
    if not events:
        return []
    people = EventParticipant.objects.visible().filter(event__in=events).values("person")
    days = {event.date for event in events if event.date}
    took_part = EventParticipant.objects.visible().filter(person__in=people).values("event")
    near = Event.objects.current().filter(Q(date__in=days) | Q(pk__in=took_part)).order_by("pk")[:MOST_CANDIDATES]
    named = with_slugs(Event, [event.slug for event in events])
    return [*near, *(event for event in named if event.merged_into_id is None and event.review != Review.REJECTED)]


def _known(events: dict[int, Event]) -> dict[int, KnownEvent]:
    people: dict[int, set[int]] = defaultdict(set)
    for lot in lots(events):
        rows = EventParticipant.objects.visible().filter(Q(event__in=lot) | Q(event__survivor__in=lot)).order_by()
        told = rows.values_list("event", "event__survivor", "person", "person__survivor")
        for event, survivor, person, stands_for in told:
            people[survivor or event].add(stands_for or person)
    return {
        pk: KnownEvent(
            name=event.name, kind=event.kind, date=prefix(event.date, event.date_precision), place=event.place,
            people=frozenset(people[pk]),
        )
        for pk, event in events.items()
    }  # fmt: skip
