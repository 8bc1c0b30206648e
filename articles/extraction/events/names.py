"""Events known by a name, a year or a day."""

import re
from collections.abc import Iterator
from functools import cache

from spacy.tokens import Span as Sentence
from spacy.tokens import Token

from articles.extraction.events.context import (
    Context,
    clean,
    complement_of,
    date_of,
    event_of,
    owners_of,
    people_with,
    possessive,
)
from articles.extraction.events.placed import event_at_place, event_of_weekday, event_with_day
from articles.extraction.types import EventReading, Precision, Span
from articles.extraction.words import word_list

YEAR = re.compile(r"(?:1[5-9]|20)\d\d$")
DETERMINERS = frozenset({"the", "a", "an", "this", "that", "these", "its", "his", "her", "their", "our", "my"})
GENERIC = frozenset({"performance", "show", "ceremony", "celebration"})
MODIFIERS = frozenset({"ADJ", "NOUN", "PROPN", "NUM"})
NAMED_BEHIND = frozenset({"hurricane", "typhoon", "cyclone", "storm"})
NAMED_WITH_OF = frozenset({"battle", "siege", "massacre"})
TREATY_WORDS = frozenset({"on", "against", "relating", "concerning"})
SPANS = frozenset({"year", "years", "season", "cycle", "era"})
MAX_MODIFIERS = 6  # words


@cache
def event_kinds() -> dict[str, tuple[str, bool]]:
    """Event noun -> its kind, and whether a name with it can stand without a date."""
    pairs = (entry.split(": ") for entry in word_list("event_nouns"))
    return {noun.rstrip("*"): (kind, not noun.endswith("*")) for noun, kind in pairs}


def event_at(context: Context, head: Token) -> EventReading | None:
    """The event that a noun heads, by the first rule that fits."""
    kind, stands_alone = event_kinds()[head.lower_]
    if head.text[0].isupper() and (named := _named_behind(context, head)):
        return named
    before = _words_before(head)
    if _is_part_of_more(head, before):
        return None
    year = next((token for token in before if YEAR.match(token.text)), None)
    name_words = [token for token in before if token.text[0].isupper()]
    capital = head.text[0].isupper() and bool(name_words)
    start = (before or [head])[0]
    span = Span(start.idx, head.idx + len(head))
    while head.dep_ == "compound" and head.head.i > head.i:
        head = head.head  # "Halftime Show performance": people and dates hang on the last noun
    if capital and year:
        return event_of(context, head, span, clean(span.of(context.document.text)), kind, "year-name", 0.9, year=year)
    if capital and stands_alone and name_words[-1] is before[-1]:
        span = Span(name_words[0].idx, span.end)
        return event_of(context, head, span, clean(span.of(context.document.text)), kind, "name", 0.75)
    if year:
        return _year_noun(context, head, span, year, kind)
    return (
        _dated_noun(context, head, span, kind, stands_alone)
        or event_with_day(context, head, before, kind)
        or event_at_place(context, head, before, kind)
        or event_of_weekday(context, head, before, kind)
    )


def _is_part_of_more(head: Token, before: list[Token]) -> bool:
    """Whether the noun ends no name here: the name goes on behind it, or ended before it."""
    if head.text in GENERIC and any(t.lower_ in event_kinds() and t.text[0].isupper() for t in before):
        return True  # "Halftime Show performance"
    if head.i + 1 >= head.sent.end:
        return False
    following = head.nbor()
    if following.lower_ in SPANS or _is_treaty(head):
        return True  # "the 2016 election year"
    if following.text[0].isupper() and head.text[0].isupper():
        return True  # "Election Commission"
    return following.lower_ in event_kinds() and following.lower_ not in GENERIC  # "Cup final"


def _year_noun(context: Context, head: Token, span: Span, year: Token, kind: str) -> EventReading | None:
    """``a 2003 interview between A and B``, ``the December 2012 shooting``: more than a year and a noun."""
    month = year.nbor(-1) if year.ent_type_ == "DATE" and year.ent_iob_ == "I" else None
    if month is not None and month.text[0].isupper():
        span = Span(month.idx, span.end)
    name = _year_noun_name(context, head, span)
    event = event_of(context, head, span, name, kind, "year-noun", 0.75, year=year)
    says_more = (
        len(span.of(context.document.text).split()) > 2
        or event.people
        or event.place
        or len(name) > span.end - span.start
    )
    return event if says_more else None


def _is_treaty(word: Token) -> bool:
    """``the 1984 Convention against Torture``, ``the Geneva Convention``: words on paper, not a meeting."""
    before = word.nbor(-1) if word.i > word.sent.start else None
    if before is not None and word.text.startswith("Convention") and before.lower_ in word_list("treaty_places"):
        return True
    following = word.nbor() if word.i + 1 < len(word.doc) else None
    return word.lower_ == "convention" and following is not None and following.lower_ in TREATY_WORDS


def _named_behind(context: Context, head: Token) -> EventReading | None:
    """``Hurricane Odette``, ``Operation Lantern``, ``the Battle of Rook Hill``: the name follows the noun."""
    following = head.nbor() if head.i + 1 < head.sent.end else None
    if following is None:
        return None
    if head.lower_ in NAMED_BEHIND and following.pos_ == "PROPN" and following.lower_ not in event_kinds():
        last = following
    elif head.lower_ in NAMED_WITH_OF and following.lower_ == "of":
        last = next((token for token in following.rights if token.dep_ == "pobj" and token.pos_ == "PROPN"), None)
    else:
        return None
    if last is None or not last.text[0].isupper():
        return None
    span = Span(head.idx, last.idx + len(last))
    kind = event_kinds()[head.lower_][0]
    return event_of(context, head, span, clean(span.of(context.document.text)), kind, "name", 0.75)


def _words_before(head: Token) -> list[Token]:
    """The unbroken run of modifiers on the left of a noun, without determiners and possessors."""
    words: list[Token] = []
    for token in reversed(list(head.doc[max(head.sent.start, head.i - MAX_MODIFIERS) : head.i])):
        if token.pos_ not in MODIFIERS or token.lower_ in DETERMINERS or token.dep_ == "poss":
            break
        words.insert(0, token)
        if YEAR.match(token.text):
            break
    return words


def _dated_noun(context: Context, head: Token, span: Span, kind: str, stands_alone: bool) -> EventReading | None:
    """``her performance on "Morning Call" at the Tent on December 2, 2008``: somebody's, on a day."""
    date = date_of(context, head)
    if date is None or date.precision not in {Precision.DAY, Precision.MINUTE}:
        return None
    owners = owners_of(context, head)
    words = clean(span.of(context.document.text))
    complement = complement_of(context, head)
    if owners:
        name = f"{possessive(context.people[owners[0]].name)} {words} {complement}".strip()
    elif (venue := _venue_of(head)) is not None:
        last = venue.idx + len(venue)
        name = clean(context.document.text[span.start : last])
        name = name[0].upper() + name[1:]
    elif stands_alone and (complement or (span.start < head.idx and head.nbor(-1).dep_ == "compound")):
        name = f"{words} {complement}".strip()
    else:
        return None
    return event_of(context, head, span, name, kind, "noun-with-day", 0.7 if owners else 0.6, date=date)


def _venue_of(head: Token) -> Token | None:
    """The name right behind ``at`` or ``in`` after a noun: ``a rally at Rook Hall on 3 May 2024``."""
    prep = head.nbor() if head.i + 1 < head.sent.end else None
    if prep is None or prep.lower_ not in ("at", "in"):
        return None
    venue = next((token for token in prep.rights if token.dep_ == "pobj" and token.pos_ == "PROPN"), None)
    return venue if venue is not None and venue.ent_type_ not in {"DATE", "TIME", "PERSON"} else None


def _year_noun_name(context: Context, head: Token, span: Span) -> str:
    """``2003 interview`` with whose it was and with whom, so that it is known apart from others."""
    words = clean(span.of(context.document.text))
    owners = owners_of(context, head)
    if owners:
        words = f"{possessive(context.people[owners[0]].name)} {words}"
    if others := [index for index in people_with(context, head) if index not in owners]:
        names = " and ".join(context.people[index].name for index in others)
        words += f" {'with' if owners or len(others) == 1 else 'between'} {names}"
    return words if owners or others else f"{words} {complement_of(context, head)}".strip()


def model_events(context: Context, sent: Sentence, read: list[Span]) -> Iterator[EventReading]:
    """What the model calls an event, where no rule has read it: two capitals or more."""
    for entity in context.entities.get(sent.start, ()):
        if entity.label_ != "EVENT" or any(s.start < entity.end_char and entity.start_char < s.end for s in read):
            continue
        words = [token for token in entity if token.lower_ not in DETERMINERS]
        if len(words) < 2 or not all(token.text[0].isupper() or YEAR.match(token.text) for token in words):
            continue
        previous = context.doc[entity.start - 1] if entity.start else None
        if (
            words[-1].lower_ in word_list("no_events")
            or _is_treaty(words[-1])
            or (previous and (previous.is_quote or previous.like_num))
        ):
            continue
        if context.document.text[entity.end_char : entity.end_char + 1] == "-":
            continue  # "World Cup-style"
        span = Span(words[0].idx, entity.end_char)
        yield event_of(context, entity.root, span, clean(span.of(context.document.text)), "event", "model", 0.7)
