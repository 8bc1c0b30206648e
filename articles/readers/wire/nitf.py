"""NITF, the news industry's text format, versions 2 and 3: alone in a file, or inside an item of another format."""

import re
from collections.abc import Iterator
from dataclasses import replace

from lxml import etree

from articles.extraction.dates import parse_date
from articles.extraction.provenance import Provenance, embargo_of
from articles.extraction.types import RawArticle, Role
from articles.readers.composing import Passage, compose
from articles.readers.content import Content
from articles.readers.errors import ReadError
from articles.readers.wire.story import media_passages, story_passages, under_dateline
from articles.readers.wire.xml import first, first_attribute, one_line, parse_bytes, parse_xml, root_name

NITF = re.compile(r"(?:<\?xml[^>]*+>|<!DOCTYPE[^>]*+>|<!--.*?-->|\s++)*+<(?:[\w.-]++:)?+nitf\b", re.DOTALL)
DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")


def is_nitf(content: Content) -> bool:
    return root_name(content) == "nitf"


def read_nitf(content: Content) -> Iterator[RawArticle]:
    """The one article of a file. Raises ReadError."""
    root = parse_xml(content)
    article = nitf_fields(root, RawArticle(path=content.path, format="nitf", text=""))
    passages = list(nitf_passages(root))
    has_words = any(passage.role in (Role.BODY, Role.CAPTION) and passage.words for passage in passages)
    if not has_words and not article.provenance.is_withdrawn:
        problem = "no words in it" if root.tag == "nitf" else f"XML of a kind that is not known (<{root.tag}>)"
        raise ReadError(content.path, problem, "ask the sender for its text, in one of the formats that are read")
    yield compose(article, passages, most=content.limits.passages)


def parse_nitf(words: str) -> etree._Element | None:
    """The NITF that a string of another format holds; None where it holds none, or a broken one."""
    if not NITF.match(words):
        return None
    try:
        return parse_bytes(DECLARATION.sub("", words).encode("utf-8", "ignore"))
    except etree.XMLSyntaxError:
        return None


def nitf_fields(root: etree._Element, article: RawArticle) -> RawArticle:
    """The article with what the head of an NITF says of it; what it has already stays."""
    data = "head/docdata/"
    return replace(
        article,
        headline=first(root, ".//body.head/hedline/hl1", ".//hl1") or article.headline or first(root, "head/title"),
        published=article.published
        or _dated(root, "norm", f"{data}date.release")
        or _dated(root, "date.publication", "head/pubdata")
        or _dated(root, "norm", f"{data}date.issue", ".//story.date"),
        publisher=article.publisher
        or first(root, ".//body.head/distributor", ".//body.head/rights/rights.owner")
        or first_attribute(root, "holder", f"{data}doc.copyright")
        or first_attribute(root, "owner", f"{data}doc.rights")
        or first_attribute(root, "name", "head/pubdata"),
        section=article.section or first_attribute(root, "position.section", "head/pubdata"),
        language=article.language
        or root.get("baselang", "")
        or root.get("{http://www.w3.org/XML/1998/namespace}lang", ""),
        provenance=_provenance(root, article.provenance),
    )


def _dated(root: etree._Element, name: str, *paths: str) -> str:
    """A date that can be read; else none."""
    said = first_attribute(root, name, *paths)
    return said if parse_date(said) else ""


def _provenance(root: etree._Element, given: Provenance) -> Provenance:
    data = "head/docdata/"
    holder = (
        first_attribute(root, "holder", f"{data}doc.copyright")
        or first(root, ".//body.head/rights/rights.owner")
        or first_attribute(root, "owner", f"{data}doc.rights")
    )
    year = first_attribute(root, "year", f"{data}doc.copyright")
    status = first_attribute(root, "management-status", "head/docdata").lower()
    release = _dated(root, "norm", f"{data}date.release")
    notes = first_attribute(root, "info", f"{data}ed-msg"), first(root, ".//body.head/note")
    return replace(
        given,
        identity=given.identity or _identity(root),
        version=given.version or first_attribute(root, "version", f"{data}du-key"),
        status=given.status or status,
        urgency=given.urgency or first_attribute(root, "ed-urg", f"{data}urgency"),
        holder=given.holder or holder,
        notice=given.notice
        or first(root, ".//body.head/rights")
        or " ".join(filter(None, ("©" if holder else "", year, holder))),
        terms=given.terms or first_attribute(root, "limitations", f"{data}doc.rights"),
        credit=given.credit or first(root, ".//body.head/distributor"),
        note=given.note or " ".join(dict.fromkeys(filter(None, notes))),
        embargo=embargo_of(status, given.embargo or release),
        modified=given.modified or first_attribute(root, "norm", f"{data}date.issue"),
    )


def _identity(root: etree._Element) -> str:
    """Its own name, with the one who gave it: senders number their items each for themselves."""
    name = first_attribute(root, "id-string", "head/docdata/doc-id")
    sender = (
        first_attribute(root, "regsrc", "head/docdata/doc-id")
        or first(root, ".//body.head/distributor")
        or first_attribute(root, "name", "head/pubdata")
    )
    is_nobodys = name.isdecimal() and not sender
    return name if not name or ":" in name or is_nobodys else f"nitf:{sender}:{name}"


def nitf_passages(root: etree._Element) -> Iterator[Passage]:
    """The story with its head: byline and abstract; the headline is a field, and stands in the text first."""
    headline = first(root, ".//body.head/hedline/hl1", ".//hl1", "head/title")
    yield Passage(role=Role.HEADLINE, words=headline)
    yield from body_passages(root)


def body_passages(root: etree._Element) -> Iterator[Passage]:
    """The story of an NITF without its headline, but with those that stand below it."""
    content = root.find(".//body.content") if root.find("body/body.content") is None else root.find("body/body.content")
    story = [] if content is None else story_passages(content)
    told = {passage.words for passage in story}
    abstract = first(root, ".//body.head/abstract")
    below = [one_line(line) for line in root.iterfind(".//body.head/hedline/*")][1:]
    for words in dict.fromkeys(below):
        if " " in words and words != abstract and words not in told:
            yield Passage(role=Role.STANDFIRST, words=words)
    for byline in root.iterfind(".//body.head/byline"):
        yield Passage(role=Role.BYLINE, words=_byline(byline))
    if abstract and abstract not in told:
        yield Passage(role=Role.STANDFIRST, words=abstract)
    for picture in root.iterfind(".//body.head/media"):
        yield from media_passages(picture)
    yield from under_dateline(first(root, ".//body.head/dateline"), story)
    for tagline in root.iterfind(".//body.end/tagline"):
        yield Passage(role=Role.NOTE, words=one_line(tagline))


def _byline(element: etree._Element) -> str:
    """Who wrote it, without their posts: "By Ida Marsh"."""
    people = [one_line(person) for person in element.iterfind(".//person")]
    if people:
        return f"By {' and '.join(filter(None, people))}"
    posts = {one_line(post) for post in element.iterfind(".//byttl")}
    words = one_line(element)
    for post in posts - {""}:
        words = words.removesuffix(post).strip(" ,|")
    return words
