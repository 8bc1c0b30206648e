"""XML as wires and feeds send it: parsed without entities, DTDs or network, every name without its namespace."""

import re
from collections.abc import Iterator
from html.entities import html5

from lxml import etree

from articles.readers.content import Content
from articles.readers.errors import ReadError

# What is taken is never given back: else a run of blanks is tried in all its parts.
BEFORE_ROOT = re.compile(
    r"(?:\s++|<\?.*?\?>|<!--.*?-->|<!DOCTYPE[^>\[]*+(?:\[[^\]]*+\]\s*+)?+>)*+<(?:[\w.-]++:)?+([\w.-]++)", re.DOTALL
)
NAMED = re.compile(rb"&([A-Za-z][A-Za-z0-9]{1,31});")
# What no XML may hold and exports of databases do, as it is or by its number; in UTF-16 they are parts of letters.
CONTROLS = bytes((*range(1, 9), 11, 12, *range(14, 32)))
CONTROL = re.compile(rb"&#(?:0{0,5}(?:[1-8]|1[124-9]|2\d|3[01])|[xX]0{0,5}(?:[1-8bBcCeEfF]|1[0-9a-fA-F]));")
OWN = frozenset({b"amp", b"lt", b"gt", b"quot", b"apos"})
# Elements whose names mean something else than the same names without their namespace.
APART = {"http://search.yahoo.com/mrss/": "media.", "http://wordpress.org/export/": "wp."}
# Elements that stand apart from the words around them, white space or none.
APART_IN_PRINT = frozenset(
    {"p", "li", "dt", "dd", "div", "tr", "td", "th", "block", "blockquote", "pre", "hr"}
    | {"h1", "h2", "h3", "h4", "h5", "h6", "hl1", "hl2", "hl3", "media-caption"}
)
APART_FROM_BEFORE = APART_IN_PRINT | {"name.family", "byttl", "location", "story.date"}
BREAK = "\v"  # no XML holds it
REMEDY = "mend the XML there, or ask the sender for the item again"


def root_name(content: Content) -> str:
    """The name of the outermost element, from the first bytes of a file; "" where it is no XML."""
    found = BEFORE_ROOT.match(content.opening) if content.opening.startswith("<") else None
    return found[1] if found else ""


def parse_xml(content: Content) -> etree._Element:
    """The outermost element. Raises ReadError with the line where the XML is not well formed."""
    try:
        return parse_bytes(content.data)
    except etree.XMLSyntaxError as error:
        problem = f"this is not well-formed XML ({error.msg})"
        raise ReadError(content.path, problem, REMEDY, line=error.lineno or None) from error


def parse_bytes(data: bytes) -> etree._Element:
    """The outermost element; prefixes that nobody explains are known by themselves. Raises XMLSyntaxError."""
    data = NAMED.sub(_character, data.lstrip())
    data = data if b"\0" in data else CONTROL.sub(b"", data.translate(None, CONTROLS))
    try:
        root = etree.fromstring(data, _parser())
    except etree.XMLSyntaxError as error:
        if error.code != etree.ErrorTypes.NS_ERR_UNDEFINED_NAMESPACE:
            raise
        # The log of the error itself may hold those of other files.
        parser = _parser(recover=True)
        root = etree.fromstring(data, parser)
        if root is None or any(entry.domain != etree.ErrorDomains.NAMESPACE for entry in parser.error_log):
            raise
    for element in root.iter("*"):
        element.tag = _plain_name(element.tag)
    return root


def _parser(*, recover: bool = False) -> etree.XMLParser:
    return etree.XMLParser(
        resolve_entities=False,
        load_dtd=False,
        no_network=True,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
        recover=recover,
    )


def _plain_name(tag: str) -> str:
    """A name without its namespace, or without the prefix that stands for one."""
    space, _, name = tag[1:].rpartition("}") if tag.startswith("{") else tag.rpartition(":")
    if "/excerpt/" in space or space == "excerpt":
        return "excerpt"
    own = next((mark for start, mark in APART.items() if space.startswith(start) or f"{space}." == mark), "")
    return f"{own}{name}"


def _character(named: re.Match[bytes]) -> bytes:
    """An HTML entity as a number, which needs no DTD: "&nbsp;" is "&#160;"."""
    character = None if named[1] in OWN else html5.get(f"{named[1].decode()};")
    return "".join(f"&#{ord(one)};" for one in character).encode() if character else named[0]


def one_line(element: etree._Element | None) -> str:
    """All the words of an element, on one line; "" for none."""
    return "" if element is None else " ".join("".join(pieces(element)).split())


def pieces(element: etree._Element) -> Iterator[str]:
    """The words of an element as they come, with BREAK for each line break."""
    for event, part in etree.iterwalk(element, events=("start", "end")):
        if part is not element and part.tag in (APART_FROM_BEFORE if event == "start" else APART_IN_PRINT):
            yield " "
        if event == "start":
            yield BREAK if part.tag == "br" else part.text or ""
        elif part is not element:
            yield part.tail or ""


def first(element: etree._Element, *paths: str) -> str:
    """The words of the first of several elements that has any."""
    return next(filter(None, (one_line(found) for path in paths for found in element.iterfind(path))), "")


def first_attribute(element: etree._Element, name: str, *paths: str) -> str:
    found = (part.get(name, "").strip() for path in paths for part in element.iterfind(path))
    return next(filter(None, found), "")
