"""Captions and who is shown in their photographs."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.contrib.contenttypes.models import ContentType

from articles.extraction.types import CaptionReading, Span
from articles.models import Caption, Review
from entities.models import Change, Decision, Depiction
from entities.store.dates import first_day
from entities.store.people import Cast
from entities.store.rows import Stored, fit, pair
from entities.store.saving import Saving, anchor, follow

CAPTION_FIELDS = (
    "start", "end", "text", "credit", "credit_start", "credit_end", "photographer", "agency", "date",
    "date_precision", "date_text", "place", "rule", "confidence", "source_changed",
)  # fmt: skip
DEPICTION_FIELDS = ("caption_id", "person_id", "order", "position", "rule", "confidence")


@dataclass(frozen=True, slots=True)
class StoredCaptions:
    """The captions of one article as they stand. Those in `held` carry an editor's decision on who is shown."""

    captions: Stored
    depictions: Stored
    held: frozenset[int]

    def is_kept(self, caption: Caption) -> bool:
        return not caption.is_machine or caption.pk in self.held


def load_captions(saving: Saving) -> StoredCaptions:
    rows = [] if saving.is_new else list(saving.article.captions.order_by("start", "pk"))
    depictions = list(Depiction.objects.filter(caption__in=rows).order_by("caption", "order", "pk")) if rows else []
    held = frozenset(d.caption_id for d in depictions if not d.is_machine)
    return StoredCaptions(Stored(Caption, CAPTION_FIELDS, rows), Stored(Depiction, DEPICTION_FIELDS, depictions), held)


def anchor_captions(saving: Saving, stored: StoredCaptions) -> set[Caption]:
    """Move captions, in memory, to where their words stand; return the machine rows that cannot be followed."""
    before = {row.pk: (row.start, row.end, row.credit_start, row.credit_end) for row in stored.captions.rows}
    lost = anchor(saving, stored.captions.rows, stored.held)
    for row in stored.captions.rows:
        start, end, credit_start, credit_end = before[row.pk]
        if credit_start is not None and (row.start, row.end) != (start, end):
            found = follow(saving, Span(credit_start, credit_end), row.credit)
            row.credit_start, row.credit_end = (found.start, found.end) if found else (None, None)
    return lost


def save_captions(saving: Saving, cast: Cast, stored: StoredCaptions, lost: set[Caption]) -> bool:
    """Write the article's captions and depictions; `stored` are its rows, anchored, `lost` those to give up."""
    kept = [row for row in stored.captions.rows if stored.is_kept(row) and not row.source_changed]
    machine = [row for row in stored.captions.rows if not stored.is_kept(row) and row not in lost]
    shown: list[tuple[CaptionReading, Caption]] = []
    wanted: dict[Span, tuple[CaptionReading, Caption]] = {}
    for reading in saving.extraction.captions:
        parent = next((row for row in kept if reading.span.overlaps(Span(row.start, row.end))), None)
        if parent:
            shown.append((reading, parent))
        else:
            wanted.setdefault(reading.span, (reading, caption_row(saving, reading)))
    pairs, new, gone = _pair(machine, [row for _, row in wanted.values()])
    for row, found in pairs:
        stored.captions.copy(row, found)
    partner = {id(row): found for row, found in pairs}
    shown += [(reading, partner.get(id(row), row)) for reading, row in wanted.values()]
    gone = [*gone, *lost]
    deleted = {row.pk for row in gone}
    stored.depictions.rows = [row for row in stored.depictions.rows if row.caption_id not in deleted]
    changed = stored.captions.write(create=new, delete=gone, run=saving.run)
    return _save_depictions(saving, cast, stored, shown) or changed


def _pair(machine: Sequence[Caption], wanted: Sequence[Caption]) -> tuple[list, list, list]:
    """Pair captions of one span, then those that share some of their words."""
    pairs, new, gone = pair(machine, wanted, key=lambda row: (row.start, row.end))
    unmatched = []
    for row in new:
        span = Span(row.start, row.end)
        partner = next((old for old in gone if span.overlaps(Span(old.start, old.end))), None)
        if partner:
            pairs.append((row, partner))
            gone.remove(partner)
        else:
            unmatched.append(row)
    return pairs, unmatched, gone


def caption_row(saving: Saving, reading: CaptionReading) -> Caption:
    """The row that a reading would be."""
    date, precision = first_day(reading.date)
    row = Caption(
        article=saving.article, start=reading.span.start, end=reading.span.end, text=reading.text,
        date=date, date_precision=precision,
        date_text=fit(Caption, "date_text", reading.date.text if reading.date else ""),
        place=fit(Caption, "place", reading.place), rule=reading.rule, confidence=reading.confidence, run=saving.run,
    )  # fmt: skip
    if credit := reading.credit:
        row.credit = fit(Caption, "credit", credit.raw)
        row.credit_start, row.credit_end = credit.span.start, credit.span.end
        row.photographer = fit(Caption, "photographer", credit.photographer)
        row.agency = fit(Caption, "agency", credit.agency)
    return row


def _save_depictions(
    saving: Saving, cast: Cast, stored: StoredCaptions, shown: Sequence[tuple[CaptionReading, Caption]]
) -> bool:
    """Write who is shown. Where an editor has changed who is, the machine adds nobody."""
    readings_of = {caption.pk for _, caption in shown}
    machine = [row for row in stored.depictions.rows if row.is_machine and row.caption_id in readings_of]
    had = {(row.caption_id, cast.root(row.person_id)) for row in machine}
    decided = {
        (row.caption_id, cast.root(row.person_id)): row.review for row in stored.depictions.rows if not row.is_machine
    }
    closed = closed_captions(stored)
    wanted = [
        row
        for reading, caption in shown
        for row in _depictions(saving, cast, reading, caption)
        if (caption.pk, row.person_id) not in decided
        and (caption.pk not in closed or (caption.pk, row.person_id) in had)
    ]
    pairs, new, gone = pair(machine, wanted, key=lambda row: (row.caption_id, cast.root(row.person_id)))
    for row, found in pairs:
        cast.keep_merged(row, found, "person_id")
        stored.depictions.copy(row, found)
    return stored.depictions.write(create=new, delete=gone, run=saving.run)


def closed_captions(stored: StoredCaptions) -> set[int]:
    """Captions for which an editor set who is shown: the machine adds nobody there."""
    edited = {row.caption_id for row in stored.depictions.rows if row.review == Review.EDITED}
    return edited | _left_out_in(stored.depictions.rows)


def _left_out_in(rows: Sequence[Depiction]) -> set[int]:
    """Captions for which an editor set who is shown, and left out people whom the machine had found: maybe all."""
    rejected = {row.pk: row.caption_id for row in rows if row.review == Review.REJECTED}
    if not rejected:
        return set()
    kind = ContentType.objects.get_for_model(Depiction)
    changes = Change.objects.filter(row_type=kind, row_id__in=rejected, after__review=Review.REJECTED)
    changes = changes.exclude(decision__verb=Decision.Verb.UNDO).order_by("pk")
    last = dict(changes.values_list("row_id", "decision__verb"))
    return {caption for pk, caption in rejected.items() if last.get(pk) == Decision.Verb.SET_PICTURED}


def _depictions(saving: Saving, cast: Cast, reading: CaptionReading, caption: Caption) -> list[Depiction]:
    rows: dict[int, Depiction] = {}
    for order, depicted in enumerate(reading.people):
        person = cast.people[depicted.person]
        if person and person.pk not in rows:
            rows[person.pk] = Depiction(
                caption=caption, person=person, order=order, rule=reading.rule, confidence=reading.confidence,
                position=fit(Depiction, "position", depicted.position or ""), run=saving.run,
            )  # fmt: skip
    return list(rows.values())
