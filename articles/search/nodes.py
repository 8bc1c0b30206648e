"""What becomes of the nodes of a query while it is read."""

from collections.abc import Mapping
from dataclasses import replace
from itertools import product
from math import prod

from articles.search.query import NAME_FIELDS, And, Field, Near, Node, Not, Or, Words
from articles.search.words import forms

MOST_SPREAD = 12  # sides that brackets are written out to


def within(name: str, node: Node | None) -> Node | None:
    """What is asked of one field: of each of the words by itself; a field of its own stays."""
    if isinstance(node, Words):
        return Field(name, replace(node, exact=True) if name in NAME_FIELDS else node)
    if isinstance(node, Not):
        return Not(within(name, node.child))
    if isinstance(node, And | Or):
        return type(node)(tuple(within(name, child) for child in node.children))
    if isinstance(node, Near):  # which is asked of a whole row
        return And((within(name, node.first), within(name, node.second)))
    return node


def replaced(node: Node | None, found: Mapping[Node, Field | None]) -> Node | None:
    """The node with other leaves in the place of words; None where nothing is left of it."""
    if isinstance(node, Not):
        child = replaced(node.child, found)
        return Not(child) if child else None
    if isinstance(node, And | Or):
        return as_one(type(node), [replaced(child, found) for child in node.children])
    if isinstance(node, Near):  # which is asked of words alone
        return as_one(And, [replaced(node.first, found), replaced(node.second, found)])
    return found.get(node, node)


def spread(node: Node | None) -> Node | None:
    """With this or that of fields written out: `a (b OR c)` as `(a b) OR (a c)`, whose fields are asked of one row."""
    if isinstance(node, Or):
        return as_one(Or, [spread(child) for child in node.children])
    if not isinstance(node, And):
        return node
    parts = [spread(child) for child in node.children]
    sides = [part.children if isinstance(part, Or) and _has_field(part) else (part,) for part in parts]
    if not 1 < prod(map(len, sides)) <= MOST_SPREAD:
        return node
    return as_one(Or, [as_one(And, [*some]) for some in product(*sides)])


def _has_field(node: Node) -> bool:
    if isinstance(node, And | Or):
        return any(map(_has_field, node.children))
    return isinstance(node, Field) or (isinstance(node, Not) and _has_field(node.child))


def share(first: Words, second: Words) -> bool:
    """Whether one word of a text may count for both sides."""
    (ones, one), (others, other) = _sought(first), _sought(second)
    begun = any(word.startswith(one) for word in others) if one else False
    begun = begun or (any(word.startswith(other) for word in ones) if other else False)
    return begun or bool(ones & others) or bool(one and other and (one.startswith(other) or other.startswith(one)))


def _sought(asked: Words) -> tuple[set[str], str]:
    """The whole words that are looked for, in either number, and the beginning of one."""
    whole = asked.words[:-1] if asked.prefix else asked.words
    return {form for word in whole for form in forms(word)}, asked.words[-1] if asked.prefix else ""


def as_one(kind: type[And | Or], nodes: list[Node | None]) -> Node | None:
    """Several nodes as one, what is of the same kind taken apart; None where there is none."""
    there = [node for node in nodes if node is not None]
    flat = tuple(one for node in there for one in (node.children if isinstance(node, kind) else (node,)))
    return kind(flat) if len(flat) > 1 else (flat[0] if flat else None)
