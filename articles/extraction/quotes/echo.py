"""Words quoted twice: a headline or an aside that repeats a statement of the same article."""

from dataclasses import replace

from articles.extraction.quotes.flow import Said
from articles.extraction.quotes.place import Attribution
from articles.extraction.quotes.scene import Scene
from articles.extraction.quotes.speakers import VoiceKind
from articles.extraction.types import Role

WEAK = frozenset({"governor", "opening-name"})
"""Rules that give way to the same words quoted from somebody by name."""
FEWEST_WORDS, FEWEST_IN_HEADLINE = 3, 2
MOST_COMPARED = 200
"""Quoted strings of one article that are compared; the rest of a longer one is left as it is."""


def attribute_echoes(scene: Scene, flow: list[Said]) -> list[Said]:
    """Give repeated words to whoever is quoted with them by name elsewhere.

    'Never again' (headline) … “I will never again sail,” Ada Marsh said.
    """
    sources = [
        (_plain(scene, said), said.attribution)
        for said in flow
        if said.attribution and said.attribution.rule not in WEAK and said.attribution.voice.kind is VoiceKind.NAME
    ][:MOST_COMPARED]
    found, compared = [], 0
    for said in flow:
        if compared < MOST_COMPARED and (said.attribution is None or said.attribution.rule in WEAK):
            compared += 1
            said = _echo(scene, said, sources)
        found.append(said)
    return found


def _echo(scene: Scene, said: Said, sources: list[tuple[str, Attribution]]) -> Said:
    words = _plain(scene, said)
    fewest = FEWEST_IN_HEADLINE if _in_headline(scene, said) else FEWEST_WORDS
    if words.count(" ") < fewest + 1:
        return said
    voices = {answer.voice.person: answer for text, answer in sources if words in text}
    if len(voices) != 1:
        return said
    answer = next(iter(voices.values()))
    return replace(said, attribution=Attribution(answer.voice, None, "echoed"), joined=False, carried=None)


def _in_headline(scene: Scene, said: Said) -> bool:
    return scene.paragraphs[said.sentence.paragraph].role is Role.HEADLINE


def _plain(scene: Scene, said: Said) -> str:
    """The words in lower case with a blank on each side of every one, and nothing else."""
    words = scene.lower[said.string.inner.start : said.string.inner.end]
    return f" {' '.join(word for word in words if word[0].isalnum())} "
