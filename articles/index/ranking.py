"""The order of rows by how well their words match, where the database would read every row of a word to tell."""

from collections.abc import Mapping, Sequence
from math import log

from articles.index.columns import asked_columns
from articles.search import And, Field, Near, Not, Or, Words
from articles.search.query import Node
from articles.search.words import forms

# A hit in a title or a name weighs more than one in the text.
WEIGHTS = (8.0, 3.0, 3.0, 1.0)
# As in BM25: how soon more hits stop counting, and how much the length of a text counts.
ENOUGH, LENGTH = 1.2, 0.75


def best_first(kind: str, node: Node, rows: Mapping[int, Sequence[str]]) -> list[int]:
    """Keys of rows that hold any of the words asked for, the best match first, the last read in among equals."""
    padded = {key: [f" {column} " for column in columns] for key, columns in rows.items()}
    lengths = {key: sum(map(len, columns)) for key, columns in padded.items()}
    usual = sum(lengths.values()) / len(lengths) if lengths else 1
    scores = dict.fromkeys(rows, 0.0)
    for asked, columns in _asked(kind, node):
        hits = {key: weight for key, texts in padded.items() if (weight := _weight(asked, columns, texts))}
        rarity = log(1 + len(rows) / (1 + len(hits)))
        for key, weight in hits.items():
            room = ENOUGH * (1 - LENGTH + LENGTH * lengths[key] / usual)
            scores[key] += rarity * weight / (weight + room)
    return sorted((key for key, score in scores.items() if score), key=lambda key: (-scores[key], -key))


def _weight(asked: Words, columns: str, texts: Sequence[str]) -> float:
    return sum(
        WEIGHTS["abcd".index(column)] * texts["abcd".index(column)].count(words)
        for column in columns
        for words in _spellings(asked)
    )


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
