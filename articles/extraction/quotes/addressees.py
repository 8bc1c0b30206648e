"""To whom a quotation was said.

Only a name is taken, and only where the sentence says so: the object of "told", what stands behind
"said to", the one who "was told". Who "him" is, or whose interview it was, is not asked.
"""

from collections.abc import Iterator

from spacy.tokens import Token

from articles.extraction.quotes.scene import Scene, tokens_of
from articles.extraction.quotes.verbs import forms_of
from articles.extraction.types import Quotation

HEARERS = frozenset({"dobj", "dative", "iobj", "nsubjpass"})
TALKING = frozenset({"speaking", "talking", "chatting", "writing"})
LISTENING = frozenset({"to", "with"})
MOST = 6
"""People to whom one sentence says something, in a row."""


def people_addressed(scene: Scene, quote: Quotation) -> tuple[int, ...]:
    """People whom the quotation's own sentence names as those who were told, the speaker left out; in reading order."""
    if quote.cue is None or quote.speaker is None:
        return ()
    cue = scene.doc[tokens_of(scene.offsets, quote.cue).start]
    speaker = tokens_of(scene.offsets, quote.speaker.span)
    named: dict[int, None] = {}
    for noun in sorted(_hearers(scene, cue), key=lambda noun: noun.i):
        for token in _together(noun):
            person = _person(scene, token)
            if person is not None and token.i not in speaker and not scene.quoted[token.i]:
                named[person] = None
    return tuple(person for person in named if person != quote.speaker.person)


def _hearers(scene: Scene, cue: Token) -> Iterator[Token]:
    """The nouns that the sentence has hear it."""
    if cue.lower_ in forms_of("telling_verbs"):
        yield from (child for child in cue.children if child.dep_ in HEARERS)
        yield from _straight_behind(scene, cue)
    if cue.lower_ in forms_of("saying_verbs"):
        yield from _behind_preposition(cue, frozenset({"to"}))
    for child in cue.children:
        if child.dep_ == "advcl" and child.lower_ in TALKING:
            yield from _behind_preposition(child, LISTENING)


def _straight_behind(scene: Scene, cue: Token) -> Iterator[Token]:
    """A name that follows the verb at once, whatever the tree makes of it: Marsh told Lindqvist: “…”."""
    name = scene.names.get(cue.i + 1)
    has_subject = any(child.dep_ == "nsubj" and child.i < cue.i for child in cue.lefts)
    if name is not None and has_subject and scene.doc[name.words.end - 1].dep_ != "poss":
        yield scene.doc[name.words.end - 1]


def _behind_preposition(verb: Token, words: frozenset[str]) -> Iterator[Token]:
    """said to Lindqvist"""
    for child in verb.rights:
        if child.lower_ in words and child.dep_ in ("prep", "dative"):
            yield from (noun for noun in child.children if noun.dep_ == "pobj")


def _together(noun: Token) -> Iterator[Token]:
    """The noun and those that are named in a row with it: told Lindqvist and Quill."""
    yield noun
    for _ in range(MOST):
        noun = next((child for child in noun.rights if child.dep_ == "conj"), None)
        if noun is None:
            return
        yield noun


def _person(scene: Scene, noun: Token) -> int | None:
    """The person who is named by a noun, or by the name set behind it: the host, Zane Lowe."""
    nouns = (noun, *(child for child in noun.rights if child.dep_ == "appos"))
    name = next((scene.names[word.i] for word in nouns if word.i in scene.names), None)
    return None if name is None or name.doubtful else name.person
