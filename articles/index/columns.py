"""What the index holds of a row: four columns of folded words, and which of them a query asks."""

from collections.abc import Collection, Iterable

from articles.index.marks import Columns, with_marks
from articles.search import And, Field, Near, Not, Or, Words
from articles.search.query import Node
from articles.search.words import folded_words

KINDS = ("article", "quote", "caption", "person", "event")

# Words that stand between two names of one person and are in no query: no phrase reaches over them.
APART = "¶"
# PostgreSQL counts 16,383 words of a row, and holds a megabyte of different ones.
MOST_WORDS = (1_000, 200, 200, 14_800)
MOST_BYTES, WEIGHT = 800_000, 8

# The columns that words without a field are looked for in.
BARE = {"article": "ad", "quote": "d", "caption": "bd", "person": "ad", "event": "ad"}
# `called` is asked for speakers of whom nobody knows more than the words for them, `mark` for marks.
FIELDS = {
    ("article", "headline"): "a",
    ("article", "source"): "b",
    ("article", "called"): "c",
    ("article", "mark"): "c",
    ("quote", "speaker"): "a",
    ("quote", "called"): "a",
    ("quote", "source"): "b",
    ("quote", "mark"): "c",
    ("caption", "agency"): "a",
    ("caption", "credit"): "b",
    ("caption", "source"): "c",
    ("caption", "mark"): "c",
    ("caption", "caption"): "d",
    ("person", "person"): "a",
    ("event", "event"): "a",
}


def columns_of(
    a: Iterable[str] = (),
    b: Iterable[str] = (),
    c: Iterable[str] = (),
    d: Iterable[str] = (),
    marks: Collection[str] = (),
) -> Columns:
    """Fold the texts of each column; of a very long one the beginning. Marks stand behind the words of the third."""
    room, columns = MOST_BYTES - sum(len(mark) + WEIGHT for mark in marks), []
    for texts, most in zip((a, b, c, d), MOST_WORDS, strict=True):
        words: list[str] = []
        for word in _words(texts):
            room -= len(word.encode()) + WEIGHT
            if len(words) == most or room < 0:
                break
            words.append(word)
        columns.append(" ".join(words))
    return with_marks(tuple(columns), marks)


def _words(texts: Iterable[str]) -> Iterable[str]:
    for number, text in enumerate(texts):
        if number:
            yield APART
        yield from folded_words(text)


# Asked of the words for a speaker alone; a quote is also somebody's whom it names otherwise.
PARTLY = {("quote", "speaker")}


# Columns of words without a field whose words PostgreSQL has once more for the field: it cannot tell them by the index
# otherwise, and rows that are long take long to read.
TWICE = {("article", "a")}


def is_apart(kind: str, columns: str) -> bool:
    """Whether PostgreSQL has words of their own for what a field asks for in some columns."""
    return columns not in BARE[kind] or (kind, columns) in TWICE


def asked_columns(kind: str, field: str = "") -> str:
    return FIELDS[kind, field] if field else BARE[kind]


def is_indexed(kind: str, node: Node) -> bool:
    """Whether the index of a kind can answer a node by itself: words, and what is joined of them."""
    if isinstance(node, Field):
        return (kind, node.name) in FIELDS.keys() - PARTLY
    if isinstance(node, And):
        positive = [child for child in node.children if not isinstance(child, Not)]
        denied = [child.child for child in node.children if isinstance(child, Not)]
        return bool(positive) and all(is_indexed(kind, child) for child in (*positive, *denied))
    if isinstance(node, Or):
        return all(is_indexed(kind, child) for child in node.children)
    return isinstance(node, Words | Near)
