"""Stories of Arc XP (ANS), whose paragraphs and pictures are elements of one list, as items of ninjs' shape."""

from collections.abc import Iterator
from html import escape

from articles.extraction.provenance import WITHHELD
from articles.readers.wire.json_items import Item, first_of, listed, words_of

ELEMENTS = "content_elements"
DEPTH = 4  # of lists and quotations inside each other
NO_STORY = frozenset(
    {"interstitial_link", "link_list", "raw_html", "custom_embed", "oembed_response", "video", "divider"}
)


def without_elements(item: Item, depth: int = DEPTH) -> Iterator[Item]:
    """The stories of an answer, or the one that an item is; any item of another format as it is."""
    if not isinstance(item.get(ELEMENTS), list):
        yield item
    elif "headlines" in item or not depth:
        yield _as_ninjs(item)
    else:
        for part in listed(item, ELEMENTS):
            yield from without_elements(part, depth - 1)


def _as_ninjs(item: Item) -> Item:
    """A story with what it says under the names that ninjs has for it."""
    promo = item.get("promo_items")
    main = promo.get("basic") if isinstance(promo, dict) else None
    pictures = [main, *listed(item, ELEMENTS)] if isinstance(main, dict) else listed(item, ELEMENTS)
    is_out = _part(item, "revision").get("published", True)
    return {
        "type": "text",
        "uri": first_of(item, "_id"),
        "headline": _basic(item, "headlines"),
        "description_text": _basic(item, "subheadlines") or _basic(item, "description"),
        "bylines": [{"by": name} for name in _credited(item, "by")],
        "firstcreated": first_of(item, "first_publish_date", "display_date", "publish_date", "created_date"),
        "versioncreated": first_of(item, "last_updated_date", "publish_date"),
        "pubstatus": "usable" if is_out else WITHHELD,
        "source": first_of(_part(item, "distributor"), "name") or first_of(_part(item, "source"), "name"),
        "service": first_of(_part(_part(item, "taxonomy"), "primary_section"), "name"),
        "copyrightnotice": first_of(item, "copyright"),
        "canonicalurl": first_of(item, "canonical_url"),
        "language": first_of(item, "language"),
        "body_html": "".join(_markup(item)),
        "associations": [_picture(part) for part in pictures if words_of(part.get("type")) == "image"],
    }


def _part(item: Item, name: str) -> Item:
    part = item.get(name)
    return part if isinstance(part, dict) else {}


def _basic(item: Item, name: str) -> str:
    return first_of(_part(item, name), "basic")


def _credited(item: Item, role: str) -> list[str]:
    return [name for part in listed(_part(item, "credits"), role) if (name := first_of(part, "name", "byline"))]


def _picture(part: Item) -> Item:
    agency = " ".join(_credited(part, "affiliation"))
    credit = {"byline": " and ".join(_credited(part, "by")), "creditline": agency}
    return {"type": "picture", "description_caption": first_of(part, "caption"), **credit}


def _markup(item: Item, depth: int = DEPTH) -> Iterator[str]:
    """Its paragraphs, headings and captions in their order; what leads elsewhere is left out."""
    for part in listed(item, ELEMENTS):
        kind, words = words_of(part.get("type")), first_of(part, "content")
        if kind == "header":
            yield f"<h2>{words}</h2>"
        elif kind == "image" and (caption := first_of(part, "caption")):
            yield f"<figure><figcaption>{escape(caption)}</figcaption></figure>"
        elif kind not in NO_STORY and words:
            yield f"<p>{words}</p>"
        for held in [part | {ELEMENTS: part.get("items")}, part] if depth and kind not in NO_STORY else ():
            yield from _markup(held, depth - 1)
