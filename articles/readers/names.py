"""Who wrote it, in a field that holds one name, several packed together, or a name with a post."""

import re
from collections.abc import Mapping
from typing import Any

from articles.extraction.bylines import BY, PLACE_TAIL, POST, read_byline, read_names
from articles.extraction.credits import is_person
from articles.readers.wire.json_items import words_of

QUOTED = r"(?:'(?:[^'\\]|\\.)*'|\"(?:[^\"\\]|\\.)*\")"
LISTED = re.compile(rf"\s*\[\s*(?:{QUOTED}\s*(?:,\s*{QUOTED}\s*)*)?\]\s*")
NAME_PARTS = (("firstname", "givenname", "first", "given"), ("lastname", "familyname", "surname", "last", "family"))
MARK = re.compile(r"\s*;\s*|,(?=\S)|\s*\|\s*")


def without_by(words: str) -> str:
    """The words of a byline on one line, without the "By" that opens it."""
    words = " ".join(words.split())
    return words[opening.end() :] if (opening := BY.match(words)) else words


def names_in(words: str) -> tuple[str, ...]:
    """The names in a field; the words as they are where they are none that can be told apart."""
    words = MARK.sub(", ", without_by(words)).strip(" ,")
    packed = read_byline(f"By {words}") if words else None
    return (packed.authors if packed else ()) or read_names(words) or ((words,) if words else ())


def list_in(words: str) -> list[str] | None:
    """The strings of a list that was written into one cell, as Python or JSON write it; None where it is none."""
    if not LISTED.fullmatch(words):
        return None
    return [re.sub(r"\\(.)", r"\1", one[1:-1]) for one in re.findall(QUOTED, words)]


def people_in(values: list[Any]) -> tuple[str, ...]:
    """The names in a list of words or objects, without the posts that stand beside them."""
    names = (name for one in values for name in names_in(_whole_name(one)))
    return tuple(dict.fromkeys(name for name in names if not POST.fullmatch(name)))


def without_place(words: str) -> str:
    """The name that a place is said beside: "Ann Ferris in Dale"."""
    name, _, place = words.partition(" in ")
    return name if PLACE_TAIL.fullmatch(f"in {place}") and is_person(name) else words


def _whole_name(value: Any) -> str:
    """A name in one string, or in an object that parts it."""
    if whole := words_of(value):
        return whole
    parts = {re.sub(r"[^a-z]", "", name.lower()): part for name, part in value.items()} if _is_object(value) else {}
    found = (next(filter(None, (words_of(parts.get(name)) for name in names)), "") for names in NAME_PARTS)
    return " ".join(filter(None, found))


def _is_object(value: Any) -> bool:
    return isinstance(value, Mapping) and all(isinstance(name, str) for name in value)
