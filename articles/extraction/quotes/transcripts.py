"""Transcripts and interviews: whole lines that are speech, with the speaker's name before a colon."""

import re
from collections import Counter
from collections.abc import Iterator

from articles.extraction.quotes.scene import Scene
from articles.extraction.types import Quotation, QuoteKind, Role, Span, Speaker

LINE = re.compile(r"(?P<mark>[\"“]?)(?P<label>[^\W\d_][\w.’' -]{0,40}):[ \t]+(?=[^\s\"“'‘])")
FEWEST_LINES = 2
"""Labelled lines that make a transcript; one alone may be a heading."""
LONGEST_ANSWER = 6
"""Paragraphs that an answer has behind its first one."""
ANSWERS = frozenset({"A", "ANSWER"})
TRANSCRIPT, INTERVIEW = "transcript", "interview"


def find_transcript(scene: Scene) -> dict[int, Quotation]:
    """The speech of every transcript line, by paragraph.

    VOSS: I signed for the parcel. -- A: I said I would imagine fish.
    """
    labelled = list(_labelled(scene))
    if len(labelled) < FEWEST_LINES:
        return {}
    interviewee = _named_in_headline(scene)
    found: dict[int, Quotation] = {}
    starts = [paragraph for paragraph, _, _ in labelled]
    for (paragraph, label, words), following in zip(labelled, [*starts[1:], 0], strict=True):
        answers = label.of(scene.text) in ANSWERS
        person = interviewee if answers else _person(scene, label)
        evidence = f"A = {scene.people[person].name}, named in the headline" if answers and person is not None else ""
        further = _further(scene, paragraph, following) if len(labelled) > FEWEST_LINES else ()
        spoken = Quotation(
            kind=QuoteKind.DIRECT,
            parts=(words, *(_without_mark(scene, scene.paragraphs[index].span) for index in further)),
            speaker=Speaker(
                span=label, text=label.of(scene.text), person=person, inferred=bool(evidence), evidence=evidence
            ),
            cue=None,
            rule=INTERVIEW if answers else TRANSCRIPT,
            confidence=0.9 if person is not None else 0.8,
        )
        found |= dict.fromkeys((paragraph, *further), spoken)
    return found


def _further(scene: Scene, paragraph: int, following: int) -> range:
    """Paragraphs in which an answer goes on until the next label; none where the article speaks in between."""
    between = range(paragraph + 1, following)
    if len(between) > LONGEST_ANSWER or any(not _goes_on(scene, index) for index in between):
        return range(0)
    return between


def _without_mark(scene: Scene, span: Span) -> Span:
    return Span(span.start + 1, span.end) if scene.text[span.start] == '"' and span.end - span.start > 1 else span


def _goes_on(scene: Scene, paragraph: int) -> bool:
    place = scene.paragraphs[paragraph]
    if place.role is not Role.BODY:
        return False
    first = scene.text[place.span.start]
    return first == '"' if scene.strings[paragraph] else first.isalnum()


def _labelled(scene: Scene) -> Iterator[tuple[int, Span, Span]]:
    """Paragraphs that begin with a label in capitals: position, label and the words after it."""
    for index, paragraph in enumerate(scene.paragraphs):
        match = LINE.match(scene.text, paragraph.span.start, paragraph.span.end)
        if match is None or paragraph.role is not Role.BODY:
            continue
        if match["label"].replace("Mc", "MC").isupper():
            closed = bool(match["mark"]) and match.end() < (last := paragraph.span.end - 1) and scene.text[last] in '"”'
            yield index, Span(*match.span("label")), Span(match.end(), paragraph.span.end - closed)


def _person(scene: Scene, label: Span) -> int | None:
    """The only person of the article with this surname."""
    surname = label.of(scene.text).split()[-1].casefold()
    found = [i for i, chain in enumerate(scene.people) if chain.name.casefold().split()[-1] == surname]
    return found[0] if len(found) == 1 else None


def _named_in_headline(scene: Scene) -> int | None:
    """The only person whom the headline names."""
    headline = next((p.span for p in scene.paragraphs if p.role is Role.HEADLINE), None)
    if headline is None:
        return None
    named = Counter(
        person
        for person, chain in enumerate(scene.people)
        for mention in chain.mentions
        if headline.covers(mention.span)
    )
    return next(iter(named)) if len(named) == 1 else None
