"""The description of the API as people read it."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from newsroom.api.description import REFUSALS, description

Schema = dict[str, Any]
TYPES = {"string": "text", "integer": "whole number", "number": "number", "boolean": "true or false", "null": "null"}
FORMATS = {"uri": "address", "date-time": "moment"}
MOST_VALUES = 20  # of a choice, that are told


@dataclass(frozen=True, slots=True)
class Entry:
    """A parameter or a field; `parts` are its type in words, each with the answer that it leads to, if any."""

    name: str
    parts: list[tuple[str, str]]
    about: str
    required: bool = False


@dataclass(frozen=True, slots=True)
class Address:
    path: str
    about: str
    answer: str
    parameters: list[Entry]


@dataclass(frozen=True, slots=True)
class Answer:
    name: str
    about: str
    fields: list[Entry]


def addresses() -> list[Address]:
    return [_address(path, operations["get"]) for path, operations in description()["paths"].items()]


def answers() -> list[Answer]:
    """What is answered, by name; pages of rows and lists of words are told in passing."""
    schemas = description()["components"]["schemas"]
    return [
        Answer(name, schema.get("description", ""), [_field(*entry) for entry in schema["properties"].items()])
        for name, schema in sorted(schemas.items())
        if "properties" in schema and not name.startswith("Paginated")
    ]


def refusals() -> list[tuple[str, str]]:
    return list(REFUSALS.items())


def _address(path: str, operation: Schema) -> Address:
    parameters = [
        Entry(
            one["name"], list(in_words(one["schema"])), one.get("description", ""), required=one.get("required", False)
        )
        for one in operation["parameters"]
    ]
    [content] = operation["responses"]["200"]["content"].values()
    return Address(path, operation["description"], _name(content["schema"]), parameters)


def _field(name: str, schema: Schema) -> Entry:
    return Entry(name, list(in_words(schema)), schema.get("description", ""))


def in_words(schema: Schema) -> Iterator[tuple[str, str]]:
    """A type in words: pieces of text, each with the name of the answer that it is."""
    several = schema.get("oneOf") or schema.get("allOf") or schema.get("anyOf")
    if "$ref" in schema:
        yield from _referred(_name(schema))
    elif several:
        for number, one in enumerate(several):
            if number:
                yield " or ", ""
            yield from in_words(one)
    elif schema.get("type") == "array":
        yield "list of ", ""
        yield from in_words(schema["items"])
    elif "enum" in schema:
        yield " or ".join("null" if one is None else str(one) for one in schema["enum"][:MOST_VALUES]), ""
    else:
        yield " or ".join(_kinds(schema)), ""


def _kinds(schema: Schema) -> list[str]:
    kinds = schema["type"] if isinstance(schema["type"], list) else [schema["type"]]
    named = FORMATS.get(schema.get("format", ""))
    return [named if named and kind == "string" else TYPES.get(kind, kind) for kind in kinds]


def _referred(name: str) -> Iterator[tuple[str, str]]:
    schema = description()["components"]["schemas"][name]
    if "properties" in schema:
        yield name, name
    else:
        yield from in_words(schema)


def _name(schema: Schema) -> str:
    """The name of what a reference refers to; a page of rows is named after them."""
    name = schema["$ref"].rpartition("/")[2]
    if name.startswith("Paginated"):
        return description()["components"]["schemas"][name]["properties"]["results"]["items"]["$ref"].rpartition("/")[2]
    return name
