"""Tables as files: whole, harmless in a spreadsheet, and refused in words where they cannot be read."""

import csv
import json
from io import BytesIO, StringIO

import pytest
from openpyxl import Workbook, load_workbook

from articles.tables import MOST_ROWS, Csv, Json, TableError, Xlsx, defused, read_defused

DANGEROUS = ["=1+1", "+44 20", "-3 degrees", "@ada", "\tindented", "\rreturned", "\nline", "=HYPERLINK(“x”)"]
HARMLESS = ["", "Ada Vance", "a=b", "'quoted'", "'", "“=”"]


@pytest.mark.parametrize("words", DANGEROUS)
def test_words_that_look_like_a_formula_are_defused(words):
    assert defused(words) == f"'{words}"


@pytest.mark.parametrize("cell", [*HARMLESS, 12, -3, 0.5])
def test_other_cells_stay_as_they_are(cell):
    assert defused(cell) == cell


@pytest.mark.parametrize("words", [*DANGEROUS, *HARMLESS, "'=1+1", "''=1+1"])
def test_defusing_is_undone_exactly(words):
    assert read_defused(defused(words)) == words


def written(form: type, rows: list[list]) -> bytes:
    return b"".join(form().write(["id", "words"], rows))


def test_csv_has_a_mark_for_spreadsheets_and_defused_words():
    data = written(Csv, [[1, "=1+1"], [2, "two\nlines, one comma"]])
    assert data.startswith(b"\xef\xbb\xbf")
    assert list(csv.reader(StringIO(data.decode("utf-8-sig"), newline=""))) == [
        ["id", "words"], ["1", "'=1+1"], ["2", "two\nlines, one comma"],
    ]  # fmt: skip


def test_json_has_the_words_as_they_are():
    assert json.loads(written(Json, [[1, "=1+1"], [2, "é"]])) == [{"id": 1, "words": "=1+1"}, {"id": 2, "words": "é"}]
    assert json.loads(written(Json, [])) == []


def test_a_sheet_has_words_where_a_formula_would_stand():
    book = load_workbook(BytesIO(written(Xlsx, [[1, "=1+1"], [2, "a\x00b"]])))
    [_, formula, odd] = book.active.iter_rows()
    assert (formula[1].value, formula[1].data_type, formula[1].quotePrefix) == ("=1+1", "s", True)
    assert (formula[0].value, odd[1].value) == (1, "a\N{REPLACEMENT CHARACTER}b")


@pytest.mark.parametrize("form", [Csv, Json, Xlsx])
def test_what_was_written_is_read_again(form):
    data = written(form, [[1, "=1+1"], [2, "Ada, who said “no”"], [3, ""]])
    table = form(encoding="utf-8-sig").create_dataset(data)
    assert table.dict == [
        {"id": "1", "words": "=1+1"}, {"id": "2", "words": "Ada, who said “no”"}, {"id": "3", "words": ""},
    ]  # fmt: skip


def test_a_sheet_of_whole_numbers_and_empty_rows_is_read():
    book = Workbook()
    for row in (["id", "words", None], [12.0, "yes", None], [None, None, None]):
        book.active.append(row)
    book.save(data := BytesIO())
    assert Xlsx().create_dataset(data.getvalue()).dict == [{"id": "12", "words": "yes"}]


@pytest.mark.parametrize(
    ("form", "data", "words"),
    [
        (Csv, "", "no rows below the headings"),
        (Csv, "id,words\n", "no rows below the headings"),
        (Csv, "id,id\n1,2\n", "two have the same one"),
        (Csv, "id,,words\n1,2,3\n", "has no heading"),
        (Csv, "id,words\n1,Vance, Ada\n", "Row 2 has more cells"),
        (Csv, "id\n" + "1\n" * (MOST_ROWS + 1), "Divide it"),
        (Json, '{"id": 1}', "no list of objects"),
        (Json, "[1]", "no list of objects"),
    ],
)
def test_a_table_that_cannot_be_read_is_refused_in_words(form, data, words):
    with pytest.raises(TableError, match=words):
        form().create_dataset(data)


def test_a_sheet_that_unpacks_to_too_much_is_refused(monkeypatch):
    book = Workbook()
    book.active.append(["x" * 30_000])
    book.save(data := BytesIO())
    monkeypatch.setattr("articles.tables.MOST_BYTES_UNPACKED", 1_000)
    with pytest.raises(TableError, match="unpacks to too much"):
        Xlsx().create_dataset(data.getvalue())
