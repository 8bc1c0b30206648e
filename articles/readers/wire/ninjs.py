"""ninjs 1.x, 2.x and 3.x, and items of the same shape that agencies serve as JSON."""

import json
import re
from collections.abc import Iterator
from typing import Any

from articles.extraction.provenance import HELD, Provenance
from articles.extraction.types import RawArticle, Role
from articles.readers.composing import Passage, compose
from articles.readers.content import Content
from articles.readers.errors import ReadError
from articles.readers.wire.nitf import body_passages, parse_nitf
from articles.readers.wire.story import caption_passages, parse_markup, plain_passages, story_passages

SIGN = re.compile(
    r'"(?:body_(?:text|x?html|richtext|main|nitf)|bodies|versioncreated|versionCreated|pubstatus|pubStatus|headlines)"\s*:'
)
# Markup tells paragraphs apart, so it is taken before plain text.
BODIES = ("body_xhtml", "body_html", "body_richtext", "body_main", "body_nitf", "body_text")
DESCRIPTIONS = ("description_caption", "description_text", "description_main", "description_html", "caption")
PICTURES = frozenset({"picture", "graphic", "photo"})
HOLDER = re.compile(
    r"(?:copyright|©|\(c\))\s*(?:\(c\)\s*)?(?:\d{4}(?:\s*[-–]\s*\d{2,4})?\s*)?(?P<holder>[^,.;:\n-]{2,80})",
    re.IGNORECASE,
)
DEPTH = 8  # of items inside items

Item = dict[str, Any]


def is_ninjs(content: Content) -> bool:
    return content.opening.startswith("{") and bool(SIGN.search(content.opening))


def read_ninjs(content: Content) -> Iterator[RawArticle | ReadError]:
    """An article for each item; pictures among its associations are its captions. Raises ReadError."""
    items = [one for item in items_of(parse_json(content)) for one in (item, *texts_beside(item))]
    for number, item in enumerate(items, start=1):
        place = number if len(items) > 1 else 0
        passages, article = list(item_passages(item)), item_fields(item, content.path, place)
        has_words = any(passage.role in (Role.BODY, Role.CAPTION) for passage in passages)
        if has_words or article.provenance.is_withdrawn:
            yield compose(article, passages, most=content.limits.passages)
        else:
            yield ReadError(content.path, "an item without words", "ask the sender for its text", item=place)


def parse_json(content: Content) -> Any:
    """What a file of JSON holds. Raises ReadError with the line where it is broken."""
    words, _ = content.decoded
    try:
        return json.loads(words)
    except json.JSONDecodeError as error:
        problem = f"this is not JSON ({error.msg})"
        raise ReadError(content.path, problem, "mend it there, or export it again", line=error.lineno) from error
    except RecursionError as error:
        raise ReadError(content.path, "brackets nested too deep", "export it again") from error


def items_of(data: Any, depth: int = DEPTH) -> Iterator[Item]:
    """The items of an answer: itself, or those in the wrappers that agencies put around them."""
    if isinstance(data, list) and depth:
        for part in data:
            yield from items_of(part, depth - 1)
    elif isinstance(data, dict):
        inner = next(
            (data[name] for name in ("data", "items", "item", "results") if isinstance(data.get(name), dict | list)),
            None,
        )
        if inner is not None and not _bodies(data) and depth:
            yield from items_of(inner, depth - 1)
        else:
            yield data


def words_of(value: Any) -> str:
    """A string as it is, or the first of a list of {"value": ...}; anything else is no words."""
    if isinstance(value, list):
        return next(filter(None, map(words_of, value)), "")
    if isinstance(value, dict):
        return words_of(value.get("value") or value.get("name") or "")
    return value.strip() if isinstance(value, str) else ""


def texts_beside(item: Item, depth: int = DEPTH) -> Iterator[Item]:
    """The stories among what an item is associated with; what holds the item back holds them back as well."""
    inherited = {name: item[name] for name in ("embargoed", "embargo", "pubstatus", "pubStatus") if item.get(name)}
    for part in _associated(item):
        if depth and _kind(part) not in PICTURES:
            held = inherited | part
            if _bodies(part):
                yield held
            yield from texts_beside(held, depth - 1)


def strings_of(value: Any, depth: int = DEPTH) -> Iterator[str]:
    """Every string in a value, however deep."""
    if isinstance(value, str):
        yield value.strip()
    elif isinstance(value, dict | list) and depth:
        for part in value.values() if isinstance(value, dict) else value:
            yield from strings_of(part, depth - 1)


def number_of(value: Any) -> str:
    """A number, or words, as words."""
    return str(value) if isinstance(value, int | float) and not isinstance(value, bool) else words_of(value)


def _first(item: Item, *names: str) -> str:
    return next(filter(None, (words_of(item.get(name)) for name in names)), "")


def item_fields(item: Item, path: str, number: int) -> RawArticle:
    notice = _first(item, "copyrightnotice", "copyrightNotice", "copyrightNotices")
    holder = HOLDER.search(notice)
    status = (_first(item, "pubstatus", "pubStatus") or "").rpartition(":")[2].lower()
    created, changed = ("firstcreated", "firstCreated"), ("versioncreated", "versionCreated")
    is_picture = _kind(item) in PICTURES
    return RawArticle(
        path=path,
        item=number,
        format="ninjs",
        text="",
        headline=_headline(item),
        authors=tuple(filter(None, [_byline(item)])) if is_picture else (),
        published=_first(item, *created, *changed, "contentCreated"),
        publisher=_first(item, "source", "provider", "copyrightholder", "copyrightHolder")
        or (holder["holder"].strip() if holder else ""),
        section=_first(item, "service"),
        language=_first(item, "language"),
        url=_first(item, "canonicalurl", "url"),
        provenance=Provenance(
            identity=_first(item, "guid", "uri", "altids"),
            version=number_of(item.get("version")),
            status=status,
            urgency=number_of(item.get("urgency") or item.get("priority") or item.get("editorialpriority")),
            holder=_first(item, "copyrightholder", "copyrightHolder") or (holder["holder"].strip() if holder else ""),
            notice=notice,
            terms=" ".join(dict.fromkeys(filter(None, strings_of(item.get("usageterms", item.get("usageTerms")))))),
            credit=_first(item, "creditline", "creditLine") if not is_picture else "",
            note=_first(item, "ednote", "edNote", "edNotes", "editorialnote"),
            embargo=_first(item, "embargoed", "embargo") or (status if status in HELD else ""),
            modified=_first(item, *changed),
        ),
    )


def _headline(item: Item) -> str:
    """The headline under its own name, with a role ("headline_main"), or in a list."""
    named = [name for name in item if name.lower().startswith("headline")]
    return _first(item, "headline", *named, "title", "name")


def _kind(item: Item) -> str:
    return _first(item, "type").lower()


def _byline(item: Item) -> str:
    """Who wrote or took it. Archives put their number before a photographer's name: "A35/_Ida Marsh"."""
    by = _first(item, "byline", "by", "bylines")
    if not by and isinstance(item.get("bylines"), list):
        by = " and ".join(words_of(part.get("by")) for part in item["bylines"] if isinstance(part, dict))
    return re.sub(r"^\w*\d\w*/_", "", by)


def item_passages(item: Item) -> Iterator[Passage]:
    yield Passage(role=Role.HEADLINE, words=_headline(item))
    if _kind(item) in PICTURES:
        yield from _caption(item)
        return
    story = _story(item)
    byline = _byline(item)
    if byline and not any(passage.role is Role.BYLINE for passage in story):
        yield Passage(role=Role.BYLINE, words=byline if byline.lower().startswith("by ") else f"By {byline}")
    yield from story
    for picture in _pictures(item):
        yield from _caption(picture)


def _bodies(item: Item) -> list[tuple[str, str]]:
    """What the item says of its story, (kind of words, words), those with markup first."""
    listed = (
        [part for part in item.get("bodies") or () if isinstance(part, dict)]
        if isinstance(item.get("bodies"), list)
        else []
    )
    found = [(str(part.get("contentType") or part.get("contenttype") or ""), words_of(part)) for part in listed]
    found += [(name, words_of(item.get(name))) for name in BODIES]
    found = [(kind, words) for kind, words in found if words]
    return sorted(found, key=lambda body: "<p" not in body[1].lower())


def _story(item: Item) -> list[Passage]:
    for kind, words in _bodies(item):
        nitf = parse_nitf(words)
        if nitf is not None:
            passages = list(body_passages(nitf))
        elif "<" in words and (("text/plain" not in kind and kind != "body_text") or "<p" in words.lower()):
            markup = parse_markup(words)
            passages = [] if markup is None else story_passages(markup)
        else:
            passages = plain_passages(words)
        if passages:
            return passages
    return []


def _associated(item: Item) -> Iterator[Item]:
    beside = item.get("associations")
    parts = beside.values() if isinstance(beside, dict) else beside if isinstance(beside, list) else ()
    return (part for part in parts if isinstance(part, dict))


def _pictures(item: Item, depth: int = DEPTH) -> Iterator[Item]:
    """The pictures among what an item is associated with, at any depth that packages have."""
    for part in _associated(item):
        if depth:
            if _kind(part) in PICTURES:
                yield part
            yield from _pictures(part, depth - 1)


def _caption(item: Item) -> Iterator[Passage]:
    """The words under a picture: those that call themselves caption, else its description."""
    listed = (
        [part for part in item.get("descriptions") or () if isinstance(part, dict)]
        if isinstance(item.get("descriptions"), list)
        else []
    )
    listed.sort(key=lambda part: "caption" not in str(part.get("role", "")).lower())
    words = next(filter(None, map(words_of, listed)), "") or _first(item, *DESCRIPTIONS)
    if "<" in words and (markup := parse_markup(words)) is not None:
        words = "".join(markup.itertext())
    line = _first(item, "creditline", "creditLine", "credit")
    return caption_passages(words, photographer=_byline(item), agency=line)
