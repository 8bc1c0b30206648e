"""Columns of tables: known by name, guessed from what they hold, set by whoever ingests, and told in any case."""

import json

import pytest

from articles.extraction.structure import build_document
from articles.extraction.types import RawArticle, Role
from articles.readers.column_dates import DateStyle, date_style, date_words
from articles.readers.columns import field_of
from articles.readers.errors import ReadError
from articles.readers.limits import Limits
from articles.readers.reading import read_file

WORDS = "The ferry stayed in harbour on Monday, its crew said, and it will not sail before Thursday. " * 2


@pytest.fixture
def read(tmp_path):
    def read(words: str | bytes, name: str = "table.csv", **columns: str) -> list[RawArticle | ReadError]:
        path = tmp_path / name
        path.write_bytes(words if isinstance(words, bytes) else words.encode())
        return list(read_file(str(path), limits=Limits(), columns=columns))

    return read


def test_columns_are_known_by_their_names_and_told(read):
    first, second = read("Title,Body Text,Publish Date,Mood\nFerry,Stays in.,2024-03-04,calm\nPier,Opens.,,\n")
    assert (first.headline, first.published) == ("Ferry", "2024-03-04")
    assert first.told == ("columns: text=Body Text, headline=Title, published=Publish Date; not read: Mood",)
    assert second.told == ()


def test_columns_that_are_named_are_taken_and_the_others_still_guessed(read):
    (raw,) = read("Title,Kop,Body,Lead\nno,Ferry,no,Stays in.\n", headline="Kop", text="Lead")
    assert (raw.headline, raw.text) == ("Ferry", "Ferry\n\nStays in.")
    assert raw.told == ("columns: text=Lead, headline=Kop; not read: Title, Body",)


def test_a_field_set_to_nothing_is_not_read(read):
    (raw,) = read("title,text,author\nFerry,Stays in.,Ida Marsh\n", authors="")
    assert raw.authors == ()


@pytest.mark.parametrize(
    ("name", "words"),
    [("a.csv", "Kop,Tekst\nFerry,Stays\n"), ("a.json", '[{"Kop": "Ferry", "Tekst": "x"}]')],
    ids=["csv", "json"],
)
def test_a_column_that_is_not_there_is_refused_with_those_that_are(read, name, words):
    (refused,) = read(words, name, text="Text")
    assert refused.problem == "no column “Text” for text; the columns are: Kop, Tekst"
    assert "--columns" in refused.remedy


def test_a_row_without_text_says_which_columns_there_are(read):
    (refused,) = read("Kop,Tekst,Date\nFerry,Stays,2024-03-04\n")
    assert "--columns text=NAME; the columns are: Kop, Tekst, Date" in refused.remedy


def test_the_text_is_the_column_that_holds_prose_where_no_name_tells(read):
    (raw,) = read(f'Kop,Tekst,Adres\nFerry,"{WORDS}",https://harbour.example/{"x" * 300}\n')
    assert WORDS.strip() in raw.text
    assert raw.told[0].startswith("columns: text=Tekst")


@pytest.mark.parametrize(
    ("name", "field"),
    [
        ("Titular", "headline"),
        ("titre", "headline"),
        ("título", "headline"),
        ("Überschrift", "headline"),
        ("Cuerpo", "text"),
        ("contenu", "text"),
        ("date_publication", "published"),
        ("Fecha", "published"),
        ("légende", "caption"),
        ("Pie de foto", "caption"),
        ("Bildunterschrift", "caption"),
        ("Medio", "publisher"),
        ("pub_time", "published"),
        ("releaseDate", "published"),
        ("fields.timestamp", "published"),
    ],
)
def test_columns_are_known_in_other_languages_and_as_databases_call_them(name, field):
    assert field_of(name) == field


@pytest.mark.parametrize("moment", ["1709546100", "1709546100000", "2024-03-04 09:55:00"])
def test_a_timestamp_dates_a_row(read, moment):
    (raw,) = read(f"title,text,timestamp\nFerry,Stays in.,{moment}\n")
    assert build_document(raw).published.value.startswith("2024-03-04T09:55")


DATED = [f"2024-03-0{day}" for day in range(1, 6)]


@pytest.mark.parametrize(
    ("names", "cells", "published"),
    [
        pytest.param("Wann", DATED, "2024-03-01", id="the-one-column-of-dates"),
        pytest.param("Wann,Wo", [f"{date},Dunmouth" for date in DATED], "2024-03-01", id="beside-others"),
        pytest.param("Wann,Dann", [f"{date},{date}" for date in DATED], "", id="one-of-two"),
        pytest.param("crawled", DATED, "", id="named-as-something-else"),
        pytest.param("Wann", [*DATED[:3], "unknown", "later"], "", id="not-nearly-all"),
        pytest.param("Wann", DATED[:2], "", id="too-few"),
        pytest.param("Nr", ["1709546100"] * 5, "", id="numbers"),
        pytest.param("Wann", ["12.03.2024 Ferry of Dunmouth"] * 5, "", id="dates-with-words"),
    ],
)
def test_the_date_is_the_one_column_of_dates_where_no_name_tells(read, names, cells, published):
    first, *_ = read(f"title,text,{names}\n" + "".join(f"Ferry,Stays in.,{cell}\n" for cell in cells))
    assert first.published == published


def test_objects_inside_objects_are_columns_with_both_names(read):
    row = {"meta": {"kop": "Ferry", "date": "2024-03-04"}, "story": {"value": "Stays in."}}
    (raw,) = read(json.dumps([row]), "a.json", headline="meta.kop", published="meta.date")
    assert (raw.headline, raw.published, raw.text) == ("Ferry", "2024-03-04", "Ferry\n\nStays in.")


@pytest.mark.parametrize("mark", [",", ";", "\t", "|"])
def test_the_delimiter_is_seen_from_the_first_line(read, mark):
    (raw,) = read(f'title{mark}"a{mark}b, c; d|e"{mark}text\nFerry{mark}x{mark}Stays in.\n')
    assert (raw.headline, raw.text) == ("Ferry", "Ferry\n\nStays in.")


def test_a_line_for_a_spreadsheet_names_the_delimiter(read):
    (raw,) = read("sep=;\ntitle;text\nFerry;Stays in.\n")
    assert raw.headline == "Ferry"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252"])
def test_the_encoding_is_seen_from_the_bytes(read, encoding):
    rows = "".join(f'Café {n},"“Très bien,” said Zoë."\n' for n in range(40))
    first, *_ = read(f"title,text\n{rows}".encode(encoding))
    assert first.text == "Café 0\n\n“Très bien,” said Zoë."
    assert any("Not UTF-8" in warning for warning in first.warnings) is not encoding.startswith("utf-8")


def test_line_ends_in_quotation_marks_stay_in_their_cell(read):
    first, second = read('title,text\r\nFerry,"One.\r\n\r\nTwo, ""three""."\r\nPier,Four.\r\n')
    assert first.text == 'Ferry\n\nOne.\n\nTwo, "three".'
    assert (second.item, second.text) == (2, "Pier\n\nFour.")


def test_a_table_without_names_of_columns_is_refused(read):
    (refused,) = read(f'2024-03-04,"{WORDS}"\n2024-03-05,"{WORDS}"\n')
    assert refused.problem == "its first line names no columns"


def test_a_caption_beside_the_text_is_a_caption_with_its_credit(read):
    (raw,) = read("title,text,photo caption,photo credit\nFerry,Stays in.,The quay at dawn.,Ann Ferris/HPA\n")
    document = build_document(raw)
    (caption,) = document.captions
    assert (caption.span.of(document.text), caption.credit.photographer) == ("The quay at dawn.", "Ann Ferris")
    assert [s.span.of(document.text) for s in document.spans if s.role is Role.BODY] == ["Stays in."]


def test_what_may_be_done_with_a_row_is_kept(read):
    head = "id,title,text,copyright holder,usage terms,embargo,urgency,version\n"
    (raw,) = read("urn:hp:1,Ferry,Stays in.,Harbour Press,No archives.,2099-01-01,3,2\n".join((head, "")))
    said = raw.provenance
    assert (said.identity, said.version, said.urgency) == ("urn:hp:1", "2", "3")
    assert (said.holder, said.terms, said.embargo) == ("Harbour Press", "No archives.", "2099-01-01")


@pytest.mark.parametrize(
    ("cell", "style", "words"),
    [
        ("1709546100", DateStyle.OPEN, "2024-03-04T09:55:00+00:00"),
        ("1709546100000", DateStyle.OPEN, "2024-03-04T09:55:00+00:00"),
        ("4/3/2024", DateStyle.DAY_FIRST, "2024-03-04"),
        ("3/4/24 10:15", DateStyle.MONTH_FIRST, "2024-03-04 10:15"),
        ("3/4/2024", DateStyle.OPEN, "3/4/2024"),
        ("4-Mar-98", DateStyle.OPEN, "4 Mar 1998"),
        ("2024-03", DateStyle.OPEN, "March 2024"),
        ("2024-03-04 10:15", DateStyle.OPEN, "2024-03-04 10:15"),
        ("yesterday", DateStyle.OPEN, "yesterday"),
    ],
)
def test_dates_of_tables_become_dates_that_read_one_way(cell, style, words):
    assert date_words(cell, style) == words


@pytest.mark.parametrize(
    ("cells", "style"),
    [
        (["3/4/2024", "25/4/2024"], DateStyle.DAY_FIRST),
        (["3/4/2024", "4/25/2024"], DateStyle.MONTH_FIRST),
        (["3/4/2024", None, 7], DateStyle.OPEN),
        (["25/4/2024", "4/25/2024"], DateStyle.OPEN),
        (["04.03.2024"], DateStyle.DAY_FIRST),
    ],
)
def test_a_column_of_dates_shows_whether_day_or_month_comes_first(cells, style):
    assert date_style(cells) is style


def test_one_date_of_a_column_settles_the_others(read):
    first, _ = read("title,text,date\nFerry,Stays.,03/04/2024\nPier,Opens.,25/04/2024\n")
    assert build_document(first).published.value == "2024-04-03"


def test_a_date_that_stays_open_gives_the_year_alone(read):
    (raw,) = read("title,text,date\nFerry,Stays.,03/04/2024\n")
    assert build_document(raw).published.value == "2024"
