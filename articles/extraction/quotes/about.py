"""Whom a quotation is about."""

from articles.extraction.quotes.scene import Scene, tokens_of
from articles.extraction.types import Quotation

OBJECT_WORDS = frozenset({"of", "about", "on", "regarding", "concerning"})
REACH = 3
"""Words after the cue within which "said of Marsh" names its subject."""


def people_about(scene: Scene, quote: Quotation) -> tuple[int, ...]:
    """People named inside the words, and the one in "said of …", the speaker left out; in reading order."""
    speaker = quote.speaker.person if quote.speaker else None
    named: dict[int, None] = {}
    for part in quote.parts:
        for index in tokens_of(scene.offsets, part):
            if index in scene.names:
                named[scene.names[index].person] = None
    if quote.cue:
        cue = tokens_of(scene.offsets, quote.cue)
        for index in range(cue.end, min(cue.end + REACH, len(scene.doc) - 1)):
            if scene.doc[index].lower_ in OBJECT_WORDS and index + 1 in scene.names:
                named[scene.names[index + 1].person] = None
    return tuple(person for person in named if person != speaker)
