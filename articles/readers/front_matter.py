"""The fields over a text: YAML between dashes, TOML between plus signs, or an object of JSON."""

import json
import re
import tomllib
from typing import Any

import yaml

from articles.readers.errors import ReadError

FENCED = re.compile(r"(?P<fence>---|\+\+\+)[ \t]*\n(?P<front>.*?\n)(?:(?P=fence)|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)
FIELD = re.compile(r"\s*(?:#[^\n]*\n\s*)*(?:[\w\"'-]+[ \t]*[:=]|\[)")
LONGEST = 64_000
PARTS = re.compile(r"(?:[\w-]{1,50}\s?\.\s?){50}")  # of one name in TOML: each takes as long as all before it
TOML = "+++"


def opens_front_matter(opening: str) -> bool:
    return opening.startswith(("---\n", "+++\n")) and bool(FIELD.match(opening[4:]))


def read_front_matter(text: str, path: str) -> tuple[dict[str, Any], str]:
    """The fields by their names, and the text below them. Raises ReadError where they are broken."""
    if text.startswith("{"):
        return _object(text)
    fenced = FENCED.match(text)
    if not fenced:
        return {}, text
    front, is_toml = fenced["front"], fenced["fence"] == TOML
    try:
        if len(front) > LONGEST or PARTS.search(front):
            raise ValueError("too long")
        said = tomllib.loads(front) if is_toml else yaml.safe_load(front)
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        mark = getattr(error, "problem_mark", None)
        problem = (
            f"its front matter is not {'TOML' if is_toml else 'YAML'} ({getattr(error, 'problem', None) or error})"
        )
        raise ReadError(path, problem, "mend it", line=mark.line + 2 if mark else None) from error
    if not isinstance(said, dict):
        raise ReadError(path, "its front matter names no fields", "write it as name: value, a line each")
    return said, text[fenced.end() :]


def _object(text: str) -> tuple[dict[str, Any], str]:
    """An object of JSON with text below it; text that only starts with a bracket is text."""
    try:
        said, end = json.JSONDecoder().raw_decode(text[:LONGEST])
    except (ValueError, RecursionError):
        return {}, text
    return said, text[end:]
