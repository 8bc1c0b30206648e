"""What the machine would now say of the rows that are the editors', kept beside them.

What an editor was looking at when they decided otherwise is not suggested to them again: the
ledger has it. So a suggestion is news, and not the same quarrel after every ingest.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Model

from articles.extraction.types import CaptionReading, EventReading, Quotation, Span
from articles.models import Caption, Review, Reviewable
from entities.models import Change, Depiction, Event, Mention, Quote, Suggestion
from entities.store.captions import StoredCaptions, caption_row, closed_captions
from entities.store.dates import first_day, prefix
from entities.store.events import StoredEvents
from entities.store.people import Cast
from entities.store.quotes import RELATIONS, StoredQuotes, quote_row
from entities.store.rows import Stored, fit
from entities.store.saving import Saving, is_free

Field = Suggestion.Field
State = dict[str, Any]
NOBODY = "nobody named"


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A suggestion in the making. `was` tells from the state before a decision whether it held this value."""

    row: Reviewable
    field: Field
    value: dict[str, Any]
    words: str
    by: Any  # the reading: its rule and its confidence
    was: Callable[[State], bool] = lambda state: False


def drafts(
    saving: Saving, cast: Cast, mentions: Stored, quotes: StoredQuotes, captions: StoredCaptions, events: StoredEvents
) -> list[Draft]:
    """Where this reading differs from what editors decided on the article."""
    if saving.is_new:
        return list(on_events(events.told))
    return [
        *on_quotes(saving, cast, quotes),
        *on_mentions(saving, cast, mentions.rows),
        *on_captions(saving, cast, captions),
        *on_events(events.told),
    ]


def save_suggestions(saving: Saving, wanted: list[Draft]) -> None:
    """Replace the article's suggestions. A dismissed one stays dismissed while the machine says the same."""
    rows = [] if saving.is_new else saving.article.suggestions.all()
    had = {(row.row_type_id, row.row_id, row.field): row for row in rows}
    new, changed = [], []
    for draft in _without_overruled(wanted):
        kind = ContentType.objects.get_for_model(draft.row)
        found = had.pop((kind.pk, draft.row.pk, draft.field), None)
        if found and found.value == draft.value:
            continue
        (changed if found else new).append(_fill(saving, draft, found or Suggestion(row_type=kind)))
    Suggestion.objects.filter(pk__in=[suggestion.pk for suggestion in had.values()]).delete()
    for suggestion in changed:
        suggestion.save()
    Suggestion.objects.bulk_create(new)


def _fill(saving: Saving, draft: Draft, suggestion: Suggestion) -> Suggestion:
    suggestion.article, suggestion.run, suggestion.row_id = saving.article, saving.run, draft.row.pk
    suggestion.field, suggestion.value = draft.field, draft.value
    suggestion.words = fit(Suggestion, "words", draft.words)
    suggestion.rule, suggestion.confidence = draft.by.rule, draft.by.confidence
    suggestion.dismissed_by = suggestion.dismissed_at = None
    return suggestion


def _without_overruled(wanted: list[Draft]) -> Iterator[Draft]:
    """Leave out what an editor has seen and decided against."""
    keys = defaultdict(set)
    for draft in wanted:
        keys[type(draft.row)].add(draft.row.pk)
    states: dict[tuple[type[Model], int], list[State]] = defaultdict(list)
    for model, pks in keys.items():
        changes = Change.objects.filter(row_type=ContentType.objects.get_for_model(model), row_id__in=pks)
        for pk, before in changes.exclude(before=None).values_list("row_id", "before"):
            states[model, pk].append(before)
    return (draft for draft in wanted if not any(map(draft.was, states[type(draft.row), draft.row.pk])))


def is_open(row: Reviewable) -> bool:
    """Whether an editor stands by the row and its words are still there."""
    return row.review in (Review.CONFIRMED, Review.EDITED) and not getattr(row, "source_changed", False)


def on_quotes(saving: Saving, cast: Cast, stored: StoredQuotes) -> Iterator[Draft]:
    readings = [(quote, quote.parts) for quote in saving.extraction.quotes]
    for row in filter(is_open, stored.quotes.rows):
        spans = stored.spans(row)
        shared = [quote for quote, parts in readings if not all(is_free(part, spans) for part in parts)]
        found = next((quote for quote in shared if quote.parts == spans), shared[0] if shared else None)
        if found:
            yield from _on_quote(saving, cast, row, found, spans)
            for name in RELATIONS:
                had = {link.person_id for link in getattr(stored, name).rows if link.quote_id == row.pk}
                yield from _on_people(cast, row, found, name, set(map(cast.root, had)))


def _on_quote(saving: Saving, cast: Cast, row: Quote, found: Quotation, spans: tuple[Span, ...]) -> Iterator[Draft]:
    read = quote_row(saving, cast, found)
    person, words = cast.root(read.speaker_id), read.speaker_text

    def spoke(state: State) -> bool:
        return "speaker_id" in state and cast.root(state["speaker_id"]) == person

    if cast.root(row.speaker_id) != person or (person is None and row.speaker_text != words):
        name = read.speaker.name if read.speaker else words or NOBODY
        yield Draft(
            row=row, field=Field.SPEAKER, value={"person": person, "words": words}, words=name, by=found, was=spoke
        )
    if found.parts != spans:
        text = saving.extraction.document.text
        yield Draft(
            row=row, field=Field.REACH, value={"parts": [[part.start, part.end] for part in found.parts]},
            words=" … ".join(part.of(text) for part in found.parts), by=found,
        )  # fmt: skip


def _on_people(cast: Cast, row: Quote, found: Quotation, name: str, had: set[int]) -> Iterator[Draft]:
    """Whom the machine now relates to a quote, where it is others than before."""
    people = {person.pk: person.name for index in getattr(found, name) if (person := cast.people[index])}
    if people.keys() != had:
        yield Draft(
            row=row, field=Field(name), value={"people": sorted(people)}, words=", ".join(people.values()) or NOBODY,
            by=found, was=lambda state: set(map(cast.root, state.get(name, [None]))) == people.keys(),
        )  # fmt: skip


def on_mentions(saving: Saving, cast: Cast, rows: Iterable[Mention]) -> Iterator[Draft]:
    by_span = {(row.start, row.end): row for row in rows if is_open(row)}
    for index, chain in enumerate(saving.extraction.people):
        person = cast.people[index]
        for mention in chain.mentions:
            row = by_span.get((mention.span.start, mention.span.end))
            if row and person and cast.root(row.person_id) != person.pk:
                yield Draft(
                    row=row, field=Field.PERSON, value={"person": person.pk}, words=person.name, by=mention,
                    was=lambda state, pk=person.pk: "person_id" in state and cast.root(state["person_id"]) == pk,
                )  # fmt: skip


def on_captions(saving: Saving, cast: Cast, stored: StoredCaptions) -> Iterator[Draft]:
    closed = closed_captions(stored)
    rows = [row for row in stored.captions.rows if stored.is_kept(row) and not row.source_changed]
    for reading in saving.extraction.captions:
        row = next((row for row in rows if reading.span.overlaps(Span(row.start, row.end))), None)
        if row is None or row.review == Review.REJECTED:
            continue
        read = caption_row(saving, reading)
        credit = {"photographer": read.photographer, "agency": read.agency}
        if is_open(row) and any(credit.values()) and any(getattr(row, name) != credit[name] for name in credit):
            yield Draft(
                row=row, field=Field.CREDIT, value=credit, words=" / ".join(filter(None, credit.values())), by=reading,
                was=lambda state, credit=credit: _held(state, credit),
            )  # fmt: skip
        if row.pk in closed:
            known = [depiction for depiction in stored.depictions.rows if depiction.caption_id == row.pk]
            yield from _on_pictured(cast, row, known, reading)


def _held(state: State, values: State) -> bool:
    """Whether the fields that a decision changed had these values before."""
    names = state.keys() & values.keys()
    return bool(names) and all(state[name] == values[name] for name in names)


def _on_pictured(cast: Cast, row: Caption, known: list[Depiction], reading: CaptionReading) -> Iterator[Draft]:
    """Whoever the machine sees now and did not see before an editor said who is shown."""
    seen = {cast.root(depiction.person_id) for depiction in known}
    people = [person for depicted in reading.people if (person := cast.people[depicted.person])]
    new = {person.pk: person.name for person in people if person.pk not in seen}
    if new:
        shown = [cast.root(depiction.person_id) for depiction in known if depiction.review != Review.REJECTED]
        yield Draft(
            row=row, field=Field.PICTURED, value={"people": [*dict.fromkeys(shown), *new]},
            words="also " + ", ".join(new.values()), by=reading,
        )  # fmt: skip


def on_events(told: Iterable[tuple[EventReading, Event]]) -> Iterator[Draft]:
    drafts: dict[tuple[int, Field], Draft] = {}
    for reading, event in told:
        if not is_open(event):
            continue
        for draft in _on_event(event, reading):
            drafts.setdefault((event.pk, draft.field), draft)
    yield from drafts.values()


def _on_event(event: Event, reading: EventReading) -> Iterator[Draft]:
    name = fit(Event, "name", reading.name)
    if name != event.name:
        yield Draft(
            row=event, field=Field.NAME, value={"name": name}, words=name, by=reading,
            was=lambda state: state.get("name") == name,
        )  # fmt: skip
    date, end = (prefix(*first_day(found)) for found in (reading.date, reading.end))
    if date and not prefix(event.date, event.date_precision).startswith(date):
        yield Draft(
            row=event, field=Field.DATE, value={"date": date, "end": end if end >= date else ""},
            words=f"{date} to {end}" if end > date else date, by=reading,
            was=lambda state: bool(state.get("date")) and state["date"].startswith(date),
        )  # fmt: skip
