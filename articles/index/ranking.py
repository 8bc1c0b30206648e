"""The order of rows by how well their words match, where the database would read every row of a word to tell."""

from collections.abc import Iterable, Sequence
from math import log

from articles.index.columns import asked_columns
from articles.search import And, Field, Near, Not, Or, Words
from articles.search.query import Node
from articles.search.words import forms

# A hit in a title or a name weighs more than one in the text.
WEIGHTS = (8.0, 3.0, 3.0, 1.0)
# As in BM25: how soon more hits stop counting, and how much the length of a text counts.
ENOUGH, LENGTH = 1.2, 0.75
# Characters that are gone through, once for each word in each of its numbers: rows beyond are not ranked.
MOST_READ = 40_000_000


def asked_for(kind: str, node: Node) -> str:
    """The columns in which the words of a node are looked for."""
    return "".join(sorted({column for _, columns in _asked(kind, node) for column in columns}))


def best_first(kind: str, node: Node, rows: Iterable[Sequence]) -> list[int]:
    """Keys of rows that hold any of the words asked for, the best match first, the last read in among equals.

    A row is its key and the columns that are `asked_for`, each with a space before and after it.
    """
    there = asked_for(kind, node)
    asked = [
        (_spellings(words), [there.index(column) + 1 for column in columns]) for words, columns in _asked(kind, node)
    ]
    weights = [0.0, *(WEIGHTS["abcd".index(column)] for column in there)]
    hits: list[dict[int, float]] = [{} for _ in asked]
    lengths: dict[int, int] = {}
    room = MOST_READ / max(1, sum(len(spellings) for spellings, _ in asked))
    for row in rows:
        key = row[0]
        lengths[key] = sum(map(len, row[1:]))
        for (spellings, places), found in zip(asked, hits, strict=True):
            weight = 0.0
            for place in places:
                for words in spellings:
                    weight += weights[place] * row[place].count(words)
            if weight:
                found[key] = weight
        if (room := room - lengths[key]) < 0:
            break
    return _by_score(hits, lengths)


def _by_score(hits: Sequence[dict[int, float]], lengths: dict[int, int]) -> list[int]:
    usual = sum(lengths.values()) / max(1, len(lengths))
    scores = dict.fromkeys(lengths, 0.0)
    for found in hits:
        rarity = log(1 + len(lengths) / (1 + len(found)))
        for key, weight in found.items():
            scores[key] += rarity * weight / (weight + ENOUGH * (1 - LENGTH + LENGTH * lengths[key] / usual))
    return sorted((key for key, score in scores.items() if score), key=lambda key: (-scores[key], -key))


def _spellings(asked: Words) -> list[str]:
    end = "" if asked.prefix else " "
    if asked.exact or asked.prefix or len(asked.words) > 1:
        return [f" {' '.join(asked.words)}{end}"]
    return [f" {form} " for form in forms(asked.words[0])]


def _asked(kind: str, node: Node, field: str = "") -> list[tuple[Words, str]]:
    """The words of a node that a row may have because they were asked for, and the columns to look in."""
    if isinstance(node, Field):
        return _asked(kind, node.value, node.name)
    if isinstance(node, Not):
        return []
    if isinstance(node, And | Or):
        return [one for child in node.children for one in _asked(kind, child, field)]
    if isinstance(node, Near):
        return [(words, asked_columns(kind, field)) for words in (node.first, node.second)]
    return [(node, asked_columns(kind, field))]
