"""Sentences of the article's own, in which a whole quotation counts as one word.

The model ends sentences inside quotations and sometimes after "Mr."; here a sentence
ends at a full stop outside quotation marks, or with a quotation that ends one.
"""

from dataclasses import dataclass

from articles.extraction.quotes.cues import Cue, find_cues
from articles.extraction.quotes.scene import QuotedString, Scene
from articles.extraction.quotes.words import Words

STOPS = frozenset(".!?")
CLOSERS = frozenset(")]}")
REPORT_LENGTH = 14
"""Words within which a report after a question mark has its verb: "…?" asked the old harbour master."""


@dataclass(frozen=True, slots=True)
class Sentence:
    paragraph: int
    words: Words
    strings: tuple[QuotedString, ...]
    cues: tuple[Cue, ...]  # outside quotation marks


def read_sentences(scene: Scene, paragraph: int) -> tuple[Sentence, ...]:
    """Cut one paragraph into sentences, with the quotations and the cues of each."""
    place, strings = scene.places[paragraph], scene.strings[paragraph]
    cues = find_cues(scene, place)
    found, start = [], place.start
    for end in _ends(scene, place, strings, cues):
        words = Words(start, end)
        found.append(
            Sentence(
                paragraph=paragraph,
                words=words,
                strings=tuple(s for s in strings if s.outer.start in words),
                cues=tuple(c for c in cues if c.words.start in words),
            )
        )
        start = end
    return tuple(found)


def _ends(scene: Scene, place: Words, strings: tuple[QuotedString, ...], cues: tuple[Cue, ...]) -> list[int]:
    """Token indices at which a sentence ends (exclusive), the end of the paragraph last."""
    ends = []
    after = {string.outer.end: string for string in strings}
    for index in place:
        string = after.get(index)
        if string and _ends_sentence(scene, string, place.end, cues):
            ends.append(index)
        elif not scene.quoted[index] and not scene.titled[index] and scene.doc[index].text in STOPS:
            following = index + 1
            while following < place.end and scene.doc[following].text in CLOSERS:
                following += 1
            ends.append(following)
    return sorted({end for end in ends if end < place.end} | {place.end})


def _ends_sentence(scene: Scene, string: QuotedString, limit: int, cues: tuple[Cue, ...]) -> bool:
    """Whether the article's own sentence ends with this quotation, too.

    “They left.” The mayor said so. -- ends. “Did they leave?” the mayor asked. -- goes on.
    """
    last = scene.doc[string.inner.end - 1].text
    following = scene.doc[string.outer.end]
    if last[-1] not in STOPS or string.outer.end >= limit:
        return False
    if following.text[0].islower() or following.is_punct:
        return False
    cue = next((cue for cue in cues if cue.words.start >= string.outer.end), None)
    if last == "." or cue is None or cue.words.start - string.outer.end > REPORT_LENGTH:
        return True
    return not _reports_backwards(scene, cue, string.outer.end)


def _reports_backwards(scene: Scene, cue: Cue, start: int) -> bool:
    """Whether the words before a cue are only its subject, and nothing reported follows it."""
    stops = any(scene.doc[i].text in STOPS or scene.quoted[i] for i in range(start, cue.words.start))
    return not stops and not any(
        child.dep_ == "ccomp" and child.i > cue.words.start for child in scene.doc[cue.words.start].children
    )
