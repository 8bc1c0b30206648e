"""Whose words a quotation holds, from the words of its own sentence.

One rule after the other is asked, the surest first. Each has a name, which is stored
with the quotation, and an example in its docstring.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from spacy.tokens import Token

from articles.extraction.quotes.cues import Cue
from articles.extraction.quotes.scene import QuotedString, Scene
from articles.extraction.quotes.sentences import Sentence
from articles.extraction.quotes.speakers import Voice, VoiceKind, owner_of, phrase_from, subject_of, voice_at
from articles.extraction.quotes.verbs import CueKind
from articles.extraction.quotes.words import Words
from articles.extraction.words import word_list


@dataclass(frozen=True, slots=True)
class Attribution:
    """A rule's answer for one quoted string."""

    voice: Voice
    cue: Words | None
    rule: str


@dataclass(frozen=True, slots=True)
class Place:
    """A quoted string in its sentence, with the article's words before and after it."""

    sentence: Sentence
    string: QuotedString
    head: Words  # from the start of the sentence or the quotation before
    tail: Words  # to the end of the sentence or the quotation after


Rule = Callable[[Scene, Place], Attribution | None]

BREAKS = frozenset(",?!—–-…")
CLAUSE_WORDS = frozenset(
    [
        "and",
        "but",
        "or",
        "while",
        "that",
        "which",
        "who",
        "because",
        "when",
        "if",
        "though",
        "although",
        "where",
        "whose",
        "so",
        "than",
    ]
)
FILLERS = frozenset([",", ":", "—", "–", "-", "…", "that", "(", "."])
LONGEST_LEAD = 28
"""Words between a quotation and the verb that reports it: room for a name with a long apposition."""


def attribute(scene: Scene, sentence: Sentence, string: QuotedString) -> Attribution | None:
    """The first rule that knows who speaks."""
    place = place_of(sentence, string)
    return next((answer for rule in RULES if (answer := rule(scene, place))), None)


def place_of(sentence: Sentence, string: QuotedString) -> Place:
    words = sentence.words
    before = [other.outer.end for other in sentence.strings if other.outer.end <= string.outer.start]
    after = [other.outer.start for other in sentence.strings if other.outer.start >= string.outer.end]
    head = Words(max(before, default=words.start), string.outer.start)
    return Place(sentence, string, head, Words(string.outer.end, min(after, default=words.end)))


def cue_after(scene: Scene, place: Place) -> Attribution | None:
    """“We will rebuild,” said Ada Marsh. “We will,” the mayor of Tarn added on Monday."""
    cue = next((cue for cue in place.sentence.cues if cue.token in place.tail), None)
    if cue is None or not _reports_what_precedes(scene, place, cue):
        return None
    lead = Words(place.tail.start, cue.token)
    if all(_is_small(scene.doc[index]) for index in lead):
        voice = _subject_behind(scene, place, cue)
    else:
        voice = _subject_ahead(scene, lead, cue)
    return voice and Attribution(voice, cue.words, "cue-after")


def cue_before(scene: Scene, place: Place) -> Attribution | None:
    """Ada Marsh said: “We will rebuild.” Marsh called it “a disgrace”."""
    cues = [cue for cue in place.sentence.cues if cue.token < place.string.outer.start]
    for cue in _by_closeness(scene, place, cues):
        voice = subject_of(scene, scene.doc[cue.token], place.sentence.words) or _noun_ahead(scene, place, cue)
        if voice:
            return Attribution(voice, cue.words, "cue-before")
    return None


def according_to(scene: Scene, place: Place) -> Attribution | None:
    """The bridge is “past saving”, according to a report by the harbour board."""
    words = place.sentence.words
    for index in words:
        if scene.doc[index].lower_ == "according" and not scene.quoted[index] and index + 2 < words.end:
            voice = phrase_from(scene, Words(index + 2, words.end))
            return voice and Attribution(voice, Words(index, index + 2), "according-to")
    return None


def message_noun(scene: Scene, place: Place) -> Attribution | None:
    """Marsh's statement on the harbour begins: “We will rebuild.”"""
    nouns = word_list("message_nouns")
    for index in reversed(range(place.head.start, place.head.end)):
        token = scene.doc[index]
        if token.lower_ in nouns and token.pos_ == "NOUN":
            voice = owner_of(scene, token, place.sentence.words)
            if voice:
                return Attribution(voice, Words(index, index + 1), "message-noun")
    return None


def cue_later(scene: Scene, place: Place) -> Attribution | None:
    """The plan is “a fraud” and “a shame,” Marsh said."""
    for cue in place.sentence.cues:
        if cue.token >= place.string.outer.end and cue.verb.kind is CueKind.SPEECH:
            voice = subject_of(scene, scene.doc[cue.token], place.sentence.words)
            if voice and not _has_clause(scene, scene.doc[cue.token]):
                return Attribution(voice, cue.words, "cue-later")
    return None


def colon_before(scene: Scene, place: Place) -> Attribution | None:
    """Marsh had a simple answer: “We will rebuild.”"""
    before = place.string.outer.start - 1
    if before not in place.head or scene.doc[before].text != ":":
        return None
    voice = _main_subject(scene, Words(place.sentence.words.start, before))
    return voice and Attribution(voice, None, "colon-before")


def governor(scene: Scene, place: Place) -> Attribution | None:
    """Marsh ran on a promise of “no more floods”."""
    for verb in _ancestors(scene, place.string):
        if verb.pos_ in ("VERB", "AUX"):
            voice = subject_of(scene, verb, place.sentence.words)
            if voice and voice.kind is not VoiceKind.NOMINAL:
                return Attribution(voice, None, "governor")
    return None


RULES: tuple[Rule, ...] = (cue_after, cue_before, according_to, message_noun, cue_later, colon_before, governor)


def _reports_what_precedes(scene: Scene, place: Place, cue: Cue) -> bool:
    """Whether a cue behind a quotation closes it, rather than opening the next clause."""
    lead = Words(place.tail.start, cue.token)
    if len(lead) > LONGEST_LEAD or _has_clause(scene, scene.doc[cue.token]):
        return False
    words = [scene.doc[index] for index in lead]
    first = next((token for token in words if not token.is_punct), scene.doc[cue.token])
    broken = scene.doc[place.string.inner.end - 1].text[-1] in BREAKS or (words and words[0].text in BREAKS)
    if first.lower_ in CLAUSE_WORDS or (first is scene.doc[cue.token] and first.tag_ == "VBG"):
        return False
    return bool(broken) or len(lead) == 0 or not place.head


def _subject_behind(scene: Scene, place: Place, cue: Cue) -> Voice | None:
    """Subject of an inverted report: said Ada Marsh."""
    behind = Words(cue.words.end, place.tail.end)
    return subject_of(scene, scene.doc[cue.token], behind) or phrase_from(scene, behind)


def _subject_ahead(scene: Scene, lead: Words, cue: Cue) -> Voice | None:
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
    for ancestor in _ancestors(scene, place.string):
        if ancestor.i in by_token:
            yield by_token[ancestor.i]
    yield from reversed(cues)


def _ancestors(scene: Scene, string: QuotedString) -> Iterator[Token]:
    """Words outside the quotation on which its words hang, the nearest first."""
    token = next((scene.doc[i] for i in string.inner if scene.doc[i].head.i not in string.outer), None)
    if token is None:
        return
    for ancestor in token.ancestors:
        if not scene.quoted[ancestor.i]:
            yield ancestor


def _has_clause(scene: Scene, verb: Token) -> bool:
    """Whether a reported clause of its own, without marks, follows a verb."""
    return any(child.dep_ == "ccomp" and child.i > verb.i and not scene.quoted[child.i] for child in verb.rights)


def _noun_ahead(scene: Scene, place: Place, cue: Cue) -> Voice | None:
    """A name or pronoun that stands straight before a verb whose subject the model has missed."""
    index = cue.token - 1
    while index >= place.sentence.words.start and _is_small(scene.doc[index]) and not scene.quoted[index]:
        index -= 1
    if index < place.sentence.words.start or scene.quoted[index]:
        return None
    voice = voice_at(scene, scene.doc[index], place.sentence.words)
    return voice if voice and voice.kind is not VoiceKind.NOMINAL else None


def _main_subject(scene: Scene, words: Words) -> Voice | None:
    """The first subject among these words, or the name with which they begin."""
    for index in words:
        token = scene.doc[index]
        if token.dep_ == "nsubj" and not scene.quoted[index]:
            return voice_at(scene, token, words)
    return phrase_from(scene, words)
