"""AP JSON: items of the agency's media service, alone or in an answer of several, the story in NITF or HTML inside."""

import re
from collections.abc import Iterator
from dataclasses import replace

from articles.extraction.types import RawArticle, Role
from articles.readers.composing import compose
from articles.readers.content import Content
from articles.readers.errors import ReadError
from articles.readers.wire.json_items import Item, strings_of, words_of
from articles.readers.wire.ninjs import item_fields, item_passages, read_items

# What items of this service have and no others do.
SIGN = re.compile(
    r'"(?:altids"\s*:\s*\{[^{}]*"(?:itemid|friendlykey|etag|transref)|infosource|editorialrole|recordsequencenumber'
    r'|headline_extended|description_creationdate|editorialpriority|itemid"\s*:\s*"[0-9a-f]{32})"'
)
STORIES = ("story", "nitf", "maincontent", "content")
INSIDE = ("body_nitf", "nitf", "body_html", "html", "content", "value", "body", "text", "words")
TEXTS = ("nitf", "text", "html", "xhtml", "story", "main")


def is_ap(content: Content) -> bool:
    return content.opening.startswith(("{", "[")) and bool(SIGN.search(content.opening))


def read_ap(content: Content) -> Iterator[RawArticle | ReadError]:
    """An article for each item; pictures among its associations are its captions. Raises ReadError."""
    for place, found in read_items(content):
        if isinstance(found, ReadError):
            yield found
            continue
        item = _with_story(found)
        passages = list(item_passages(item))
        article = _article(item, content.path, place)
        has_words = any(passage.role in (Role.BODY, Role.CAPTION) for passage in passages)
        if has_words or article.provenance.is_withdrawn:
            yield compose(article, passages, most=content.limits.passages)
        else:
            yield ReadError(content.path, *_why_wordless(item), item=place)


def _with_story(item: Item) -> Item:
    """The item with its story where other formats have it, under the name of its kind."""
    held = [item.get(name) for name in STORIES]
    renditions = item.get("renditions")
    named = renditions.items() if isinstance(renditions, dict) else ()
    held += [rendition for name, rendition in named if any(kind in name.lower() for kind in TEXTS)]
    words = next(filter(None, map(_words_inside, held)), "")
    return item | {"body_nitf": words} if words and not words_of(item.get("body_nitf")) else item


def _words_inside(part: object) -> str:
    if isinstance(part, dict):
        return next(filter(None, (words_of(part.get(name)) for name in INSIDE)), "")
    return words_of(part)


def _article(item: Item, path: str, place: int) -> RawArticle:
    article = item_fields(item, path, place)
    altids = item.get("altids") if isinstance(item.get("altids"), dict) else {}
    identity = words_of(item.get("itemid")) or words_of(altids.get("itemid"))
    said = article.provenance
    version = said.version or str(item.get("recordsequencenumber") or "")
    return replace(
        article,
        format="ap-json",
        publisher=words_of(item.get("infosource")) or article.publisher,
        provenance=replace(said, identity=f"ap:{identity}" if identity else said.identity, version=version),
    )


def _why_wordless(item: Item) -> tuple[str, str]:
    """What is wrong with an item without words, and what helps: its story may lie at an address, which is not asked."""
    links = [link for rendition in strings_of(item.get("renditions")) if (link := rendition).startswith("http")]
    if links:
        return "an item whose text is only at an address", "ask for the item with its NITF rendition, and store that"
    return "an item without words", "ask the sender for its text"
