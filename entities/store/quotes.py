"""Quotes and their parts: what was said, by whom, about whom, to whom."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Model

from articles.extraction.types import Quotation, Span
from articles.same_words import words_key
from entities.models import Quote, QuotePart
from entities.store.people import Cast
from entities.store.rows import Stored, fit, pair
from entities.store.saving import Saving, follow, is_free

QUOTE_FIELDS = (
    "start", "end", "kind", "words_key", "speaker_id", "speaker_text", "speaker_start", "speaker_end",
    "speaker_inferred", "speaker_evidence", "cue_text", "cue_start", "cue_end",
    "quoting_text", "quoting_start", "quoting_end", "rule", "confidence", "source_changed",
)  # fmt: skip
PART_FIELDS = ("start", "end", "text")
# The relations of a quote to people, under the names that its reading gives them too.
RELATIONS = {"about": Quote.about.through, "addressees": Quote.addressees.through}


@dataclass(frozen=True, slots=True)
class StoredQuotes:
    """The quotes of one article as they stand, with their parts in order."""

    quotes: Stored
    parts: Stored
    parts_of: dict[int, list[QuotePart]]
    about: Stored
    addressees: Stored

    def spans(self, quote: Quote) -> tuple[Span, ...]:
        return tuple(Span(part.start, part.end) for part in self.parts_of[quote.pk])


@dataclass(frozen=True, slots=True)
class Wanted:
    """A quote as the reading has it, not yet a row."""

    row: Quote
    parts: tuple[Span, ...]
    people: dict[str, frozenset[int]]  # by relation


def load_quotes(saving: Saving) -> StoredQuotes:
    rows = [] if saving.is_new else list(saving.article.quotes.order_by("start", "pk"))
    parts = list(QuotePart.objects.filter(quote__in=rows).order_by("quote", "order")) if rows else []
    parts_of = defaultdict(list)
    for part in parts:
        parts_of[part.quote_id].append(part)
    return StoredQuotes(
        quotes=Stored(Quote, QUOTE_FIELDS, rows),
        parts=Stored(QuotePart, PART_FIELDS, parts),
        parts_of=parts_of,
        **{name: Stored(between, (), _related(between, rows)) for name, between in RELATIONS.items()},
    )


def _related(between: type[Model], rows: Sequence[Quote]) -> list[Model]:
    return list(between.objects.filter(quote__in=rows).order_by("pk")) if rows else []


def anchor_quotes(saving: Saving, stored: StoredQuotes) -> set[Quote]:
    """Move quotes, in memory, to where their words stand in the new text: all parts of one, or none.

    Decided quotes whose words are gone are flagged `source_changed`: their parts keep the words
    and the offsets of the version decided upon. Machine quotes that cannot be followed are returned.
    """
    lost, adrift, taken = set(), [], []
    if saving.alignment.is_identity:
        return lost
    for quote in stored.quotes.rows:
        moved = () if quote.source_changed else tuple(map(saving.alignment.shift, stored.spans(quote)))
        if moved and None not in moved:
            _move(saving, quote, stored.parts_of[quote.pk], moved)
            taken += [] if quote.is_machine else moved
        elif quote.is_machine:
            lost.add(quote)
        else:
            adrift.append(quote)
    for quote in adrift:
        found = _search(saving, stored.parts_of[quote.pk], taken)
        quote.source_changed = not found
        if found:
            _move(saving, quote, stored.parts_of[quote.pk], found)
            taken += found
    return lost


def _search(saving: Saving, parts: Sequence[QuotePart], taken: Sequence[Span]) -> tuple[Span, ...]:
    """Where the words of every part stand now, in their order; nothing where one of them is gone."""
    found: list[Span] = []
    for part in parts:
        span = saving.alignment.search(part.text, near=part.start, taken=[*taken, *found])
        if span is None or (found and span < found[-1]):
            return ()
        found.append(span)
    return tuple(found)


def _move(saving: Saving, quote: Quote, parts: Sequence[QuotePart], spans: Sequence[Span]) -> None:
    for part, span in zip(parts, spans, strict=True):
        part.start, part.end = span.start, span.end
    quote.start, quote.end = spans[0].start, spans[-1].end
    _move_words(saving, quote, "speaker")
    _move_words(saving, quote, "cue")
    _move_words(saving, quote, "quoting")


def _move_words(saving: Saving, quote: Quote, which: str) -> None:
    """Move the speaker's words or the cue; where they are gone the words stay and their place is dropped."""
    start, end = getattr(quote, f"{which}_start"), getattr(quote, f"{which}_end")
    if start is None:
        return
    words = getattr(quote, f"{which}_text")
    span = follow(saving, Span(start, end), words)
    setattr(quote, f"{which}_start", span.start if span else None)
    setattr(quote, f"{which}_end", span.end if span else None)


def save_quotes(saving: Saving, cast: Cast, stored: StoredQuotes, lost: set[Quote]) -> bool:
    """Write the article's quotes; `stored` are its rows, anchored, and `lost` those to give up."""
    machine = [row for row in stored.quotes.rows if row.is_machine and row not in lost]
    pairs, new, gone = _pair(saving, cast, stored, machine)
    for wanted, row in pairs:
        cast.keep_merged(wanted.row, row, "speaker_id")
        stored.quotes.copy(wanted.row, row)
    gone = [*gone, *lost]
    deleted = {row.pk for row in gone}
    stored.parts.rows = [part for part in stored.parts.rows if part.quote_id not in deleted]
    changed = stored.quotes.write(create=[wanted.row for wanted in new], delete=gone, run=saving.run)
    found = [(wanted, row) for wanted, row in pairs] + [(wanted, wanted.row) for wanted in new]
    changed |= _write_parts(saving, stored, found)
    return any([changed, *(_write_related(cast, stored, found, name) for name in RELATIONS)])


def _pair(
    saving: Saving, cast: Cast, stored: StoredQuotes, machine: Sequence[Quote]
) -> tuple[list[tuple[Wanted, Quote]], list[Wanted], list[Quote]]:
    """Pair quotes read now with machine rows: those of the same words, then those that share some."""
    decided = [row for row in stored.quotes.rows if not row.is_machine and not row.source_changed]
    wanted = _wanted(saving, cast, [span for row in decided for span in stored.spans(row)])
    pairs, new, gone = pair(machine, wanted, key=lambda q: q.parts if isinstance(q, Wanted) else stored.spans(q))
    unmatched = []
    for quote in new:
        shared = [row for row in gone if not is_free(Span(row.start, row.end), quote.parts)]
        if shared:
            pairs.append((quote, shared[0]))
            gone.remove(shared[0])
        else:
            unmatched.append(quote)
    return pairs, unmatched, gone


def _wanted(saving: Saving, cast: Cast, claimed: Sequence[Span]) -> list[Wanted]:
    wanted: dict[tuple[int, int], Wanted] = {}
    for quote in saving.extraction.quotes:
        key = quote.parts[0].start, quote.parts[-1].end
        if key not in wanted and all(is_free(part, claimed) for part in quote.parts):
            people = {name: frozenset(cast.keys(getattr(quote, name))) for name in RELATIONS}
            wanted[key] = Wanted(quote_row(saving, cast, quote), quote.parts, people)
    return list(wanted.values())


def quote_row(saving: Saving, cast: Cast, quote: Quotation) -> Quote:
    """The row that a reading would be."""
    row = Quote(
        article=saving.article, kind=quote.kind.value, start=quote.parts[0].start, end=quote.parts[-1].end,
        rule=quote.rule, confidence=quote.confidence, run=saving.run,
        words_key=words_key(" ".join(part.of(saving.extraction.document.text) for part in quote.parts)),
    )  # fmt: skip
    if quote.cue:
        _set_words(saving, row, "cue", quote.cue)
    if quote.quoting:
        _set_words(saving, row, "quoting", quote.quoting.span)
    if speaker := quote.speaker:
        _set_words(saving, row, "speaker", speaker.span)
        row.speaker_inferred = speaker.inferred
        evidence = speaker.evidence
        if speaker.person is not None:
            row.speaker = cast.people[speaker.person]
            evidence = evidence if row.speaker else cast.reasons[speaker.person]
        row.speaker_evidence = fit(Quote, "speaker_evidence", evidence)
    return row


def _set_words(saving: Saving, row: Quote, which: str, span: Span) -> None:
    """Note the words of a speaker, cue or source and their place; a stretch too long to be one is left out."""
    words = span.of(saving.extraction.document.text)
    if len(words) <= Quote._meta.get_field(f"{which}_text").max_length:
        setattr(row, f"{which}_text", words)
        setattr(row, f"{which}_start", span.start)
        setattr(row, f"{which}_end", span.end)


def _write_parts(saving: Saving, stored: StoredQuotes, found: Sequence[tuple[Wanted, Quote]]) -> bool:
    text = saving.extraction.document.text
    new, gone = [], []
    for wanted, row in found:
        had = stored.parts_of.get(row.pk, [])
        gone += had[len(wanted.parts) :]
        for order, span in enumerate(wanted.parts):
            if order < len(had):
                had[order].start, had[order].end, had[order].text = span.start, span.end, span.of(text)
            else:
                new.append(QuotePart(quote=row, order=order, start=span.start, end=span.end, text=span.of(text)))
    return stored.parts.write(create=new, delete=gone, run=None)


def _write_related(cast: Cast, stored: StoredQuotes, found: Sequence[tuple[Wanted, Quote]], name: str) -> bool:
    machine, had, between = {row.pk for _, row in found}, getattr(stored, name), RELATIONS[name]
    rows = [row for row in had.rows if row.quote_id in machine]
    wanted = [between(quote_id=row.pk, person_id=pk) for quote, row in found for pk in sorted(quote.people[name])]
    _, new, gone = pair(rows, wanted, key=lambda row: (row.quote_id, cast.root(row.person_id)))
    return had.write(create=new, delete=gone, run=None)
