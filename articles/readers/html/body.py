"""The story on a page: which of its lines are the article, and what the others between them are."""

import re
from collections import Counter
from collections.abc import Container, Iterable, Sequence
from copy import deepcopy

from lxml.html import HtmlElement

from articles.extraction.blocks import SENTENCE_END
from articles.readers.html.tree import Line

GLUE = re.compile(r"[\s\u200b\u200c\u200d\u2060\ufeff\u00ad]+")
LIST_MARK = re.compile(r"^- ")
SHORTEST_PART = 20
MIN_WORDS = 12
SMALLER_PART = 0.4
MARK = "data-figure-of-the-article"


def story_lines(
    root: HtmlElement, found: Sequence[Line], figures: Iterable[HtmlElement], asides: Container[HtmlElement]
) -> set[int]:
    """Which of the lines are the story, by their place; of the figures nothing is."""
    for figure in figures:
        figure.set(MARK, "")
    page = deepcopy(root)
    for figure in list(page.iter()):
        if figure.get(MARK) is not None and figure.getparent() is not None:
            figure.drop_tree()
    from trafilatura import bare_extraction  # it takes a fifth of a second to load, and plain text needs none of it

    read = bare_extraction(page, include_comments=False, include_tables=True)
    text = read.text if read and read.text else ""
    wanted = Counter(key for line in text.split("\n") if (key := _key(LIST_MARK.sub("", line))))
    whole = "".join(_key(line) for line in text.split("\n"))
    places = [place for place, line in enumerate(found) if _key(line.words) in wanted]
    taken = _nearest(found, places, wanted)
    parts = [
        place
        for place, line in enumerate(found)
        if _key(line.words) not in wanted and len(_key(line.words)) >= SHORTEST_PART and _key(line.words) in whole
    ]
    story = _with_siblings(found, _without_asides(found, {*taken, *parts}, asides))
    return story or {place for place, line in enumerate(found) if not line.href and _is_sentence(line)}


def _without_asides(found: Sequence[Line], story: set[int], asides: Container[HtmlElement]) -> set[int]:
    """The story without what is marked as going with other articles, where that is the smaller part."""
    aside = {place for place in story if found[place].element in asides}
    return story - aside if _length(found, aside) < _length(found, story) * SMALLER_PART else story


def _length(found: Sequence[Line], places: Iterable[int]) -> int:
    return sum(len(found[place].words) for place in places)


def _with_siblings(found: Sequence[Line], story: set[int]) -> set[int]:
    """The story with the paragraphs and headings that stand between two of its lines in one element with them."""
    rescued = set(story)
    above: Line | None = None
    first, last = min(story, default=0), max(story, default=0)
    below = last
    following = {}
    for place in range(last, first - 1, -1):
        following[place] = below
        below = place if place in story else below
    for place in range(first, last):
        line = found[place]
        if place in story:
            above = line
        elif above is not None and _is_told(line):
            parents = {above.element.getparent(), found[following[place]].element.getparent()}
            if line.element.getparent() in parents:
                rescued.add(place)
    return rescued


def _is_told(line: Line) -> bool:
    """A heading, or a paragraph of whole sentences, that is no link."""
    if line.href:
        return False
    is_prose = line.element.tag == "p" and len(line.words.split()) >= MIN_WORDS and _is_sentence(line)
    return is_prose or line.element.tag in ("h2", "h3", "h4")


def _is_sentence(line: Line) -> bool:
    return line.words.endswith(SENTENCE_END) and " " in line.words


def _key(words: str) -> str:
    return GLUE.sub("", words)


def _nearest(found: Sequence[Line], places: list[int], wanted: Counter[str]) -> list[int]:
    """Of lines that stand on the page more often than in the story, those nearest to the rest of it."""
    by_key: dict[str, list[int]] = {}
    for place in places:
        by_key.setdefault(_key(found[place].words), []).append(place)
    sure = [place for key, several in by_key.items() if len(several) <= wanted[key] for place in several]
    middle = sorted(sure)[len(sure) // 2] if sure else 0
    taken = []
    for key, several in by_key.items():
        taken += sorted(several, key=lambda place: abs(place - middle))[: wanted[key]]
    return taken
