"""The items in an answer of JSON, and the words in their properties."""

from collections.abc import Iterator
from typing import Any

from articles.readers.content import Content
from articles.readers.json_values import has_json_lines, json_lines, parse_json

DEPTH = 8  # of items inside items
MOST_PARTS = 1_000  # of one value that are looked through for words: YAML can make few bytes very many parts
BODIES = ("body_xhtml", "body_html", "body_richtext", "body_main", "body_nitf", "body_text")
Item = dict[str, Any]
# Under which name an object has its words: of ninjs, of content systems, of databases.
WORDS = ("value", "name", "rendered", "main", "original", "text", "processed", "html", "$date", "$oid", "$numberLong")

MAIN = "main"
# Roles of bodies that are not the story itself.
BESIDE = ("alt", "short", "summary", "abstract", "teaser", "caption", "social", "script")


def values_of(content: Content) -> tuple[Iterator[Any], bool]:
    """What a file of JSON holds, value by value, an error in the place of each broken line; whether it is in lines."""
    if has_json_lines(content):
        return json_lines(content), True
    return iter((parse_json(content),)), False


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
        if inner is not None and not bodies_of(data) and depth:
            yield from items_of(inner, depth - 1)
        else:
            yield data


def words_of(value: Any) -> str:
    """A string as it is, or the first of a list of {"value": ...}; anything else is no words."""
    waiting = [value]
    for _ in range(MOST_PARTS):
        if not waiting:
            break
        part = waiting.pop()
        if isinstance(part, str) and part.strip():
            return part.strip()
        if isinstance(part, list | dict):
            waiting.extend(reversed(part if isinstance(part, list) else [part.get(name) for name in WORDS]))
    return ""


def strings_of(value: Any, depth: int = DEPTH) -> Iterator[str]:
    """Every string in a value, however deep."""
    if isinstance(value, str):
        yield value.strip()
    elif isinstance(value, dict | list) and depth:
        for part in value.values() if isinstance(value, dict) else value:
            yield from strings_of(part, depth - 1)


def number_of(value: Any) -> str:
    """A number, or words, as words; a database wraps its moments in an object."""
    if isinstance(value, dict) and isinstance(value.get("$date"), int | float):
        value = value["$date"]
    return str(value) if isinstance(value, int | float) and not isinstance(value, bool) else words_of(value)


def first_of(item: Item, *names: str) -> str:
    return next(filter(None, (words_of(item.get(name)) for name in names)), "")


def by_role(item: Item, name: str, *roles: str) -> str:
    """The words in a list whose role is one of some, or that have none."""
    parts = [part for part in listed(item, name) if words_of(part)]
    said = [(str(part.get("role") or "").lower(), part) for part in parts]
    wanted = [part for word in roles for role, part in said if word in role] + [part for role, part in said if not role]
    return words_of(wanted[:1])


def listed(item: Item, name: str) -> list[Item]:
    """The objects of a list."""
    value = item.get(name)
    return [part for part in value if isinstance(part, dict)] if isinstance(value, list) else []


def bodies_of(item: Item) -> list[tuple[str, str]]:
    """What the item says of its story, (kind of words, words): those with markup first, and last what is beside it."""
    found = []
    for part in listed(item, "bodies"):
        kind, role = part.get("contentType") or part.get("contenttype") or "", str(part.get("role") or "").lower()
        found.append((any(word in role for word in BESIDE), str(kind), words_of(part)))
    found += [(False, name, words_of(item.get(name))) for name in BODIES]
    found.sort(key=lambda body: (body[0], not _is_markup(body[2])))
    return [(kind, words) for _, kind, words in found if words]


def _is_markup(words: str) -> bool:
    return "<p" in words.lower()
