"""NITF, the news industry's text format, versions 2 and 3: alone in a file, or inside an item of another format."""

from collections.abc import Iterator
from dataclasses import replace

from lxml import etree

from articles.extraction.provenance import Provenance
from articles.extraction.types import RawArticle, Role
from articles.readers.composing import Passage, compose
from articles.readers.content import Content
from articles.readers.wire.story import media_passages, story_passages
from articles.readers.wire.xml import first, first_attribute, one_line, parse_xml, root_name


def is_nitf(content: Content) -> bool:
    return root_name(content) == "nitf"


def read_nitf(content: Content) -> Iterator[RawArticle]:
    """The one article of a file. Raises ReadError."""
    root = parse_xml(content)
    article = nitf_fields(root, RawArticle(path=content.path, format="nitf", text=""))
    yield compose(article, nitf_passages(root), most=content.limits.passages)


def nitf_fields(root: etree._Element, article: RawArticle) -> RawArticle:
    """The article with what the head of an NITF says of it; what it has already stays."""
    data = "head/docdata/"
    return replace(
        article,
        headline=first(root, ".//body.head/hedline/hl1", ".//hl1") or article.headline or first(root, "head/title"),
        published=article.published
        or first_attribute(root, "norm", f"{data}date.release")
        or first_attribute(root, "date.publication", "head/pubdata")
        or first_attribute(root, "norm", f"{data}date.issue", ".//story.date"),
        publisher=article.publisher
        or first(root, ".//body.head/distributor", ".//body.head/rights/rights.owner")
        or first_attribute(root, "holder", f"{data}doc.copyright")
        or first_attribute(root, "owner", f"{data}doc.rights")
        or first_attribute(root, "name", "head/pubdata"),
        language=article.language
        or root.get("baselang", "")
        or root.get("{http://www.w3.org/XML/1998/namespace}lang", ""),
        provenance=_provenance(root, article.provenance),
    )


def _provenance(root: etree._Element, given: Provenance) -> Provenance:
    data = "head/docdata/"
    holder = first_attribute(root, "holder", f"{data}doc.copyright")
    terms = (f"© {holder}" if holder else "", first_attribute(root, "limitations", f"{data}doc.rights"))
    return replace(
        given,
        identity=given.identity or first_attribute(root, "id-string", f"{data}doc-id"),
        version=given.version or first_attribute(root, "version", f"{data}du-key"),
        status=given.status or first_attribute(root, "management-status", "head/docdata"),
        rights=given.rights or " ".join(filter(None, terms)),
        modified=given.modified or first_attribute(root, "norm", f"{data}date.issue"),
    )


def nitf_passages(root: etree._Element) -> Iterator[Passage]:
    """The story with its head: byline and abstract; the headline is a field, and stands in the text first."""
    headline = first(root, ".//body.head/hedline/hl1", ".//hl1", "head/title")
    yield Passage(role=Role.HEADLINE, words=headline)
    yield from body_passages(root)


def body_passages(root: etree._Element) -> Iterator[Passage]:
    """The story of an NITF without its headline."""
    for byline in root.iterfind(".//body.head/byline"):
        yield Passage(role=Role.BYLINE, words=_byline(byline))
    abstract = first(root, ".//body.head/abstract")
    content = root.find(".//body.content") if root.find("body/body.content") is None else root.find("body/body.content")
    story = [] if content is None else story_passages(content)
    if abstract and not any(passage.words == abstract for passage in story):
        yield Passage(role=Role.STANDFIRST, words=abstract)
    for picture in root.iterfind(".//body.head/media"):
        yield from media_passages(picture)
    yield from story
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
