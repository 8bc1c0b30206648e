"""What a caption says: who is shown, when, and where."""

import re
from collections.abc import Sequence

from spacy.tokens import Doc

from articles.extraction.calendar_words import MONTH, WEEKDAY
from articles.extraction.dates import find_dates
from articles.extraction.depicted import find_depicted
from articles.extraction.positions import Name, all_names, names_in
from articles.extraction.types import CaptionBlock, CaptionReading, Document, PartialDate, PersonChain, Precision, Span
from articles.extraction.words import word_list

CAPITAL = rf"(?!(?:{MONTH}|{WEEKDAY})\b)[A-ZÀ-ÖØ-Þ][\w'’-]*(?:\.[A-Z])*\.?"
JOINED = r"[ \u00a0](?:(?:of|de|la|del|upon|on|le|les|and)[ \u00a0](?:the[ \u00a0])?)?"
PROPER = rf"(?:the[ \u00a0])?{CAPITAL}(?:{JOINED}{CAPITAL}){{0,6}}"
AREA = r"(?:(?:north|south|east|west|central|nort?h?ern|southern|eastern|western|downtown)[\w-]*[ \u00a0])?"
IN = re.compile(
    rf"\b(?:in|near|outside)[ \u00a0]{AREA}(?P<place>{PROPER}(?:(?:,[ \u00a0]|[ \u00a0]in[ \u00a0])"
    rf"{AREA}{PROPER}){{0,3}})"
)
AT = re.compile(rf"\b(?:at|inside|outside|near)[ \u00a0](?P<place>{PROPER}(?:,[ \u00a0]{PROPER}){{0,2}})")
SENTENCE_END = re.compile(r"[.!?][\"'”’]?\s+(?=[A-Z])")
ABBREVIATION = re.compile(
    r"(?:^|[\s(])(?:[A-Z]|Mr|Mrs|Ms|Dr|St|Sgt|Lt|Col|Gen|Capt|Cpl|Sen|Rep|Gov|Prof|Rev|Hon|Jr|Sr|Mt|Ft|No|vs|"
    rf"{MONTH})$"
)
BACKGROUND = re.compile(
    r"\b(?:since|until|before|after|born(?: in| on)?|founded in|elected in|died in)\s$", re.IGNORECASE
)
FINENESS = {Precision.YEAR: 1, Precision.MONTH: 2, Precision.DAY: 3, Precision.MINUTE: 3, None: 0}
BESIDE = 6


def read_captions(doc: Doc, document: Document, people: Sequence[PersonChain]) -> tuple[CaptionReading, ...]:
    """Read every caption that the structure of the document has; `doc` is the parse of its whole text."""
    named = all_names(people)
    return tuple(_read(caption, doc, document, named) for caption in document.captions)


def _read(caption: CaptionBlock, doc: Doc, document: Document, named: Sequence[Name]) -> CaptionReading:
    text = document.text
    names = names_in(text, caption.span, named)
    shown, rule, confidence = find_depicted(doc, text, caption.span, names)
    date = find_caption_date(caption.span.of(text), caption.span.start, document.published)
    return CaptionReading(
        span=caption.span,
        text=caption.span.of(text),
        credit=caption.credit,
        people=shown,
        date=date,
        place=find_place(text, caption.span, names, date),
        rule=rule,
        confidence=confidence,
    )


def find_caption_date(words: str, offset: int, published: PartialDate | None) -> PartialDate | None:
    """The finest date of the first sentence, the last of several; failing that a full date further on.

    Dates of what went before the picture ("since 2017") do not count.
    """
    dates = [
        date
        for date in find_dates(words, offset=offset, published=published)
        if not BACKGROUND.search(words[: date.span.start - offset])
    ]
    end = offset + first_sentence_length(words)
    shown = [date for date in dates if date.span.start < end] or [date for date in dates if _is_full(date)]
    return max(shown, key=lambda date: (FINENESS[date.precision], date.span), default=None)


def first_sentence_length(words: str) -> int:
    """Where the first sentence of a caption ends, past the full stops of titles and initials."""
    for match in SENTENCE_END.finditer(words):
        if not ABBREVIATION.search(words[: match.start()]):
            return match.end()
    return len(words)


def _is_full(date: PartialDate) -> bool:
    """Printed with its year."""
    return date.precision is Precision.DAY and date.value is not None and date.value[:4] in date.text


def find_place(text: str, caption: Span, names: Sequence[Name], date: PartialDate | None) -> str:
    """The place the first sentence gives: beside the date, else the last "in", else the last "at"."""
    words = caption.of(text)
    words = words[: first_sentence_length(words)].rstrip()
    taken = [Span(name.span.start - caption.start, name.span.end - caption.start) for name in names]
    found = [match for match in IN.finditer(words) if _is_place(match, taken)]
    if date and date.span:
        beside = [match for match in found if _gap(match, date.span, caption.start) <= BESIDE]
        found = beside or found
    found = found or [match for match in AT.finditer(words) if _is_place(match, taken)]
    return _tidy(found[-1]["place"]) if found else ""


def _is_place(match: re.Match[str], names: Sequence[Span]) -> bool:
    place = Span(*match.span("place"))
    last = _tidy(match["place"]).split()[-1].lower()
    return not any(place.overlaps(name) for name in names) and last not in word_list("occasions")


def _gap(match: re.Match[str], date: Span, offset: int) -> int:
    """Characters between a place and the date, whichever comes first."""
    start, end = match.start() + offset, match.end() + offset
    return max(date.start - end, start - date.end)


def _tidy(place: str) -> str:
    place = " ".join(place.split())
    if place.endswith(".") and not re.search(r"\b(?:[A-Z]\.)+$", place):
        place = place[:-1]
    return re.sub(r"['’]s$", "", place.removeprefix("the "))
