"""Organisations, places and titled works, kept where they are mentioned."""

import re
from bisect import bisect
from collections.abc import Sequence

from spacy.tokens import Doc

from articles.extraction.people.reading import READ
from articles.extraction.people.works import find_works
from articles.extraction.types import Document, EntityMention, EntityType, PersonChain, Span

KINDS = {
    "ORG": EntityType.ORGANISATION,
    "GPE": EntityType.PLACE,
    "LOC": EntityType.PLACE,
    "FAC": EntityType.PLACE,
}
MODEL_CONFIDENCE = 0.7
WORK_CONFIDENCE = 0.85
LEADING = re.compile(r"^(?:the|a|an)\s+", re.IGNORECASE)
EDGES = " \t\n\u00a0\"'“”‘’.,;:()[]-–—"


def find_entities(doc: Doc, document: Document, people: Sequence[PersonChain]) -> tuple[EntityMention, ...]:
    """Return organisations, places and works in reading order; none overlaps a naming of a person."""
    taken = [mention.span for chain in people for mention in chain.mentions]
    found: list[EntityMention] = []
    for span in find_works(document):
        found.append(_mention(document, span, EntityType.WORK, "title", WORK_CONFIDENCE))
    for ent in doc.ents:
        kind = KINDS.get(ent.label_)
        span = kind and _bare(document.text, ent.start_char, ent.end_char)
        if span:
            found.append(_mention(document, span, kind, f"model-{ent.label_.lower()}", MODEL_CONFIDENCE))
    read = [labelled.span for labelled in document.spans if labelled.role in READ]
    starts = [block.start for block in read]
    inside = [m for m in found if (at := bisect(starts, m.span.start)) and read[at - 1].covers(m.span)]
    return _disjoint(inside, taken)


def _mention(document: Document, span: Span, kind: EntityType, rule: str, confidence: float) -> EntityMention:
    return EntityMention(span=span, text=span.of(document.text), type=kind, rule=rule, confidence=confidence)


def _bare(text: str, start: int, end: int) -> Span | None:
    """The entity without article, quotation marks and possessive, or None where no name is left."""
    article = LEADING.match(text[start:end])
    start += article.end() if article else 0
    while start < end and text[start] in EDGES:
        start += 1
    if text[start:end].endswith(("'s", "’s")):
        end -= 2
    while start < end and text[end - 1] in EDGES:
        end -= 1
    words = text[start:end]
    return Span(start, end) if "\n" not in words and any(map(str.isupper, words)) else None


def _disjoint(found: Sequence[EntityMention], taken: Sequence[Span]) -> tuple[EntityMention, ...]:
    """The mentions that overlap neither a person nor each other; works come before the model's own."""
    kept: list[EntityMention] = []
    occupied = sorted(taken)
    for mention in sorted(found, key=lambda m: (m.type is not EntityType.WORK, m.span)):
        place = bisect(occupied, mention.span)
        if not any(mention.span.overlaps(span) for span in occupied[max(0, place - 1) : place + 1]):
            kept.append(mention)
            occupied.insert(place, mention.span)
    return tuple(sorted(kept, key=lambda m: m.span))
