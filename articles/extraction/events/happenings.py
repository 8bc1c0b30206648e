"""What happens once: to somebody or something named, or to a titled work when it comes out."""

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import replace
from functools import cache

from spacy.tokens import Span as Sentence
from spacy.tokens import Token

from articles.extraction.events.context import Context, clean, date_of, event_of, owners_of
from articles.extraction.types import EventReading, Span
from articles.extraction.words import word_list

TITLE = re.compile(r"[\"“‘']([A-Z0-9][^\"“”\n]{0,80}?)[,.]?[\"”’'](?!\w)")
UNREAL = re.compile(
    r"call(?:s|ed|ing)?$|(?:ask|consider|demand|oppos|plan|predict|propos|seek|sought|threaten|urg|want)"
)
OF_PLACES = frozenset({"invasion", "liberation", "siege", "fall", "bombing", "destruction"})
OF_THINGS = frozenset({"collapse", "destruction", "fall"})
SUPPOSED = frozenset({"if", "unless", "whether", "is", "are", "be", "being", "gets", "get", "getting"})
UNREAL_TAGS = frozenset({"MD", "TO"})
RELEASES = frozenset({"release", "premiere", "publication", "launch", "broadcast"})
RELEASED = {"released": "Release", "premiered": "Premiere", "published": "Publication", "aired": "Broadcast"}


@cache
def happenings() -> dict[str, str]:
    """Noun for what happens once to somebody or something -> its kind."""
    return {noun.rstrip("*"): kind for noun, kind in (entry.split(": ") for entry in word_list("happenings"))}


@cache
def happening_nouns() -> frozenset[str]:
    """Those of `happenings` that tell of it by themselves."""
    return frozenset(noun for noun in happenings() if f"{noun}*: {happenings()[noun]}" not in word_list("happenings"))


@cache
def happening_verbs() -> dict[tuple[str, str], str]:
    """(verb as printed, how its subject hangs on it) -> the noun for what happened."""
    pairs = (entry.split(": ") for entry in word_list("happening_verbs"))
    return {(verb.rstrip("*"), "nsubjpass" if verb.endswith("*") else "nsubj"): noun for verb, noun in pairs}


@cache
def telling_verbs() -> frozenset[str]:
    """The verbs of `happening_verbs`."""
    return frozenset(verb for verb, _ in happening_verbs())


def happening_at(context: Context, noun: Token) -> EventReading | None:
    """``the resignation of Ines Calder``, ``Calder's resignation``, ``the closure of the Rook Bridge``."""
    whose = next((child for child in noun.children if child.dep_ == "poss"), None)
    prep = noun.nbor() if noun.i + 1 < noun.sent.end else None
    if whose is None and prep is not None and prep.lower_ == "of":
        whose = next((child for child in prep.rights if child.dep_ == "pobj"), None)
    if any(child.lower_ in ("a", "an", "any", "no") for child in noun.lefts) and date_of(context, noun) is None:
        return None  # "a sinking of hopes"
    if whose is None or UNREAL.match(noun.head.lower_) or UNREAL.match(noun.head.head.lower_):
        return None
    return _happening(context, noun, noun.lower_, whose, "happening")


def happening_told_by(context: Context, verb: Token) -> EventReading | None:
    """``Ines Calder resigned``, ``the Rook Bridge was closed``, ``police arrested Bo Lund``: of somebody named."""
    if any(child.dep_ == "neg" or child.tag_ in UNREAL_TAGS or child.lower_ in SUPPOSED for child in verb.lefts):
        return None
    for subject in verb.children:
        role = "nsubjpass" if subject.dep_ == "dobj" else subject.dep_
        noun = happening_verbs().get((verb.lower_, role))
        if noun:
            event = _happening(context, verb, noun, subject, "happening-verb")
            first = min(
                (child for child in verb.lefts if child.dep_ in {"aux", "auxpass"}),
                key=lambda token: token.i,
                default=verb,
            )
            return event and replace(event, mentions=(Span(first.idx, verb.idx + len(verb)),))
    return None


def _happening(context: Context, head: Token, noun: str, whose: Token, rule: str) -> EventReading | None:
    """What happened to whom: a person, or something with a name of two words or more."""
    if whose.pos_ != "PROPN":
        return None
    own = _name_ending_in(whose)
    person = context.person_named(whose)
    if noun in OF_THINGS and (person or whose.ent_type_ == "PERSON"):
        return None  # "Lund's collapse in the polls"
    if person and len(own) == 1 and any(child.dep_ == "det" for child in whose.lefts):
        return None  # "the newest Calder" is not the Calder known
    of_place = noun in OF_PLACES and whose.ent_type_ in {"GPE", "LOC"}
    if not person and not of_place and (len(own) < 2 or whose.ent_type_ in {"GPE", "NORP"}):
        return None
    name = context.people[person[0]].name if person else clean(context.doc[own[0].i : whose.i + 1].text)
    first, last = min(head, own[0], key=lambda t: t.i), max(head, whose, key=lambda t: t.i)
    span = Span(first.idx, last.idx + len(last))
    event = event_of(context, head, span, f"{noun.capitalize()} of {name}", happenings()[noun], rule, 0.7)
    return replace(event, people=person[:1])


def _name_ending_in(last: Token) -> list[Token]:
    """The unbroken run of capitals that ends in a token: ``Bo Lund`` in "Calder campaign volunteer Bo Lund"."""
    first = last.i
    while (
        first > last.sent.start
        and (token := last.doc[first - 1]).text[0].isupper()
        and token.head.i in range(first, last.i + 1)
    ):
        first -= 1
    return [token for token in last.doc[first : last.i + 1] if token.dep_ != "det"]


def releases_in(context: Context, sent: Sentence) -> Iterator[EventReading]:
    """A titled work comes out: ``the release of "Salt"``, ``the documentary "Salt" was released``."""
    text = context.document.text[sent.start_char : sent.end_char]
    matches = list(TITLE.finditer(text))
    offsets = [token.idx for token in sent] if matches else []
    for match in matches:
        title = Span(sent.start_char + match.start(1), sent.start_char + match.end(1))
        words = list(sent[bisect_left(offsets, title.start) : bisect_left(offsets, title.end)])
        head = _release_of(words) if words else None
        if head is None:
            continue
        noun = RELEASED.get(head.lower_) or head.text.capitalize()
        first = min(head.idx, sent.start_char + match.start())
        last = max(head.idx + len(head), sent.start_char + match.end())
        named = [
            i
            for i, chain in enumerate(context.people)
            if chain.name.casefold() in title.of(context.document.text).casefold()
        ]
        event = event_of(
            context, head, Span(first, last), f"{noun} of “{clean(match.group(1))}”", "release", "release", 0.8
        )
        yield replace(event, people=tuple(dict.fromkeys([*owners_of(context, head), *named])))


def _release_of(title: list[Token]) -> Token | None:
    """The word that says that a title came out, reached through at most a work noun."""
    node = title[0]
    inside = {token.i for token in title}
    while node.head.i in inside and node.head.i != node.i:
        node = node.head
    for _ in range(4):
        parent = node.head
        if parent.i == node.i:
            return None
        if parent.lower_ in RELEASES and node.lower_ == "of":
            return parent
        if parent.lower_ in RELEASED and parent.pos_ == "VERB" and node.dep_ in {"nsubj", "nsubjpass"}:
            return parent
        if parent.lower_ not in word_list("work_nouns") and parent.lower_ != "of":
            return None
        node = parent
    return None
