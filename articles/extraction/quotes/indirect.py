"""Reported speech without quotation marks: the clause that somebody is said to have said.

Only what can be read on its own is kept: a clause with a subject and a verb of its own ("the
pier was lost"), or what somebody undertook or held, told at some length and with its verb
("promised to mend the pier", "opposed the plan for a new pier").
"""

from collections.abc import Iterator
from itertools import chain

from spacy.tokens import Token

from articles.extraction.calendar_words import WEEKDAYS
from articles.extraction.quotes.cues import Cue, find_cues
from articles.extraction.quotes.reports import (
    Reported,
    according_sources,
    asides,
    convictions,
    finite,
    headline_labels,
    noun_claims,
    speaks,
    statement,
    trimmed,
)
from articles.extraction.quotes.scene import Scene
from articles.extraction.quotes.verbs import CueKind, reporting_verbs
from articles.extraction.quotes.words import Words
from articles.extraction.types import Role
from articles.extraction.words import word_list

SPOKEN_ROLES = frozenset({Role.HEADLINE, Role.STANDFIRST, Role.BODY, Role.NOTE})
SHORTEST_PREDICATE = 4
"""Words that "promised to mend the pier" has at least."""
THAT_REACH = 5
"""Words between a reporting verb and its "that": told the board on Monday that."""
PREDICATES = frozenset({"reported-intent", "reported-position"})
COMPLEMENTS = frozenset({"dobj", "dative", "prep", "oprd", "xcomp"})
FURTHER = frozenset({"conj", "advcl", "parataxis"})
NOT_UNDERTAKEN = frozenset({"begin", "continue", "go", "refuse", "decline", "forget", "regret", "learn"})
"""Verbs whose infinitive is what somebody did, or did not do; nothing that they said would be."""


def find_reported(scene: Scene) -> list[Reported]:
    """Every reported clause that holds no quotation, in reading order; the outermost of nested ones."""
    found: list[Reported] = []
    for place, paragraph in zip(scene.places, scene.paragraphs, strict=True):
        if paragraph.role not in SPOKEN_ROLES:
            continue
        reports = list(chain(_by_verbs(scene, place), according_sources(scene, place)))
        reports += [*noun_claims(scene, place), *convictions(scene, place)]
        if paragraph.role is Role.HEADLINE:
            reports += headline_labels(scene, place)
        reports.sort(key=lambda report: (report.start, -report.end))
        end = place.start
        for report in reports:
            if report.end > end and report.start >= end:
                found.append(report)
                end = report.end
    return found


def _by_verbs(scene: Scene, place: Words) -> Iterator[Reported]:
    for cue in find_cues(scene, place):
        if cue.verb.kind is CueKind.THOUGHT and any(word.lower_ == "if" for word in scene.doc[cue.token].lefts):
            continue  # if she thought it would fall
        if aside := asides(scene, place, cue):
            yield aside
            continue
        found = list(_clauses(scene, place, cue))
        if not found and (clause := _that_clause(scene, place, cue)):
            found = list(_reported(scene, place, cue, clause, "reported-clause"))
        yield from found


def _clauses(scene: Scene, place: Words, cue: Cue) -> Iterator[Reported]:
    """Clauses that hang on a reporting verb in the sentence's tree."""
    verb = scene.doc[cue.token]
    for child in verb.children:
        rule = _rule(cue, verb, child)
        if rule in PREDICATES:
            clause = _predicate(scene, place, verb, child)
            if (
                clause is None
                or len(clause) < SHORTEST_PREDICATE
                or _follows_marks(scene, verb)
                or not (finite(verb) or verb.tag_ == "VBG")
            ):
                continue
        else:
            clause = _words(scene, place, verb, child) if rule else None
        if clause:
            yield from _reported(scene, place, cue, clause, rule)


def _follows_marks(scene: Scene, verb: Token) -> bool:
    """Whether a verb brings words in marks: “It is gone,” Marsh told the crowd, to laughter."""
    first = min([verb.i, *(child.left_edge.i for child in verb.lefts if child.dep_ == "nsubj")])
    return first > 0 and scene.quoted[first - 1] == 1


def _reported(scene: Scene, place: Words, cue: Cue, clause: Words, rule: str) -> Iterator[Reported]:
    voice = speaks(scene, scene.doc[cue.token], place)
    if voice and (voice.words.end <= clause.start or voice.words.start >= clause.end):
        yield Reported((clause,), voice, cue.words, rule)


def _rule(cue: Cue, verb: Token, child: Token) -> str:
    """How a word hangs on a reporting verb, as the name of a rule; "" where it reports no statement.

    said that he would stay -- "reported-clause"; promised to stay -- "reported-intent";
    opposed the plan -- "reported-position".
    """
    if child.dep_ == "ccomp" and (child.i > verb.i or cue.verb.kind is CueKind.SPEECH):
        if statement(child):
            return "reported-clause"
        return "reported-intent" if _is_infinitive(child) and cue.verb.base not in NOT_UNDERTAKEN else ""
    if child.dep_ == "xcomp" and child.i > verb.i and cue.verb.base not in NOT_UNDERTAKEN:
        return "reported-intent" if _is_infinitive(child) else ""
    if child.i > verb.i and _takes(cue.verb.base, child):
        return "reported-position"
    return ""


def _takes(verb: str, child: Token) -> bool:
    """Whether a verb says with this word what position somebody took: opposed the plan, called for an inquiry."""
    positions = word_list("position_verbs")
    return (
        verb in positions if child.dep_ == "dobj" else child.dep_ == "prep" and f"{verb} +{child.lower_}" in positions
    )


def _predicate(scene: Scene, place: Words, verb: Token, clause: Token) -> Words | None:
    """A verb with what follows it: accused the board of hiding the report."""
    ends = [child.right_edge.i + 1 for child in verb.rights if child.dep_ in COMPLEMENTS]
    return trimmed(scene, place, verb.i, max([clause.right_edge.i + 1, *ends]))


def _is_infinitive(verb: Token) -> bool:
    """Whether a verb tells what somebody is to do: "to mend the pier", "mending the pier"."""
    to = any(child.dep_ == "aux" and child.lower_ == "to" for child in verb.lefts)
    return verb.tag_ == "VBG" or (to and verb.tag_ == "VB")


def _words(scene: Scene, place: Words, verb: Token, child: Token) -> Words | None:
    """The clause under a word, without "that"; None where it holds a quotation or is no clause."""
    start, end = child.left_edge.i, child.right_edge.i + 1
    if start == verb.i + 1 and scene.lower[start] == "on" and scene.doc[start + 1].text in WEEKDAYS:
        start += 2  # said on Tuesday it would close
    if end <= verb.i and ";" in scene.lower[start : verb.i]:  # Pier lost, says Marsh; board hits back
        return None
    if start <= verb.i < end:
        start, end = (verb.i + 1, end) if child.i > verb.i else (start, verb.i)
    return trimmed(scene, place, start, _before_marks(scene, child, end))


def _before_marks(scene: Scene, clause: Token, end: int) -> int:
    """Where a clause ends, without a further report that holds a quotation: he was sad, adding “so sad”."""
    for child in clause.rights:
        if child.dep_ in FURTHER and child.lower_ in reporting_verbs():
            edge = child.left_edge.i
            if any(scene.quoted[edge : min(child.right_edge.i + 1, end)]):
                return edge
    return end


def _that_clause(scene: Scene, place: Words, cue: Cue) -> Words | None:
    """The clause behind "said that", where the tree has it hang on something else."""
    for index in range(cue.words.end, min(cue.words.end + THAT_REACH, place.end)):
        token = scene.doc[index]
        if scene.quoted[index] or token.is_punct or token.pos_ == "VERB":
            return None
        if token.lower_ == "that" and token.dep_ == "mark" and token.head.i > index:
            return trimmed(scene, place, index, token.head.right_edge.i + 1)
    return None
