"""Whose words a quotation holds, from the words of its own sentence.

One rule after the other is asked, the surest first. Each has a name, which is stored
with the quotation, and an example in its docstring.
"""

from collections.abc import Callable

from spacy.tokens import Token

from articles.extraction.quotes.cue_rules import SHORT, cue_after, cue_before, cue_later
from articles.extraction.quotes.nouns import claim_noun, in_words_of, message_noun, owned
from articles.extraction.quotes.place import (
    Attribution,
    Place,
    ancestors,
    describes_next_word,
    main_subject,
    place_of,
    turns_down,
)
from articles.extraction.quotes.scene import QuotedString, Scene
from articles.extraction.quotes.sentences import DASHES, Sentence
from articles.extraction.quotes.speakers import Voice, VoiceKind, phrase_from, voice_at
from articles.extraction.quotes.words import Words

Rule = Callable[[Scene, Place], Attribution | None]

PERSONAL = frozenset({"he", "she", "they"})

BEFORE_LABEL = frozenset({"-", "–", "—", "|"})
NEAR = 8
"""Words of a source between "from" and its colon."""


def attribute(scene: Scene, sentence: Sentence, string: QuotedString) -> Attribution | None:
    """The first rule that knows who speaks."""
    place = place_of(sentence, string)
    return next((answer for rule in RULES if (answer := rule(scene, place))), None)


def according_to(scene: Scene, place: Place) -> Attribution | None:
    """The bridge is “past saving”, according to a report by the harbour board."""
    words = place.sentence.words
    for index in words:
        if scene.lower[index] in ("according", "per") and not scene.quoted[index]:
            end = index + 1 + (scene.lower[index] == "according")
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


def colon_before(scene: Scene, place: Place) -> Attribution | None:
    """Marsh had a simple answer: “We will rebuild.”"""
    before = place.string.outer.start - 1
    if before not in place.head or scene.doc[before].text != ":":
        return None
    voice = main_subject(scene, Words(place.sentence.words.start, before))
    if voice is None or voice.kind is VoiceKind.NOMINAL:
        return None
    return Attribution(voice, None, "colon-before")


def name_colon(scene: Scene, place: Place) -> Attribution | None:
    """Ada Marsh: “We will.” The tide turns – Marsh: “We will.” More from Marsh: “We will.” Continued Marsh: “…”"""
    colon = place.string.outer.start - 1
    if colon not in place.head or scene.doc[colon].text != ":":
        return None
    if giver := next((i for i in place.head if scene.doc[i].lower_ == "from" and colon - i < NEAR), None):
        voice = phrase_from(scene, Words(giver + 1, colon))
        return voice and Attribution(voice, None, "name-colon")
    name = scene.names.get(colon - 1)
    if name is None or name.words.start < place.head.start:
        return None
    before = scene.doc[name.words.start - 1]
    first = name.words.start == place.sentence.words.start
    if first or before.lower_ in BEFORE_LABEL or _begins_report(scene, place, before):
        return Attribution(Voice(name.words, VoiceKind.NAME, name.person), None, "name-colon")
    return None


def _begins_report(scene: Scene, place: Place, before: Token) -> bool:
    """Continued Marsh: “We will rebuild.” -- the verb opens the sentence, the name follows it."""
    return before.i == place.sentence.words.start and any(cue.token == before.i for cue in place.sentence.cues)


def opening_name(scene: Scene, place: Place) -> Attribution | None:
    """Ada Marsh, who chairs the board, compared it to a tub that “has lost its plug”."""
    start = place.string.outer.start
    cue = next((cue for cue in place.sentence.cues if cue.token < start), None)
    if (
        cue is None
        or turns_down(scene, cue.verb.base, cue.token, start)
        or describes_next_word(scene, place.string)
        or _is_passive(scene.doc[cue.token])
    ):
        return None
    for index in range(place.sentence.words.start, cue.token):
        if name := scene.names.get(index):
            return Attribution(Voice(name.words, VoiceKind.NAME, name.person), cue.words, "opening-name")
        if scene.doc[index].pos_ in ("VERB", "ADP", "SCONJ") or scene.quoted[index]:
            return None
    return None


def _is_passive(verb: Token) -> bool:
    if verb.tag_ == "VBN" and verb.dep_ == "acl":  # Marsh, best known for
        return True
    return any(child.dep_ in ("auxpass", "nsubjpass") for child in verb.children)


def governor(scene: Scene, place: Place) -> Attribution | None:
    """Marsh ran on a promise of “never again a flood”."""
    if len(place.string.inner) <= SHORT or describes_next_word(scene, place.string):
        return None
    turned_down = {
        cue.token
        for cue in place.sentence.cues
        if turns_down(scene, cue.verb.base, cue.token, place.string.outer.start)
    }
    for verb in ancestors(scene, place.string):
        if verb.i in turned_down:
            return None
        if verb.pos_ not in ("VERB", "AUX") or any(child.dep_ == "nsubjpass" for child in verb.lefts):
            continue
        subject = next((child for child in verb.lefts if child.dep_ == "nsubj"), None)
        if subject is not None and (subject.i in scene.names or subject.lower_ in PERSONAL):
            voice = voice_at(scene, subject, place.sentence.words)
            return voice and Attribution(voice, None, "governor")
    return None


RULES: tuple[Rule, ...] = (
    cue_after,
    owned,
    signed,
    name_colon,
    in_words_of,
    cue_before,
    according_to,
    message_noun,
    claim_noun,
    cue_later,
    colon_before,
    opening_name,
    governor,
)
