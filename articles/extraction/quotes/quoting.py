"""Whose words a speaker repeats: quotes in quotes."""

import re

from spacy.tokens import Token

from articles.extraction.quotes.scene import QuotedString, Scene, tokens_of
from articles.extraction.quotes.speakers import Voice, VoiceKind, noun_phrase
from articles.extraction.quotes.verbs import CueKind, reporting_verbs
from articles.extraction.quotes.words import Words
from articles.extraction.types import Span

INNER = re.compile(r"(?<=\s)['‘“\"](?=[^\W\d_])")
REACH = 3
"""Words between a verb and the words that it reports inside a quotation."""


def repeated_from(scene: Scene, string: QuotedString) -> Voice | None:
    """The source that a speaker names: “Lindqvist told us, ‘Sail at dawn,’” -- words of Lindqvist, said by another."""
    words = string.marked.words
    inner = INNER.search(scene.text, words.start, words.end)
    if inner is None:
        return None
    mark = tokens_of(scene.offsets, Span(inner.start(), inner.end())).start
    for index in reversed(range(max(string.inner.start, mark - REACH), mark)):
        if _reports(scene.doc[index]):
            return _subject(scene, scene.doc[index], string.inner)
    return None


def _reports(token: Token) -> bool:
    return any(verb.kind is CueKind.SPEECH for verb in reporting_verbs().get(token.lower_, ()))


def _subject(scene: Scene, verb: Token, within: Words) -> Voice | None:
    """The noun or the name that speaks; a pronoun would tell a reader nothing."""
    for child in verb.lefts:
        if child.dep_ != "nsubj" or child.i not in within:
            continue
        if name := scene.names.get(child.i):
            return Voice(name.words, VoiceKind.NAME, name.person)
        if child.pos_ in ("NOUN", "PROPN"):
            return Voice(noun_phrase(scene, child, within), VoiceKind.NOMINAL)
    return None
