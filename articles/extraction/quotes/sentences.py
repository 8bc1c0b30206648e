"""Sentences of the article's own, in which a whole quotation counts as one word.

The model ends sentences inside quotations and sometimes after "Mr."; here a sentence
ends at a full stop outside quotation marks, or with a quotation that ends one.
"""

from bisect import bisect_left
from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TypeVar

from articles.extraction.quotes.cues import Cue, find_cues
from articles.extraction.quotes.scene import QuotedString, Scene
from articles.extraction.quotes.verbs import CueKind
from articles.extraction.quotes.words import Words

T = TypeVar("T")

STOPS = frozenset(".!?")
CLOSERS = frozenset(")]}")
DASHES = frozenset("—–―-~")
REPORT_LENGTH = 14
"""Words within which a report after a question mark has its verb: "…?" asked the old harbour master."""


LONGEST = 200
"""Words outside quotation marks after which a sentence is cut, so that no text can make the work explode."""


QUOTATION_LENGTH = 5
"""For how many words a quotation counts: forty of them, too, cut a sentence."""


@dataclass(frozen=True, slots=True)
class Sentence:
    paragraph: int
    words: Words
    strings: tuple[QuotedString, ...]
    cues: tuple[Cue, ...]  # outside quotation marks


def read_sentences(scene: Scene, paragraph: int) -> tuple[Sentence, ...]:
    """Cut one paragraph into sentences, with the quotations and the cues of each."""
    place = scene.places[paragraph]
    strings, cues = deque(scene.strings[paragraph]), find_cues(scene, place)
    waiting, found, start = deque(cues), [], place.start
    for end in _ends(scene, place, scene.strings[paragraph], cues):
        inside = tuple(_before(strings, end, lambda string: string.outer.start))
        reporting = tuple(_before(waiting, end, lambda cue: cue.token))
        found.append(Sentence(paragraph, Words(start, end), inside, reporting))
        start = end
    return tuple(found)


def _before(waiting: deque[T], end: int, place: Callable[[T], int]) -> Iterator[T]:
    while waiting and place(waiting[0]) < end:
        yield waiting.popleft()


def _ends(scene: Scene, place: Words, strings: tuple[QuotedString, ...], cues: tuple[Cue, ...]) -> list[int]:
    """Token indices at which a sentence ends (exclusive), the end of the paragraph last."""
    ends, length = [], 0
    after = {string.outer.end: string for string in strings}
    for index in place:
        string = after.get(index)
        if string:
            length += QUOTATION_LENGTH
        if string and (length >= LONGEST or _ends_sentence(scene, string, place.end, cues)):
            ends.append(index)
            length = 0
        elif scene.quoted[index] or scene.titled[index]:
            continue
        elif scene.words[index] in STOPS:
            following = index + 1
            while following < place.end and scene.words[following] in CLOSERS:
                following += 1
            ends.append(following)
            length = 0
        elif length >= LONGEST:
            ends.append(index)
            length = 0
        length += 1
    return sorted({end for end in ends if end < place.end} | {place.end})


def _ends_sentence(scene: Scene, string: QuotedString, limit: int, cues: tuple[Cue, ...]) -> bool:
    """Whether the article's own sentence ends with this quotation, too.

    “They left.” The mayor said so. -- ends. “Did they leave?” the mayor asked. -- goes on.
    """
    last = scene.doc[string.inner.end - 1].text
    following = scene.doc[string.outer.end]
    if last[-1] not in STOPS or string.outer.end >= limit:
        return False
    if following.text[0].islower() or following.is_punct or scene.doc[string.outer.end - 1].text[-1] in DASHES:
        return False
    position = bisect_left(cues, string.outer.end, key=lambda cue: cue.token)
    cue = cues[position] if position < len(cues) else None
    if cue is None or cue.words.start - string.outer.end > REPORT_LENGTH:
        return True
    if last == ".":
        return not _is_bare_report(scene, cue, string.outer.end, limit)
    return not _reports_backwards(scene, cue, string.outer.end)


def _is_bare_report(scene: Scene, cue: Cue, start: int, limit: int) -> bool:
    """Whether nothing but a name and a verb of speaking follows: “They left.” Marsh said."""
    if cue.verb.kind is not CueKind.SPEECH or (cue.words.end < limit and scene.doc[cue.words.end].text not in STOPS):
        return False
    return cue.words.start > start and all(index in scene.names for index in range(start, cue.words.start))


def _reports_backwards(scene: Scene, cue: Cue, start: int) -> bool:
    """Whether the words before a cue are only its subject, and nothing reported follows it."""
    stops = any(scene.doc[i].text in STOPS or scene.quoted[i] for i in range(start, cue.words.start))
    return not stops and not any(
        child.dep_ == "ccomp" and child.i > cue.words.start for child in scene.doc[cue.words.start].children
    )
