"""The English of a query: "containing “storm” or “flood”, with the speaker “hale” and dated 2003 to 2008"."""

import re
from collections.abc import Mapping, Sequence

from articles.search.query import DATE_FIELDS, And, Field, Near, Node, Not, Or, Place, Query, Words
from articles.search.tokens import MARKS

MOST_TOLD = 8  # words and fields; a longer query is told as it was written
FIELD = re.compile(r"^[^\W\d_]+:[-−]*")
STATES = {
    "confirmed": "confirmed by an editor",
    "machine": "not confirmed by an editor",
    "unattributed": "without a speaker",
}
PLACES = {"headline": "the headline", "caption": "a caption"}


def joined(parts: Sequence[str], word: str) -> str:
    """ "A", "A or B", "A, B or C"."""
    return word.join(filter(None, [", ".join(parts[:-1]), parts[-1]]))


def say(query: Query, verb: str = "containing") -> str:
    """Say what rows have that a query finds; as it was written where it is long, or would need brackets."""
    if query.root is None or len(query.places) > MOST_TOLD or _needs_brackets(query.root):
        return f"that the search “{query.written}” finds"
    return _say(query.root, {place.node: _written(place, query) for place in query.places}, verb)


def _needs_brackets(node: Node) -> bool:
    """Whether one side of OR, or what is left out, is several things."""
    if isinstance(node, Not):
        return isinstance(node.child, And | Or | Not)
    if isinstance(node, And):
        return any(map(_needs_brackets, node.children))
    return isinstance(node, Or) and any(isinstance(child, And) or _needs_brackets(child) for child in node.children)


def _written(place: Place, query: Query) -> str:
    """Words as they were written, without their marks."""
    text = query.written[place.start : place.end]
    text = FIELD.sub("", text) if isinstance(place.node, Field) else text
    return text.rstrip("*").strip(MARKS) + "…" * text.endswith("*")


def _say(node: Node, told: Mapping[Node, str], verb: str) -> str:
    if isinstance(node, Field):
        return _field(node, told[node])
    if isinstance(node, Not):
        return f"not {_say(node.child, told, verb)}"
    if isinstance(node, Or):
        return _together(node.children, " or ", told, verb)
    return _together(node.children if isinstance(node, And) else [node], " and ", told, verb)


def _together(nodes: Sequence[Node], word: str, told: Mapping[Node, str], verb: str) -> str:
    """What stands in the words themselves first, in one list."""
    inside = [child for child in nodes if isinstance(child, Words | Near)]
    rest = [_say(child, told, verb) for child in nodes if child not in inside]
    words = [f"{verb} {joined([_words(child, told) for child in inside], word)}"] if inside else []
    return joined([*words, *rest], word)


def _words(node: Words | Near, told: Mapping[Node, str]) -> str:
    if isinstance(node, Near):
        return f"“{told[node.first]}” near “{told[node.second]}”"
    return f"“{told[node]}”"


def _field(node: Field, written: str) -> str:
    if node.name == "is":
        return STATES[node.value]
    if node.name in DATE_FIELDS:
        return f"dated {_period(node.name, written)}"
    return f"with “{written}” in {PLACES[node.name]}" if node.name in PLACES else f"with the {node.name} “{written}”"


def _period(name: str, written: str) -> str:
    """A range that is turned round is searched, and said, the right way round."""
    first, dots, last = written.partition("..")
    if name != "year":
        return f"{name} {written}"
    if not dots:
        return written
    if first and last:
        return " to ".join(sorted((first, last)))
    return f"from {first} on" if first else f"up to {last}"
