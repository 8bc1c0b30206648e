"""ninjs 1.x, 2.x and 3.x, and items of the same shape that agencies serve as JSON."""

import re
from collections.abc import Iterator
from itertools import chain
from typing import Any

from articles.extraction.provenance import Provenance, embargo_of
from articles.extraction.types import RawArticle, Role
from articles.readers.composing import Passage, compose
from articles.readers.content import Content
from articles.readers.errors import ReadError, TooMuch
from articles.readers.names import without_by
from articles.readers.wire.ans import without_elements
from articles.readers.wire.json_items import (
    DEPTH,
    MAIN,
    Item,
    bodies_of,
    by_role,
    first_of,
    items_of,
    listed,
    number_of,
    strings_of,
    values_of,
    words_of,
)
from articles.readers.wire.nitf import body_passages, parse_nitf
from articles.readers.wire.packages import Package, embargoes_of, longest
from articles.readers.wire.story import TAG, caption_passages, parse_markup, plain_passages, story_passages
from articles.readers.wire.xml import one_line

SIGN = re.compile(r'"(?:bodies|versioncreated|versionCreated|headlines|content_elements)"\s*:')
BODY_SIGN = re.compile(r'"(?:body_(?:text|x?html|richtext|main|nitf)|pubstatus|pubStatus)"\s*:')
NAME_SIGN = re.compile(r'"(?:uri|guid|type)"\s*:')
DESCRIPTIONS = ("description_caption", "description_text", "description_main", "description_html", "caption")
PACKAGES = frozenset({"composite", "package"})
PICTURES = frozenset({"picture", "graphic", "photo"})
RECORDINGS = frozenset({"video", "audio"})
CREATED, CHANGED = ("firstcreated", "firstCreated"), ("versioncreated", "versionCreated")
SHORT = ("description_summary", "description_text", "description_html")
SUMMARIES = ("summary", "abstract", "teaser", "standfirst")
NO_WRITERS = ("photo", "editor", "illustrat")
HOLDER = re.compile(
    r"(?:copyright|©|\(c\))\s*(?:\(c\)\s*)?(?:\d{4}(?:\s*[-–]\s*\d{2,4})?\s*)?(?P<holder>[^,.;:\n-]{2,80})",
    re.IGNORECASE,
)


def is_ninjs(content: Content) -> bool:
    """By a property that nothing else has; a body may be a column of any table."""
    opening = content.opening
    has_sign = SIGN.search(opening) or (BODY_SIGN.search(opening) and NAME_SIGN.search(opening))
    return opening.startswith(("{", "[")) and bool(has_sign)


def read_ninjs(content: Content) -> Iterator[RawArticle | ReadError]:
    """An article for each item; pictures among its associations are its captions. Raises ReadError."""
    for place, item in read_items(content):
        if isinstance(item, ReadError):
            yield item
            continue
        try:
            passages, article = list(item_passages(item)), item_fields(item, content.path, place)
        except TooMuch as error:
            yield error.at(content.path, place)
            continue
        has_words = any(passage.role in (Role.BODY, Role.CAPTION) for passage in passages)
        if has_words or article.provenance.is_withdrawn:
            yield compose(article, passages, most=content.limits.passages)
        elif not _is_package(item):
            yield ReadError(content.path, "an item without words", "ask the sender for its text", item=place)


def read_items(content: Content) -> Iterator[tuple[int, Item | ReadError]]:
    """Every item of a file with its place, the stories beside it among them; 0 where it is the only one."""
    values, is_in_lines = values_of(content)
    found = chain.from_iterable(map(_with_those_beside, values))
    items = found if is_in_lines else _held_by_packages(list(found))
    yield from enumerate(items, start=1) if is_in_lines or len(items) > 1 else ((0, item) for item in items)


def _with_those_beside(value: Any) -> Iterator[Item | ReadError]:
    if isinstance(value, ReadError):
        yield value
        return
    for item in chain.from_iterable(map(without_elements, items_of(value))):
        yield item
        yield from _items_beside(item)


def _held_by_packages(items: list[Item]) -> list[Item]:
    """The items, each of them held back as long as those that name it."""
    held = embargoes_of(
        Package(_name(item), _embargo(item), frozenset(filter(None, map(_name, _associated(item))))) for item in items
    )
    return [
        item | {"embargoed": longest(_embargo(item), held[_name(item)])} if _name(item) in held else item
        for item in items
    ]


def _is_package(item: Item) -> bool:
    return _kind(item) in PACKAGES and any(_associated(item))


def _name(item: Item) -> str:
    return first_of(item, "guid", "uri", "altids")


def _items_beside(item: Item, depth: int = DEPTH) -> Iterator[Item]:
    """What an item is associated with that is an article of its own: stories, and pictures that are held back longer.

    What holds the item back holds them back as well.
    """
    for part in _associated(item) if depth else ():
        held = part | {"embargoed": longest(_embargo(item), _embargo(part))}
        # What a picture has for a body is its description for those who cannot see it.
        if not _goes_with(part, item) if _is_picture(part) else bodies_of(part):
            yield held
        if not _is_picture(part):
            yield from _items_beside(held, depth - 1)


def _embargo(item: Item) -> str:
    return embargo_of(_status(item), first_of(item, "embargoed", "embargo"))


def _status(item: Item) -> str:
    return first_of(item, "pubstatus", "pubStatus").rpartition(":")[2].lower()


def _goes_with(picture: Item, item: Item) -> bool:
    """Whether the words of a picture may be seen when those of the item may."""
    return longest(_embargo(item), _embargo(picture)) == _embargo(item)


def item_fields(item: Item, path: str, number: int) -> RawArticle:
    rights = item.get("rightsInfo") or item.get("rightsinfo")
    item = rights | item if isinstance(rights, dict) else item
    notice = first_of(item, "copyrightnotice", "copyrightNotice", "copyrightNotices")
    holder = HOLDER.search(notice)
    is_picture = _is_picture(item)
    return RawArticle(
        path=path,
        item=number,
        format="ninjs",
        text="",
        headline=_headline(item),
        authors=tuple(filter(None, [_byline(item)])) if is_picture else (),
        published=first_of(item, *CREATED, *CHANGED, "contentcreated", "contentCreated"),
        publisher=first_of(item, "source", "provider", "infoSources", "infosources")
        or first_of(item, "copyrightholder", "copyrightHolder")
        or (holder["holder"].strip() if holder else ""),
        section=first_of(item, "service"),
        language=first_of(item, "language"),
        url=first_of(item, "canonicalurl", "url"),
        provenance=Provenance(
            identity=_name(item),
            version=number_of(item.get("version")),
            status=_status(item),
            urgency=number_of(item.get("urgency") or item.get("priority") or item.get("editorialpriority")),
            holder=first_of(item, "copyrightholder", "copyrightHolder") or (holder["holder"].strip() if holder else ""),
            notice=notice,
            terms=" ".join(dict.fromkeys(filter(None, strings_of(item.get("usageterms", item.get("usageTerms")))))),
            credit=first_of(item, "creditline", "creditLine") if not is_picture else "",
            note=first_of(item, "ednote", "edNote", "ednotes", "edNotes", "editorialnote"),
            embargo=_embargo(item),
            modified=first_of(item, *CHANGED),
        ),
    )


def _headline(item: Item) -> str:
    """The headline under its own name, with a role ("headline_main"), or in a list."""
    named = [name for name in item if name.lower().startswith("headline")]
    words = by_role(item, "headlines", MAIN) or first_of(item, "headline", *named, "title", "name")
    markup = parse_markup(words) if TAG.search(words) else None
    return words if markup is None else one_line(markup)


def _is_picture(item: Item) -> bool:
    """A picture, or a recording whose words are only those that describe it."""
    return _kind(item) in PICTURES or (_kind(item) in RECORDINGS and not bodies_of(item))


def _kind(item: Item) -> str:
    return first_of(item, "type").lower()


def _byline(item: Item) -> str:
    """Who wrote or took it. Archives put their number before a photographer's name: "A35/_Ida Marsh"."""
    by = first_of(item, "byline", "by", "bylines")
    several = [words_of(part.get("by")) for part in listed(item, "bylines")] or [
        words_of(part)
        for part in [*listed(item, "authors"), *listed(item, "contributors")]
        if not any(role in f"{part.get('role')} {part.get('roles')}".lower() for role in NO_WRITERS)
    ]
    by = by or " and ".join(without_by(words) for words in several if words)
    return re.sub(r"^\w*\d\w*/_", "", by)


def item_passages(item: Item) -> Iterator[Passage]:
    yield Passage(role=Role.HEADLINE, words=_headline(item))
    if _is_picture(item):
        yield from _caption(item)
        return
    story = story_of(item)
    byline = _byline(item)
    if byline and not any(passage.role is Role.BYLINE for passage in story):
        yield Passage(role=Role.BYLINE, words=f"By {without_by(byline)}")
    summary = one_line(parse_markup(first_of(item, *SHORT)))
    above = by_role(item, "subheadlines", MAIN), by_role(item, "descriptions", *SUMMARIES), summary
    for words in dict.fromkeys(above):
        if words and not any(passage.words.startswith(words.rstrip(" .…")) for passage in story):
            yield Passage(role=Role.STANDFIRST, words=words)
    beside = [list(_caption(picture)) for picture in _pictures(item)]
    captions = {passage.words: passage for passages in beside for passage in passages if passage.role is Role.CAPTION}
    for passage in story:  # a picture that stands in the story as well is told of there
        is_shown = passage.role is Role.CAPTION and not passage.credit
        yield captions.pop(passage.words, passage) if is_shown else passage
    for passages in beside:
        yield from passages if passages and passages[0].words in captions else ()


def story_of(item: Item) -> list[Passage]:
    """The first of its bodies that holds anything."""
    for kind, words in bodies_of(item):
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
    several = (part if isinstance(part, list) else [part] for part in parts)
    return (part for part in chain.from_iterable(several) if isinstance(part, dict))


def _pictures(item: Item, depth: int = DEPTH) -> Iterator[Item]:
    """The pictures among what an item is associated with, at any depth that packages have."""
    for part in _associated(item) if depth else ():
        if _is_picture(part) and _goes_with(part, item):
            yield part
        yield from _pictures(part | {"embargoed": longest(_embargo(item), _embargo(part))}, depth - 1)


def _caption(item: Item) -> Iterator[Passage]:
    """The words under a picture: those that call themselves caption, else its description."""
    said = listed(item, "descriptions")
    said.sort(key=lambda part: "caption" not in str(part.get("role", "")).lower())
    words = next(filter(None, map(words_of, said)), "") or first_of(item, *DESCRIPTIONS)
    line = first_of(item, "creditline", "creditLine", "credit")
    return caption_passages(words, photographer=_byline(item), agency=line)
