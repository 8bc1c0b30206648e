"""A node of a query in the words of either database. Every word is letters and figures alone: nothing to escape."""

from functools import partial
from itertools import product

from articles.index.columns import asked_columns, is_apart
from articles.index.links import LINKED, link_words
from articles.search import And, Field, Near, Not, Or, Words
from articles.search.query import Node
from articles.search.words import forms


def fts5(kind: str, node: Node, field: str = "") -> str:
    """The node as an FTS5 expression."""
    if isinstance(node, Field):
        return fts5(kind, node.value, node.name)
    if isinstance(node, Or):
        return f"({' OR '.join(fts5(kind, child, field) for child in node.children)})"
    if isinstance(node, And):
        wanted = " AND ".join(fts5(kind, child, field) for child in node.children if not isinstance(child, Not))
        denied = " OR ".join(fts5(kind, child.child, field) for child in node.children if isinstance(child, Not))
        return f"(({wanted}) NOT ({denied}))" if denied else f"({wanted})"
    if isinstance(node, Near):
        pairs = product(_phrases(node.first), _phrases(node.second))
        found = [f"NEAR({one} {other}, {node.distance})" for one, other in pairs]
    else:
        found = _phrases(node)
    return f"({{{' '.join(asked_columns(kind, field))}}} : ({' OR '.join(found)}))"


def _phrases(asked: Words) -> list[str]:
    star = " *" if asked.prefix else ""
    return [f'"{" ".join(words)}"{star}' for words in spellings(asked)]


def spellings(asked: Words) -> list[tuple[str, ...]]:
    """The words as they may stand in the text: one word alone in either number."""
    if asked.exact or asked.prefix or len(asked.words) > 1:
        return [asked.words]
    return [(form,) for form in forms(asked.words[0])]


def tsquery(kind: str, node: Node, field: str = "", *, loose: bool = False, linked: bool = True) -> str:
    """The node as a tsquery; a `loose` one the index alone can answer, and all that matches the node matches it.

    `linked`: with what the index knows of words that follow one another.
    """
    inside = partial(tsquery, kind, loose=loose, linked=linked)
    if isinstance(node, Field):
        return inside(node.value, node.name)
    if isinstance(node, Or):
        return f"({' | '.join(inside(child, field) for child in node.children)})"
    if isinstance(node, And):
        asked = [child for child in node.children if not (loose and isinstance(child, Not))]
        return f"({' & '.join(inside(child, field) for child in asked)})"
    if isinstance(node, Not):
        return f"!{tsquery(kind, node.child, field, linked=linked)}"
    if isinstance(node, Near):
        one, other = (_lexemes(kind, words, field, loose=loose) for words in (node.first, node.second))
        if loose:
            return f"({one} & {other})"
        steps = range(1, node.distance + 2)
        return f"({' | '.join(f'{a} <{step}> {b}' for step in steps for a, b in ((one, other), (other, one)))})"
    found = _lexemes(kind, node, field, loose=loose)
    return f"({' & '.join((found, *links))})" if linked and (links := _links(kind, node, field)) else found


def _links(kind: str, asked: Words, field: str) -> list[str]:
    whole = asked.words[:-1] if asked.prefix else asked.words
    return [*link_words(whole)] if kind in LINKED and {*asked_columns(kind, field)} <= {*asked_columns(kind)} else []


def is_exact(kind: str, node: Node) -> bool:
    """Whether PostgreSQL's index alone can tell, and no row has to be looked at: words, wherever they stand."""
    if isinstance(node, And | Or):
        return all(is_exact(kind, child) for child in node.children)
    if isinstance(node, Not):
        return is_exact(kind, node.child)
    if isinstance(node, Field):
        return is_apart(kind, asked_columns(kind, node.name)) and is_exact(kind, node.value)
    return isinstance(node, Words) and len(node.words) == 1


def heads(kind: str, column: str) -> list[str]:
    """What PostgreSQL has before each word of a column: words that a field asks for say so themselves.

    So plain words need no weights, for which PostgreSQL would have to look at every row.
    """
    plain = [""] if column in asked_columns(kind) else []
    return [*plain, f"{column}="] if is_apart(kind, column) else plain


def _lexemes(kind: str, asked: Words, field: str, *, loose: bool) -> str:
    columns = asked_columns(kind, field)
    is_own = bool(field) and is_apart(kind, columns)
    head = heads(kind, columns)[-1] if is_own else ""
    label = "" if loose or is_own or columns == asked_columns(kind) else columns.upper()
    found = []
    for words in spellings(asked):
        marks = [label] * (len(words) - 1) + [("*" if asked.prefix else "") + label]
        names = [f"{head}{word}" for word in words]
        terms = [f"'{name}'" + (f":{mark}" if mark else "") for name, mark in zip(names, marks, strict=True)]
        found.append((" & " if loose else " <-> ").join(terms))
    return f"({' | '.join(found)})"
