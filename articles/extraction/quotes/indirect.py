"""Reported speech without quotation marks: the clause that somebody is said to have said."""

from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Token

from articles.extraction.quotes.cues import Cue, find_cues
from articles.extraction.quotes.scene import Scene
from articles.extraction.quotes.speakers import Voice, phrase_from, subject_of
from articles.extraction.quotes.verbs import CueKind
from articles.extraction.quotes.words import Words
from articles.extraction.types import Role
from articles.extraction.words import word_list

SPOKEN_ROLES = frozenset({Role.HEADLINE, Role.STANDFIRST, Role.BODY, Role.NOTE})
SHORTEST = 2
"""Words that a reported clause has at least."""
LEADING = frozenset({"that", ",", ":", "—", "–"})


@dataclass(frozen=True, slots=True)
class Reported:
    """A reported clause with its speaker and the rule that found it."""

    clause: Words
    voice: Voice
    cue: Words
    rule: str


def find_reported(scene: Scene) -> list[Reported]:
    """Every reported clause that holds no quotation, in reading order; the outermost of nested ones."""
    found: list[Reported] = []
    for place, paragraph in zip(scene.places, scene.paragraphs, strict=True):
        if paragraph.role not in SPOKEN_ROLES:
            continue
        reports = [*_clauses(scene, place), *_according(scene, place)]
        reports.sort(key=lambda report: (report.clause.start, -report.clause.end))
        end = place.start
        for report in reports:
            if report.clause.end > end:
                found.append(report)
                end = report.clause.end
    return found


def _clauses(scene: Scene, place: Words) -> Iterator[Reported]:
    for cue in find_cues(scene, place):
        verb = scene.doc[cue.token]
        for child in verb.children:
            rule = _rule(cue, verb, child)
            clause = rule and _words(scene, place, verb, child)
            if not clause:
                continue
            voice = subject_of(scene, verb, place)
            if (voice and voice.words.end <= clause.start) or (voice and voice.words.start >= clause.end):
                yield Reported(clause, voice, cue.words, rule)


def _rule(cue: Cue, verb: Token, child: Token) -> str:
    """How a word hangs on a reporting verb, as the name of a rule; "" where it reports nothing.

    said that he would stay -- "reported-clause"; promised to stay -- "reported-intent";
    praised the crew -- "reported-topic".
    """
    if child.dep_ == "ccomp" and (child.i > verb.i or cue.verb.kind is CueKind.SPEECH):
        return "reported-clause"
    if child.i < verb.i:
        return ""
    if child.dep_ == "xcomp" and cue.verb.base not in ("begin", "continue", "go"):
        return "reported-intent"
    if child.dep_ == "dobj" and cue.verb.base in word_list("topic_verbs"):
        return "reported-topic"
    return ""


def _words(scene: Scene, place: Words, verb: Token, child: Token) -> Words | None:
    """The clause under a word, without "that"; None where it holds a quotation or is no clause."""
    start, end = child.left_edge.i, child.right_edge.i + 1
    if start <= verb.i < end:
        start, end = (verb.i + 1, end) if child.i > verb.i else (start, verb.i)
    while start < end and scene.doc[start].lower_ in LEADING:
        start += 1
    while end > start and (scene.doc[end - 1].is_punct or scene.doc[end - 1].is_space):
        end -= 1
    if end - start < SHORTEST or start < place.start or end > place.end or any(scene.quoted[start:end]):
        return None
    return Words(start, end)


def _according(scene: Scene, place: Words) -> Iterator[Reported]:
    """The bridge is past saving, according to the harbour board."""
    for index in place:
        token = scene.doc[index]
        if token.lower_ != "according" or scene.quoted[index] or index + 2 >= place.end:
            continue
        sentence = token.sent
        voice = phrase_from(scene, Words(index + 2, min(sentence.end, place.end)))
        if voice is None:
            continue
        before = index - max(sentence.start, place.start)
        start, end = (sentence.start, index) if before > SHORTEST else (token.right_edge.i + 1, sentence.end)
        clause = _trimmed(scene, max(start, place.start), min(end, place.end))
        if clause:
            yield Reported(clause, voice, Words(index, index + 2), "reported-according")


def _trimmed(scene: Scene, start: int, end: int) -> Words | None:
    while start < end and (scene.doc[start].is_punct or scene.doc[start].is_space):
        start += 1
    while end > start and (scene.doc[end - 1].is_punct or scene.doc[end - 1].is_space):
        end -= 1
    return Words(start, end) if end - start >= SHORTEST and not any(scene.quoted[start:end]) else None
