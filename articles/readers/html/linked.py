"""What a page says of itself for machines: JSON-LD, and the meta elements of its head."""

import html
import json
import re
from collections.abc import Iterable, Iterator
from typing import Any

from lxml.html import HtmlElement

ARTICLE = re.compile(r"(?:Article|Posting|Report|ClaimReview)$")
CONTROL = re.compile(r"[\x00-\x1f]")
CDATA = re.compile(r"^\s*(?:<!\[CDATA\[|<!--|/\*.*?\*/)|(?:\]\]>|-->|/\*.*?\*/|;)\s*$", re.DOTALL)
TAG = re.compile(r"<[^>]+>")
MOST_NODES = 20_000
Node = dict[str, Any]


def linked_nodes(root: HtmlElement) -> list[Node]:
    """Every object of every JSON-LD script in the order in which they stand; what is no JSON is passed over."""
    found: list[Node] = []
    for script in root.iter("script"):
        if "ld+json" in (script.get("type") or "").lower() and script.text:
            found.extend(_objects(_parsed(script.text)))
            if len(found) > MOST_NODES:
                break
    return found[:MOST_NODES]


def _parsed(text: str) -> Any:
    text = CDATA.sub("", text.strip()).strip()
    try:
        return json.loads(CONTROL.sub(" ", text))
    except (ValueError, RecursionError):
        return None


def _objects(value: Any) -> Iterator[Node]:
    """The objects of a JSON value, outer ones first; without recursion, whatever its depth."""
    waiting = [value]
    while waiting:
        value = waiting.pop()
        if isinstance(value, dict):
            yield value
            waiting.extend(reversed(list(value.values())))
        elif isinstance(value, list):
            waiting.extend(reversed(value))


def types_of(node: Node) -> list[str]:
    """Its types, without the address of their vocabulary."""
    return [str(kind).rpartition("/")[2] for kind in as_list(node.get("@type"))]


def is_article(node: Node) -> bool:
    return any(ARTICLE.search(kind) for kind in types_of(node))


def as_list(value: Any) -> list[Any]:
    if value is None:
        return []
    return value if isinstance(value, list) else [value]


def strings(value: Any, *keys: str) -> list[str]:
    """The strings that a value is or holds under any of `keys`: a name, an object with a name, a list of either."""
    found = []
    for one in as_list(value):
        if isinstance(one, dict):
            found += next((words for key in keys if (words := strings(one.get(key)))), [])
        elif isinstance(one, str | int | float) and str(one).strip():
            found.append(str(one))
    return found


def first(value: Any, *keys: str) -> str:
    return next(iter(strings(value, *keys)), "")


def resolved(value: Any, nodes: Iterable[Node]) -> Iterator[Any]:
    """Each part of a value; one that only refers to another object with a name gives that object."""
    for one in as_list(value):
        if isinstance(one, dict) and one.get("@id") and not strings(one, "name"):
            yield next((other for other in nodes if other.get("@id") == one["@id"] and strings(other, "name")), one)
        else:
            yield one


def names_of(value: Any, nodes: Iterable[Node]) -> list[str]:
    return [name for one in resolved(value, nodes) for name in strings(one, "name")]


def plain(words: str) -> str:
    """Words without the markup and entities that some pages put into their data."""
    words = html.unescape(html.unescape(words)) if "&" in words else words
    return " ".join(TAG.sub(" ", words).split())


def meta_of(root: HtmlElement) -> dict[str, list[str]]:
    """The contents of meta elements by name, property or itemprop in small letters."""
    found: dict[str, list[str]] = {}
    for element in root.iter("meta"):
        content = " ".join((element.get("content") or "").split())
        for key in ("name", "property", "itemprop"):
            if content and element.get(key):
                found.setdefault(element.get(key).strip().lower(), []).append(content)
    return found
