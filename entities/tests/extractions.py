"""Extractions written by hand: a text, and the words in it that were found."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from articles.extraction.types import (
    CaptionReading,
    Credit,
    Depicted,
    Document,
    EventReading,
    Extraction,
    LabelledSpan,
    MentionKind,
    NameMention,
    PartialDate,
    PersonChain,
    Precision,
    Quotation,
    QuoteKind,
    Role,
    Span,
    Speaker,
)
from articles.models import Article, IngestRun
from entities.store import Outcome, load_directory, save_extraction
from entities.tests.factories import UserFactory

NOW = datetime(2024, 5, 3, 9, 30, tzinfo=UTC)


@dataclass(frozen=True)
class Said:
    """A quote to be found: its parts, and who says it (a name among the people, or only words)."""

    parts: tuple[str, ...]
    by: str = ""
    about: tuple[str, ...] = ()
    to: tuple[str, ...] = ()


@dataclass(frozen=True)
class Shown:
    words: str
    people: tuple[str, ...] = ()
    credit: str = ""


@dataclass(frozen=True)
class Happened:
    name: str
    date: str | None = None
    people: tuple[str, ...] = ()
    mentions: tuple[str, ...] = ()
    end: str | None = None


def spans_of(words: str, text: str) -> list[Span]:
    found, start = [], text.find(words)
    while start >= 0:
        found.append(Span(start, start + len(words)))
        start = text.find(words, start + len(words))
    return found


def partial(value: str | None) -> PartialDate | None:
    precision = {4: Precision.YEAR, 7: Precision.MONTH, 10: Precision.DAY}.get(len(value or ""), Precision.MINUTE)
    return PartialDate(value=value, precision=precision, text=value) if value else None


def extraction(
    text: str,
    *,
    people: Sequence[str | tuple[str, ...]] = (),
    quotes: Sequence[Said] = (),
    captions: Sequence[Shown] = (),
    events: Sequence[Happened] = (),
    published: str | None = None,
    version: str = "1",
) -> Extraction:
    """An extraction of `text` that found every one of the given words wherever they stand.

    A person is a name, or a name with the other forms that the text has for them.
    """
    forms = [(person,) if isinstance(person, str) else person for person in people]
    index = {names[0]: number for number, names in enumerate(forms)}
    return Extraction(
        document=Document(
            path="seeds/test.txt", text=text, headline=text.split("\n")[0],
            spans=_labelled(text, captions), published=partial(published),
        ),
        people=tuple(_chain(names, text) for names in forms),
        quotes=tuple(_quote(said, text, index) for said in quotes),
        captions=tuple(_caption(shown, text, index) for shown in captions),
        events=tuple(
            EventReading(
                name=event.name, kind="parade", date=partial(event.date), end=partial(event.end), rule="test",
                mentions=tuple(span for words in event.mentions or (event.name,) for span in spans_of(words, text)),
                people=tuple(index[name] for name in event.people),
            )
            for event in events
        ),
        model="en_core_web_md 3.8.0",
        version=version,
    )  # fmt: skip


def _labelled(text: str, captions: Sequence[Shown]) -> tuple[LabelledSpan, ...]:
    """The first line a headline, the captions captions, all other lines body, line ends blank."""
    spans, start = [], 0
    for line in text.splitlines(keepends=True):
        words = line.rstrip("\n")
        role = Role.HEADLINE if start == 0 else Role.BODY
        if any(shown.words in words for shown in captions):
            role = Role.CAPTION
        if words:
            spans.append(LabelledSpan(Span(start, start + len(words)), role))
        if len(line) > len(words):
            spans.append(LabelledSpan(Span(start + len(words), start + len(line)), Role.BLANK))
        start += len(line)
    return tuple(spans)


def _chain(names: tuple[str, ...], text: str) -> PersonChain:
    spans: list[Span] = []
    for name in sorted(names, key=len, reverse=True):
        spans += [span for span in spans_of(name, text) if not any(span.overlaps(other) for other in spans)]
    mentions = tuple(
        NameMention(span=span, text=span.of(text), kind=MentionKind.NAME, rule="test", confidence=0.9)
        for span in sorted(spans)
    )
    return PersonChain(name=names[0], aliases=names[1:], mentions=mentions, rule="test", confidence=0.9)


def _quote(said: Said, text: str, index: dict[str, int]) -> Quotation:
    parts, start = [], 0
    for words in said.parts:
        start = text.index(words, start)
        parts.append(Span(start, start + len(words)))
        start += len(words)
    place = text.find(said.by, start) if said.by else -1
    speaker = None
    if place >= 0:
        speaker = Speaker(
            span=Span(place, place + len(said.by)), text=said.by, person=index.get(said.by), evidence="cue"
        )
    cue = text.find("said", start)
    return Quotation(
        kind=QuoteKind.DIRECT, parts=tuple(parts), speaker=speaker, cue=Span(cue, cue + 4) if cue >= 0 else None,
        rule="verb-after", confidence=0.9, about=tuple(index[name] for name in said.about),
        addressees=tuple(index[name] for name in said.to),
    )  # fmt: skip


def _caption(shown: Shown, text: str, index: dict[str, int]) -> CaptionReading:
    start = text.index(shown.words)
    span = Span(start, start + len(shown.words))
    credit = None
    if shown.credit:
        place = text.index(shown.credit, span.end)
        credit = Credit(span=Span(place, place + len(shown.credit)), raw=shown.credit, agency=shown.credit)
    return CaptionReading(
        span=span, text=shown.words, credit=credit, people=tuple(Depicted(person=index[name]) for name in shown.people)
    )


def store(found: Extraction, *, source: str = "seeds/test.txt", sample: bool = False) -> Outcome:
    """Save an extraction as an ingest does, with the directory asked."""
    names = {name for person in found.people for name in (person.name, *person.aliases)}
    run = IngestRun.objects.create(started=NOW, model=found.model, extraction_version=found.version)
    return save_extraction(
        found,
        load_directory(names).resolve_all(found),
        run=run,
        source=source,
        content_hash=hashlib.sha256(found.document.text.encode()).hexdigest(),
        sample=sample,
        now=NOW,
        time_zone=ZoneInfo("America/New_York"),
    )


def stored(source: str = "seeds/test.txt") -> Article:
    return Article.objects.get(source=source)


def decide(row, review: str, **changes) -> None:
    """Decide on a row as an editor would."""
    type(row).objects.filter(pk=row.pk).update(review=review, reviewed_by=UserFactory(), reviewed_at=NOW, **changes)
