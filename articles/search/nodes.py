"""What becomes of the nodes of a query while it is read."""

from collections.abc import Mapping
from dataclasses import replace

from articles.search.query import NAME_FIELDS, And, Field, Near, Node, Not, Or, Words
from articles.search.words import forms


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


def share(first: Words, second: Words) -> bool:
    """Whether one word of a text may count for both sides."""
    ends = [asked.words[-1] for asked in (first, second) if asked.prefix]
    ones, others = ({form for word in asked.words for form in forms(word)} for asked in (first, second))
    return bool(ones & others) or any(word.startswith(end) for end in ends for word in ones | others if word != end)


def as_one(kind: type[And | Or], nodes: list[Node | None]) -> Node | None:
    """Several nodes as one, what is of the same kind taken apart; None where there is none."""
    there = [node for node in nodes if node is not None]
    flat = tuple(one for node in there for one in (node.children if isinstance(node, kind) else (node,)))
    return kind(flat) if len(flat) > 1 else (flat[0] if flat else None)
