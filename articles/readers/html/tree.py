"""A page as a tree, and the words in it: nothing that runs, nothing from the network."""

import re
import sys
from collections.abc import Container, Iterator
from dataclasses import dataclass

from lxml import etree
from lxml.html import HtmlElement, HTMLParser, document_fromstring

from articles.readers.composing import for_a_tree
from articles.readers.content import Content
from articles.readers.errors import ReadError
from articles.readers.html.marks import is_break, is_unseen
from articles.readers.html.overload import MOST_ATTRIBUTES, overloaded_line

SPACE = re.compile(r"[ \t\r\n\f]+")
AROUND_BREAK = re.compile(r" *\n *")
# One line break is enough behind a sentence.
PARAGRAPH_BREAK = re.compile(r"\n{2,}|(?<=[.!?”\"])\n")
BLOCKS = frozenset(
    {"html", "body", "main", "article", "section", "header", "footer", "aside", "nav", "form", "div", "p", "hr"}
    | {"h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "li", "dl", "dt", "dd", "blockquote", "pre", "address", "center"}
    | {"table", "tr", "td", "th", "caption", "figure", "figcaption", "details", "summary", "fieldset", "dialog"}
)
INLINE = frozenset({"span", "a", "small", "strong", "b", "em", "i"})
MOSTLY = 0.8
LONGEST_MARK = 2_000
REFERENCE = re.compile(r"&#(?:x([0-9a-f]{1,8})|([0-9]{1,10}));?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Line:
    """Words that stand by themselves on the page, the innermost block that holds them, and where all of it leads."""

    element: HtmlElement
    words: str
    href: str = ""


def parse_page(markup: str, content: Content) -> HtmlElement:
    """The page as a tree. Raises ReadError where it has no elements, or too many of them."""
    markup = REFERENCE.sub(_kept, for_a_tree(markup))
    if line := overloaded_line(markup):
        problem = f"an element with {MOST_ATTRIBUTES} attributes or more"
        raise ReadError(content.path, problem, "save the article alone", line=line)
    parser = HTMLParser(encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True, huge_tree=True)
    try:
        root = document_fromstring(markup.encode("utf-8"), parser=parser)
    except etree.ParserError as error:
        raise ReadError(content.path, "no words in the page", "save the page again, or remove it") from error
    for number, element in enumerate(root.iter(), start=1):
        if number > content.limits.elements:
            problem = f"a page of more than {content.limits.elements:,} elements"
            raise ReadError(content.path, problem, "save the article alone")
        _tidy(element)
    return root


def _kept(reference: re.Match[str]) -> str:
    """A character by its number, unless that is of none."""
    number = int(reference[1], 16) if reference[1] else int(reference[2])
    character = chr(number) if number <= sys.maxunicode else ""
    kept = for_a_tree(character)
    return reference[0] if character and kept == character else kept


def _tidy(element: HtmlElement) -> None:
    """Drop what runs, and marks that are too long to say anything."""
    for name, value in element.items():
        if name.startswith("on") or (len(value) > LONGEST_MARK and name not in ("content", "alt")):
            del element.attrib[name]


def lines(root: HtmlElement, *, leave_out: Container[HtmlElement] = ()) -> Iterator[Line]:
    """What a reader of the page sees, block by block in its order; a line without words where something is left out."""
    written = _Written(root)
    walker = etree.iterwalk(root, events=("start", "end"))
    for event, element in walker:
        is_block = element.tag in BLOCKS
        if is_block or element in leave_out:
            yield from written.lines()
        if event == "end":
            written.leave(element, is_block=is_block)
            if element is not root:
                written.add(element.tail)
        elif element in leave_out or is_unseen(element):
            if element in leave_out:
                yield Line(element, "")
            walker.skip_subtree()
            written.enter(element, is_block=is_block)
        else:
            written.enter(element, is_block=is_block)
            written.add(" " if _is_set_apart(element) else "")
            written.add("\n" if is_break(element) else element.text)
    yield from written.lines()


def _is_set_apart(element: HtmlElement) -> bool:
    """Whether looks alone part it from the words before it in a headline: a kicker, and what it stands over."""
    before, above = element.getprevious(), element.getparent()
    if before is None or above.tag != "h1" or before.tail or not {before.tag, element.tag} <= INLINE:
        return False
    words, following = "".join(before.itertext()), "".join(element.itertext())
    return min(len(words), len(following)) > 1 and words[-1].isalnum() and not following[0].islower()


class _Written:
    """The words of one block as they come."""

    def __init__(self, root: HtmlElement) -> None:
        self.pieces: list[str] = []
        self.holders = [root]
        self.links: list[str] = []
        self.linked, self.href = 0, ""

    def enter(self, element: HtmlElement, *, is_block: bool) -> None:
        if is_block:
            self.holders.append(element)
        if element.tag == "a":
            self.links.append(element.get("href") or "")

    def leave(self, element: HtmlElement, *, is_block: bool) -> None:
        if is_block:
            self.holders.pop()
        if element.tag == "a":
            self.links.pop()

    def add(self, words: str | None) -> None:
        if words:
            self.pieces.append(words if words == "\n" else SPACE.sub(" ", words))
            if self.links and self.links[-1]:
                self.linked += len(words.strip())
                self.href = self.href or self.links[-1]

    def lines(self) -> Iterator[Line]:
        text = AROUND_BREAK.sub("\n", "".join(self.pieces))
        href = self.href if self.linked > len(text.strip()) * MOSTLY else ""
        self.pieces, self.linked, self.href = [], 0, ""
        for words in PARAGRAPH_BREAK.split(text):
            if words := re.sub(" +", " ", words).strip(" \n"):
                yield Line(self.holders[-1], words, href)


def words_of(element: HtmlElement, *, leave_out: Container[HtmlElement] = ()) -> str:
    """All the words of an element, on one line."""
    return " ".join(SPACE.sub(" ", line.words) for line in lines(element, leave_out=leave_out) if line.words)
