"""RSS, RDF and Atom feeds, and what WordPress exports (WXR): an article an entry."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from lxml import etree

from articles.extraction.bylines import read_names
from articles.extraction.provenance import Provenance
from articles.extraction.types import RawArticle, Role
from articles.readers.composing import Passage, compose
from articles.readers.content import Content
from articles.readers.errors import ReadError, TooMuch
from articles.readers.names import names_in
from articles.readers.wire.export import KIND, Export, captions_of, exported_fields, is_article, read_export
from articles.readers.wire.shortcodes import without_shortcodes
from articles.readers.wire.story import LINES, caption_passages, parse_markup, plain_passages, story_passages
from articles.readers.wire.xml import first, first_attribute, one_line, parse_xml, root_name

ROOTS = frozenset({"rss", "RDF", "feed"})
LANG = "{http://www.w3.org/XML/1998/namespace}lang"
PARAGRAPH = re.compile(r"<(?:p|div|br)\b", re.IGNORECASE)
MAIL_AUTHOR = re.compile(r"[^\s@]+@[^\s@(]+\s*\((?P<name>[^)]+)\)")
# What a feed of WordPress puts behind each story.
APPEARED = re.compile(r"The post .{1,300} (?:first )?appeared (?:first )?on .{1,100}", re.IGNORECASE)


def is_feed(content: Content) -> bool:
    return root_name(content) in ROOTS


def read_feed(content: Content) -> Iterator[RawArticle | ReadError]:
    """An article for each entry with words; pages, pictures and drafts of an export are left out. Raises ReadError."""
    root = parse_xml(content)
    export = read_export(root)
    entries = [entry for entry in root.iter("item", "entry") if is_article(entry)]
    if not entries:
        raise ReadError(content.path, "a feed without articles", "ask for it again when it has some")
    for number, entry in enumerate(entries, start=1):
        try:
            passages = list(_passages(entry, export))
        except TooMuch as error:
            yield error.at(content.path, number)
            continue
        if any(passage.role is Role.BODY for passage in passages):
            article = exported_fields(entry, export, _fields(root, entry, content.path, number))
            yield compose(article, passages, most=content.limits.passages)
        else:
            yield ReadError(content.path, "an entry without words", "ask for the full text in the feed", item=number)


def _fields(root: etree._Element, entry: etree._Element, path: str, number: int) -> RawArticle:
    channel = root.find("channel")
    channel = root if channel is None else channel
    links = [link for link in entry.iterfind("link") if link.get("rel", "alternate") == "alternate"]
    changed = first(entry, "updated", "modified")
    return RawArticle(
        path=path,
        item=number,
        format="feed",
        text="",
        headline=_headline(entry),
        authors=_authors(entry.iter("creator", "author")) or _people(root.iterfind("author")),
        published=first(entry, "pubDate", "published", "date", "issued") or changed,
        publisher=first(entry, "source/title", "publisher") or first(channel, "title"),
        section=first(entry, "category") or next(map(_term, filter(_term, entry.iterfind("category"))), ""),
        language=first(channel, "language") or entry.get(LANG, "") or root.get(LANG, ""),
        url=next(filter(None, (link.get("href") or one_line(link) for link in links)), ""),
        provenance=Provenance(
            identity=_identity(entry, channel),
            holder=first(entry, "rightsHolder"),
            notice=first(entry, "rights", "copyright", "media.copyright") or first(channel, "copyright", "rights"),
            terms=first(entry, "license"),
            modified=changed,
        ),
    )


def _term(category: etree._Element) -> str:
    """What an entry is about; not what kind of entry it is."""
    return "" if category.get("scheme", "").endswith(KIND) else category.get("term", "").strip()


def _identity(entry: etree._Element, channel: etree._Element) -> str:
    """Its own name; a bare number is one of its feed alone."""
    name = first(entry, "guid", "id")
    feed = first(channel, "link") or first_attribute(channel, "href", "link") or first(channel, "id", "title")
    return name if not name or ":" in name else f"{feed}:{name}"


def _headline(entry: etree._Element) -> str:
    """The title; feeds put markup into it as characters."""
    title = first(entry, "title")
    markup = parse_markup(title) if "<" in title or "&" in title else None
    return title if markup is None else one_line(markup)


def _authors(elements: Iterable[etree._Element]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for element in elements for name in _names(element)))


def _people(elements: Iterable[etree._Element]) -> tuple[str, ...]:
    """Who writes all of a feed, where that is somebody and no desk."""
    return tuple(name for name in _authors(elements) if read_names(name))


def _names(element: etree._Element) -> tuple[str, ...]:
    """The names in one element; RSS puts them in brackets behind an address."""
    name = first(element, "name") or one_line(element)
    in_brackets = MAIL_AUTHOR.fullmatch(name)
    return names_in(in_brackets["name"] if in_brackets else "" if "@" in name else name)


def _passages(entry: etree._Element, export: Export) -> Iterator[Passage]:
    yield Passage(role=Role.HEADLINE, words=_headline(entry))
    story = next(filter(None, map(_story, entry.iterfind("encoded"))), []) or next(
        filter(None, (_story(part) for name in ("content", "description", "summary") for part in entry.iterfind(name))),
        [],
    )
    excerpt = " ".join(map(one_line, entry.iterfind("excerpt")))
    if excerpt and all(passage.words != excerpt for passage in story):
        yield Passage(role=Role.STANDFIRST, words=excerpt)
    if story and story[-1].role is Role.BODY and APPEARED.fullmatch(story[-1].words):
        story[-1] = replace(story[-1], role=Role.FOOTER)
    yield from story
    yield from captions_of(entry, export)
    pictures = [picture for picture in entry.iter("media.content") if _said_of(picture)]
    groups = [group for group in entry.iterfind("media.group") if not any(map(_said_of, group))]
    for said in [*pictures, *filter(_said_of, groups)] or [entry]:
        yield from _media(said)


def _media(element: etree._Element) -> Iterator[Passage]:
    """The words beside a picture; what is said of the entry as a whole is said of its only picture."""
    credits = [(credit.get("role", ""), one_line(credit)) for credit in _credits_of(element)]
    photographer = next((name for role, name in credits if "photo" in role), "")
    others = " / ".join(name for _, name in credits if name and name != photographer)
    beside = {"agency": others} if photographer else {"credit": others}
    yield from caption_passages(_said_of(element), photographer=photographer, **beside)


def _credits_of(element: etree._Element) -> list[etree._Element]:
    """The credits beside the words of a picture, those of its group, or the one of the picture that it is said of."""
    own = element.findall("media.credit")
    parent = element.getparent()
    grouped = parent.findall("media.credit") if not own and parent is not None and parent.tag == "media.group" else []
    inner = element.findall(".//media.content/media.credit")
    return own or grouped or (inner if len(inner) == 1 else [])


def _said_of(element: etree._Element) -> str:
    names = ("media.description", "media.text", *(() if element.tag in ("item", "entry") else ("media.title",)))
    return first(element, *names)


def _story(element: etree._Element) -> list[Passage]:
    """The story in an element: markup within it, or written in it as characters, or plain words."""
    if len(element):
        return story_passages(element)
    words = without_shortcodes(element.text or "")
    if "<" not in words:
        return plain_passages(words)
    if not PARAGRAPH.search(words):
        words = "".join(f"<p>{part}</p>" for part in LINES.split(words))
    markup = parse_markup(words)
    return [] if markup is None else story_passages(markup)
