"""Events: one row for one happening, however many articles tell of it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from django.db.models import Exists, OuterRef, Q
from django.utils.text import slugify

from articles.extraction.events.likeness import SAME, KnownEvent, compare_events
from articles.extraction.types import EventReading, Span
from articles.models import Review
from entities.models import Event, EventMention, EventParticipant
from entities.store.dates import are_compatible, first_day, prefix
from entities.store.names import free_slugs, with_slugs
from entities.store.people import Cast
from entities.store.rows import BATCH, Stored, fit, pair
from entities.store.saving import Saving, claimed, is_free

MENTION_FIELDS = ("event_id", "start", "end", "text", "rule", "confidence", "source_changed")
PARTICIPANT_FIELDS = ("event_id", "person_id", "rule", "confidence")
EVENT_FIELDS = (
    "kind", "date", "date_precision", "date_text", "end_date", "end_precision", "place", "rule", "confidence",
)  # fmt: skip
COMPARED = 200  # events of one kind and day, at most
NUMBER = re.compile(r"-\d+$")


@dataclass(frozen=True, slots=True)
class StoredEvents:
    """What the article has on events as it stands: where they are mentioned and who took part.

    `told` are the events of this reading, once they are saved.
    """

    mentions: Stored
    participants: Stored
    told: list[tuple[EventReading, Event]] = field(default_factory=list)


def load_events(saving: Saving) -> StoredEvents:
    mentions = [] if saving.is_new else list(saving.article.event_mentions.select_related("event__survivor"))
    participants = (
        [] if saving.is_new else list(saving.article.event_participants.select_related("event").order_by("pk"))
    )
    return StoredEvents(
        Stored(EventMention, MENTION_FIELDS, mentions), Stored(EventParticipant, PARTICIPANT_FIELDS, participants)
    )


def save_events(saving: Saving, cast: Cast, stored: StoredEvents, lost: set[EventMention]) -> bool:
    """Write the article's events; `stored` are its rows, anchored, and `lost` the mentions to give up."""
    events, changed = _events(saving, cast, stored.mentions.rows)
    told = [
        (reading, event.current)
        for reading, event in zip(saving.extraction.events, events, strict=True)
        if event.current.review != Review.REJECTED
    ]
    stored.told.extend(told)
    changed |= _save_mentions(saving, stored.mentions, told, lost)
    return _save_participants(saving, cast, stored.participants, told) or changed


def _events(saving: Saving, cast: Cast, mentions: Sequence[EventMention]) -> tuple[list[Event], bool]:
    """The event of each reading, found (it may be merged into another) or made, and whether anything changed."""
    readings = saving.extraction.events
    archive = with_slugs(Event, [_base(reading.name) for reading in readings]) if readings else []
    here = [m for m in mentions if m.review != Review.REJECTED and not m.source_changed]
    events: list[Event] = []
    new: list[Event] = []
    for reading in readings:
        event = _decided(reading, here) or _same(reading, archive) or _alike(reading, cast)
        if event is None:
            event = _row(saving, reading)
            archive.append(event)
            new.append(event)
        events.append(event)
    for event, slug in zip(new, free_slugs(Event, [e.name for e in new], fallback="event"), strict=True):
        event.slug = slug
    changed = _refine(saving, events)
    Event.objects.bulk_create(new, batch_size=BATCH)
    return events, bool(new) or changed


def _base(name: str) -> str:
    return slugify(name) or "event"


def _decided(reading: EventReading, mentions: Sequence[EventMention]) -> Event | None:
    """The event that an editor linked to these words, or the other one to which some of them were left."""
    here = [m for m in mentions if not is_free(Span(m.start, m.end), reading.mentions)]
    decided = [m.event for m in here if not m.is_machine]
    left = [m.event for m in here if m.is_machine and m.event.current not in {event.current for event in decided}]
    return (left or decided)[0] if decided else None


def _root(row: EventMention | EventParticipant) -> int:
    return row.event.survivor_id or row.event_id


def _same(reading: EventReading, archive: Sequence[Event]) -> Event | None:
    """The one event of this name whose date can be this reading's.

    An event that an editor renamed is still known by the name in its address.
    """
    wanted = prefix(*first_day(reading.date))
    named = [event for event in archive if _has_name(event, reading.name)]
    dated = [event for event in named if are_compatible(wanted, prefix(event.date, event.date_precision))]
    exact = [event for event in dated if prefix(event.date, event.date_precision) == wanted]
    if len({event.current.pk for event in dated}) == 1:
        return dated[0]
    return exact[0] if exact else None


def _alike(reading: EventReading, cast: Cast) -> Event | None:
    """The one event of the same kind and period that is this one told in other words ("Closure of Rook Bridge")."""
    day, precision = first_day(reading.date)
    if day is None:
        return None
    told = KnownEvent(
        name=reading.name, kind=reading.kind, date=prefix(day, precision), place=reading.place,
        people=frozenset(cast.root(person.pk) for index in reading.people if (person := cast.people[index])),
    )  # fmt: skip
    near = Event.objects.filter(kind=reading.kind, date__year=day.year).exclude(review=Review.REJECTED)
    near = near.filter(Q(date=day) | Q(participants__person__in=told.people)) if told.people else near.filter(date=day)
    near = near.prefetch_related("participants").order_by("pk").distinct()[:COMPARED]
    alike = [event for event in near if compare_events(told, _known(event, cast)).score >= SAME]
    return alike[0] if len({event.current.pk for event in alike}) == 1 else None


def _known(event: Event, cast: Cast) -> KnownEvent:
    people = (cast.root(row.person_id) for row in event.participants.all() if row.review != Review.REJECTED)
    return KnownEvent(
        name=event.name, kind=event.kind, date=prefix(event.date, event.date_precision), place=event.place,
        people=frozenset(people),
    )  # fmt: skip


def _has_name(event: Event, name: str) -> bool:
    plain = slugify(name)
    if not plain:
        return event.name == name
    return slugify(event.name) == plain or (event.review != Review.MACHINE and NUMBER.sub("", event.slug) == plain)


def _row(saving: Saving, reading: EventReading) -> Event:
    date, precision = first_day(reading.date)
    end_date, end_precision = first_day(reading.end)
    if date is None or (end_date and end_date < date):
        end_date, end_precision = None, ""
    return Event(
        name=fit(Event, "name", reading.name), kind=fit(Event, "kind", reading.kind), date=date,
        date_precision=precision, date_text=fit(Event, "date_text", reading.date.text if reading.date else ""),
        end_date=end_date, end_precision=end_precision, place=fit(Event, "place", reading.place),
        rule=reading.rule, confidence=reading.confidence, run=saving.run,
    )  # fmt: skip


def _refine(saving: Saving, events: Sequence[Event]) -> bool:
    """Bring machine events up to this reading. One that other articles tell of too only ever gains."""
    found = {event.pk: event for event in events if event.pk and event.review == Review.MACHINE}
    undecided = Event.objects.unreviewed().filter(pk__in=found).order_by("pk").select_for_update(no_key=True)
    free = set(undecided.values_list("pk", flat=True)) if found else set()
    found = {pk: event for pk, event in found.items() if pk in free}
    elsewhere = EventMention.objects.filter(event=OuterRef("pk")).exclude(article=saving.article)
    shared = set(Event.objects.filter(Exists(elsewhere), pk__in=found).values_list("pk", flat=True)) if found else ()
    stored = Stored(Event, EVENT_FIELDS, list(found.values()))
    first_told = set()
    for reading, event in zip(saving.extraction.events, events, strict=True):
        if event.review != Review.MACHINE or (event.pk and event.pk not in free):
            continue
        row = _row(saving, reading)
        if event.pk and event.pk not in shared and event.pk not in first_told:
            stored.copy(row, event)
        else:
            _gain(row, event)
        first_told.add(event.pk)
    return stored.write(create=(), delete=(), run=saving.run)


def _gain(row: Event, event: Event) -> None:
    """Give an event what it lacks: a date, a more precise one, an end, a place, a kind."""
    known, told = prefix(event.date, event.date_precision), prefix(row.date, row.date_precision)
    if len(told) > len(known) and told.startswith(known):
        event.date, event.date_precision, event.date_text = row.date, row.date_precision, row.date_text
    if event.end_date is None:
        event.end_date, event.end_precision = row.end_date, row.end_precision
    if event.end_date and (event.date is None or event.end_date < event.date):
        event.end_date, event.end_precision = None, ""
    event.place = event.place or row.place
    event.kind = event.kind or row.kind


def _save_mentions(
    saving: Saving, stored: Stored, told: Sequence[tuple[EventReading, Event]], lost: set[EventMention]
) -> bool:
    text, decided = saving.extraction.document.text, claimed(stored.rows)
    length = EventMention._meta.get_field("text").max_length
    wanted = [
        EventMention(
            event=event, article=saving.article, start=span.start, end=span.end, text=span.of(text),
            rule=reading.rule, confidence=reading.confidence, run=saving.run,
        )
        for reading, event in told
        for span in reading.mentions
        if is_free(span, decided) and span.end - span.start <= length
    ]  # fmt: skip
    machine = [row for row in stored.rows if row.is_machine and row not in lost]
    pairs, new, gone = pair(machine, wanted, key=lambda row: (_root(row), row.start, row.end))
    for row, found in pairs:
        row.event_id = found.event_id
        stored.copy(row, found)
    return stored.write(create=new, delete=[*gone, *lost], run=saving.run)


def _save_participants(saving: Saving, cast: Cast, stored: Stored, told: Sequence[tuple[EventReading, Event]]) -> bool:
    """Write who took part, as this article has it. Where an editor has changed who did, the machine adds nobody."""

    def key(row: EventParticipant) -> tuple[int, int]:
        return _root(row), cast.root(row.person_id)

    machine = [row for row in stored.rows if row.is_machine]
    decided = {key(row): row.review for row in stored.rows if not row.is_machine}
    closed = {event for (event, _), review in decided.items() if review == Review.EDITED}
    had = {key(row) for row in machine}
    wanted = [
        EventParticipant(
            event=event, article=saving.article, person=cast.people[index], rule=reading.rule,
            confidence=reading.confidence, run=saving.run,
        )
        for reading, event in told
        for index in reading.people
        if cast.people[index]
    ]  # fmt: skip
    wanted = [row for row in wanted if key(row) not in decided and (_root(row) not in closed or key(row) in had)]
    pairs, new, gone = pair(machine, wanted, key=key)
    for row, found in pairs:
        cast.keep_merged(row, found, "person_id")
        row.event_id = found.event_id
        stored.copy(row, found)
    return stored.write(create=new, delete=gone, run=saving.run)
