"""NewsML 1.2: items of components, the story in NITF, XHTML or plain text, pictures beside it."""

from collections.abc import Iterable, Iterator

from lxml import etree

from articles.extraction.provenance import HELD, Provenance
from articles.extraction.types import RawArticle, Role
from articles.readers.composing import Passage, compose
from articles.readers.content import Content
from articles.readers.errors import ReadError
from articles.readers.wire.nitf import body_passages
from articles.readers.wire.story import caption_passages, parse_markup, plain_passages, story_passages
from articles.readers.wire.xml import first, first_attribute, one_line, parse_xml, root_name

LANG = "{http://www.w3.org/XML/1998/namespace}lang"
CAPTION = "caption"
AGENCIES = ("Provider", "Source")


def is_newsml1(content: Content) -> bool:
    return root_name(content) == "NewsML"


def read_newsml1(content: Content) -> Iterator[RawArticle | ReadError]:
    """An article for each NewsItem. Raises ReadError."""
    items = parse_xml(content).findall("NewsItem")
    if not items:
        raise ReadError(content.path, "no NewsItem in this NewsML", "check that the file is whole")
    for number, item in enumerate(items, start=1):
        place = number if len(items) > 1 else 0
        passages = list(_passages(item))
        article = _fields(item, content.path, place)
        has_words = any(passage.role in (Role.BODY, Role.CAPTION) for passage in passages)
        if has_words or article.provenance.is_withdrawn:
            yield compose(article, passages, most=content.limits.passages)
        else:
            yield ReadError(content.path, "an item without words", "ask the sender for its text", item=place)


def _fields(item: etree._Element, path: str, number: int) -> RawArticle:
    identifier, management = "Identification/NewsIdentifier/", "NewsManagement/"
    provider = first(item, f"{identifier}ProviderId"), first(item, f"{identifier}NewsItemId")
    return RawArticle(
        path=path,
        item=number,
        format="newsml1",
        text="",
        headline=first(item, ".//NewsLines/HeadLine"),
        authors=() if _has_story(item) else tuple(filter(None, [_creator(item.iter("NewsComponent"))])),
        published=first(item, f"{management}FirstCreated", f"{management}ThisRevisionCreated"),
        publisher=first(item, ".//NewsLines/CreditLine")
        or first_attribute(item, "FormalName", ".//Provider/Party", ".//Source/Party")
        or provider[0],
        language=first_attribute(item, "FormalName", ".//DescriptiveMetadata/Language") or item.get(LANG, ""),
        provenance=_provenance(item, identifier, management),
    )


def _provenance(item: etree._Element, identifier: str, management: str) -> Provenance:
    rights, status = ".//RightsMetadata/", first_attribute(item, "FormalName", f"{management}Status").lower()
    said = [first(item, f"{identifier}{name}") for name in ("ProviderId", "DateId", "NewsItemId")]
    instruction = first_attribute(item, "FormalName", f"{management}Instruction").lower()
    return Provenance(
        identity=":".join(filter(None, said)) if said[2] else "",
        version=first(item, f"{identifier}RevisionId"),
        status="canceled" if instruction in ("delete", "kill", "withdraw") else status,
        urgency=first_attribute(item, "FormalName", f"{management}Urgency"),
        holder=first(item, f"{rights}Copyright/CopyrightHolder"),
        notice=first(item, ".//NewsLines/CopyrightLine", ".//NewsLines/RightsLine"),
        terms=" ".join(dict.fromkeys(filter(None, map(one_line, item.iterfind(f"{rights}UsageRights"))))),
        credit=first(item, ".//NewsLines/CreditLine"),
        note=first(item, ".//NewsLines/InstructionLine", ".//NewsComponent/Comment"),
        embargo=first(item, f"{management}StatusWillChange/DateAndTime") or status if status in HELD else "",
        modified=first(item, f"{management}ThisRevisionCreated"),
    )


def _has_story(item: etree._Element) -> bool:
    roles = [
        first_attribute(part, "FormalName", "Role").lower()
        for part in item.iter("NewsComponent")
        if part.find("ContentItem/DataContent") is not None
    ]
    return any(role != CAPTION for role in roles)


def _passages(item: etree._Element) -> Iterator[Passage]:
    yield Passage(role=Role.HEADLINE, words=first(item, ".//NewsLines/HeadLine"))
    story, captions = [], []
    for component in item.iter("NewsComponent"):
        for content in component.iterfind("ContentItem"):
            words = list(_content(content.find("DataContent")))
            if first_attribute(component, "FormalName", "Role").lower() == CAPTION:
                captions += _caption(component, " ".join(passage.words for passage in words))
            else:
                story += words
    byline = first(item, ".//NewsLines/ByLine")
    if byline and not any(passage.role is Role.BYLINE for passage in story):
        yield Passage(role=Role.BYLINE, words=byline)
    standfirst = first(item, ".//NewsLines/SubHeadLine")
    if standfirst and all(passage.words != standfirst for passage in story):
        yield Passage(role=Role.STANDFIRST, words=standfirst)
    yield from story
    yield from captions


def _content(data: etree._Element | None) -> Iterator[Passage]:
    """What a DataContent holds: NITF, other elements, or HTML and text as characters."""
    if data is None:
        return
    if data.find("nitf") is not None:
        yield from body_passages(data.find("nitf"))
    elif len(data):
        yield from story_passages(data)
    elif "<" in (data.text or ""):
        markup = parse_markup(data.text or "")
        yield from () if markup is None else story_passages(markup)
    else:
        yield from plain_passages(data.text or "")


def _caption(component: etree._Element, words: str) -> Iterator[Passage]:
    """The caption of a picture and who took it, as the component or those around it say."""
    around = (component, *component.iterancestors("NewsComponent"))
    metadata = "AdministrativeMetadata/"
    agency = next(
        filter(
            None,
            (first_attribute(one, "FormalName", *(f"{metadata}{who}/Party" for who in AGENCIES)) for one in around),
        ),
        "",
    )
    return caption_passages(words, photographer=_creator(around), agency=agency)


def _creator(components: Iterable[etree._Element]) -> str:
    said = (
        first(one, "NewsLines/ByLine") or first_attribute(one, "FormalName", "AdministrativeMetadata/Creator/Party")
        for one in components
    )
    return " ".join(next(filter(None, said), "").split())
