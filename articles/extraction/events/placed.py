"""Events that have no name of their own: a place, a day or a weekday tells which one is meant."""

from dataclasses import replace

from spacy.tokens import Token

from articles.extraction.events.context import Context, clean, complement_of, date_of, event_of, owners_of
from articles.extraction.types import EventReading, Span
from articles.extraction.words import word_list

PLACES = frozenset({"GPE", "LOC", "FAC"})
NO_PLACES = frozenset({"NORP", "DATE", "TIME", "CARDINAL", "ORDINAL"})
PASSING = frozenset({"recent", "latest", "upcoming", "forthcoming", "current", "ongoing", "earlier", "past", "coming"})
PLACING = frozenset({"in", "at", "near", "outside"})


def event_with_day(context: Context, head: Token, before: list[Token], kind: str) -> EventReading | None:
    """``the March 15 primary``, ``the September 11 attacks``."""
    days = [token for token in before if token.ent_type_ == "DATE"]
    if (
        head.text == "March"
        or not any(token.text[0].isupper() for token in days)
        or not any(token.like_num for token in days)
    ):
        return None
    span = Span(days[0].idx, head.idx + len(head))
    return event_of(context, head, span, clean(span.of(context.document.text)), kind, "day-noun", 0.7)


def event_at_place(context: Context, head: Token, before: list[Token], kind: str) -> EventReading | None:
    """``the Southmoor bombing``, ``the shooting in Harrow``: a place makes the noun one of a kind."""
    if head.lower_ not in word_list("placed_events") or head.ent_type_ == "ORG" or not _is_definite(context, head):
        return None
    first = next((token for token in before if token.text[0].isupper() and token.ent_type_ not in NO_PLACES), None)
    if first is not None and not context.people_in(before) and _is_beside(first, head):
        span = Span(first.idx, head.idx + len(head))
        event = event_of(context, head, span, clean(span.of(context.document.text)), kind, "place-noun", 0.7)
        return replace(event, place=_place_beginning(context, first) or event.place)
    where = next((prep for prep in head.rights if prep.i == head.i + 1 and prep.lower_ in PLACING), None)
    place = where and next((child for child in where.rights if child.dep_ == "pobj"), None)
    if place is None or place.ent_type_ not in PLACES or any(token.tag_ == "JJS" for token in before):
        return None
    while before and before[0].lower_ in PASSING:
        before = before[1:]
    end = place.idx + len(place)
    words = clean(context.document.text[(before or [head])[0].idx : end])
    span = Span((before or [head])[0].idx, head.idx + len(head))
    return event_of(context, head, span, words, kind, "noun-in-place", 0.65)


def event_of_weekday(context: Context, head: Token, before: list[Token], kind: str) -> EventReading | None:
    """``Thursday's hearing on the dam``, ``Saturday night's Harbour debate``: of a day, and about something."""
    if not head.text[0].islower() or _day_owning(head) is None or owners_of(context, head):
        return None
    complement = complement_of(context, head)
    if not complement and not any(token.pos_ in {"NOUN", "PROPN"} or token.text[0].isupper() for token in before):
        return None
    span = Span((before or [head])[0].idx, head.idx + len(head))
    words = f"{clean(span.of(context.document.text))} {complement}".strip()
    return event_of(context, head, span, words, kind, "weekday-noun", 0.65)


def _place_beginning(context: Context, first: Token) -> str:
    """The place whose name a token begins, as the model read it, or ""."""
    named = context.entities.get(first.sent.start, ())
    return next((entity.text for entity in named if entity.start == first.i and entity.label_ in PLACES), "")


def _day_owning(head: Token) -> Token | None:
    """``Thursday`` in "Thursday's hearing": a day with a name, not "last week" or "this year"."""
    owner = next((token for token in head.lefts if token.dep_ == "poss" and token.ent_type_ in {"DATE", "TIME"}), None)
    return owner if owner is not None and any(token.text[0].isupper() for token in owner.subtree) else None


def _is_definite(context: Context, head: Token) -> bool:
    """Whether "the" or a weekday stands before it, or "a" and a date tell of one that happened."""
    determiner = next((token.lower_ for token in head.lefts if token.dep_ == "det"), "")
    if determiner in {"the", "this", "that"} or _day_owning(head) is not None:
        return True
    if any(token.dep_ == "poss" and token.ent_type_ == "DATE" for token in head.lefts):
        return True  # "last week's Iowa caucus"
    return determiner in {"a", "an"} and date_of(context, head) is not None


def _is_beside(first: Token, head: Token) -> bool:
    """Whether a name of a place or a body runs up to the noun, with nothing but its own words between."""
    return all(token.pos_ in {"PROPN", "ADJ", "NOUN"} for token in head.doc[first.i : head.i])
