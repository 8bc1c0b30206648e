"""Tables as files: CSV, JSON and XLSX, written row by row and read with limits."""

import csv
import json
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from io import BytesIO, StringIO
from itertools import islice
from typing import Any

from import_export.formats import base_formats
from openpyxl import load_workbook
from tablib import Dataset

from articles.sheets import write_sheets

# What a spreadsheet takes for the beginning of a formula.
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
SUSPECT = frozenset({*FORMULA, "'"})
# An uploaded table may have this many bytes, and unpack to this many, and have this many rows.
MOST_BYTES = 1_000_000
MOST_BYTES_UNPACKED = 20_000_000
MOST_ROWS = 1_000

Row = Sequence[Any]


class TableError(ValueError):
    """A file was refused; the message says why and what to do."""


def defused(cell: Any) -> Any:
    """A cell that no spreadsheet runs: words that look like a formula get an apostrophe before them.

    `read_defused` is the inverse, for any words.
    """
    return f"'{cell}" if isinstance(cell, str) and cell.lstrip("'").startswith(FORMULA) else cell


def read_defused(cell: str) -> str:
    """The words that `defused` made the cell of."""
    return cell[1:] if cell.startswith("'") and cell.lstrip("'").startswith(FORMULA) else cell


class Csv(base_formats.CSV):
    CONTENT_TYPE = "text/csv; charset=utf-8"
    first_row = 2  # as a spreadsheet counts

    def write(self, headers: Row, rows: Iterable[Row]) -> Iterator[bytes]:
        """The file piece by piece; it begins with the mark by which a spreadsheet knows its encoding."""
        line = csv.writer(_Echo())
        yield b"\xef\xbb\xbf" + line.writerow(headers).encode()
        for row in rows:
            # Few cells are suspect, and a table has many.
            cells = [defused(cell) if isinstance(cell, str) and cell[:1] in SUSPECT else cell for cell in row]
            yield line.writerow(cells).encode()

    def create_dataset(self, in_stream: str | bytes, **kwargs: Any) -> Dataset:
        text = in_stream.decode(self.encoding or "utf-8-sig") if isinstance(in_stream, bytes) else in_stream
        lines = csv.reader(StringIO(text, newline=""), strict=True)
        return dataset([[read_defused(cell) for cell in line] for line in lines])


class Json(base_formats.JSON):
    first_row = 1

    def write(self, headers: Row, rows: Iterable[Row]) -> Iterator[bytes]:
        yield b"["
        for number, row in enumerate(rows):
            words = json.dumps(dict(zip(headers, row, strict=True)), ensure_ascii=False)
            yield f"{',' if number else ''}\n{words}".encode()
        yield b"\n]\n"

    def create_dataset(self, in_stream: str | bytes, **kwargs: Any) -> Dataset:
        entries = json.loads(in_stream)
        if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
            raise TableError("The file is no list of objects. Write it as an export does: [{…}, {…}].")
        headers = list(dict.fromkeys(name for entry in entries for name in entry))
        return dataset([headers, *([entry.get(name) for name in headers] for entry in entries)])


class Xlsx(base_formats.XLSX):
    first_row = 2

    def write(self, headers: Row, rows: Iterable[Row]) -> Iterator[bytes]:
        return write_sheets(headers, rows, formula=FORMULA)

    def create_dataset(self, in_stream: bytes) -> Dataset:
        with zipfile.ZipFile(BytesIO(in_stream)) as parts:
            if sum(part.file_size for part in parts.infolist()) > MOST_BYTES_UNPACKED:
                raise TableError("The file unpacks to too much. Save the sheet as CSV and import that.")
        sheet = load_workbook(BytesIO(in_stream), read_only=True, data_only=True).active
        return dataset([list(row) for row in islice(sheet.iter_rows(values_only=True), MOST_ROWS + 2)])


FORMATS = (Csv, Json, Xlsx)


def dataset(rows: list[list[Any]]) -> Dataset:
    """Rows of words below one row of headings, each as long as the headings; empty ones at the end are left out."""
    rows = [[_words(cell) for cell in row] for row in rows]
    while rows and not any(rows[-1]):
        rows.pop()
    if len(rows) < 2:
        raise TableError("There are no rows below the headings. Export the list to see how a file is written.")
    if len(rows) > MOST_ROWS + 1:
        raise TableError(f"The file has more than {MOST_ROWS:,} rows. Divide it.")
    headers = rows[0]
    while headers and not headers[-1]:
        headers.pop()
    if len(set(headers)) < len(headers) or not all(headers):
        raise TableError("A column has no heading, or two have the same one. Give each its own.")
    table = Dataset(headers=headers)
    for number, row in enumerate(rows[1:], start=2):
        if any(row[len(headers) :]):
            raise TableError(f"Row {number} has more cells than there are headings. Put words with commas into quotes.")
        table.append((row + [""] * len(headers))[: len(headers)])
    return table


def _words(cell: Any) -> str:
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)  # as a spreadsheet keeps every number
    return "" if cell is None else str(cell).strip()


class _Echo:
    """What csv writes into: it hands each line back."""

    def write(self, line: str) -> str:
        return line
