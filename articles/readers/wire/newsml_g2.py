"""NewsML-G2: single items, and messages of several, with NITF, XHTML or plain text inside, and pictures."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime

from lxml import etree

from articles.extraction.provenance import HELD, Provenance
from articles.extraction.types import RawArticle, Role
from articles.readers.composing import Passage, compose
from articles.readers.content import Content
from articles.readers.errors import ReadError
from articles.readers.wire.nitf import body_passages, nitf_fields
from articles.readers.wire.story import caption_passages, parse_markup, plain_passages, story_passages
from articles.readers.wire.xml import first, first_attribute, one_line, parse_xml, root_name

LANG = "{http://www.w3.org/XML/1998/namespace}lang"
ROOTS = frozenset({"newsMessage", "newsItem", "packageItem"})
PICTURES = ("picture", "graphic", "photo")


def is_newsml_g2(content: Content) -> bool:
    return root_name(content) in ROOTS


def read_newsml_g2(content: Content) -> Iterator[RawArticle | ReadError]:
    """An article for each story; a picture belongs to the story that it came with, and is its own article alone."""
    root = parse_xml(content)
    items = list(root.iter("newsItem"))
    if not items:
        raise ReadError(content.path, "no newsItem in this NewsML-G2", "ask for the items that the package names")
    pictures = [item for item in items if _is_picture(item)]
    stories = [item for item in items if not _is_picture(item)]
    embargoes = _embargoes(root, items)
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


def _is_picture(item: etree._Element) -> bool:
    return first_attribute(item, "qcode", "itemMeta/itemClass").lower().endswith(PICTURES)


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
        headline=first(item, "contentMeta/headline"),
        published=first(item, f"{meta}firstCreated", "contentMeta/contentCreated", f"{meta}versionCreated"),
        publisher=first(item, f"{meta}provider/name")
        or first(root, "Header/sender", "header/sender")
        or first_attribute(item, "literal", f"{meta}provider")
        or first(item, f"{rights}copyrightHolder/name"),
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
    return article if nitf is None else nitf_fields(nitf, article)


def _embargoes(root: etree._Element, items: list[etree._Element]) -> dict[etree._Element, str]:
    """What holds each item back: itself, or a package that names it, whichever lasts longer."""
    packages = defaultdict(list)
    for package in root.iter("packageItem"):
        packages[package.get("guid")].append(package)
    held = [(embargo, package) for found in packages.values() for package in found if (embargo := _embargo(package))]
    of_package: dict[str | None, str] = {}
    for embargo, package in sorted(held, key=lambda pair: _until(pair[0]), reverse=True):
        waiting = [package]
        while waiting:
            named = {ref.get("residref") for ref in waiting.pop().iter("itemRef")} - of_package.keys()
            of_package |= dict.fromkeys(named, embargo)
            waiting += [inner for guid in sorted(filter(None, named)) for inner in packages.get(guid, ())]
    return {item: max(_embargo(item), of_package.get(item.get("guid"), ""), key=_until) for item in items}


def _until(embargo: str) -> tuple[bool, bool, float]:
    """What embargoes are compared by: one without a moment that can be read lasts longest."""
    try:
        moment = datetime.fromisoformat(embargo)
    except ValueError:
        return bool(embargo), True, 0.0
    return True, False, (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).timestamp()


def _status(item: etree._Element) -> str:
    return first_attribute(item, "qcode", "itemMeta/pubStatus").rpartition(":")[2].lower()


def _embargo(item: etree._Element) -> str:
    """The moment of an item or package itself; an element without one means until further notice."""
    element, status = item.find("itemMeta/embargoed"), _status(item)
    said = one_line(element)
    return said or ("withheld" if element is not None else status if status in HELD else "")


def _passages(item: etree._Element) -> Iterator[Passage]:
    nitf = item.find(".//inlineXML//nitf")
    printed = "" if nitf is None else first(nitf, ".//hl1")
    yield Passage(role=Role.HEADLINE, words=printed or first(item, "contentMeta/headline"))
    if _is_picture(item):
        yield from _caption(item)
        return
    story = list(_story(item))
    byline = first(item, "contentMeta/by")
    if byline and not any(passage.role is Role.BYLINE for passage in story):
        yield Passage(role=Role.BYLINE, words=byline)
    yield from story


def _story(item: etree._Element) -> Iterator[Passage]:
    """The first rendition of the story that has words."""
    for content in item.iterfind("contentSet/*"):
        nitf = content.find(".//nitf")
        if nitf is not None:
            passages = list(body_passages(nitf))
        elif len(content):
            body = content.find(".//body")
            passages = story_passages(content if body is None else body)
        elif "html" in content.get("contenttype", "") or "<p" in (content.text or ""):
            markup = parse_markup(content.text or "")
            passages = [] if markup is None else story_passages(markup)
        else:
            passages = plain_passages(content.text or "")
        if any(passage.role is Role.BODY for passage in passages):
            yield from passages
            return


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
