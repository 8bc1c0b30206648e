"""Tables of articles: CSV, JSON and JSON lines, an article a row."""

import csv
import io
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from itertools import chain, islice
from typing import Any, TextIO

from articles.extraction.types import RawArticle
from articles.readers.columns import (
    SAMPLE,
    Columns,
    NoSuchColumn,
    Row,
    choose_columns,
    field_of,
    names_no_columns,
)
from articles.readers.composing import Passage
from articles.readers.content import Content
from articles.readers.decoding import encoding_of
from articles.readers.errors import ReadError, TooMuch
from articles.readers.json_values import has_json_lines, json_lines, parse_json
from articles.readers.rows import flat, row_article, text_of
from articles.readers.wire.story import parse_markup, plain_passages, story_passages

MARKUP = re.compile(r"<(?:p|div|br|figure)\b", re.IGNORECASE)
OBJECT = re.compile(r'\s*\{\s*"[^"\n]{1,60}"\s*:')
LINE_END = re.compile(r"[\r\n]")
DELIMITERS = ",;\t|"
SEPARATOR = re.compile(r"sep=(?P<mark>.)\r?\n", re.IGNORECASE)
KNOWN_NAMES = 3  # of columns, where none of them is the text: enough to show a table
DEPTH, MOST_LISTS = 4, 10_000  # of wrappers around the articles of an answer, and of lists that may hold them


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
        is_article = any(field_of(name) == "text" or name == content.columns.get("text") for name in data)
        data = [data] if is_article else _rows_of(data)
    if not isinstance(data, list):
        raise ReadError(content.path, "neither a list nor an object, as articles are", "export it again")
    yield from _articles(enumerate(data, start=1), content)


def _rows_of(data: Mapping[str, Any]) -> list[Any]:
    """The articles in an answer, or the one that it is."""
    rows = max(islice(_lists_in(data), MOST_LISTS), key=_likely, default=[data])
    return [data] if not _likely(rows)[0] and _likely([data])[0] else rows


def _lists_in(data: Mapping[str, Any], depth: int = DEPTH) -> Iterator[list[Any]]:
    """Every list of objects in an answer, however it is wrapped; or objects by their names."""
    parts = list(data.values())
    if len(parts) > 1 and all(isinstance(part, Mapping) for part in parts):
        yield parts
    for part in parts:
        if isinstance(part, list) and part and isinstance(part[0], Mapping):
            yield part
            yield from _lists_in(part[0], depth - 1) if depth else ()
        elif isinstance(part, Mapping) and depth:
            yield from _lists_in(part, depth - 1)


def _likely(rows: list[Any]) -> tuple[bool, int]:
    """Articles before anything else, and the longest list."""
    first = rows[0] if isinstance(rows[0], Mapping) else {}
    return any(field_of(name) == "text" for name in flat(first)), len(rows)


def _articles(rows: Iterable[tuple[int, Any]], content: Content, *warnings: str) -> Iterator[RawArticle | ReadError]:
    """An article a row. The first one tells which column was taken for what. Raises ReadError."""
    rows = iter(rows)
    sample, broken = _sample(rows)
    known = [(number, _flat(row)) for number, row in sample]
    try:
        columns = choose_columns([row for _, row in known if isinstance(row, dict)], content.columns)
    except NoSuchColumn as error:
        raise ReadError(content.path, str(error), "name one of them with --columns") from error
    told = [columns.in_words()]
    for number, row in chain(known, () if broken else ((number, _flat(row)) for number, row in rows)):
        if isinstance(row, ReadError):
            yield row
        elif not isinstance(row, Mapping):
            yield ReadError(content.path, "this is no article", "write it as an object with a text", item=number)
        elif any(cell.strip() for cell in row.get(None) or ()):
            problem = "a row of more cells than the first line names"
            yield ReadError(content.path, problem, "put words with the delimiter in them into quotes", item=number)
        else:
            try:
                article = _article(row, number, content, columns)
            except TooMuch as error:
                article = error.at(content.path, number)
            if told and isinstance(article, RawArticle):
                article = replace(article, told=(told.pop(),), warnings=(*filter(None, warnings), *article.warnings))
            yield article
    if broken:
        raise broken


def _flat(row: Any) -> Any:
    """The row with what its objects hold; anything else, a row of too many cells among it, as it is."""
    return flat(row) if isinstance(row, Mapping) and not any(map(str.strip, row.get(None) or ())) else row


def _sample(rows: Iterator[tuple[int, Any]]) -> tuple[list[tuple[int, Any]], Exception | None]:
    """The first rows, and what is wrong with the table right behind them: they are whole."""
    found: list[tuple[int, Any]] = []
    try:
        for row in islice(rows, SAMPLE):
            found.append(row)
    except (ReadError, csv.Error, UnicodeDecodeError) as error:
        return found, error
    return found, None


def _article(row: Row, number: int, content: Content, columns: Columns) -> RawArticle | ReadError:
    text = next(filter(None, map(text_of, columns.values(row, "text"))), "")
    if not text:
        known = f"of {' or '.join(columns.of('text'))}" if columns.of("text") else "that is named like one"
        remedy = f"fill it, or name the column with --columns text=NAME; the columns are: {', '.join(columns.names)}"
        return ReadError(content.path, f"a row without a text: nothing in a column {known}", remedy, item=number)
    return row_article(row, columns, content, number=number, format="table", story=lambda _: _story(text))


def _story(text: str) -> list[Passage]:
    markup = parse_markup(text) if MARKUP.search(text) else None
    return plain_passages(text) if markup is None else story_passages(markup)
