"""Names in a caption, and the positions printed beside them: "left", "(R)", "from left"."""

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from articles.extraction.types import MentionKind, PersonChain, Span

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
OTHER_NAME = re.compile(r"\b(?:then|born|formerly|n[ée]e|aka|also known as)\s$", re.IGNORECASE)


@dataclass(frozen=True, slots=True, order=True)
class Name:
    """A name in a caption, and whose."""

    span: Span
    person: int


def all_names(people: Sequence[PersonChain]) -> list[Name]:
    """Every name in an article, in reading order."""
    return sorted(
        Name(mention.span, person)
        for person, chain in enumerate(people)
        for mention in chain.mentions
        if mention.kind is MentionKind.NAME
    )


def names_in(text: str, caption: Span, names: Sequence[Name]) -> list[Name]:
    """The `names` inside the caption in reading order; overlapping names count once.

    An earlier name of somebody just named ("then Mary Smith") is no other person.
    """
    found: list[Name] = []
    first, end = (bisect_left(names, edge, key=_start) for edge in (caption.start, caption.end))
    for name in names[first:end]:
        if not caption.covers(name.span) or OTHER_NAME.search(text[caption.start : name.span.start]):
            continue
        if not found or found[-1].span.end <= name.span.start:
            found.append(name)
    return found


def _start(name: Name) -> int:
    return name.span.start


def find_positions(text: str, caption: Span, names: Sequence[Name]) -> tuple[dict[Name, str], bool]:
    """Position by name, as said, and whether it was a row ("from left") that gave them."""
    row = _listed(text, caption, names)
    return {**_placed(text, caption, names), **row}, bool(row)


def _listed(text: str, caption: Span, names: Sequence[Name]) -> dict[Name, str]:
    """Names in order after "from left:", "(L-R)" or "clockwise from top left"."""
    words = caption.of(text)
    match = LIST.search(words)
    if not match or ORDINAL_BEFORE.search(words[: match.start()]):
        return {}
    start, end = caption.start + match.start(), caption.start + match.end()
    row = [name for name in names if text[name.span.end : start] == ", "]  # "A, from left, B and C"
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
    ends_sentence = re.search(r"[.!?]\s+[A-Z](?!\.)", re.sub(r"\b[A-Z][a-z]{0,4}\.", "", words))
    return not ends_sentence and not POSSESSIVE.match(words)


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
