"""An extraction as JSON and back, for articles that are read long before they are stored."""

from functools import cache
from typing import Any

from pydantic import TypeAdapter

from articles.extraction.types import Extraction


@cache
def _form() -> TypeAdapter[Extraction]:
    return TypeAdapter(Extraction)


def to_plain(extraction: Extraction) -> dict[str, Any]:
    """Plain lists, dicts and strings that `from_plain` makes the same extraction of."""
    return _form().dump_python(extraction, mode="json")


def from_plain(plain: dict[str, Any]) -> Extraction:
    """Raises ValueError for what is no extraction, or one of another shape than today's."""
    return _form().validate_python(plain)
