"""What a search says of its fields: that nobody is called so, and what they ask of rows that have no such thing."""

from collections.abc import Iterator

from articles.search import And, Field, Not, Or, Problem, Query, Words
from articles.search.query import DATE_FIELDS, NAME_FIELDS, Node
from entities.search.finding import Finder

# Fields that rows of a kind do not have themselves: they are asked of the articles that these stand in.
LENT = {
    "quote": ("headline", "caption", "credit", "agency", "event"),
    "caption": ("headline", "speaker", "event"),
    "person": ("headline", "caption", "credit", "agency", "source", "event", *DATE_FIELDS),
    "event": ("headline", "caption", "credit", "agency", "source", "speaker"),
}
ARTICLES = {
    "headline": "with “{}” in the headline",
    "caption": "with “{}” in a caption",
    "credit": "with “{}” in a credit",
    "agency": "with “{}” as an agency",
    "source": "published by “{}”",
    "speaker": "in which “{}” speaks",
    "event": "about “{}”",
}
MANY = {"quote": "Quotes", "caption": "Captions", "person": "People", "event": "Events"}


def notes(query: Query, kind: str, finder: Finder) -> list[Problem]:
    """What is to be said of the fields of a query, and of the kind of rows that is shown; nothing more is asked."""
    found: dict[str, Problem] = {}
    asked = {*_asked(query.root)} if query else set()
    for place in query.places:
        if isinstance(place.node, Field) and place.node in asked:
            for message in (_of_nobody(place.node, finder), _of_articles(place.node, kind)):
                if message:
                    found.setdefault(message, Problem(place.start, place.end, message))
    return list(found.values())


def _asked(node: Node) -> Iterator[Node]:
    """What is asked for, and not left out."""
    if isinstance(node, And | Or):
        for child in node.children:
            yield from _asked(child)
    elif not isinstance(node, Not):
        yield node


def _of_nobody(asked: Field, finder: Finder) -> str:
    """As far as the search has come to know it."""
    kind = "event" if asked.name == "event" else "person"
    known = finder.known.get((kind, Field(kind, asked.value))) if asked.name in NAME_FIELDS else None
    if known is None or known.keys:
        return ""
    words = _say(asked.value)
    if kind == "event":
        return f"No event is called “{words}”."
    nobody = f"Nobody known is called “{words}”"
    return f"{nobody}: only a speaker who is not identified may be." if asked.name == "speaker" else f"{nobody}."


def _of_articles(asked: Field, kind: str) -> str:
    if asked.name == "is":
        return f"{MANY[kind]} are never unattributed: only quotes are." if _is_never(asked, kind) else ""
    if asked.name not in LENT.get(kind, ()):
        return ""
    if asked.name in DATE_FIELDS:
        return f"{MANY[kind]} have no date: this asks for those in articles published then."
    articles = ARTICLES[asked.name].format(_say(asked.value))
    return f"{MANY[kind]} have no {asked.name}: this asks for those in articles {articles}."


def _is_never(asked: Field, kind: str) -> bool:
    return asked.value == "unattributed" and kind not in ("article", "quote")


def _say(words: Words) -> str:
    return " ".join(words.words) + "*" * words.prefix
