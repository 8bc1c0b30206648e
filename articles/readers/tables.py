"""Tables of articles: CSV, JSON and JSON lines, an article a row, columns known by their names."""

import csv
import io
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from articles.extraction.provenance import Provenance
from articles.extraction.types import RawArticle, Role
from articles.readers.composing import Passage, compose
from articles.readers.content import Content
from articles.readers.errors import ReadError
from articles.readers.wire.ninjs import parse_json, words_of
from articles.readers.wire.story import parse_markup, plain_passages, story_passages

# What columns are called, the likeliest first; letters only, so that "Publish Date" is "publishdate".
COLUMNS = {
    "text": ("text", "content", "body", "articlebody", "maintext", "fulltext", "articletext", "article", "story"),
    "headline": ("headline", "title", "articletitle", "heading"),
    "authors": ("authors", "author", "byline", "bylines", "writer"),
    "published": (
        "published",
        "publishedat",
        "publishdate",
        "datepublish",
        "datepublished",
        "pubdate",
        "publicationdate",
        "date",
    ),
    "publisher": ("publisher", "publication", "outlet", "newspaper", "source", "sourcedomain", "domain", "sitename"),
    "section": ("section", "category", "desk"),
    "standfirst": ("standfirst", "subtitle", "description", "summary", "abstract", "dek"),
    "language": ("language", "lang"),
    "url": ("url", "link", "sourceurl", "canonicalurl"),
    "identity": ("id", "guid", "uuid", "articleid", "identity"),
}
LETTERS = re.compile(r"[^a-z]")
AND = re.compile(r"\s*(?:;|\||,|\band\b|&)\s*")
MARKUP = re.compile(r"<(?:p|div|br|figure)\b", re.IGNORECASE)
OBJECT = re.compile(r'\s*\{\s*"[^"\n]{1,60}"\s*:')
HEADER = re.compile(r'[^\n]*?(?:^|[,;\t])"?(?:%s)"?(?=[,;\t\r\n])' % "|".join(COLUMNS["text"]), re.IGNORECASE)  # noqa: UP031
DELIMITERS = ",;\t|"

Row = Mapping[str, Any]


def is_csv(content: Content) -> bool:
    """By its first line, which names a column of text among others."""
    return bool(HEADER.match(content.opening.split("\n", 1)[0] + "\n"))


def is_json_table(content: Content) -> bool:
    """Objects in lines of their own, or in one list."""
    return bool(OBJECT.match(content.opening.removeprefix("[")))


def read_csv(content: Content) -> Iterator[RawArticle | ReadError]:
    """An article a row. Raises ReadError with the line where the table is broken."""
    content.file.seek(0)
    file = io.TextIOWrapper(content.file, encoding="utf-8-sig", newline="")
    try:
        header = content.opening.split("\n", 1)[0]
        delimiter = max(DELIMITERS, key=header.count)
        csv.field_size_limit(content.limits.file_bytes)
        rows = csv.DictReader(file, delimiter=delimiter, strict=True)
        yield from _articles(enumerate(rows, start=1), content)
    except csv.Error as error:
        raise ReadError(content.path, f"a broken table ({error})", "export it again", line=rows.line_num) from error
    except UnicodeDecodeError as error:
        raise ReadError(content.path, "not in UTF-8", "save it as CSV in UTF-8") from error
    finally:
        file.detach()


def read_json_table(content: Content) -> Iterator[RawArticle | ReadError]:
    """An article an object: of a list, of lines, or the one that a file is. Raises ReadError."""
    if content.opening.startswith("{") and _has_lines(content):
        content.file.seek(0)
        yield from _articles(enumerate(_lines(content), start=1), content)
        return
    data = parse_json(content)
    if isinstance(data, Mapping):
        held = [part for part in data.values() if isinstance(part, list) and part and isinstance(part[0], Mapping)]
        data = [data] if _text_of(data) or not held else max(held, key=len)
    yield from _articles(enumerate(data, start=1), content)


def _has_lines(content: Content) -> bool:
    """Whether objects stand in lines of their own; the first bytes of a file may end in the middle of the first."""
    line, _, rest = content.opening.partition("\n")
    try:
        json.loads(line)
    except ValueError:
        return line.startswith('{"') and len(line) == len(content.opening)
    except RecursionError:
        return False
    return bool(rest.strip())


def _text_of(row: Row) -> str:
    return _first(_named(row), COLUMNS["text"])


def _named(row: Row) -> dict[str, Any]:
    return {LETTERS.sub("", str(name).lower()): value for name, value in row.items() if name}


def _lines(content: Content) -> Iterator[Any]:
    """The objects of JSON lines, read line by line; where a line is none, the error that says so."""
    most, number = content.limits.file_bytes, 0
    while line := content.file.readline(most + 1):
        number += 1
        if len(line) > most:
            raise ReadError(content.path, f"a line of more than {most:,} bytes", "split it", line=number)
        if not line.strip():
            continue
        try:
            yield json.loads(line.decode("utf-8-sig"))
        except (ValueError, RecursionError) as error:
            yield ReadError(content.path, f"this line is not JSON ({error})", "export it again", line=number)


def _articles(rows: Iterable[tuple[int, Any]], content: Content) -> Iterator[RawArticle | ReadError]:
    for number, row in rows:
        if isinstance(row, ReadError):
            yield row
        elif not isinstance(row, Mapping):
            yield ReadError(content.path, "this is no article", "write it as an object with a text", item=number)
        else:
            yield _article(row, number, content)


def _article(row: Row, number: int, content: Content) -> RawArticle | ReadError:
    said = _named(row)
    fields = {field: _first(said, names) for field, names in COLUMNS.items()}
    text = fields.pop("text")
    if not text:
        known = ", ".join(COLUMNS["text"][:3])
        return ReadError(content.path, "a row without a text", f"name its column one of {known}", item=number)
    identity, authors = fields.pop("identity"), _authors(said)
    fields.pop("authors")
    fields["headline"] = _without_outlet(fields["headline"], fields["publisher"])
    markup = parse_markup(text) if MARKUP.search(text) else None
    story = plain_passages(text) if markup is None else story_passages(markup)
    head = (
        Passage(role=Role.HEADLINE, words=fields["headline"]),
        Passage(role=Role.STANDFIRST, words=fields["standfirst"]),
    )
    raw = RawArticle(
        path=content.path,
        item=number,
        format="table",
        text="",
        authors=authors,
        provenance=Provenance(identity=identity),
        **fields,
    )
    return compose(raw, (*head, *story), most=content.limits.passages)


def _first(said: Row, names: Iterable[str]) -> str:
    values = (said.get(name) for name in names)
    return next(filter(None, (str(value) if isinstance(value, int) else words_of(value) for value in values)), "")


def _authors(said: Row) -> tuple[str, ...]:
    """The names of a list, or of words with commas or "and" between them."""
    value = next(filter(None, (said.get(name) for name in COLUMNS["authors"])), "")
    names = map(words_of, value) if isinstance(value, list) else AND.split(words_of(value).removeprefix("By "))
    return tuple(filter(None, names))


def _without_outlet(headline: str, publisher: str) -> str:
    """The headline without the outlet's name that a page's title ends in: "Ferry sinks - The Courier"."""
    for mark in (" - ", " | ", " – ", " — "):
        words, _, last = headline.rpartition(mark)
        if words and last.casefold() == publisher.casefold():
            return words
    return headline
