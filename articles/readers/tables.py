"""Tables of articles: CSV, JSON and JSON lines, an article a row."""

import csv
import io
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from itertools import chain, islice
from typing import Any, TextIO

from articles.extraction.provenance import Provenance, embargo_of
from articles.extraction.types import RawArticle, Role
from articles.readers.column_dates import DateStyle, date_words
from articles.readers.columns import (
    SAMPLE,
    Columns,
    NoSuchColumn,
    Row,
    choose_columns,
    field_of,
    names_no_columns,
)
from articles.readers.composing import Passage, compose
from articles.readers.content import Content
from articles.readers.decoding import encoding_of
from articles.readers.errors import ReadError
from articles.readers.identity import page_identity
from articles.readers.json_values import has_json_lines, json_lines, parse_json
from articles.readers.wire.json_items import number_of, words_of
from articles.readers.wire.story import parse_markup, plain_passages, story_passages

AND = re.compile(r"\s*(?:;|\||,|\band\b|&)\s*")
MARKUP = re.compile(r"<(?:p|div|br|figure)\b", re.IGNORECASE)
OBJECT = re.compile(r'\s*\{\s*"[^"\n]{1,60}"\s*:')
LINE_END = re.compile(r"[\r\n]")
DELIMITERS = ",;\t|"
SEPARATOR = re.compile(r"sep=(?P<mark>.)\r?\n", re.IGNORECASE)
KNOWN_NAMES = 3  # of columns, where none of them is the text: enough to show a table
PLAIN = ("publisher", "section", "language", "url")
PROVENANCE = ("version", "status", "urgency", "holder", "notice", "terms", "credit", "note")


def is_csv(content: Content) -> bool:
    """By its first line, which names a column of text among others, or several columns."""
    opening = SEPARATOR.sub("", content.opening, count=1)
    names = next(csv.reader([LINE_END.split(opening, maxsplit=1)[0]], delimiter=_delimiter(opening)), [])
    known = [found for name in names if (found := field_of(name))]
    return len(names) > 1 and ("text" in known or len(set(known)) >= KNOWN_NAMES)


def is_json_table(content: Content) -> bool:
    """Objects in lines of their own, or in one list."""
    return bool(OBJECT.match(content.opening.removeprefix("[")))


def read_csv(content: Content) -> Iterator[RawArticle | ReadError]:
    """An article a row. Raises ReadError with the line where the table is broken."""
    encoding, warning = encoding_of(content.file, content.path)
    content.file.seek(0)
    file = io.TextIOWrapper(content.file, encoding=encoding, newline="")
    csv.field_size_limit(content.limits.file_bytes)
    marked = SEPARATOR.match(content.opening)
    lines = _bounded(file, content, skip=bool(marked))
    rows = csv.DictReader(lines, delimiter=marked["mark"] if marked else _delimiter(content.opening), strict=True)
    try:
        if names_no_columns(rows.fieldnames or ()):
            raise ReadError(
                content.path, "its first line names no columns", "put the names of the columns there", line=1
            )
        yield from _articles(enumerate(rows, start=1), content, warning)
    except csv.Error as error:
        raise ReadError(content.path, f"a broken table ({error})", "export it again", line=rows.line_num) from error
    except UnicodeDecodeError as error:
        problem = f"not in {encoding.upper()} below line {rows.line_num}"
        raise ReadError(content.path, problem, "save it as CSV in UTF-8") from error
    finally:
        file.detach()


def _delimiter(opening: str) -> str:
    """The mark that parts the first line into most cells, those in quotation marks left whole."""
    line = LINE_END.split(opening, maxsplit=1)[0]
    return max(DELIMITERS, key=lambda mark: len(next(csv.reader([line], delimiter=mark), [])))


def _bounded(file: TextIO, content: Content, *, skip: bool) -> Iterator[str]:
    """The lines of a file, none of them longer than one may be; `skip` leaves out the first. Raises ReadError."""
    most, number = content.limits.file_bytes, 0
    while line := file.readline(most + 1):
        number += 1
        if len(line) > most:
            raise ReadError(content.path, f"a line of more than {most:,} characters", "split it", line=number)
        if number > 1 or not skip:
            yield line


def read_json_table(content: Content) -> Iterator[RawArticle | ReadError]:
    """An article an object: of a list, of lines, or the one that a file is. Raises ReadError."""
    if has_json_lines(content):
        yield from _articles(enumerate(json_lines(content), start=1), content)
        return
    data = parse_json(content)
    if isinstance(data, Mapping):
        held = [part for part in data.values() if isinstance(part, list) and part and isinstance(part[0], Mapping)]
        is_article = any(field_of(name) == "text" or name == content.columns.get("text") for name in data)
        data = [data] if is_article or not held else max(held, key=len)
    yield from _articles(enumerate(data, start=1), content)


def _articles(rows: Iterable[tuple[int, Any]], content: Content, *warnings: str) -> Iterator[RawArticle | ReadError]:
    """An article a row. The first one tells which column was taken for what. Raises ReadError."""
    rows = iter(rows)
    sample = list(islice(rows, SAMPLE))
    flat = [(number, _flat(row) if isinstance(row, Mapping) else row) for number, row in sample]
    try:
        columns = choose_columns([row for _, row in flat if isinstance(row, dict)], content.columns)
    except NoSuchColumn as error:
        raise ReadError(content.path, str(error), "name one of them with --columns") from error
    told = [columns.in_words()]
    for number, row in chain(flat, rows):
        if isinstance(row, ReadError):
            yield row
        elif not isinstance(row, Mapping):
            yield ReadError(content.path, "this is no article", "write it as an object with a text", item=number)
        else:
            article = _article(_flat(row), number, content, columns)
            if told and isinstance(article, RawArticle):
                article = replace(article, told=(told.pop(),), warnings=(*warnings, *article.warnings))
            yield article


def _flat(row: Row) -> dict[str, Any]:
    """The row with what its objects hold beside it, under both their names: "meta.title"."""
    inner = {
        f"{name}.{key}": value for name, held in row.items() if isinstance(held, Mapping) for key, value in held.items()
    }
    return {str(name): value for name, value in row.items() if name} | inner


def _article(row: Row, number: int, content: Content, columns: Columns) -> RawArticle | ReadError:
    def said(wanted: str) -> str:
        return next(filter(None, map(number_of, columns.values(row, wanted))), "")

    def moment(wanted: str) -> str:
        found = ((name, number_of(row[name])) for name in columns.of(wanted, row))
        return next((date_words(words, columns.dates.get(name, DateStyle.OPEN)) for name, words in found if words), "")

    if not (text := said("text")):
        known = f"of {' or '.join(columns.of('text'))}" if columns.of("text") else "that is named like one"
        remedy = "fill it, or name the column with --columns text=NAME; " + _there_are(columns)
        return ReadError(content.path, f"a row without a text: nothing in a column {known}", remedy, item=number)
    plain = {wanted: said(wanted) for wanted in PLAIN}
    headline = _without_outlet(said("headline"), plain["publisher"])
    raw = RawArticle(
        path=content.path,
        item=number,
        format="table",
        text="",
        headline=headline,
        standfirst=said("standfirst"),
        authors=_authors(columns.values(row, "authors")),
        published=moment("published"),
        **plain,
        provenance=Provenance(
            identity=_identity(said("identity"), plain["url"]),
            embargo=embargo_of(said("status"), moment("embargo")),
            modified=moment("modified"),
            **{wanted: said(wanted) for wanted in PROVENANCE},
        ),
    )
    return compose(raw, _passages(headline, text, said), most=content.limits.passages)


def _there_are(columns: Columns) -> str:
    return f"the columns are: {', '.join(columns.names)}"


def _passages(headline: str, text: str, said: Callable[[str], str]) -> Iterator[Passage]:
    markup = parse_markup(text) if MARKUP.search(text) else None
    yield Passage(role=Role.HEADLINE, words=headline)
    yield Passage(role=Role.STANDFIRST, words=said("standfirst"))
    yield from plain_passages(text) if markup is None else story_passages(markup)
    yield Passage(role=Role.CAPTION, words=said("caption"), credit=said("photo_credit"))


def _identity(name: str, url: str) -> str:
    """What a row is known by: a name that nobody else gives, its address, or a number of its table alone."""
    return name if ":" in name else page_identity(url) or name


def _authors(values: Iterable[Any]) -> tuple[str, ...]:
    """The names of a list, or of words with commas or "and" between them."""
    value = next(iter(values), "")
    names = map(words_of, value) if isinstance(value, list) else AND.split(words_of(value).removeprefix("By "))
    return tuple(filter(None, names))


def _without_outlet(headline: str, publisher: str) -> str:
    """The headline without the outlet's name that a page's title ends in: "Ferry sinks - The Courier"."""
    for mark in (" - ", " | ", " – ", " — "):
        words, _, last = headline.rpartition(mark)
        if words and last.casefold() == publisher.casefold():
            return words
    return headline
