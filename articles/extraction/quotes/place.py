"""A quoted string in its sentence, and what its surroundings say."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from spacy.tokens import Token

from articles.extraction.quotes.scene import QuotedString, Scene
from articles.extraction.quotes.sentences import Sentence
from articles.extraction.quotes.speakers import Voice, phrase_from, voice_at
from articles.extraction.quotes.words import Words
from articles.extraction.words import word_list

DEEPEST = 12
"""Steps up the sentence's tree on which a governing verb is looked for."""
TURNING_DOWN = frozenset({"reject", "deny", "dismiss", "refute", "rebut", "dispute", "face"})


@dataclass(frozen=True, slots=True)
class Attribution:
    """A rule's answer for one quoted string."""

    voice: Voice
    cue: Words | None
    rule: str
    quoting: Voice | None = None  # whose words the speaker repeats


@dataclass(frozen=True, slots=True)
class Place:
    """A quoted string in its sentence, with the article's words before and after it."""

    sentence: Sentence
    string: QuotedString
    head: Words  # from the start of the sentence or the quotation before
    tail: Words  # to the end of the sentence or the quotation after


def place_of(sentence: Sentence, string: QuotedString) -> Place:
    words = sentence.words
    before = [other.outer.end for other in sentence.strings if other.outer.end <= string.outer.start]
    after = [other.outer.start for other in sentence.strings if other.outer.start >= string.outer.end]
    head = Words(max(before, default=words.start), string.outer.start)
    return Place(sentence, string, head, Words(string.outer.end, min(after, default=words.end)))


def ancestors(scene: Scene, string: QuotedString) -> Iterator[Token]:
    """Words outside the quotation on which its words hang, the nearest first."""
    token = next((scene.doc[i] for i in string.inner if scene.doc[i].head.i not in string.outer), None)
    if token is None:
        return
    for ancestor in islice(token.ancestors, DEEPEST):
        if not scene.quoted[ancestor.i]:
            yield ancestor


def turns_down(scene: Scene, verb: str, index: int, before: int) -> bool:
    """Whether a verb here has somebody else's claim for its object: Marsh rejected claims that the pier was “gone”."""
    claims = word_list("claim_nouns")
    return verb in TURNING_DOWN and any(
        scene.lower[word] in claims and scene.doc[word].pos_ == "NOUN" for word in range(index + 1, before)
    )


def main_subject(scene: Scene, words: Words) -> Voice | None:
    """The first subject among these words, or the name with which they begin."""
    for index in words:
        token = scene.doc[index]
        if token.dep_ == "nsubj" and not scene.quoted[index]:
            return voice_at(scene, token, words)
    return phrase_from(scene, words)


def describes_next_word(scene: Scene, string: QuotedString) -> bool:
    """Whether marks set off a word before a noun: the “carried interest” loophole."""
    end = string.outer.end
    return end < len(scene.doc) and scene.doc[end].pos_ == "NOUN" and bool(scene.doc[end - 1].whitespace_)
