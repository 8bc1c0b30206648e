"""Whose words a quotation holds, from the words of its own sentence.

One rule after the other is asked, the surest first. Each has a name, which is stored
with the quotation, and an example in its docstring.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import islice

from spacy.tokens import Token

from articles.extraction.quotes.cues import SURE, Cue
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
PERSONAL = frozenset({"he", "she", "they"})
CLAUSE_REACH = 4
TIME_WORDS = frozenset({"after", "as", "when", "while", "before", "during", "until"})
DASHES = frozenset({"—", "–", "―", "-", "~"})
OWN_WORDS = frozenset({"words", "view", "opinion", "telling", "account", "phrase"})
DEEPEST = 12
"""Steps up the sentence's tree on which a governing verb is looked for."""
NEAR = 12
"""Words between "her statement" and the quotation that it brings."""
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
        if voice := _subject_before(scene, place, cue):
            outer = None
            if not _stands_beside(scene, place, cue):
                outer = _outermost(scene, place, cue) or _earlier_name(scene, place, cue, voice)
            return outer or Attribution(voice, cue.words, "cue-before")
    return None


def according_to(scene: Scene, place: Place) -> Attribution | None:
    """The bridge is “past saving”, according to a report by the harbour board."""
    words = place.sentence.words
    for index in words:
        if scene.doc[index].lower_ in ("according", "per") and not scene.quoted[index]:
            end = index + 1 + (scene.doc[index].lower_ == "according")
            voice = phrase_from(scene, Words(end, words.end))
            return voice and Attribution(voice, Words(index, end), "according-to")
    return None


def signed(scene: Scene, place: Place) -> Attribution | None:
    """“We will rebuild.” — Ada Marsh, harbour board"""
    start = place.tail.start
    if scene.doc[start - 1].text[-1] in DASHES:  # the model takes ”— for one word
        start -= 1
    if start + 1 >= place.tail.end or scene.doc[start].text[-1] not in DASHES:
        return None
    voice = phrase_from(scene, Words(start + 1, place.tail.end))
    if voice is None or scene.doc[voice.words.start].pos_ != "PROPN":
        return None
    return Attribution(voice, None, "signed")


def message_noun(scene: Scene, place: Place) -> Attribution | None:
    """Marsh's statement on the harbour begins: “We will rebuild.”"""
    nouns = word_list("message_nouns")
    last = place.head.end - 1
    leads = scene.doc[last].text in (":", ",") if last in place.head else False
    for index in reversed(range(max(place.head.start, place.head.end - NEAR), place.head.end)):
        token = scene.doc[index]
        if token.lower_ in nouns and token.pos_ == "NOUN" and (leads or index == last):
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
    voice = main_subject(scene, Words(place.sentence.words.start, before))
    if voice is None or voice.kind is VoiceKind.NOMINAL:
        return None
    return Attribution(voice, None, "colon-before")


def governor(scene: Scene, place: Place) -> Attribution | None:
    """Marsh ran on a promise of “no more floods”."""
    if _describes_next_word(scene, place.string):
        return None
    for verb in _ancestors(scene, place.string):
        if verb.pos_ not in ("VERB", "AUX") or any(child.dep_ == "nsubjpass" for child in verb.lefts):
            continue
        subject = next((child for child in verb.lefts if child.dep_ == "nsubj"), None)
        if subject is not None and (subject.i in scene.names or subject.lower_ in PERSONAL):
            voice = voice_at(scene, subject, place.sentence.words)
            return voice and Attribution(voice, None, "governor")
    return None


def name_colon(scene: Scene, place: Place) -> Attribution | None:
    """Ada Marsh: “We will rebuild.” The tide turns – Marsh: “We will rebuild.”"""
    colon = place.string.outer.start - 1
    if colon not in place.head or scene.doc[colon].text != ":":
        return None
    name = scene.names.get(colon - 1)
    if name is None or name.words.start < place.head.start:
        return None
    first = name.words.start == place.sentence.words.start
    if first or scene.doc[name.words.start - 1].lower_ in ("-", "–", "—", "from", "|"):
        return Attribution(Voice(name.words, VoiceKind.NAME, name.person), None, "name-colon")
    return None


def in_words_of(scene: Scene, place: Place) -> Attribution | None:
    """It was, in Marsh's words, “the end of the line”."""
    for index in place.sentence.words:
        token = scene.doc[index]
        if token.lower_ in OWN_WORDS and not scene.quoted[index] and token.dep_ == "pobj" and token.head.lower_ == "in":
            owner = next((child for child in token.children if child.dep_ == "poss"), None)
            voice = owner and voice_at(scene, owner, place.sentence.words)
            if voice:
                return Attribution(voice, Words(index, index + 1), "in-words-of")
    return None


def opening_name(scene: Scene, place: Place) -> Attribution | None:
    """Ada Marsh, who chairs the board, compared it to a tub that “has lost its plug”."""
    cue = next((cue for cue in place.sentence.cues if cue.token < place.string.outer.start), None)
    if cue is None:
        return None
    for index in range(place.sentence.words.start, cue.token):
        if name := scene.names.get(index):
            return Attribution(Voice(name.words, VoiceKind.NAME, name.person), cue.words, "opening-name")
        if scene.doc[index].pos_ in ("VERB", "ADP", "SCONJ") or scene.quoted[index]:
            return None
    return None


RULES: tuple[Rule, ...] = (
    cue_after,
    signed,
    name_colon,
    in_words_of,
    cue_before,
    according_to,
    message_noun,
    cue_later,
    colon_before,
    opening_name,
    governor,
)


def _describes_next_word(scene: Scene, string: QuotedString) -> bool:
    """Whether marks set off a word before a noun: the “carried interest” loophole."""
    end = string.outer.end
    return end < len(scene.doc) and scene.doc[end].pos_ == "NOUN" and bool(scene.doc[end - 1].whitespace_)


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
        return verb.nbor(-1).lower_ == "as" or any(child.dep_ == "aux" for child in verb.lefts)
    return not any(child.dep_ == "aux" and child.lower_ == "to" for child in verb.lefts)


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
    for ancestor in islice(token.ancestors, DEEPEST):
        if not scene.quoted[ancestor.i]:
            yield ancestor


def _has_clause(scene: Scene, verb: Token) -> bool:
    """Whether a reported clause of its own, without marks, follows straight behind a verb."""
    for child in verb.rights:
        edge = child.left_edge
        if child.dep_ == "ccomp" and child.i > verb.i and not scene.quoted[child.i]:
            return edge.i - verb.i <= CLAUSE_REACH and edge.lower_ not in TIME_WORDS
    return False


def _subject_before(scene: Scene, place: Place, cue: Cue) -> Voice | None:
    """Subject of a cue, with a name straight before the verb taken over any description."""
    voice = subject_of(scene, scene.doc[cue.token], place.sentence.words)
    if voice is None or (voice.kind is VoiceKind.NOMINAL and cue.token - 1 in scene.names):
        return _noun_ahead(scene, place, cue) or voice
    return voice


def _stands_beside(scene: Scene, place: Place, cue: Cue) -> bool:
    """Whether a verb of speaking leads straight to the quotation: she replied, “…”."""
    between = [scene.doc[index].text for index in range(cue.words.end, place.string.outer.start)]
    return cue.verb.kind is CueKind.SPEECH and between in ([","], [":"])


def _outermost(scene: Scene, place: Place, cue: Cue) -> Attribution | None:
    """The report inside which a cue stands: Marsh said that he called it “a disgrace” -- it is Marsh who speaks."""
    cues = {other.token: other for other in place.sentence.cues if other.verb.kind is CueKind.SPEECH}
    found = None
    token = scene.doc[cue.token]
    for ancestor in token.ancestors:
        outer = cues.get(ancestor.i)
        if outer and outer.token < cue.token and _reaches_as_clause(token, ancestor):
            voice = _subject_before(scene, place, outer)
            if voice:
                found = Attribution(voice, outer.words, "cue-before")
    return found


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


def _noun_ahead(scene: Scene, place: Place, cue: Cue) -> Voice | None:
    """A name or pronoun that stands straight before a verb whose subject the model has missed."""
    index = cue.token - 1
    while index >= place.sentence.words.start and _is_small(scene.doc[index]) and not scene.quoted[index]:
        index -= 1
    if index < place.sentence.words.start or scene.quoted[index]:
        return None
    voice = voice_at(scene, scene.doc[index], place.sentence.words)
    return voice if voice and voice.kind is not VoiceKind.NOMINAL else None


def main_subject(scene: Scene, words: Words) -> Voice | None:
    """The first subject among these words, or the name with which they begin."""
    for index in words:
        token = scene.doc[index]
        if token.dep_ == "nsubj" and not scene.quoted[index]:
            return voice_at(scene, token, words)
    return phrase_from(scene, words)
