"""NewsML 1.2: items of components, the story in NITF, XHTML or plain text, pictures beside it."""

from collections.abc import Iterable, Iterator, Mapping

from lxml import etree

from articles.extraction.provenance import EMBARGOED, WITHHELD, Provenance
from articles.extraction.types import RawArticle, Role
from articles.readers.composing import Passage, compose
from articles.readers.content import Content
from articles.readers.errors import ReadError
from articles.readers.wire.nitf import body_passages
from articles.readers.wire.packages import Package, embargoes_of, longest, out_of_reach
from articles.readers.wire.story import caption_passages, story_passages, under_dateline, unpacked, words_passages
from articles.readers.wire.xml import first, first_attribute, one_line, parse_xml, root_name

LANG = "{http://www.w3.org/XML/1998/namespace}lang"
URN = "urn:newsml:"
CAPTION = "caption"
AGENCIES = ("Provider", "Source")
IDENTIFIER, MANAGEMENT = "Identification/NewsIdentifier/", "NewsManagement/"


def is_newsml1(content: Content) -> bool:
    return root_name(content) == "NewsML"


def read_newsml1(content: Content) -> Iterator[RawArticle | ReadError]:
    """An article for each NewsItem with words; a package holds the items back that it names. Raises ReadError."""
    found = list(parse_xml(content).iter("NewsItem"))
    if not found:
        raise ReadError(content.path, "no NewsItem in this NewsML", "check that the file is whole")
    by_id = {f"#{item.get('Duid')}": _name(item) for item in found if item.get("Duid")}
    packages = [Package(_name(item), _embargo(item), frozenset(_named(item, by_id))) for item in found]
    held = embargoes_of(packages)
    for item in found:
        if item.getparent().tag == "NewsComponent":
            item.getparent().remove(item)  # it is an article of its own, not a part of the one around it
    told = {item: list(_passages(item)) for item in found}
    items = [item for item, package in zip(found, packages, strict=True) if not package.named or _has_words(told[item])]
    out = out_of_reach(packages, map(_name, found), content.path)
    if not items and not out:
        raise ReadError(content.path, "a package without its items", "ask for the items that the package names")
    for number, item in enumerate(items, start=1):
        place = number if len(items) > 1 else 0
        article = _fields(item, content.path, place, longest(_embargo(item), held.get(_name(item), "")))
        if _has_words(told[item]) or article.provenance.is_withdrawn:
            yield compose(article, told[item], most=content.limits.passages)
        else:
            yield ReadError(content.path, "an item without words", "ask the sender for its text", item=place)
    yield from out


def _name(item: etree._Element) -> str:
    """Provider, day and number of an item: what it is called in all its versions."""
    return ":".join(first(item, f"{IDENTIFIER}{name}") for name in ("ProviderId", "DateId", "NewsItemId"))


def _named(item: etree._Element, by_id: Mapping[str, str]) -> Iterator[str]:
    """The items that one is made of: inside it, or named by their address with or without its version."""
    yield from (_name(part) for part in item.iterdescendants("NewsItem"))
    for reference in item.iter("NewsItemRef"):
        address = reference.get("NewsItem", "").strip()
        if address:
            yield by_id.get(address) or ":".join(address.removeprefix(URN).split(":")[:3])


def _has_words(passages: Iterable[Passage]) -> bool:
    return any(passage.role in (Role.BODY, Role.CAPTION) for passage in passages)


def _fields(item: etree._Element, path: str, number: int, embargo: str) -> RawArticle:
    return RawArticle(
        path=path,
        item=number,
        format="newsml1",
        text="",
        headline=first(item, ".//NewsLines/HeadLine"),
        authors=() if _has_story(item) else tuple(filter(None, [_creator(item.iter("NewsComponent"))])),
        published=first(item, f"{MANAGEMENT}FirstCreated", f"{MANAGEMENT}ThisRevisionCreated"),
        publisher=first(item, ".//NewsLines/CreditLine")
        or first_attribute(item, "FormalName", ".//Provider/Party", ".//Source/Party")
        or first(item, f"{IDENTIFIER}ProviderId"),
        language=first_attribute(item, "FormalName", ".//DescriptiveMetadata/Language") or item.get(LANG, ""),
        provenance=_provenance(item, embargo),
    )


def _provenance(item: etree._Element, embargo: str) -> Provenance:
    rights, lines = ".//RightsMetadata/", ".//NewsLines/"
    said = [first(item, f"{IDENTIFIER}{name}") for name in ("ProviderId", "DateId", "NewsItemId")]
    instruction = first_attribute(item, "FormalName", f"{MANAGEMENT}Instruction").lower()
    notice, line = first(item, f"{lines}CopyrightLine"), first(item, f"{lines}RightsLine")
    terms = [*map(one_line, item.iterfind(f"{rights}UsageRights")), line if notice else ""]
    return Provenance(
        identity=":".join(filter(None, said)) if said[2] else "",
        version=first(item, f"{IDENTIFIER}RevisionId"),
        status="canceled" if instruction in ("delete", "kill", "withdraw") else _status(item),
        urgency=first_attribute(item, "FormalName", f"{MANAGEMENT}Urgency"),
        holder=first(item, f"{rights}Copyright/CopyrightHolder"),
        notice=notice or line,
        terms=" ".join(dict.fromkeys(filter(None, terms))),
        credit=first(item, f"{lines}CreditLine"),
        note=first(item, f"{lines}InstructionLine", ".//NewsComponent/Comment"),
        embargo=embargo,
        modified=first(item, f"{MANAGEMENT}ThisRevisionCreated"),
    )


def _status(item: etree._Element) -> str:
    return first_attribute(item, "FormalName", f"{MANAGEMENT}Status").lower()


def _embargo(item: etree._Element) -> str:
    """The moment at which the sender says that the status will change; else until further notice."""
    status = _status(item)
    changes = first(item, f"{MANAGEMENT}StatusWillChange/DateAndTime")
    return (changes or status) if status in (WITHHELD, EMBARGOED) else ""


def _role(component: etree._Element) -> str:
    return first_attribute(component, "FormalName", "Role").lower()


def _has_story(item: etree._Element) -> bool:
    return any(CAPTION not in _role(part) for part in item.iter("NewsComponent") if any(_contents(part)))


def _passages(item: etree._Element) -> Iterator[Passage]:
    headline = first(item, ".//NewsLines/HeadLine")
    yield Passage(role=Role.HEADLINE, words=headline)
    story, captions = [], []
    for component in _components(item):
        words = _contents(component)
        own = first(component, "NewsLines/HeadLine")
        if CAPTION in _role(component):
            captions += _caption(component, " ".join(passage.words for passage in words))
            continue
        if words and story and own and own != headline:
            story.append(Passage(role=Role.SUBHEADING, words=own))
        story += words
    byline = first(item, ".//NewsLines/ByLine")
    if byline and not any(passage.role is Role.BYLINE for passage in story):
        yield Passage(role=Role.BYLINE, words=byline)
    standfirst = first(item, ".//NewsLines/SubHeadLine")
    if standfirst and all(passage.words != standfirst for passage in story):
        yield Passage(role=Role.STANDFIRST, words=standfirst)
    yield from under_dateline(first(item, ".//NewsLines/DateLine"), story)
    yield from captions


def _components(part: etree._Element) -> Iterator[etree._Element]:
    """The components of an item in their order; of those that stand for each other the fullest."""
    inner = part.findall("NewsComponent")
    if part.get("EquivalentsList") == "yes" and inner:
        inner = [max(inner, key=lambda one: sum(len(_contents(below)) for below in one.iter("NewsComponent")))]
    for component in inner:
        yield component
        yield from _components(component)


def _contents(component: etree._Element) -> list[Passage]:
    """What the content of a component says; of several in other formats what the fullest says."""
    said = [list(_content(content)) for content in component.iterfind("ContentItem")]
    if component.get("EquivalentsList") == "yes":
        return max(said, key=len, default=[])
    return [passage for words in said for passage in words]


def _content(content: etree._Element) -> Iterator[Passage]:
    """What an item of content holds: NITF, other elements, or HTML and text as characters, packed or not."""
    data = next(content.iter("DataContent"), None)
    if data is None:
        return
    if data.find("nitf") is not None:
        yield from body_passages(data.find("nitf"))
    elif len(data):
        yield from story_passages(data)
    else:
        packing = first_attribute(content, "Notation", "Encoding").lower()
        yield from words_passages(unpacked(data.text or "") if "base64" in packing else data.text or "")


def _caption(component: etree._Element, words: str) -> Iterator[Passage]:
    """The caption of a picture and who took it, as the component or those around it say."""
    around = (component, *component.iterancestors("NewsComponent"))
    metadata = "AdministrativeMetadata/"
    said = (
        first(one, "NewsLines/CreditLine")
        or first_attribute(one, "FormalName", *(f"{metadata}{who}/Party" for who in AGENCIES))
        for one in around
    )
    return caption_passages(words, photographer=_creator(around), agency=next(filter(None, said), ""))


def _creator(components: Iterable[etree._Element]) -> str:
    said = (
        first(one, "NewsLines/ByLine") or first_attribute(one, "FormalName", "AdministrativeMetadata/Creator/Party")
        for one in components
    )
    return " ".join(next(filter(None, said), "").split())
