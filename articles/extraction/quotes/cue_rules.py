"""Rules that start from a reporting verb in the sentence of a quotation."""

from collections.abc import Iterator

from spacy.tokens import Token

from articles.extraction.quotes.cues import SURE, Cue
from articles.extraction.quotes.place import (
    Attribution,
    Place,
    ancestors,
    describes_next_word,
    main_subject,
    turns_down,
)
from articles.extraction.quotes.scene import Scene
from articles.extraction.quotes.speakers import PASSIVES_OF_OTHERS, Voice, VoiceKind, phrase_from, subject_of, voice_at
from articles.extraction.quotes.verbs import CueKind
from articles.extraction.quotes.words import Words

BREAKS = frozenset(",?!—–-…")
CLAUSE_WORDS = frozenset({"and", "but", "or", "while", "that", "which", "who", "because", "when"})
CLAUSE_WORDS |= {"if", "though", "although", "where", "whose", "so", "than"}
FILLERS = frozenset([",", ":", "—", "–", "-", "…", "that", "(", "."])
TALKING = frozenset({"speak", "laugh", "thank", "refer"})
"""Verbs of speaking that seldom stand before what was said."""
TIME_WORDS = frozenset({"after", "as", "when", "while", "before", "during", "until"})
CLAUSE_REACH = 4
"""Words within which a reported clause begins behind its verb: said on Monday that."""
BEING = frozenset({"is", "was", "are", "were", "be", "been"})
SHORT = 3
"""Words of a quotation that may as well be a coined word or a nickname."""
LONGEST_LEAD = 28
"""Words between a quotation and the verb that reports it: room for a name with a long apposition."""


def cue_after(scene: Scene, place: Place) -> Attribution | None:
    """“We will rebuild,” said Ada Marsh. “We will,” the mayor of Tarn added on Monday."""
    cue = next((cue for cue in place.sentence.cues if cue.token in place.tail), None)
    if any(_stands_beside(scene, place, other) for other in place.sentence.cues if other.token in place.head):
        return None
    if cue is None or not _reports_what_precedes(scene, place, cue):
        return None
    lead = Words(place.tail.start, cue.token)
    if all(_is_small(scene.doc[index]) and index not in scene.names for index in lead):
        voice = _subject_behind(scene, place, cue)
    else:
        voice = _subject_ahead(scene, lead, cue)
    return voice and Attribution(voice, cue.words, "cue-after")


def cue_before(scene: Scene, place: Place) -> Attribution | None:
    """Ada Marsh said: “We will rebuild.” Marsh called it “a disgrace”."""
    cues = [cue for cue in place.sentence.cues if cue.token < place.string.outer.start]
    for cue in _by_closeness(scene, place, cues):
        if not _carries(scene, place, cue) or turns_down(scene, cue.verb.base, cue.token, place.string.outer.start):
            continue
        if voice := _subject_before(scene, place, cue):
            outer = None
            if not _stands_beside(scene, place, cue):
                outer = _outermost(scene, place, cue, voice) or _earlier_name(scene, place, cue, voice)
            return outer or Attribution(voice, cue.words, "cue-before")
    return None


def _carries(scene: Scene, place: Place, cue: Cue) -> bool:
    """Whether a verb before a quotation can bring it: a verb of speaking mostly, others only what hangs on them.

    Marsh slammed the “rotten timber” -- but not: the board pushed the “long shore” story; saw “a few”.
    """
    short = len(place.string.inner) <= SHORT
    labels = short and describes_next_word(scene, place.string)
    if cue.verb.kind is not CueKind.SPEECH and short and (labels or cue.verb.kind is CueKind.THOUGHT):
        return False
    if cue.verb.kind is CueKind.SPEECH and not labels and cue.verb.base not in TALKING:
        return True
    between = range(cue.words.end, place.string.outer.start)
    beside = all(scene.doc[index].lower_ in FILLERS for index in between)
    return beside or any(ancestor.i == cue.token for ancestor in ancestors(scene, place.string))


def cue_later(scene: Scene, place: Place) -> Attribution | None:
    """The plan is “a fraud on all of us” and “a shame,” Marsh said."""
    if len(place.string.inner) <= SHORT:
        return None
    for cue in place.sentence.cues:
        if cue.token >= place.string.outer.end and cue.verb.kind is CueKind.SPEECH:
            voice = subject_of(scene, scene.doc[cue.token], place.sentence.words)
            if voice and not _has_clause(scene, scene.doc[cue.token]):
                return Attribution(voice, cue.words, "cue-later")
    return None


def _reports_what_precedes(scene: Scene, place: Place, cue: Cue) -> bool:
    """Whether a cue behind a quotation closes it, rather than opening the next clause."""
    lead = Words(place.tail.start, cue.token)
    if len(lead) > LONGEST_LEAD or _has_clause(scene, scene.doc[cue.token]):
        return False
    words = [scene.doc[index] for index in lead]
    first = next((token for token in words if not token.is_punct), scene.doc[cue.token])
    broken = scene.doc[place.string.inner.end - 1].text[-1] in BREAKS or (words and words[0].text in BREAKS)
    if first.lower_ in CLAUSE_WORDS or not _is_finite(scene.doc[cue.token]):
        return False
    if scene.doc[place.string.inner.end - 1].text[-1] in "?!." and (
        cue.verb.kind is not CueKind.SPEECH or first.pos_ in ("ADP", "SCONJ")
    ):
        return False
    return bool(broken) or len(lead) == 0 or not place.head


def _is_finite(verb: Token) -> bool:
    """Whether a verb makes a report of its own: not ", adding", not "to describe"."""
    if verb.tag_ == "VBN" and verb.lower_ not in SURE and not any(child.dep_ == "aux" for child in verb.lefts):
        return False
    if verb.tag_ == "VBG":
        if verb.dep_ == "xcomp" and verb.head.i == verb.i - 1:  # keeps shouting
            return _is_finite(verb.head)
        return verb.nbor(-1).lower_ == "as" or any(child.dep_ == "aux" for child in verb.lefts)
    return not any(child.dep_ == "aux" and child.lower_ == "to" for child in verb.lefts)


def _subject_behind(scene: Scene, place: Place, cue: Cue) -> Voice | None:
    """Subject of an inverted report: said Ada Marsh."""
    behind = Words(cue.words.end, place.tail.end)
    return subject_of(scene, scene.doc[cue.token], behind) or phrase_from(scene, behind)


def _subject_ahead(scene: Scene, lead: Words, cue: Cue) -> Voice | None:
    if _is_told(scene, cue):
        return subject_of(scene, scene.doc[cue.token], Words(lead.start, scene.doc[cue.token].right_edge.i + 1))
    return subject_of(scene, scene.doc[cue.token], lead) or phrase_from(scene, lead)


def _is_small(token: Token) -> bool:
    return token.is_punct or token.pos_ in ("ADV", "AUX", "PART", "SPACE")


def _by_closeness(scene: Scene, place: Place, cues: list[Cue]) -> Iterator[Cue]:
    """Cues before a quotation: the one beside it, those it hangs on in the tree, the nearest."""
    if not cues:
        return
    last = cues[-1]
    between = range(last.words.end, place.string.outer.start)
    if all(scene.doc[index].lower_ in FILLERS for index in between):
        yield last
    by_token = {cue.token: cue for cue in cues}
    for ancestor in ancestors(scene, place.string):
        if ancestor.i in by_token:
            yield by_token[ancestor.i]
    yield from reversed(cues)


def _has_clause(scene: Scene, verb: Token) -> bool:
    """Whether a reported clause of its own, without marks, follows straight behind a verb."""
    for child in verb.rights:
        edge = child.left_edge
        if child.dep_ == "ccomp" and child.i > verb.i and not scene.quoted[child.i]:
            return edge.i - verb.i <= CLAUSE_REACH and edge.lower_ not in TIME_WORDS
    return False


def _subject_before(scene: Scene, place: Place, cue: Cue) -> Voice | None:
    """Subject of a cue, with a name straight before the verb taken over any description."""
    verb = scene.doc[cue.token]
    reporter = _reporter(place, verb) if _stands_beside(scene, place, cue) else None
    voice = subject_of(scene, reporter or verb, place.sentence.words)
    if voice is None or (
        voice.kind is VoiceKind.NOMINAL and cue.token - 1 in scene.names and cue.token - 1 not in voice.words
    ):
        return _noun_ahead(scene, place, cue) or voice
    return voice


def _is_called(scene: Scene, cue: Cue) -> bool:
    """what Marsh called “the long year”"""
    subject = next((child for child in scene.doc[cue.token].lefts if child.dep_ == "nsubj"), None)
    return subject is not None and subject.left_edge.i > 0 and scene.doc[subject.left_edge.i - 1].lower_ == "what"


def _reporter(place: Place, verb: Token) -> Token | None:
    """The verb that a second one goes on from: Marsh noted that it fell, and added: “…” -- it is Marsh who added."""
    if any(child.dep_ == "nsubj" for child in verb.lefts):
        return None
    if not (verb.dep_ == "conj" or (verb.dep_ == "advcl" and verb.tag_ == "VBG")):
        return None
    clause = verb.head
    speech = {cue.token for cue in place.sentence.cues if cue.verb.kind is CueKind.SPEECH}
    return clause.head if clause.dep_ == "ccomp" and clause.head.i in speech and clause.head.i < verb.i else None


def _stands_beside(scene: Scene, place: Place, cue: Cue) -> bool:
    """Whether a verb of speaking leads straight to the quotation: she replied, “…”."""
    between = [scene.doc[index].text for index in range(cue.words.end, place.string.outer.start)]
    if not between and _is_called(scene, cue):
        return True
    if cue.verb.base == "tell" and len(between) == 1:  # told girl “…”
        return True
    return cue.verb.kind is CueKind.SPEECH and between in ([","], [":"])


def _outermost(scene: Scene, place: Place, cue: Cue, inner: Voice) -> Attribution | None:
    """The report inside which a cue stands: Marsh said that he called it “a disgrace” -- it is Marsh who speaks."""
    cues = {other.token: other for other in place.sentence.cues if other.verb.kind is CueKind.SPEECH}
    found = None
    token = scene.doc[cue.token]
    for aside in cues.values():
        if aside.token < cue.token and _is_aside(scene, aside) and (voice := _subject_before(scene, place, aside)):
            return Attribution(voice, aside.words, "cue-before", _named(inner, voice))
    for ancestor in token.ancestors:
        outer = cues.get(ancestor.i)
        if outer and outer.token < cue.token and _reaches_as_clause(token, ancestor):
            voice = _subject_before(scene, place, outer)
            if voice:
                found = Attribution(voice, outer.words, "cue-before", _named(inner, voice))
    return found


def _named(inner: Voice, outer: Voice) -> Voice | None:
    """A source within a report that a reader would know: no pronoun, and another than the speaker."""
    return inner if inner.kind is not VoiceKind.PRONOUN and inner != outer else None


def _is_aside(scene: Scene, cue: Cue) -> bool:
    """Whether a report is set off in the middle of a sentence: the board, Marsh said, called it “a shame”."""
    subject = next((child for child in scene.doc[cue.token].lefts if child.dep_ == "nsubj"), None)
    if subject is None or scene.doc[cue.words.end].text != ",":
        return False
    return subject.left_edge.i > 0 and scene.doc[subject.left_edge.i - 1].text == ","


def _earlier_name(scene: Scene, place: Place, cue: Cue, voice: Voice) -> Attribution | None:
    """The name to which a pronoun in the same report goes back: Marsh told the paper she found it “sad”."""
    if voice.kind is not VoiceKind.PRONOUN or cue.verb.kind is CueKind.SPEECH:
        return None
    if any(scene.doc[index].lower_ == "what" for index in range(voice.words.start - 1, voice.words.start)):
        main = main_subject(scene, Words(place.sentence.words.start, voice.words.start))
        return main and Attribution(main, cue.words, "cue-before")
    for other in place.sentence.cues:
        if other.token < cue.token and other.verb.kind is CueKind.SPEECH:
            earlier = _subject_before(scene, place, other)
            if earlier and earlier.kind is VoiceKind.NAME:
                return Attribution(earlier, other.words, "cue-before")
    return None


def _reaches_as_clause(token: Token, ancestor: Token) -> bool:
    """Whether a word stands in the clause that a verb reports."""
    while token.head.i != ancestor.i:
        token = token.head
    return token.dep_ in ("ccomp", "xcomp", "dobj", "pobj", "prep")


def _is_told(scene: Scene, cue: Cue) -> bool:
    """Whether the subject only hears it: Marsh was asked, “…”; the board was told by Marsh."""
    return scene.doc[cue.token].lower_ in PASSIVES_OF_OTHERS and scene.doc[cue.token - 1].lower_ in BEING


def _noun_ahead(scene: Scene, place: Place, cue: Cue) -> Voice | None:
    """A name or pronoun that stands straight before a verb whose subject the model has missed."""
    index = cue.token - 1
    if _is_told(scene, cue):
        return None
    while index >= place.sentence.words.start and _is_small(scene.doc[index]) and not scene.quoted[index]:
        index -= 1
    if index < place.sentence.words.start or scene.quoted[index]:
        return None
    voice = voice_at(scene, scene.doc[index], place.sentence.words)
    return voice if voice and voice.kind is not VoiceKind.NOMINAL else None
