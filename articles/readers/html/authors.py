"""Who wrote an article, as the data of its page says."""

import re
from collections.abc import Collection, Iterable, Iterator
from typing import Any

from articles.readers.html.linked import Node, names_of, plain, resolved, types_of
from articles.readers.names import names_in

ADDRESS = re.compile(r"https?://|^www\.|^/|@")
NOT_A_NAME = re.compile(
    r"^(?:by|admin\w*|author|editors?|staff|web ?desk|unknown|none|null|guest|n/?a)$|\d{3}|[<>{}]|^@", re.IGNORECASE
)
ORGANISATION = re.compile(r"Organi[sz]ation$")
ARTICLE = re.compile(r"^the\s+", re.IGNORECASE)
AUTHOR_FIELDS = (
    "author",
    "article:author",
    "article:author_name",
    "parsely-author",
    "byl",
    "dc.creator",
    "dcterms.creator",
    "sailthru.author",
)


def read_authors(
    node: Node, nodes: Iterable[Node], meta: dict[str, list[str]], sites: Iterable[str]
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The authors from the first place that names any, and the outlet where only that is named as one."""
    own = {_key(site) for site in sites if site}
    houses: list[str] = []
    for names, organisations in _places(node, nodes, meta):
        people = dict.fromkeys(name for name in names if _key(name) not in own and name not in organisations)
        if people:
            return tuple(people), ()
        houses = houses or names
    return (), tuple(dict.fromkeys(houses))


def _places(
    node: Node, nodes: Iterable[Node], meta: dict[str, list[str]]
) -> Iterator[tuple[list[str], Collection[str]]]:
    """The names of each place, most trusted first, with those among them that are of an organisation."""
    yield _linked(node.get("author"), nodes)
    for field in AUTHOR_FIELDS:
        yield _all(meta.get(field, [])), ()
    if node.get("author"):  # an address alone: the name stands beside it
        yield _linked(node.get("creator"), nodes)


def _linked(value: Any, nodes: Iterable[Node]) -> tuple[list[str], Collection[str]]:
    objects = [one for one in resolved(value, nodes) if isinstance(one, dict)]
    organisations = [one for one in objects if any(map(ORGANISATION.search, types_of(one)))]
    return _all(names_of(value, nodes)), _all(names_of(organisations, nodes))


def _key(name: str) -> str:
    return ARTICLE.sub("", name).casefold()


def _all(said: Iterable[str]) -> list[str]:
    return [name for words in said for name in _names(words)]


def _names(words: str) -> list[str]:
    """The names in a field that may hold one, or several packed together, or no name at all."""
    words = plain(words)
    if not words or ADDRESS.search(words):
        return []
    return [name for name in names_in(words) if not NOT_A_NAME.search(name) and len(name) <= 100]
