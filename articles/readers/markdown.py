"""Markdown, with front matter or without."""

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import PurePath
from typing import Any

from lxml import etree
from markdown_it import MarkdownIt

from articles.extraction.provenance import WITHHELD
from articles.extraction.types import RawArticle, Role
from articles.readers.columns import choose_columns
from articles.readers.composing import Passage, for_a_tree
from articles.readers.content import Content
from articles.readers.errors import ReadError
from articles.readers.front_matter import opens_front_matter, read_front_matter
from articles.readers.rows import flat, row_article
from articles.readers.wire.story import parse_markup, story_passages

TITLE = re.compile(r"#[ \t]+(?P<title>[^\n]+)(?:\n|\Z)|(?P<above>[^\n]+)\n=+[ \t]*(?:\n|\Z)")
CLOSING = re.compile(r"(?:^|(?<=[ \t]))#+[ \t]*$")
# {{< figure caption="…" attr="…" >}} and {% … %}: what programs that make pages of Markdown put in.
FIGURE = re.compile(r"\{\{[<%]\s*figure\s(?P<said>[^{}]{0,4000})[%>]\}\}")
SAID = re.compile(r"""\b(caption|attr)=(?:"([^"]*)"|`([^`]*)`)""")
CODE = re.compile(r"\{\{[<%][^{}]{0,4000}[%>]\}\}|\{%[^{}]{0,4000}%\}")
DATED = re.compile(r"^\d{4}-\d\d-\d\d(?=-)")  # how Jekyll names the file of a post
ENDINGS = (".md", ".markdown")


def is_markdown(content: Content) -> bool:
    """Only by its front matter: other Markdown may be plain text as well, and its name tells."""
    opening = content.opening.replace("\r\n", "\n")
    return opens_front_matter(opening) or (opening.startswith("{") and content.ending in ENDINGS)


def read_markdown(content: Content) -> Iterator[RawArticle]:
    """The one article of a file. Raises ReadError where its front matter is broken."""
    decoded, warning = content.decoded
    text = decoded.replace("\r\n", "\n").replace("\r", "\n").lstrip()
    said, story = read_front_matter(text, content.path)
    title = TITLE.match(story.lstrip())
    printed = CLOSING.sub("", title["title"] or title["above"]).strip() if title else ""
    row = {str(name).lower(): _plain(value) for name, value in said.items()}
    if not row.get("title") and not row.get("headline"):
        row["title"] = printed
    if printed and printed in (row.get("title"), row.get("headline")):
        story = story.lstrip()[title.end() :]
    if row.get("draft") is True or row.get("published") is False:
        row["pubstatus"] = WITHHELD
    row = flat({name: value for name, value in row.items() if not isinstance(value, bool)})
    passages = _passages(story)
    if not any(passage.role is Role.BODY for passage in passages):
        raise ReadError(content.path, "no words below the headline", "put an article into it or remove it")
    columns = choose_columns([row], {})
    if not any(columns.values(row, "published")) and (day := DATED.search(PurePath(content.path).name)):
        row["date"], columns = day[0], choose_columns([row | {"date": day[0]}], {})
    article = row_article(row, columns, content, number=0, format="markdown", story=lambda _: passages)
    yield replace(article, warnings=(warning, *article.warnings)) if warning else article


def _plain(value: Any) -> Any:
    """A value as words, where YAML or TOML has made a date of them."""
    return value.isoformat() if isinstance(value, dt.date | dt.time) else value


def _passages(story: str) -> list[Passage]:
    story = CODE.sub("", FIGURE.sub(_figure, story))
    markup = parse_markup(MarkdownIt("commonmark", {"html": True}).enable("table").render(story))
    if markup is None:
        return []
    for picture in list(markup.iter("img")):
        _show_title(picture)
    return story_passages(markup)


def _figure(found: re.Match[str]) -> str:
    said = {name: one or other for name, one, other in SAID.findall(found["said"])}
    words = " ".join(filter(None, (said.get("caption"), f"({said['attr']})" if said.get("attr") else "")))
    return f"\n\n<figure><figcaption>{words}</figcaption></figure>\n\n" if words else ""


def _show_title(picture: etree._Element) -> None:
    """The title of a picture, ![alt](address "title"), is its caption."""
    words = for_a_tree(picture.get("title", ""))
    if not words or any(above.tag == "figure" for above in picture.iterancestors()):
        return
    picture.tag = "figure"
    etree.SubElement(picture, "figcaption").text = words
