"""NewsML-G2: single items, and messages of several, with NITF, XHTML or plain text inside, and pictures."""

from collections.abc import Iterator
from dataclasses import replace

from lxml import etree

from articles.extraction.provenance import Provenance, embargo_of
from articles.extraction.types import RawArticle, Role
from articles.readers.composing import Passage, compose
from articles.readers.content import Content
from articles.readers.errors import ReadError
from articles.readers.json_values import loads
from articles.readers.wire.ninjs import story_of
from articles.readers.wire.nitf import body_passages, nitf_fields
from articles.readers.wire.packages import Package, embargoes_of, longest, out_of_reach
from articles.readers.wire.story import caption_passages, story_passages, under_dateline, unpacked, words_passages
from articles.readers.wire.xml import first, first_attribute, one_line, parse_xml, root_name

LANG = "{http://www.w3.org/XML/1998/namespace}lang"
ROOTS = frozenset({"newsMessage", "newsItem", "packageItem"})
PICTURES = ("picture", "graphic", "photo", "video", "audio")
MAIN = "main"  # what the role of the headline that counts is called, if it has one
SUMMARIES = ("summary", "abstract", "teaser", "standfirst")


def is_newsml_g2(content: Content) -> bool:
    return root_name(content) in ROOTS


def read_newsml_g2(content: Content) -> Iterator[RawArticle | ReadError]:
    """An article for each story; a picture belongs to the story that it came with, and is its own article alone."""
    root = parse_xml(content)
    items = list(root.iter("newsItem"))
    packages = [
        Package(package.get("guid", ""), _embargo(package), frozenset(_named(package)))
        for package in root.iter("packageItem")
    ]
    told = out_of_reach(packages, (item.get("guid", "") for item in items), content.path)
    if not items and not told:
        raise ReadError(content.path, "no newsItem in this NewsML-G2", "ask for the items that the package names")
    pictures = [item for item in items if _is_picture(item)]
    stories = [item for item in items if not _is_picture(item)]
    held = embargoes_of(packages)
    embargoes = {item: longest(_embargo(item), held.get(item.get("guid"), "")) for item in items}
    free = [picture for picture in pictures if not embargoes[picture]]
    beside = {
        story: [picture for picture in found if picture in free or embargoes[picture] == embargoes[story]]
        for story, found in _beside(root, stories, pictures).items()
    }
    alone = [picture for picture in pictures if not any(picture in found for found in beside.values())]
    wanted = [item for item in items if item in stories or item in alone]
    for number, item in enumerate(wanted, start=1):
        place = number if len(wanted) > 1 else 0
        passages = [*_passages(item), *(passage for picture in beside.get(item, ()) for passage in _caption(picture))]
        article = _fields(root, item, content.path, place, embargoes[item])
        has_words = any(passage.role in (Role.BODY, Role.CAPTION) and passage.words for passage in passages)
        if has_words or article.provenance.is_withdrawn:
            yield compose(article, passages, most=content.limits.passages)
        else:
            yield ReadError(content.path, "an item without words", "ask the sender for its text", item=place)
    yield from told


def _is_picture(item: etree._Element) -> bool:
    return first_attribute(item, "qcode", "itemMeta/itemClass").lower().endswith(PICTURES)


def _named(package: etree._Element) -> Iterator[str]:
    return filter(None, (reference.get("residref") for reference in package.iter("itemRef")))


def _beside(
    root: etree._Element, stories: list[etree._Element], pictures: list[etree._Element]
) -> dict[etree._Element, list[etree._Element]]:
    """The pictures of each story: those it links to, those of its package, and all where it is the only one."""
    if len(stories) == 1:
        return {stories[0]: pictures}
    groups = [{ref.get("residref") for ref in package.iter("itemRef")} for package in root.iter("packageItem")]
    groups += [{story.get("guid"), *(link.get("residref") for link in story.iter("link"))} for story in stories]
    found: dict[etree._Element, list[etree._Element]] = {story: [] for story in stories}
    for picture in pictures:
        owners = [
            story for story in stories if any({story.get("guid"), picture.get("guid")} <= group for group in groups)
        ]
        if len(owners) == 1:
            found[owners[0]].append(picture)
    return found


def _fields(root: etree._Element, item: etree._Element, path: str, number: int, embargo: str) -> RawArticle:
    meta, rights = "itemMeta/", "rightsInfo/"
    article = RawArticle(
        path=path,
        item=number,
        format="newsml-g2",
        text="",
        headline=_headline(item),
        published=first(item, f"{meta}firstCreated", "contentMeta/contentCreated", f"{meta}versionCreated"),
        publisher=first(item, f"{meta}provider/name")
        or first(root, "Header/sender", "header/sender")
        or first_attribute(item, "literal", f"{meta}provider")
        or first(item, f"{rights}copyrightHolder/name")
        or first_attribute(item, "literal", f"{rights}copyrightHolder")
        or first_attribute(item, "qcode", f"{meta}provider").rpartition(":")[2],
        language=first_attribute(item, "tag", "contentMeta/language") or item.get(LANG, ""),
        provenance=Provenance(
            identity=item.get("guid", ""),
            version=item.get("version", ""),
            status=_status(item),
            urgency=first(item, "contentMeta/urgency"),
            holder=first(item, f"{rights}copyrightHolder/name")
            or first_attribute(item, "literal", f"{rights}copyrightHolder")
            or first_attribute(item, "qcode", f"{rights}copyrightHolder"),
            notice=first(item, f"{rights}copyrightNotice"),
            terms=" ".join(dict.fromkeys(filter(None, map(one_line, item.iterfind(f"{rights}usageTerms"))))),
            credit="" if _is_picture(item) else first(item, "contentMeta/creditline"),
            note=" ".join(filter(None, map(one_line, item.iterfind(f"{meta}edNote")))),
            embargo=embargo,
            modified=first(item, f"{meta}versionCreated"),
        ),
    )
    if _is_picture(item):
        return replace(article, authors=tuple(filter(None, [_photographer(item)])))
    nitf = item.find(".//inlineXML//nitf")
    article = article if nitf is None else nitf_fields(nitf, article)
    has_byline = nitf is not None or first(item, "contentMeta/by")
    return article if has_byline else replace(article, authors=tuple(_creators(item)))


def _headline(item: etree._Element) -> str:
    """The main one of several headlines, or that of no role; failing those the title of the item."""
    found = [part for part in item.iterfind("contentMeta/headline") if one_line(part)]
    found.sort(key=lambda part: MAIN not in part.get("role", MAIN).lower())
    return one_line(found[0]) if found else first(item, "itemMeta/title")


def _status(item: etree._Element) -> str:
    return first_attribute(item, "qcode", "itemMeta/pubStatus").rpartition(":")[2].lower()


def _embargo(item: etree._Element) -> str:
    """The moment of an item or package itself; an element without one means until further notice."""
    element = item.find("itemMeta/embargoed")
    return embargo_of(_status(item), one_line(element) or ("" if element is None else "withheld"))


def _passages(item: etree._Element) -> Iterator[Passage]:
    nitf = item.find(".//inlineXML//nitf")
    printed = "" if nitf is None else first(nitf, ".//hl1")
    yield Passage(role=Role.HEADLINE, words=printed or _headline(item))
    if _is_picture(item):
        yield from _caption(item)
        return
    story = list(_story(item))
    byline = first(item, "contentMeta/by")
    if byline and not any(passage.role is Role.BYLINE for passage in story):
        yield Passage(role=Role.BYLINE, words=byline)
    said = item.findall("contentMeta/description")
    summary = next((one_line(part) for part in said if part.get("role", "").lower().endswith(SUMMARIES)), "")
    if summary and not any(passage.words == summary for passage in story):
        yield Passage(role=Role.STANDFIRST, words=summary)
    yield from under_dateline(first(item, "contentMeta/dateline"), story)


def _story(item: etree._Element) -> Iterator[Passage]:
    """The first rendition of the story that has words."""
    for content in item.iterfind("contentSet/*"):
        nitf = content.find(".//nitf")
        if nitf is not None:
            passages = list(body_passages(nitf))
        elif len(content):
            body = content.find(".//body")
            passages = story_passages(content if body is None else body)
        else:
            passages = _packed(content)
        if any(passage.role is Role.BODY for passage in passages):
            yield from passages
            return


def _packed(content: etree._Element) -> list[Passage]:
    """The story that is written in an element as characters: JSON, HTML or plain text, as base64 or as it is."""
    words = content.text or ""
    words = unpacked(words) if "base64" in content.get("encoding", "").lower() else words
    if "json" in content.get("contenttype", ""):
        try:
            item = loads(words)
        except (ValueError, RecursionError):
            return []
        return story_of(item) if isinstance(item, dict) else []
    return words_passages(words)


def _creators(item: etree._Element) -> Iterator[str]:
    """Who wrote it: people, and none of them a photographer."""
    for part in item.iterfind("contentMeta/creator"):
        is_writer = "photog" not in part.get("role", "") and not part.get("type", "").endswith("organisation")
        if is_writer and (name := first(part, "name") or part.get("literal", "")):
            yield name


def _photographer(item: etree._Element) -> str:
    creators = [part for part in item.iterfind("contentMeta/creator") if "photog" in part.get("role", "photog")]
    return next(filter(None, (first(part, "name") or part.get("literal", "") for part in creators)), "")


def _caption(item: etree._Element) -> Iterator[Passage]:
    """The words under a picture: its caption, or else its description."""
    said = item.findall("contentMeta/description")
    said.sort(key=lambda part: "caption" not in part.get("role", ""))
    words = next(filter(None, ("".join(part.itertext()).strip() for part in said)), "")
    line, photographer = first(item, "contentMeta/creditline"), _photographer(item)
    return caption_passages(words, photographer=photographer, agency="" if line == photographer else line)
