"""Photographs on a page: the caption and the credit of each, whatever the markup they stand in."""

import re
from collections.abc import Container, Iterator
from dataclasses import dataclass, replace
from itertools import islice

from lxml.html import HtmlElement, fragment_fromstring

from articles.extraction.blocks import make_block
from articles.extraction.credit_tails import find_credit, is_credit_line, is_name_line
from articles.extraction.credits import LABEL_START
from articles.extraction.lines import judge_line
from articles.extraction.types import Span
from articles.readers.html.marks import is_marked, is_unseen
from articles.readers.html.tree import Line, lines, words_of

CAPTION = re.compile(r"caption|cutline|legend(?!ary)", re.IGNORECASE)
NO_CAPTION = re.compile(
    r"captions?-?(?:toggle|button|settings|link|expand|icon)|no-?caption|has-?caption|with-?caption", re.I
)
CREDIT = re.compile(r"credit|copyright|photographer|attribution|photo-?by|image-?source|img-?source", re.IGNORECASE)
CREDIT_PROPERTIES = frozenset(["author", "creator", "copyrightholder", "credittext", "copyrightnotice", "provider"])
PICTURES = ("img", "picture", "amp-img", "svg-image", "video", "amp-video")
AUTHOR = re.compile(r"(?:^|[\s_-])(?:author|byline|photog\w*|source)(?:$|[\s_-])", re.IGNORECASE)
STORY = ("article", "main", "section", "body", "h1", "h2", "h3")
MOST_WORDS, MOST_CREDIT_WORDS = 150, 20
CLIMB = 6
MIN_WORDS = 4
LONGEST_SAID = 2_000
BARE = ("div", "span", "button", "picture", "p", "section")
MOST_LINES, MOST_BARE_WORDS = 2, 50
MOST_PARTS, MOST_SIGNS = 400, 3_000  # elements of one figure, and figures of one page
LABEL_ALONE = re.compile(r"(?:images?|photos?|pictures?|credits?|copyright|source|caption|advertisement)\W*", re.I)
RIGHTS = re.compile(r"(?:(?:©|\(c\)|copyright\b)[\s:]*)+(?:(?:19|20)\d\d\b[\s,]*)?", re.IGNORECASE)
SPOKEN = re.compile(r"visually-?hidden|hidden-visually|(?<!not-)sr-?only(?!-focusable)|screen-?reader", re.IGNORECASE)
CREDIT_LABEL = re.compile(r"(?:(?:image|photo\w*|picture)\s+)?(?:credits?|source|copyright|by)\b", re.IGNORECASE)
MOST_LABEL = 6  # words, and elements
HOLDERS = ("figure", "figcaption", "p", "div", "span", "em", "small", "cite", "dd", "li", "td", "section", "aside")


@dataclass(frozen=True, slots=True)
class Figure:
    """A caption with its credit, and the element on the page that holds both."""

    element: HtmlElement
    words: str
    credit: str
    is_bare: bool = False  # nothing but its place under a picture says that it is a caption


def find_figures(root: HtmlElement, asides: Container[HtmlElement]) -> list[Figure]:
    """The captions of the page in its order, each once."""
    _silence_labels(root)
    found: list[Figure] = []
    inside: set[HtmlElement] = set()
    signs = (element for element in root.iter(*HOLDERS) if element not in inside and _is_sign(element))
    for sign in islice(signs, MOST_SIGNS):
        unit = _unit(sign)
        if unit is None or unit in inside or _is_elsewhere(unit, asides):
            continue
        inside.update(unit.iter())
        if figure := _read(unit):
            beside = None if figure.credit else _credit_beside(unit)
            found.append(replace(figure, credit=words_of(beside)) if beside is not None else figure)
            found += [] if beside is None else [Figure(beside, "", "")]
            inside.update(() if beside is None else beside.iter())
    for picture in islice(root.iter("img", "amp-img", "a"), MOST_SIGNS):
        if picture not in inside and (words := _said_in_data(picture)) and not _is_elsewhere(picture, asides):
            inside.update(picture.iter())
            found.append(Figure(picture, words, picture.get("data-credit") or ""))
    for picture in islice(root.iter("img"), MOST_SIGNS):
        unit = None if picture in inside else _bare_unit(picture)
        if unit is not None and unit not in inside and not _is_elsewhere(unit, asides):
            inside.update(unit.iter())
            if (figure := _read(unit)) and figure.words:
                found.append(replace(figure, is_bare=True))
    return found


def _silence_labels(root: HtmlElement) -> None:
    """Take the labels that only a screen reader says out of figures; one of a credit leaves a break in its place."""
    spoken = [element for element in root.iter() if SPOKEN.search(element.get("class") or "")]
    for label in spoken[:MOST_SIGNS]:
        words = words_of(label) if len(list(islice(label.iter(), MOST_LABEL))) < MOST_LABEL else ""
        if 0 < len(words.split()) < MOST_LABEL and not is_credit_line(words) and _is_pictured(label):
            label.clear(keep_tail=True)
            label.tag = "br" if CREDIT_LABEL.match(words) else label.tag


def _is_pictured(element: HtmlElement) -> bool:
    above = islice(element.iterancestors(), CLIMB)
    return element.tag != "figcaption" and any(map(_is_sign, above))


def _said_in_data(element: HtmlElement) -> str:
    """The caption that scripts show: of a picture, or of the link around it."""
    said = element.get("data-caption") or ""
    words = " ".join(words_of(parsed).split()) if "<" in said and (parsed := _parsed(said)) is not None else said
    return " ".join(words.split()) if len(words.split()) >= MIN_WORDS else ""


def _parsed(markup: str) -> HtmlElement | None:
    return fragment_fromstring(markup, create_parent="div") if len(markup) < LONGEST_SAID else None


def _credit_beside(unit: HtmlElement) -> HtmlElement | None:
    """The credit that stands right behind a caption, in an element of its own."""
    below = unit.getnext()
    if below is None or below.tag in STORY or not is_marked(below, CREDIT) or is_marked(below, CAPTION):
        return None
    return below if 0 < len(words_of(below).split()) <= MOST_CREDIT_WORDS else None


def _bare_unit(picture: HtmlElement) -> HtmlElement | None:
    """What holds a picture and a line or two under it, where no mark says that they are its caption."""
    for above in islice(picture.iterancestors(), CLIMB):
        if above.tag not in BARE or not _is_small(above):
            return None
        under = list(islice(lines(above), MOST_LINES + 1))
        if under:
            is_short = len(under) <= MOST_LINES and sum(len(line.words.split()) for line in under) <= MOST_BARE_WORDS
            alone = sum(1 for _ in above.iter("img")) == 1 and not any(line.href for line in under)
            return above if is_short and alone else None
    return None


def _is_elsewhere(unit: HtmlElement, asides: Container[HtmlElement]) -> bool:
    """A picture that goes with another article, or with the site."""
    if any(e.tag in ("h2", "h3", "h4") and e.find(".//a") is not None for e in unit.iter()):
        return True
    return unit in asides


def _is_sign(element: HtmlElement) -> bool:
    if element.tag == "figure":
        return element.find(".//figure") is None  # a gallery is no picture
    return element.tag == "figcaption" or is_marked(element, CAPTION, but=NO_CAPTION)


def _unit(sign: HtmlElement) -> HtmlElement | None:
    """The element around a picture, its caption and its credit, and nothing else."""
    if not _is_small(sign):
        return None
    if sign.tag == "figure":
        return sign
    unit, element = sign, sign
    for _ in range(CLIMB):
        element = element.getparent()
        if element is None or element.tag in ("body", "article", "main") or not _is_small(element):
            break
        if element.tag == "figure":
            return element if element.find(".//figure") is None else sign
        if sum(1 for _ in element.iter(*PICTURES)) > 0:
            return element if sum(1 for _ in element.iter("p")) <= 3 else unit
    return unit


def _is_small(element: HtmlElement) -> bool:
    """Whether it can be a picture with a caption and no more; found without a walk through all of a large one."""
    if sum(1 for _ in islice(element.iter(), MOST_PARTS + 1)) > MOST_PARTS:
        return False
    return sum(len(line.words.split()) for line in lines(element)) <= MOST_WORDS


def _read(unit: HtmlElement) -> Figure | None:
    """The caption and the credit in a unit; None where there is neither, or only a label or a button."""
    credits = list(_credit_elements(unit))
    found = [line for line in lines(unit, leave_out=frozenset(credits)) if _says_something(line)]
    credit = " ".join(dict.fromkeys(words for element in credits if (words := words_of(element))))
    marked = _marked_lines(unit, found)
    caption = marked or found
    if not credit:
        caption, credit = _split_credit(found, caption)
    words = "\n".join(dict.fromkeys(line.words for line in caption))
    if words and not marked and len(words.split()) < MIN_WORDS:
        words = ""
    if not credit and (LABEL_START.match(words) or words.startswith("(") or RIGHTS.match(words)) and _is_credit(words):
        words, credit = "", words
    if words and not credit and not find_credit(words, Span(0, len(words))):
        credit = _credit_of_picture(unit)
    return Figure(unit, words, credit) if words or credit else None


def _says_something(line: Line) -> bool:
    words = line.words.strip()
    if not words or LABEL_ALONE.fullmatch(words):
        return False
    return _is_credit(words) or judge_line(make_block(words, 0, len(words))) is None


def _credit_of_picture(unit: HtmlElement) -> str:
    """The credit that ends the description of the picture itself."""
    for picture in unit.iter("img"):
        for name in ("data-credit", "data-photo-credit", "data-copyright"):
            if picture.get(name):
                return picture.get(name)
        described = (picture.get("alt") or "").strip()
        credited = find_credit(described, Span(0, len(described))) if described else None
        if credited and credited.is_labelled:
            return credited.credit.raw
    return ""


def _credit_elements(unit: HtmlElement) -> Iterator[HtmlElement]:
    taken: set[HtmlElement] = set()
    for element in unit.iterdescendants():
        if element in taken or is_unseen(element) or element.tag == "figcaption":
            continue
        marked = (is_marked(element, CREDIT) or _names_its_author(element)) and not any(
            is_marked(below, CAPTION) and not is_marked(below, CREDIT) for below in element.iterdescendants()
        )
        if marked or (element.get("itemprop") or "").lower() in CREDIT_PROPERTIES:
            taken.update(element.iterdescendants())
            yield element


def _names_its_author(element: HtmlElement) -> bool:
    """Whether it says who took a picture: in a caption an author can be nobody else."""
    if element.tag != "cite" and not is_marked(element, AUTHOR):
        return False
    return any(
        above.tag == "figcaption" or is_marked(above, CAPTION) for above in islice(element.iterancestors(), CLIMB)
    )


def _marked_lines(unit: HtmlElement, found: list[Line]) -> list[Line]:
    """The lines in what is marked as the caption."""
    signs = [e for e in unit.iter() if e.tag == "figcaption" or is_marked(e, CAPTION, but=NO_CAPTION)]
    marked = {below for sign in signs for below in sign.iter()}
    return [line for line in found if line.element in marked]


def _split_credit(found: list[Line], caption: list[Line]) -> tuple[list[Line], str]:
    """A credit in a line of its own, beside the caption or at the end of it."""
    beside = [line for line in found if line not in caption and _may_be_credit(line.words)]
    if beside:
        return caption, beside[0].words
    if len(caption) > 1 and _may_be_credit(caption[-1].words):
        return caption[:-1], caption[-1].words
    return caption, ""


def _may_be_credit(words: str) -> bool:
    return _is_credit(words) or is_name_line(words)


def _is_credit(words: str) -> bool:
    """Whether a line is a credit by its words; a notice of copyright on a picture names whose it is."""
    held = RIGHTS.match(words)
    return is_credit_line(words) or bool(held and is_name_line(words[held.end() :]))
