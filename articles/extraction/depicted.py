"""Who is in a photograph, by the words of its caption.

A person is shown when a position is printed beside the name, when the name is in a list "from
left", or when the sentence makes them do, or share in, what the picture shows. Somebody whom
the caption only talks about ("her split from ...", "the killing of ...") is not.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from spacy.tokens import Doc, Token
from spacy.tokens import Span as Tokens

from articles.extraction.types import Depicted, MentionKind, PersonChain, Span
from articles.extraction.words import word_list

PLACED, LISTED, SUBJECT, NAMED_FIRST = 0.95, 0.95, 0.85, 0.5
ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")
SHORT = {"l": "left", "r": "right", "c": "centre", "2nd": "second", "3rd": "third", "4th": "fourth"}

SIDE = (
    r"(?:(?:far|extreme|second|third|fourth|2nd|3rd|4th|front|back|top|bottom|upper|lower)[ -])?"
    r"(?:(?:second|third|fourth) from (?:the )?)?(?:left|right|cent(?:er|re)|middle|foreground|background)"
)
LETTER = r"(?:(?:2nd|3rd|4th) )?[LRC]"
POSITION = re.compile(
    rf"\((?:[a-z, ]{{0,30}}\b)?(?P<bracketed>{SIDE}|{LETTER})\)"
    rf"|,\s(?:(?:at|on|in|to)\s(?:the\s)?|(?:seated|standing|sitting|pictured|kneeling|shown)\s)?(?P<comma>{SIDE})"
    r"(?=[,.;)]|\sand\b|\swith\b|$|\s[a-z]+(?:s|ed|ing)\b)"
    rf"|\s(?:at|on the)\s(?P<plain>{SIDE})\b(?!\s(?:of|side|hand|wing|foot|arm|leg))",
)
LEADING = re.compile(rf"(?:^|[.;]\s)(?:At |On the )?(?P<side>{SIDE})(?P<mark>[:,])\s", re.IGNORECASE)
LIST = re.compile(
    r"\b(?:(?P<clockwise>clockwise)\s)?(?:from\s(?:the\s)?(?P<corner>(?:top |bottom |far )?(?:left|right))"
    r"|left[- ]to[- ]right|L[- ]?(?:to|-)[- ]?R)\b"
    r"(?:\sto\s(?:the\s)?right)?[):,]*",
    re.IGNORECASE,
)
ORDINAL_BEFORE = re.compile(r"(?:second|third|fourth|2nd|3rd|4th)\s$", re.IGNORECASE)
LONGEST_GAP = 110
POSSESSIVE = re.compile(r"['’]s\b|['’](?=\s)")
MAIN, REPORTED = ("ROOT", "acl"), ("ccomp",)
COORDINATED = ("conj", "appos")
OTHER_NAME = re.compile(r"\b(?:then|born|formerly|n[ée]e|aka|also known as)\s$", re.IGNORECASE)
SUBJECTS = ("nsubj", "nsubjpass", "ROOT", "attr", "npadvmod", "dep")


@dataclass(frozen=True, slots=True)
class Name:
    """A name in a caption, and whose."""

    span: Span
    person: int


def names_in(text: str, caption: Span, people: Sequence[PersonChain]) -> list[Name]:
    """Every name inside the caption in reading order; overlapping names count once.

    An earlier name of somebody just named ("then Mary Smith") is no other person.
    """
    found: list[Name] = []
    names = sorted(
        (mention.span, person)
        for person, chain in enumerate(people)
        for mention in chain.mentions
        if mention.kind is MentionKind.NAME
        and caption.covers(mention.span)
        and not OTHER_NAME.search(text[caption.start : mention.span.start])
    )
    for span, person in names:
        if not found or found[-1].span.end <= span.start:
            found.append(Name(span, person))
    return found


def find_depicted(doc: Doc, text: str, caption: Span, names: Sequence[Name]) -> tuple[tuple[Depicted, ...], str, float]:
    """People shown in reading order, with the rule that found them and its confidence."""
    positions = {**_listed(text, caption, names)}
    listed = bool(positions)
    for name, position in _placed(text, caption, names).items():
        positions.setdefault(name, position)
    sentence = _first_sentence(doc, caption)
    acting = [name for name in names if _is_acting(doc, name, sentence, MAIN)]
    acting = acting or [name for name in names if _is_acting(doc, name, sentence, REPORTED)]
    shown = [name for name in names if name in positions or name in acting]
    rule, confidence = ("listed", LISTED) if listed else ("placed", PLACED) if positions else ("subject", SUBJECT)
    if not shown:
        shown = [name for name in names if _is_within_subject(doc, name, sentence)]
        rule, confidence = "named-first", NAMED_FIRST
    if not shown:
        return (), "", 1.0
    return _once_each(shown, positions), rule, confidence


def _once_each(shown: Iterable[Name], positions: dict[Name, str]) -> tuple[Depicted, ...]:
    found: dict[int, Depicted] = {}
    for name in shown:
        position = positions.get(name)
        if name.person not in found or (position and not found[name.person].position):
            found[name.person] = Depicted(person=name.person, position=position)
    return tuple(found.values())


def _listed(text: str, caption: Span, names: Sequence[Name]) -> dict[Name, str]:
    """Names in order after "from left:", "(L-R)" or "clockwise from top left"."""
    words = caption.of(text)
    match = LIST.search(words)
    if not match or ORDINAL_BEFORE.search(words[: match.start()]):
        return {}
    end = caption.start + match.end()
    row: list[Name] = []
    for name in names:
        if name.span.start < end:
            continue
        if name.span.start - end > LONGEST_GAP or not _is_list_gap(text[end : name.span.start]):
            break
        row.append(name)
        end = name.span.end
    way = f"clockwise from {match['corner']}" if match["clockwise"] else f"from {match['corner'] or 'left'}"
    return {name: f"{ORDINALS[index]} {way}" for index, name in enumerate(row[: len(ORDINALS)])}


def _is_list_gap(words: str) -> bool:
    """What may stand between two names of a row: commas, titles and ages, but no end of a sentence."""
    return not re.search(r"[.!?]\s+[A-Z](?!\.)", re.sub(r"\b[A-Z][a-z]{0,4}\.", "", words)) and not POSSESSIVE.match(
        words
    )


def _placed(text: str, caption: Span, names: Sequence[Name]) -> dict[Name, str]:
    """Names with a position printed after them; a position belongs to the nearest name on its left."""
    placed: dict[Name, str] = {}
    words = caption.of(text)
    for match in POSITION.finditer(words):
        at = caption.start + match.start()
        near = [
            name
            for name in names
            if name.span.end <= at and at - name.span.end <= LONGEST_GAP and not POSSESSIVE.match(text, name.span.end)
        ]
        if near and near[-1] not in placed:
            placed[near[-1]] = _as_words(match["bracketed"] or match["comma"] or match["plain"])
    for match in LEADING.finditer(words):
        following = [name for name in names if name.span.start >= caption.start + match.end()]
        if following and following[0].span.start - caption.start - match.end() < LONGEST_GAP:
            placed.setdefault(following[0], _as_words(match["side"]))
    return placed


def _as_words(position: str) -> str:
    """The position as said, with its abbreviations spelled out: "2nd L" is "second left"."""
    return " ".join(SHORT.get(word.lower(), word.lower()) for word in position.split())


def _first_sentence(doc: Doc, caption: Span) -> Tokens | None:
    tokens = doc.char_span(caption.start, caption.end, alignment_mode="expand")
    if tokens is None:
        return None
    sentences = list(tokens.sents)
    first = sentences[0]
    return doc[max(first.start, tokens.start) : min(first.end, tokens.end)]


def _noun_of(doc: Doc, name: Name, sentence: Tokens | None) -> Token | None:
    """The noun that a name of the first sentence stands in for: coordination and apposition climbed."""
    tokens = doc.char_span(name.span.start, name.span.end, alignment_mode="expand")
    if tokens is None or sentence is None or not sentence.start <= tokens.start < sentence.end:
        return None
    token = tokens.root
    while token.dep_ in COORDINATED and token.head is not token:
        token = token.head
    return token


def _is_acting(doc: Doc, name: Name, sentence: Tokens | None, clauses: tuple[str, ...]) -> bool:
    """Whether the first sentence makes the person do or share in what is shown."""
    token = _noun_of(doc, name, sentence)
    if token is None:
        return False
    if token.dep_ in SUBJECTS:
        return token.dep_ == "ROOT" or _is_shown_verb(token.head, clauses)
    if token.dep_ == "pobj":
        return _is_shared(token.head)
    return token.dep_ in ("dobj", "dative") and _is_shown_verb(token.head, MAIN) and _is_contact(token.head)


def _is_shown_verb(verb: Token, clauses: tuple[str, ...]) -> bool:
    """The main verb, what is coordinated with it, or what happens "as" or "while" it does."""
    while verb.dep_ == "conj" and verb.head is not verb:
        verb = verb.head
    if verb.dep_ == "advcl":
        return any(child.dep_ == "mark" and child.lower_ in ("as", "while") for child in verb.children)
    if verb.dep_ == "xcomp":
        return verb.head.lower_ in word_list("showing_verbs")
    return verb.dep_ in clauses


def _is_shared(preposition: Token) -> bool:
    """ "with", "beside" and the like, and "by" after being hugged, lifted or joined."""
    head = preposition.head
    if preposition.lower_ in word_list("company_words"):
        if head.pos_ in ("VERB", "AUX"):
            return _is_shown_verb(head, MAIN)
        return head.ent_type_ == "PERSON" or head.dep_ in SUBJECTS or _starts_as(head, "company_verbs")
    if preposition.lower_ == "by":
        return _is_contact(head)
    if preposition.lower_ == "to":
        verb = head.head if head.dep_ == "dobj" else head
        return verb.pos_ == "VERB" and _is_shown_verb(verb, MAIN)
    return preposition.lower_ == "of" and head.lower_ in word_list("picture_nouns")


def _is_contact(verb: Token) -> bool:
    return _starts_as(verb, "contact_verbs")


def _starts_as(token: Token, name: str) -> bool:
    return any(token.lower_.startswith(stem) for stem in word_list(name))


def _is_within_subject(doc: Doc, name: Name, sentence: Tokens | None) -> bool:
    """Whether the subject is somebody's ("the singer's fans"): the best guess where no name acts."""
    token = _noun_of(doc, name, sentence)
    if token is None or token.dep_ not in ("poss", "pobj"):
        return False
    if token.dep_ == "pobj" and token.head.lower_ != "of":
        return False
    owned = token.head if token.dep_ == "poss" else token.head.head
    return owned.dep_ in ("nsubj", "nsubjpass") and _is_shown_verb(owned.head, MAIN)
