"""Reported statements that stand elsewhere than behind a reporting verb."""

from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Token

from articles.extraction.quotes.cues import SURE, Cue
from articles.extraction.quotes.scene import Scene
from articles.extraction.quotes.speakers import POSSESSIVES, Voice, VoiceKind, phrase_from, subject_of, voice_at
from articles.extraction.quotes.verbs import CueKind
from articles.extraction.quotes.words import Words
from articles.extraction.words import word_list

SHORTEST = 3
"""Words that a statement has at least."""
LEADING = frozenset({"that", ",", ":", "—", "–"})
SUBJECTS = frozenset({"nsubj", "nsubjpass", "expl", "csubj"})
NO_SPEAKERS = frozenset({"that", "which", "what", "you", "one", "it"})
FINITE = frozenset({"VBD", "VBP", "VBZ", "MD"})
LONGEST_TAIL = 5
"""Words that may follow a report behind its statement: Marsh said on Monday evening."""
LONGEST_LABEL = 6
"""Words of a speaker with which a headline begins."""
SET_OFF = frozenset({",", "—", "–", "--"})


@dataclass(frozen=True, slots=True)
class Reported:
    """A reported statement with its speaker and the rule that found it; an aside parts it in two."""

    parts: tuple[Words, ...]
    voice: Voice
    cue: Words
    rule: str

    @property
    def start(self) -> int:
        return self.parts[0].start

    @property
    def end(self) -> int:
        return self.parts[-1].end


def statement(verb: Token) -> bool:
    """Whether a clause has a subject and a finite verb of its own: "he would stay", not "to stay"."""
    if not any(child.dep_ in SUBJECTS for child in verb.children):
        return False
    return finite(verb) or _is_past(verb)


def _is_past(verb: Token) -> bool:
    """Whether a participle is a past tense that the tagger missed: "he hacked the lock"."""
    helped = any(child.dep_ in ("aux", "auxpass", "nsubjpass") for child in verb.children)
    return verb.tag_ == "VBN" and not helped and verb.lower_.endswith("ed")


def finite(verb: Token) -> bool:
    """Whether a verb, or what helps it, has a tense: "promised", "has promised", not "to promise"."""
    return verb.tag_ in FINITE or any(
        child.tag_ in FINITE for child in verb.children if child.dep_ in ("aux", "auxpass")
    )


def trimmed(scene: Scene, place: Words, start: int, end: int) -> Words | None:
    """A run of words without "that" and points at its ends; None where it is short, holds marks or leaves `place`."""
    while start < end and (
        scene.doc[start].lower_ in LEADING or scene.doc[start].is_punct or scene.doc[start].is_space
    ):
        start += 1
    while end > start and _is_loose_end(scene.doc[end - 1]):
        end -= 1
    if end - start < SHORTEST or start < place.start or end > place.end or _holds_marks(scene, start, end):
        return None
    return Words(start, end)


def _holds_marks(scene: Scene, start: int, end: int) -> bool:
    return any(scene.quoted[start:end]) or any(scene.titled[start:end])


def _is_loose_end(token: Token) -> bool:
    return token.is_punct or token.is_space or token.dep_ == "cc"


def speaks(scene: Scene, verb: Token, place: Words) -> Voice | None:
    """The subject of a report; nobody's where it was told to its subject, or the subject stands for no one."""
    passive = any(child.dep_ in ("auxpass", "nsubjpass") for child in verb.children)
    heard = verb.tag_ == "VBN" and not any(child.dep_ in ("aux", "nsubj") for child in verb.children)
    if (passive or heard) and not any(child.dep_ == "agent" for child in verb.children):
        return None
    voice = subject_of(scene, verb, place)
    return None if voice and scene.doc[voice.words.start].lower_ in NO_SPEAKERS else voice


def asides(scene: Scene, place: Words, cue: Cue) -> Reported | None:
    """The bridge, Marsh said, is past saving. The bridge is past saving, and dear, Marsh said on Monday.

    A report set off from the sentence that it reports, in the middle of it or behind it.
    """
    verb = scene.doc[cue.token]
    voice = speaks(scene, verb, place) if cue.verb.kind is not CueKind.STANCE and _is_aside(verb) else None
    if voice is None or not (voice.words.end == cue.words.start or voice.words.start == cue.words.end):
        return None
    sentence = verb.sent
    start, end = max(sentence.start, place.start), min(sentence.end, place.end)
    first, last = min(voice.words.start, cue.words.start), _report_end(scene, voice, cue)
    if first - 1 <= start or last > end or _holds_marks(scene, start, end) or scene.doc[first - 1].text not in SET_OFF:
        return None
    before, after = _bare(scene, start, first - 1), _bare(scene, last, end)
    if after and scene.doc[last].text not in SET_OFF:
        said = any(child.dep_ in ("ccomp", "dobj", "xcomp") for child in verb.rights)
        if said or len(after) > LONGEST_TAIL or _has_tense(scene, after):
            return None
        after = Words(end, end)
    parts = tuple(part for part in (before, after) if part)
    if not before or sum(map(len, parts)) < SHORTEST or not any(_has_tense(scene, part) for part in parts):
        return None
    return Reported(parts, voice, cue.words, "reported-aside" if len(parts) > 1 else "reported-clause")


def _is_aside(verb: Token) -> bool:
    """Whether a verb reports the sentence around it: it has a clause before it, or is a sure sign of speech."""
    if verb.lower_ in SURE or verb.dep_ == "parataxis":
        return True
    return any(child.dep_ == "ccomp" and child.i < verb.i for child in verb.children)


def _report_end(scene: Scene, voice: Voice, cue: Cue) -> int:
    """Where a report ends, with all that describes a speaker who stands behind the verb."""
    if voice.words.start < cue.words.start:
        return cue.words.end
    return max(voice.words.end, *(scene.doc[index].right_edge.i + 1 for index in voice.words))


def _has_tense(scene: Scene, words: Words) -> bool:
    return any(scene.doc[index].tag_ in FINITE for index in words)


def _bare(scene: Scene, start: int, end: int) -> Words:
    while start < end and (scene.doc[start].is_punct or scene.doc[start].is_space):
        start += 1
    while end > start and (scene.doc[end - 1].is_punct or scene.doc[end - 1].is_space):
        end -= 1
    return Words(start, end)


def according_sources(scene: Scene, place: Words) -> Iterator[Reported]:
    """The bridge is past saving, according to the harbour board."""
    for index in place:
        if scene.lower[index] != "according" or scene.quoted[index] or index + 2 >= place.end:
            continue
        token = scene.doc[index]
        sentence = token.sent
        voice = phrase_from(scene, Words(index + 2, min(sentence.end, place.end)))
        if voice is None:
            continue
        start, end = max(sentence.start, place.start), min(sentence.end, place.end)
        behind = max(voice.words.end, token.right_edge.i + 1)
        before, after = trimmed(scene, place, start, index), trimmed(scene, place, behind, end)
        if after and scene.doc[behind - (scene.doc[behind - 1].text == ",")].text != ",":
            after = None
        parts = tuple(part for part in (before, after) if part)
        if any(_has_tense(scene, part) for part in parts):
            yield Reported(parts, voice, Words(index, index + 2), "reported-according")


def headline_labels(scene: Scene, place: Words) -> Iterator[Reported]:
    """Marsh: Pier is past saving. Harbour board: Pier is past saving -- a headline that begins with its speaker."""
    colon = next((i for i in place if scene.doc[i].text == ":" and i - place.start <= LONGEST_LABEL), place.start)
    clause = trimmed(scene, place, colon + 1, place.end) if colon > place.start else None
    voice = clause and _label(scene, Words(place.start, colon))
    if clause and voice and _has_tense(scene, clause):
        yield Reported((clause,), voice, Words(colon, colon + 1), "reported-label")


def _label(scene: Scene, words: Words) -> Voice | None:
    """The speaker before a colon: a name, or nothing but nouns that are no heading: "Report", "Tarn Herald"."""
    name = scene.names.get(words.end - 1)
    if name and name.words.start >= words.start:
        return Voice(name.words, VoiceKind.NAME, name.person)
    label = [scene.doc[index] for index in words]
    heading = " ".join(token.lower_ for token in label) in word_list("kickers")
    if heading or not all(token.pos_ in ("PROPN", "NOUN", "ADJ") and token.is_title for token in label[:1]):
        return None
    if any(token.pos_ not in ("PROPN", "NOUN", "ADJ", "PUNCT") for token in label):
        return None
    return Voice(words, VoiceKind.NOMINAL)


def noun_claims(scene: Scene, place: Words) -> Iterator[Reported]:
    """Marsh's warning that the pier would fall; expressed hope that it would stand."""
    nouns = word_list("claim_nouns")
    for index in range(place.start, place.end - 1):
        if scene.lower[index] not in nouns or scene.lower[index + 1] != "that" or scene.quoted[index]:
            continue
        noun, that = scene.doc[index], scene.doc[index + 1]
        clause = _clause_behind(scene, place, that)
        voice = clause and _claimant(scene, noun, place)
        if clause and voice and voice.words.end <= clause.start:
            yield Reported((clause,), voice, Words(index, index + 1), "reported-claim")


def _claimant(scene: Scene, noun: Token, place: Words) -> Voice | None:
    """Whose claim it is: Marsh's claim, a claim by Marsh, Marsh made the claim."""
    for child in noun.children:
        if child.dep_ == "poss":
            if child.lower_ in POSSESSIVES:
                return Voice(Words(child.i, child.i + 1), VoiceKind.PRONOUN)
            return voice_at(scene, child, place)
        if child.dep_ in ("prep", "agent") and child.lower_ in ("from", "by", "among"):
            giver = next((c for c in child.children if c.dep_ == "pobj"), None)
            return giver and voice_at(scene, giver, place)
    return speaks(scene, noun.head, place) if noun.dep_ == "dobj" else None


def convictions(scene: Scene, place: Words) -> Iterator[Reported]:
    """Marsh was confident that the pier would stand."""
    adjectives = word_list("conviction_words")
    for index in range(place.start, place.end - 1):
        if scene.lower[index] not in adjectives or scene.quoted[index]:
            continue
        adjective = scene.doc[index]
        if adjective.dep_ not in ("acomp", "ROOT", "conj", "attr") and adjective.tag_ != "VBN":
            continue
        clause = _clause_behind(scene, place, scene.doc[index + 1])
        holder = adjective if adjective.tag_[:1] == "V" else adjective.head
        voice = clause and subject_of(scene, holder, place)
        if clause and voice and voice.words.end <= index:
            yield Reported((clause,), voice, Words(index, index + 1), "reported-conviction")


def _clause_behind(scene: Scene, place: Words, that: Token) -> Words | None:
    """The statement that this "that" begins."""
    if that.lower_ != "that" or that.dep_ != "mark" or that.head.i < that.i or not statement(that.head):
        return None
    return trimmed(scene, place, that.i, that.head.right_edge.i + 1)
