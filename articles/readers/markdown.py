"""Markdown, with front matter or without."""

import re
from collections.abc import Iterator
from typing import Any

import yaml
from markdown_it import MarkdownIt

from articles.extraction.types import RawArticle, Role
from articles.readers.composing import Passage, compose
from articles.readers.content import Content
from articles.readers.errors import ReadError
from articles.readers.wire.story import parse_markup, story_passages

FRONT = re.compile(r"---[ \t]*\n(?P<front>.*?\n)(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)
LONGEST_FRONT = 64_000
TITLE = re.compile(r"#[ \t]+(?P<title>[^\n]+?)[ \t]*#*[ \t]*(?:\n|\Z)")


def is_markdown(content: Content) -> bool:
    """Only by its front matter: other Markdown may be plain text as well, and its name tells."""
    opening = content.opening.replace("\r\n", "\n")
    return opening.startswith("---\n") and bool(re.match(r"\s*[\w-]+[ \t]*:", opening[4:]))


def read_markdown(content: Content) -> Iterator[RawArticle]:
    """The one article of a file. Raises ReadError where its front matter is broken."""
    decoded, warning = content.decoded
    text = decoded.replace("\r\n", "\n").replace("\r", "\n").lstrip()
    front = FRONT.match(text)
    said = _front_matter(front["front"], content.path) if front else {}
    story = text[front.end() :] if front else text
    title = TITLE.match(story.lstrip())
    headline = _words(said.get("title") or said.get("headline")) or (title["title"] if title else "")
    if title and title["title"] == headline:
        story = story.lstrip()[title.end() :]
    markup = parse_markup(MarkdownIt("commonmark", {"html": False}).render(story))
    raw = RawArticle(
        path=content.path,
        format="markdown",
        text="",
        headline=headline,
        authors=tuple(filter(None, map(_words, _listed(said.get("authors") or said.get("author"))))),
        published=_words(said.get("date") or said.get("published")),
        publisher=_words(said.get("publisher") or said.get("publication") or said.get("source")),
        section=_words(said.get("section") or said.get("category")),
        language=_words(said.get("lang") or said.get("language")),
        url=_words(said.get("url") or said.get("canonical_url")),
        warnings=(warning,) if warning else (),
    )
    head = (
        Passage(role=Role.HEADLINE, words=headline),
        Passage(role=Role.STANDFIRST, words=_words(said.get("description"))),
    )
    passages = [*head, *([] if markup is None else story_passages(markup))]
    if not any(passage.role is Role.BODY for passage in passages):
        raise ReadError(content.path, "no words below the headline", "put an article into it or remove it")
    yield compose(raw, passages, most=content.limits.passages)


def _front_matter(words: str, path: str) -> dict[str, Any]:
    try:
        said = yaml.safe_load(words) if len(words) <= LONGEST_FRONT else None
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        mark = getattr(error, "problem_mark", None)
        problem = f"its front matter is not YAML ({getattr(error, 'problem', None) or error})"
        raise ReadError(path, problem, "mend it", line=mark.line + 2 if mark else None) from error
    if not isinstance(said, dict):
        raise ReadError(path, "its front matter names no fields", "write it as name: value, a line each")
    return {str(name).lower(): value for name, value in said.items()}


def _words(value: Any) -> str:
    if isinstance(value, dict):
        return _words(value.get("name"))
    if isinstance(value, list):
        return _words(value[0]) if value else ""
    return "" if value is None else str(value)


def _listed(value: Any) -> list:
    return value if isinstance(value, list) else [value]
