"""An extraction as plain data: what `manage.py extract` prints, one JSON object an article."""

from dataclasses import asdict
from typing import Any

from articles.extraction.types import (
    CaptionReading,
    EventReading,
    Extraction,
    PartialDate,
    PersonChain,
    Quotation,
    Span,
)


def as_dict(extraction: Extraction) -> dict[str, Any]:
    """Plain lists, dicts and strings in the order of the documented format (docs/extract-format.md)."""
    document = extraction.document
    text = document.text
    return {
        "file": document.path,
        "item": document.item,
        "format": document.format,
        "model": extraction.model,
        "extraction_version": extraction.version,
        "text": text,
        "headline": document.headline or None,
        "standfirst": document.standfirst or None,
        "authors": list(document.authors),
        "published": document.published.value if document.published else None,
        "published_precision": document.published.precision if document.published else None,
        "publisher": document.publisher or None,
        "section": document.section or None,
        "language": document.language or None,
        "dateline": document.dateline or None,
        "sender": {name: words for name, words in asdict(document.provenance).items() if words},
        "spans": [{"start": s.span.start, "end": s.span.end, "role": s.role.value} for s in document.spans],
        "people": [_person(index, chain) for index, chain in enumerate(extraction.people)],
        "quotes": [_quote(index, quote, text) for index, quote in enumerate(extraction.quotes)],
        "captions": [_caption(caption) for caption in extraction.captions],
        "events": [_event(event) for event in extraction.events],
        "related": [{**_place(r.span), "text": r.span.of(text), "url": r.url or None} for r in document.related],
        "warnings": list(extraction.warnings),
    }


def _place(span: Span) -> dict[str, int]:
    return {"start": span.start, "end": span.end}


def _date(date: PartialDate | None) -> dict[str, Any] | None:
    if date is None:
        return None
    unresolved = {"text": date.text} if date.value is None else {}
    place = _place(date.span) if date.span else {}
    return {"value": date.value, "precision": date.precision, **unresolved, **place}


def _person(index: int, chain: PersonChain) -> dict[str, Any]:
    mentions = [{**_place(m.span), "text": m.text, "kind": m.kind.value} for m in chain.mentions]
    return {"id": index, "name": chain.name, "aliases": list(chain.aliases), "mentions": mentions}


def _quote(index: int, quote: Quotation, text: str) -> dict[str, Any]:
    speaker = quote.speaker and {
        "person": quote.speaker.person,
        **_place(quote.speaker.span),
        "text": quote.speaker.text,
        "inferred": quote.speaker.inferred,
    }
    return {
        "id": index,
        "kind": quote.kind.value,
        "parts": [{**_place(part), "text": part.of(text)} for part in quote.parts],
        "speaker": speaker,
        "cue": quote.cue and {**_place(quote.cue), "text": quote.cue.of(text)},
        "about": list(quote.about),
        "addressees": list(quote.addressees),
        "quoting": quote.quoting
        and {"person": quote.quoting.person, **_place(quote.quoting.span), "text": quote.quoting.text},
        "confidence": quote.confidence,
        "rule": quote.rule,
    }


def _caption(caption: CaptionReading) -> dict[str, Any]:
    credit = caption.credit and {
        "raw": caption.credit.raw,
        "photographer": caption.credit.photographer or None,
        "agency": caption.credit.agency or None,
        **_place(caption.credit.span),
    }
    return {
        **_place(caption.span),
        "text": caption.text,
        "credit": credit,
        "people": [{"person": shown.person, "position": shown.position} for shown in caption.people],
        "date": _date(caption.date),
        "place": caption.place or None,
    }


def _event(event: EventReading) -> dict[str, Any]:
    return {
        "name": event.name,
        "kind": event.kind,
        "date": _date(event.date),
        "mentions": [_place(mention) for mention in event.mentions],
        "people": list(event.people),
    }
