"""Fields of a query as marks, which the index tells of a row together with its words."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from articles.index import marks
from articles.search import And, Field, Not, Or, Words
from articles.search.query import DATE_FIELDS, Node
from articles.search.values import Period

MARKED = ("article", "quote", "caption")
Members = Callable[[Words], Sequence[int] | None]


@dataclass(frozen=True, slots=True)
class Who:
    """Asks for someone by their key, in whatever words they are named; `members` are they and all merged into them."""

    person: int
    members: tuple[int, ...]


def marked(node: Node | Who, kind: str, members: Members = lambda words: None) -> Node | Who:
    """The node with marks for what these tell of rows of the kind; what else it asks for stays.

    `members` brings everyone whose name holds some words, and all merged into them; None where it cannot be told.
    """
    if kind not in MARKED:
        return node
    if isinstance(node, Not):
        return Not(marked(node.child, kind, members))
    if isinstance(node, And | Or):
        return type(node)(tuple(marked(child, kind, members) for child in node.children))
    if isinstance(node, Who):
        return marks.asking(marks.named(node.members)) if len(node.members) <= marks.MOST else node
    if not isinstance(node, Field):
        return node
    if node.name in DATE_FIELDS:
        years = _years(node.value)
        return marks.asking(marks.dated(years)) if years else node
    if node.name == "person" and (people := members(node.value)):
        return marks.asking(marks.named(people))
    if node.name == "speaker" and kind != "caption" and (people := members(node.value)) is not None:
        return _speaking(node.value, kind, people)
    return node


def unknown(words: Words) -> And:
    """Quotes of nobody who is known, but by such words for them."""
    return And((marks.asking([marks.NOBODY]), Field("called", words)))


def _speaking(words: Words, kind: str, people: Sequence[int]) -> Node:
    """Who says something under that name; also those of whom nobody knows more than the words for them."""
    others = unknown(words) if kind == "quote" else Field("called", words)
    return Or((marks.asking(marks.saying(people)), others)) if people else others


def _years(period: Period) -> Sequence[int]:
    """The years that a period is, if it is whole ones, and not too many."""
    first, last = period
    if not first or not last or first != date(first.year, 1, 1) or last != date(last.year, 12, 31):
        return ()
    years = range(first.year, last.year + 1)
    return years if len(years) <= marks.MOST else ()
