"""Who stands beside a cue: the words that name its subject."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from itertools import islice

from spacy.tokens import Token

from articles.extraction.calendar_words import WEEKDAYS
from articles.extraction.people.names import is_office, is_title
from articles.extraction.quotes.scene import Name, Scene
from articles.extraction.quotes.verbs import reporting_verbs
from articles.extraction.quotes.words import Words
from articles.extraction.words import word_list


class VoiceKind(StrEnum):
    NAME = "name"
    PRONOUN = "pronoun"
    NOMINAL = "nominal"


@dataclass(frozen=True, slots=True)
class Voice:
    """The words that name a speaker, before anybody has asked who "he" is."""

    words: Words
    kind: VoiceKind
    person: int | None = None


SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj"})
CLIMBED = frozenset({"conj", "xcomp", "advcl", "pcomp", "prep", "ccomp", "dep", "aux", "parataxis", "acl", "relcl"})
RELATIVE = frozenset({"who", "which", "that", "whom"})
PRONOUNS = frozenset(
    ["he", "she", "they", "we", "i", "you", "it", "him", "her", "them", "me", "us", "himself", "herself", "one"]
)
POSSESSIVES = frozenset(["his", "her", "their", "my", "our", "its", "your"])
NOBODY = frozenset({"what", "there", "this", "which", "you"})
FURTHEST = 6
"""Steps up the sentence's tree from a verb to the one whose subject it shares."""
LONGEST_NOUN_PHRASE = 14


def subject_of(scene: Scene, verb: Token, within: Words) -> Voice | None:
    """The subject of a verb, its own or the one it shares; None where it stands outside `within`.

    Takes participles (", saying"), coordination ("said X and added") and relative clauses
    ("a neighbour who called it") back to the words that name the speaker.
    """
    token = verb
    for _ in range(FURTHEST):
        subject = _own_subject(scene, token, passive=token.i == verb.i)
        if subject is not None:
            return _voice_of_noun(scene, subject, within)
        if token.dep_ == "acl" and not _is_loose(token) and not _is_message(token):
            return _voice_of_noun(scene, token.head, within)
        if token.dep_ not in CLIMBED or token.head.i == token.i:
            return None
        token = _clause_of(token.head) if token.dep_ == "acl" else token.head
    return None


def _clause_of(noun: Token) -> Token:
    """The verb in whose clause a noun stands: Marsh met her rival, Ada Finch, saying -- it is Marsh who says."""
    return next((word for word in islice(noun.ancestors, FURTHEST) if word.pos_ in ("VERB", "AUX")), noun)


def _is_loose(participle: Token) -> bool:
    """Whether a participle stands behind a comma, so that it goes with the whole clause: ", saying"."""
    return participle.tag_ == "VBG" and participle.i > 0 and participle.nbor(-1).text == ","


def _is_message(participle: Token) -> bool:
    """Whether a participle goes on with a message: Marsh emailed sailors saying “…”."""
    noun = participle.head
    return participle.lower_ == "saying" and noun.dep_ == "dobj" and noun.head.lower_ in reporting_verbs()


def _voice_of_noun(scene: Scene, noun: Token, within: Words) -> Voice | None:
    """Who speaks in a noun: a boy shouting; but it is Marsh where "Marsh issued a statement saying"."""
    if noun.lower_ in word_list("message_nouns") and noun.dep_ == "dobj" and owner_of(scene, noun, within) is None:
        return subject_of(scene, noun.head, within) or voice_at(scene, noun, within)
    return voice_at(scene, noun, within)


def _own_subject(scene: Scene, verb: Token, *, passive: bool) -> Token | None:
    for child in verb.children:
        if scene.quoted[child.i]:
            continue
        if child.dep_ == "nsubjpass" and passive and verb.lower_ in PASSIVES_OF_OTHERS:
            continue
        if child.dep_ in SUBJECTS and (child.lower_ not in ("it", "there") or _is_what_it(child)):
            return verb.head if child.lower_ in RELATIVE and verb.dep_ == "relcl" else child
        if child.dep_ == "agent" or (child.dep_ == "prep" and child.lower_ == "by" and verb.tag_ == "VBN"):
            return next((c for c in child.children if c.dep_ == "pobj"), None)
    return None


def _is_what_it(subject: Token) -> bool:
    """what it calls “a rest” -- here "it" is somebody."""
    return subject.lower_ == "it" and subject.i > 0 and subject.nbor(-1).lower_ == "what"


PASSIVES_OF_OTHERS = frozenset({"told", "asked", "informed", "reminded", "assured", "advised", "questioned", "seen"})
PASSIVES_OF_OTHERS |= {"called", "described", "dubbed", "known", "viewed", "billed", "labelled", "labeled", "regarded"}
PASSIVES_OF_OTHERS |= {"accused", "praised", "hailed", "criticised", "criticized", "portrayed", "considered"}


def voice_at(scene: Scene, head: Token, within: Words) -> Voice | None:
    """The speaker whose phrase has this head; None inside quotation marks or outside `within`."""
    if head.i not in within or scene.quoted[head.i] or head.lower_ in NOBODY or head.text in WEEKDAYS:
        return None
    if scene.titled[head.i]:
        return _behind_title(scene, head, within)
    if name := scene.names.get(head.i):
        return Voice(name.words, VoiceKind.NAME, name.person)
    if head.lower_ in PRONOUNS or head.lower_ in RELATIVE:
        return Voice(Words(head.i, head.i + 1), VoiceKind.PRONOUN)
    if owner := owner_of(scene, head, within):
        return owner
    for child in head.children:
        if child.dep_ == "appos" and child.i in scene.names and child.i in within:
            name = scene.names[child.i]
            return Voice(name.words, VoiceKind.NAME, name.person)
    words = noun_phrase(scene, head, within)
    if name := _behind_office(scene, head, words):
        return Voice(name.words, VoiceKind.NAME, name.person)
    if scene.doc[words.start].pos_ in ("ADP", "SCONJ", "VERB") or head.pos_ not in (
        "NOUN",
        "PROPN",
        "NUM",
        "PRON",
        "ADJ",
    ):
        return None
    return Voice(words, VoiceKind.NOMINAL)


def _behind_office(scene: Scene, head: Token, words: Words) -> Name | None:
    """The name inside a phrase with another head: Judge Ada Marsh *QC*; *Minister* for Housing Ada Marsh."""
    if head.lower_ in word_list("postnominals"):
        return scene.names.get(head.i - 1)
    if is_title(head.text) and (name := scene.names.get(words.end)):
        return name
    if not is_office(head.text) or not head.text[0].isupper():
        return None
    name = next((scene.names[index] for index in words if index > head.i and index in scene.names), None)
    before = name and scene.doc[name.words.start - 1]
    return name if before and before.i > head.i and before.text[0].isupper() and not is_title(before.text) else None


def _behind_title(scene: Scene, head: Token, within: Words) -> Voice | None:
    """The description in which a title stands: the “Morning in Tarn” co-host."""
    start, end = head.i, head.i
    while start - 1 in within and (scene.titled[start - 1] or scene.doc[start - 1].pos_ in ("DET", "ADJ")):
        start -= 1
    while end in within and (scene.titled[end] or scene.doc[end].pos_ in ("NOUN", "ADJ") or scene.doc[end].text == "-"):
        end += 1
    return Voice(Words(start, end), VoiceKind.NOMINAL) if scene.doc[end - 1].pos_ == "NOUN" else None


def owner_of(scene: Scene, head: Token, within: Words) -> Voice | None:
    """Whose statement it is: "her letter", "a statement from Orsolya Vance"."""
    if head.lower_ not in word_list("message_nouns"):
        return None
    for child in head.children:
        if child.dep_ == "poss" and child.i in within and not scene.quoted[child.i]:
            if child.lower_ in POSSESSIVES:
                return Voice(Words(child.i, child.i + 1), VoiceKind.PRONOUN)
            return voice_at(scene, child, within)
        if child.lower_ in ("from", "by"):
            for giver in child.children:
                if giver.dep_ == "pobj":
                    return voice_at(scene, giver, within)
    return None


def phrase_from(scene: Scene, words: Words) -> Voice | None:
    """The speaker in the first noun phrase of these words: "the singer, now 36, …"."""
    for index in words:
        token = scene.doc[index]
        if token.is_punct or token.is_space:
            continue
        if index in scene.names and _owns(scene, index):
            return voice_at(scene, _owned_by(scene, index), words)
        if index in scene.names or token.lower_ in PRONOUNS:
            return voice_at(scene, token, words)
        if token.pos_ not in ("DET", "ADJ", "NOUN", "PROPN", "NUM", "PRON"):
            return None
        return voice_at(scene, _phrase_head(token, words), words)
    return None


def _owns(scene: Scene, index: int) -> bool:
    """Whether a name is only the owner of what speaks: Marsh's neighbour, Ada Finch, said."""
    last = scene.names[index].words.end
    return last < len(scene.doc) and scene.doc[last].tag_ == "POS" and _owned_by(scene, index).i > last


def _owned_by(scene: Scene, index: int) -> Token:
    return scene.doc[scene.names[index].words.end - 1].head


def _phrase_head(token: Token, words: Words) -> Token:
    """The noun that a first word belongs to: the -> singer."""
    while token.dep_ in ("det", "amod", "compound", "nummod", "poss", "nmod", "quantmod") and token.head.i in words:
        token = token.head
    return token


def noun_phrase(scene: Scene, head: Token, within: Words) -> Words:
    """The words of a description: "the 36-year-old singer", "a spokesman for the port"."""
    start = min([head.i, *_left_parts(scene, head, within)])
    end = head.i + 1
    for child in head.rights:
        if child.text == "-" and child.i == end and scene.lower[end + 1] == "of":  # the mother-of-two
            end += 1
            continue
        if child.dep_ != "prep" or child.lower_ not in ("of", "for", "at", "in", "from", "with") or child.i != end:
            break
        right = _before_relative(scene, child.i, child.right_edge.i + 1)
        if right - 1 not in within or right - start > LONGEST_NOUN_PHRASE or any(scene.quoted[child.i : right]):
            break
        end = right
    return Words(start, end)


def _before_relative(scene: Scene, start: int, end: int) -> int:
    """Where a phrase ends without ", who" and what follows."""
    return next((i for i in range(start, end - 1) if scene.lower[i] == "," and scene.lower[i + 1] in RELATIVE), end)


def _left_parts(scene: Scene, head: Token, within: Words) -> Iterator[int]:
    for child in head.lefts:
        edge = child.left_edge.i
        if (
            child.dep_ not in ("punct", "cc", "preconj", "advmod")
            and edge in within
            and head.i - edge < LONGEST_NOUN_PHRASE
        ):
            yield edge
