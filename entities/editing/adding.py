"""Words of an article that an editor wants marked: where they stand, and the verb that marks them."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import partial

from django.http import QueryDict

from articles.extraction.types import Role, Span
from articles.models import Article
from entities import curation
from entities.curation import CurationError
from entities.curation.adding import OPENING_MARKS
from entities.editing.choosing import Choosing, one_of
from entities.passage import Piece, around, pieces_of
from entities.queue.base import Verb
from entities.queue.candidates import called, near

KINDS = {"quote": "Quote", "person": "Person", "event": "Event"}
CLOSING_MARKS = "”\"'’»“"
# Places offered to choose from; words that stand more often do not tell which are meant.
MOST_PLACES = 12
LONGEST = 20_000
# Characters shown to either side of a place.
REACH = 90


# Where a quote in these marks is interrupted: “We wait,” she said, “for the tide.”
BETWEEN = {"“": re.compile(r"”[^“”]*“"), '"': re.compile(r'"[^"]*"'), "‘": re.compile(r"’[^‘’]*‘")}


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where words stand; `parts` are several where a quote is interrupted."""

    span: Span
    words: str
    parts: list[Span]
    pieces: list[Piece]


def places_of(article: Article, kind: str, said: Mapping[str, str]) -> list[Place]:
    """Where the words stand that `said` gives, by `start` and `end` or as `words`. Raises CurationError for nowhere."""
    text, words = article.text, said.get("words", "")[:LONGEST]
    given = _span_in(said, text)
    if given and words and " ".join(given.of(text).split()) != " ".join(words.split()):
        given = None  # the text has changed since: where do the words stand now?
    spans = [given] if given else list(_occurrences(words, text))
    spans = list(dict.fromkeys(filter(None, (_bare(text, span, quoted=kind == "quote") for span in spans))))
    if not spans:
        raise CurationError("The article does not have these words. Copy them from the text, letter by letter.")
    if len(spans) > MOST_PLACES:
        raise CurationError(f"The article has these words {len(spans)} times. Give more of the words around them.")
    return [_place(article, span, quoted=kind == "quote") for span in spans]


def choosings(article: Article, kind: str, place: Span, words: str) -> list[Choosing]:
    """Who may be meant by the words, or say them."""
    if kind == "event":
        return []
    named = called([words]) if kind == "person" else []
    people = [*named, *near(article, place.start, but=[person.pk for person in named])]
    return [Choosing(verb=kind, label="Who says it" if kind == "quote" else "Who is meant", people=people)]


def adding(article: Article, kind: str, place: Place, said: QueryDict) -> Verb:
    """The verb that marks the words. Raises CurationError where the form does not say enough."""
    if kind == "quote":
        speaker = one_of(said) if "person" in said else None
        words = "" if speaker else said.get("speaker", "")
        spans = [(part.start, part.end) for part in place.parts]
        return partial(curation.add_quote, article=article, spans=spans, speaker=speaker, words=words)
    where = {"article": article, "start": place.span.start, "end": place.span.end}
    if kind == "person" and "new" in said:
        return partial(curation.add_mention, **where, name=said.get("name", "") or place.words)
    if kind == "person":
        return partial(curation.add_mention, **where, person=one_of(said))
    return partial(curation.add_event, **where, name=said.get("name", ""), date=said.get("date", ""))


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """Words of a passage under one label."""

    span: Span
    words: str
    role: str


def stretches(article: Article, said: Mapping[str, str]) -> list[Stretch]:
    """The labelled stretches of a passage; before them, where it has several, the passage as a whole."""
    passage = _span_in(said, article.text)
    passage = passage and _bare(article.text, passage, quoted=False)
    if passage is None:
        raise CurationError("The article has no such passage. Look again.")
    parts = [
        (Span(max(start, passage.start), min(end, passage.end)), role)
        for start, end, role in article.spans
        if role != Role.BLANK and start < passage.end and end > passage.start
    ]
    whole = [(passage, "")] if len(parts) != 1 else []
    return [Stretch(span=span, words=span.of(article.text), role=role) for span, role in [*whole, *parts]]


def seen_stretch(article: Article, said: Mapping[str, str]) -> Stretch:
    """The stretch of a passage as its form showed it. Raises CurationError where words or label are others now."""
    first = stretches(article, said)[0]
    if " ".join(first.words.split()) != " ".join(said.get("words", "").split()) or first.role != said.get("was", ""):
        raise CurationError("This has changed while your page was open. Nothing of yours was saved; look again.")
    return first


def _span_in(said: Mapping[str, str], text: str) -> Span | None:
    given = [said.get(name, "") for name in ("start", "end")]
    if not all(number.isdecimal() and len(number) < 10 for number in given):
        return None
    start, end = map(int, given)
    return Span(start, end) if start < end <= len(text) else None


def _occurrences(words: str, text: str) -> Iterator[Span]:
    """Every place of the words, however their lines are broken."""
    if parts := words.split():
        for match in re.finditer(r"\s+".join(map(re.escape, parts)), text):
            yield Span(*match.span())


def _bare(text: str, span: Span, *, quoted: bool) -> Span | None:
    """The span without white space at its ends, and a quote without its marks."""
    left, right = (" \n\t\u00a0",) * 2
    if quoted and text[span.start : span.end].strip()[:1] in tuple(OPENING_MARKS):
        left, right = left + OPENING_MARKS, right + CLOSING_MARKS
    words = text[span.start : span.end]
    start, end = span.end - len(words.lstrip(left)), span.start + len(words.rstrip(right))
    return Span(start, end) if start < end else None


def _place(article: Article, span: Span, *, quoted: bool) -> Place:
    first, last = around(article, span.start, span.end, reach=REACH)
    window = Span(min(first, span.start), max(last, span.end))
    parts = list(_parts(article.text, span)) if quoted else [span]
    pieces = list(pieces_of(article.text, window, parts))
    return Place(span=span, words=span.of(article.text), parts=parts, pieces=pieces)


def _parts(text: str, span: Span) -> Iterator[Span]:
    """The words inside the marks of a quote: of “We wait,” she said, “for the tide.” those before and after."""
    between, at = BETWEEN.get(text[: span.start].rstrip()[-1:]), span.start
    for gap in between.finditer(text, span.start, span.end) if between else ():
        if at < gap.start():
            yield Span(at, gap.start())
        at = gap.end()
    if at < span.end:
        yield Span(at, span.end)
