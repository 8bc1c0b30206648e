"""A spreadsheet (XLSX) written row by row and handed on at once: nothing of it waits in memory or on a disk."""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, islice
from typing import Any
from xml.sax.saxutils import escape
from zipfile import ZIP_DEFLATED, ZipFile

# A sheet has at most this many rows, and a cell this many characters.
SHEET_LENGTH = 1_048_576
CELL_LENGTH = 32_767
CUT = " [cut: a cell of a spreadsheet holds no more]"
CHUNK = 64 * 1024

# What XML has no way to say, and what a spreadsheet would read as a character by its number.
ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
ESCAPED = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
# What few cells have, and a sheet has many cells: those without it are written as they are.
AWKWARD = re.compile(f"[&<>]|{ILLEGAL.pattern}|{ESCAPED.pattern}")

XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
OOXML = "http://schemas.openxmlformats.org"
MAIN = f"{OOXML}/spreadsheetml/2006/main"
TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"
OPENED = f'{XML}<worksheet xmlns="{MAIN}"><sheetData>'.encode()
CLOSED = b"</sheetData></worksheet>"
TYPES = (
    f'{XML}<Types xmlns="{OOXML}/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    f'<Default Extension="xml" ContentType="{TYPE}.worksheet+xml"/>'
    f'<Override PartName="/xl/workbook.xml" ContentType="{TYPE}.sheet.main+xml"/>'
    f'<Override PartName="/xl/styles.xml" ContentType="{TYPE}.styles+xml"/></Types>'
)
# Cells of the style 1 are words, whatever they look like, also after somebody edits them.
STYLES = (
    f'{XML}<styleSheet xmlns="{MAIN}"><fonts count="1"><font><sz val="11"/><name val="Calibri"/></font></fonts>'
    '<fills count="2"><fill><patternFill patternType="none"/></fill>'
    '<fill><patternFill patternType="gray125"/></fill></fills>'
    '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>'
    '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
    '<cellXfs count="2"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>'
    '<xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0" quotePrefix="1"/></cellXfs>'
    '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
)


def write_sheets(headers: Sequence[str], rows: Iterable[Sequence[Any]], *, formula: tuple[str, ...]) -> Iterator[bytes]:
    """The file piece by piece. More rows than a sheet holds go on in another one; `formula` begins what is none."""
    pipe, rows, number, full = _Pipe(), iter(rows), 0, True
    with ZipFile(pipe, "w", ZIP_DEFLATED) as book:
        book.writestr("[Content_Types].xml", TYPES)
        while full:
            number, length = number + 1, 0
            with book.open(f"xl/worksheets/sheet{number}.xml", "w") as sheet:
                sheet.write(OPENED)
                for row in chain([headers], islice(rows, SHEET_LENGTH - 1)):
                    sheet.write(f"<row>{''.join([_cell(cell, formula) for cell in row])}</row>".encode())
                    length += 1
                    if pipe.length > CHUNK:
                        yield pipe.take()
                sheet.write(CLOSED)
            full = length == SHEET_LENGTH
        for name, part in _frame(number):
            book.writestr(name, part)
    yield pipe.take()


def _cell(cell: Any, formula: tuple[str, ...]) -> str:
    if not isinstance(cell, str):
        return f"<c><v>{cell}</v></c>"
    if not cell:
        return "<c/>"
    if len(cell) > CELL_LENGTH:
        cell = cell[: CELL_LENGTH - len(CUT)] + CUT
    style = ' s="1"' if cell.startswith(formula) else ""
    if AWKWARD.search(cell):
        cell = escape(ESCAPED.sub("_x005F_", ILLEGAL.sub("\N{REPLACEMENT CHARACTER}", cell)))
    return f'<c t="inlineStr"{style}><is><t xml:space="preserve">{cell}</t></is></c>'


def _frame(number: int) -> Iterator[tuple[str, str]]:
    """The parts that hold the sheets together."""
    relation = f"{OOXML}/officeDocument/2006/relationships"
    relations = f'{XML}<Relationships xmlns="{OOXML}/package/2006/relationships">{{}}</Relationships>'
    link = f'<Relationship Id="rId{{}}" Type="{relation}/{{}}" Target="{{}}"/>'
    sheets = [f'<sheet name="Sheet{one}" sheetId="{one}" r:id="rId{one}"/>' for one in range(1, number + 1)]
    links = [link.format(one, "worksheet", f"worksheets/sheet{one}.xml") for one in range(1, number + 1)]
    yield "_rels/.rels", relations.format(link.format(1, "officeDocument", "xl/workbook.xml"))
    yield "xl/styles.xml", STYLES
    yield (
        "xl/_rels/workbook.xml.rels",
        relations.format("".join([*links, link.format(number + 1, "styles", "styles.xml")])),
    )
    yield (
        "xl/workbook.xml",
        f'{XML}<workbook xmlns="{MAIN}" xmlns:r="{relation}"><sheets>{"".join(sheets)}</sheets></workbook>',
    )


class _Pipe:
    """What the archive is written into; what has come through is taken out again."""

    def __init__(self) -> None:
        self.pieces: list[bytes] = []
        self.length = 0

    def write(self, piece: bytes) -> int:
        self.pieces.append(bytes(piece))
        self.length += len(piece)
        return len(piece)

    def flush(self) -> None:
        """Nothing is held back."""

    def take(self) -> bytes:
        pieces, self.pieces, self.length = self.pieces, [], 0
        return b"".join(pieces)
