"""The passages of a page in the order in which they stand on it."""

import re
from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from urllib.parse import urljoin, urlsplit

from lxml.html import HtmlElement

from articles.extraction.blocks import SENTENCE_END
from articles.extraction.types import Role
from articles.readers.composing import Passage
from articles.readers.html.body import story_lines
from articles.readers.html.facts import Facts, likeness
from articles.readers.html.figures import Figure, find_figures
from articles.readers.html.marks import elements_aside, is_marked
from articles.readers.html.printed import is_byline, is_date, printed_authors, printed_date
from articles.readers.html.tree import Line, lines

HEADINGS = frozenset(["h1", "h2", "h3", "h4", "h5", "h6"])
MAX_HEADING_WORDS = 14
MIN_LINK_WORDS, MIN_FURNITURE_WORDS = 4, 4
MOST_ABOVE = 40
ALMOST = 0.9
MOSTLY = 4  # times what stands over the headline
# Words of the story that a page prints once more, large.
PULLED, NEAR = re.compile(r"pull-?_?quote", re.IGNORECASE), 3
BESIDE = 4
CLOSE, ENOUGH = 5, 15  # lines under a headline, and paragraphs that show what is its head
MOST_STANDFIRST, FULLER = 60, 2  # words of a standfirst without a mark, and times them in the story
STANDFIRST = re.compile(
    r"stand-?first|(?:article|story|entry|post|page)-?_?(?:summary|excerpt)|(?:^|[\s_-])(?:dek|deck)(?:$|[\s_-])|sub-?(?:title|head(?:line)?)|strap-?line",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Page:
    """What a page shows: its passages in order, and who is named and what is dated under the headline."""

    passages: tuple[Passage, ...]
    authors: tuple[str, ...]
    published: str
    told: str  # a day in the opening of the story


def read_page(root: HtmlElement, facts: Facts) -> Page:
    """Headline first; then what stands under it, and the story with its captions in their places."""
    asides = elements_aside(root)
    figures = {figure.element: figure for figure in find_figures(root, asides)}
    found = [part for line in lines(root, leave_out=figures) for part in _unfolded(line, facts)]
    story = _below_headline(found, story_lines(root, found, figures, asides), facts)
    last = max(story, default=-1)
    first = _first(found, story, facts)
    heading = _heading(found, facts, first)
    holders = {found[place].element.getparent() for place in story}
    article = next(found[last].element.iterancestors("article"), None) if story else None
    passages = [Passage(role=Role.HEADLINE, words=facts.headline)]
    for place, line in enumerate(found):
        if figure := figures.get(line.element):
            is_under = any(above is article for above in line.element.iterancestors("article"))
            is_beside = is_under or line.element.getparent() in holders
            if heading < place < last if figure.is_bare else place < last or is_beside:
                passages.append(_pictured(figure))
        elif place in story and place >= first:
            passages.append(_told(line, facts, found, story, is_first=place == first))
        elif heading < place < first:
            passages.extend(_above(line, facts, is_story=place in story))
        elif first < place < last:
            passages.extend(_between(line, facts))
    head = [line for line in found[heading + 1 : first] if line.words]
    opening = [line for line in found[first : first + 2] if line.words]
    authors = printed_authors([*head, *opening])
    return Page(tuple(passages), authors=authors, published=printed_date(head), told=printed_date(opening))


def _below_headline(found: Sequence[Line], story: set[int], facts: Facts) -> set[int]:
    """The story without the little that stands over the headline on the page, as menus of old pages do."""
    printed = next((place for place, line in enumerate(found) if line.words == facts.headline), -1)
    above = {place for place in story if place < printed}
    return (
        story - above
        if sum(len(found[p].words) for p in above) * MOSTLY < sum(len(found[p].words) for p in story)
        else story
    )


def _unfolded(line: Line, facts: Facts) -> list[Line]:
    """A headline or a byline and what stands under it in one element, line by line."""
    parts = [replace(line, words=words) for words in line.words.split("\n")]
    return parts if len(parts) > 1 and (is_byline(parts[0]) or parts[0].words == facts.headline) else [line]


def _pictured(figure: Figure) -> Passage:
    if not figure.words:
        return Passage(role=Role.CREDIT, words=figure.credit)
    return Passage(role=Role.CAPTION, words=figure.words, credit=figure.credit)


def _heading(found: Sequence[Line], facts: Facts, first: int) -> int:
    """Where the headline stands among the lines, or else a little above the story."""
    printed = (place for place, line in enumerate(found[:first]) if _is_headline(line, facts))
    return max(max(printed, default=-1), first - MOST_ABOVE)


def _is_headline(line: Line, facts: Facts) -> bool:
    return line.words == facts.headline or (facts.heading is not None and line.element is facts.heading)


def _first(found: Sequence[Line], story: set[int], facts: Facts) -> int:
    """Where the first paragraph of the story stands: below whoever signed it under the headline."""
    told = list(islice((place for place in sorted(story) if not _is_head(found, place, facts)), ENOUGH))
    first = next(iter(told), len(found))
    heading = _heading(found, facts, first)
    is_printed = heading >= 0 and _is_headline(found[heading], facts)
    signed = _signed(found, story, told, heading) if is_printed else -1
    return next((place for place in told if place > signed), first)


def _signed(found: Sequence[Line], story: set[int], told: Sequence[int], heading: int) -> int:
    """The last byline or date close under the headline, with no more than a standfirst over it; -1 for none.

    One of a kind that comes again in the story belongs to an entry of it, as in a chronicle.
    """
    under = list(islice((place for place in range(heading + 1, len(found)) if found[place].words), CLOSE))
    signs = [place for place in sorted({*under, *story}) if place > heading and is_byline(found[place])]
    for place in (near for near in reversed(signs) if near in under):
        over = [found[above] for above in told if above < place]
        below = [other for other in told if other > place]
        words = sum(len(line.words.split()) for line in over)
        is_again = any(is_date(found[other]) is is_date(found[place]) for other in signs if below and other > below[0])
        is_short = words <= MOST_STANDFIRST and words * FULLER <= sum(len(found[p].words.split()) for p in below)
        if len(over) <= 1 and is_short and not is_again:
            return place
    return -1


def _is_head(found: Sequence[Line], place: int, facts: Facts) -> bool:
    """Whether a line that counts to the story stands above its first paragraph."""
    line = found[place]
    above_byline = _is_standfirst(line, facts) and any(map(is_byline, found[place + 1 : place + BESIDE]))
    return (
        line.element.tag in HEADINGS
        or line.words == facts.headline
        or is_byline(line)
        or above_byline
        or is_marked(line.element, STANDFIRST)
    )


def _told(line: Line, facts: Facts, found: Sequence[Line], story: Container[int], *, is_first: bool) -> Passage:
    if is_first and _is_standfirst(line, facts) and not _goes_on(line, found, story):
        return Passage(role=Role.STANDFIRST, words=line.words)
    if any(is_marked(element, PULLED) for element in (line.element, *islice(line.element.iterancestors(), NEAR))):
        return Passage(role=Role.FOOTER, words=line.words, rule="pull-quote")
    if line.element.tag in HEADINGS:
        is_prose = len(line.words.split()) > MAX_HEADING_WORDS and line.words.endswith(SENTENCE_END)
        return Passage(role=Role.BODY if is_prose else Role.SUBHEADING, words=line.words)
    if _is_link(line):
        return _related(line, facts)
    return Passage(role=Role.BODY, words=line.words)


def _is_standfirst(line: Line, facts: Facts) -> bool:
    return bool(facts.standfirst) and likeness(line.words, facts.standfirst) > ALMOST


def _goes_on(line: Line, found: Sequence[Line], story: Container[int]) -> bool:
    """Whether the next paragraph stands in one element with the line."""
    place = found.index(line)
    below = next((other for number, other in enumerate(found[place + 1 :], place + 1) if number in story), None)
    return below is not None and below.element.getparent() is line.element.getparent()


def _is_link(line: Line) -> bool:
    """A line that leads elsewhere and is no sentence."""
    return (
        bool(line.href)
        and len(line.words.split()) >= MIN_LINK_WORDS
        and not line.words.endswith(SENTENCE_END)
        and line.element.tag not in ("li", "td")
    )


def _above(line: Line, facts: Facts, *, is_story: bool) -> Iterator[Passage]:
    """Between headline and story: who wrote it and when, and what it is about."""
    if line.words == facts.headline:
        return
    if _is_standfirst(line, facts):
        yield Passage(role=Role.STANDFIRST, words=line.words)
    elif is_byline(line):
        yield Passage(role=Role.BYLINE, words=line.words)
    elif is_story:
        yield Passage(role=Role.STANDFIRST, words=line.words)


def _between(line: Line, facts: Facts) -> Iterator[Passage]:
    """What the page puts between two paragraphs of its story."""
    if _is_link(line):
        yield _related(line, facts)
    elif len(line.words.split()) >= MIN_FURNITURE_WORDS:
        yield Passage(role=Role.FOOTER, words=line.words, rule="page-furniture")


def _related(line: Line, facts: Facts) -> Passage:
    role = Role.CROSSLINK if line.words.isupper() else Role.RELATED
    return Passage(role=role, words=line.words, rule="link", url=_full(line.href, facts.url))


def _full(href: str, base: str) -> str:
    try:
        full = urljoin(base, href.strip())
        return full if urlsplit(full).scheme in ("http", "https") else ""
    except ValueError:
        return ""
