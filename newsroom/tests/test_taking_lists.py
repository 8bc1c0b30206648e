"""Lists as files: exactly the rows of the page, all of them, in its order, with the words as published."""

import csv
import json
from io import BytesIO, StringIO
from urllib.parse import urlsplit
from weakref import WeakSet

import pytest
from django.db import connection
from django.http import QueryDict
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from articles import batches, sheets
from articles.models import Article
from entities.tabs import TABS
from entities.tests import factories
from entities.tests.conftest import archive, reader
from entities.views.browse import BrowseView
from newsroom.listings import listing_at

__all__ = ["archive", "reader"]  # fixtures

pytestmark = pytest.mark.django_db

# Each page with the name under which its context has the rows.
PAGES = {
    "/articles/?sort=headline": "articles",
    "/articles/?person=ada-quill&person=bo-tarn": "articles",
    "/people/?sort=name": "people",
    "/people/?sort=seen": "people",
    "/quotes/?speaker=ada-quill&sort=oldest": "quotes",
    "/quotes/?attributed=no": "quotes",
    "/quotes/?year=1850": "quotes",
    "/captions/?sort=photographer": "captions",
    "/events/": "events",
    "/people/ada-quill/": "rows",
    "/people/ada-quill/?tab=mentioned&sort=oldest": "rows",
    **{f"/people/ada-quill/?tab={tab}": "rows" for tab in TABS},
    "/search/?q=lock&kind=article": "page_obj",
    "/search/?q=ada&kind=quote&sort=newest": "page_obj",
    "/search/?q=quill&kind=person": "page_obj",
}


def taken(client, page: str, form: str) -> bytes:
    path, _, query = page.partition("?")
    response = client.get(f"{path.rstrip('/')}.{form}?{query}")
    assert response.status_code == 200
    assert response["Content-Disposition"].startswith("attachment; filename=")
    return b"".join(response.streaming_content)


def lines(client, page: str) -> list[dict]:
    return json.loads(taken(client, page, "json"))


def table(client, page: str) -> list[list[str]]:
    return list(csv.reader(StringIO(taken(client, page, "csv").decode("utf-8-sig"), newline="")))


def sheet(client, page: str) -> list[tuple]:
    return list(load_workbook(BytesIO(taken(client, page, "xlsx"))).active.iter_rows(values_only=True))


@pytest.mark.parametrize("page", PAGES)
def test_a_file_has_the_rows_of_its_page_in_their_order(reader, archive, page):
    shown = [row.get_absolute_url() for row in reader.get(page).context[PAGES[page]]]
    assert [urlsplit(line["address"]).path for line in lines(reader, page)] == shown


def test_the_statements_of_an_event_are_taken_in_the_order_of_its_page(reader, archive):
    address = archive.parade.get_absolute_url()
    days = reader.get(address).context["days"]
    shown = [quote.get_absolute_url() for day in days for entry in day.entries for quote in entry.quotes]
    assert shown
    assert [urlsplit(line["address"]).path for line in lines(reader, address)] == shown


@pytest.mark.parametrize("page", PAGES)
def test_each_form_says_the_same(reader, archive, page):
    found, written, cells = lines(reader, page), table(reader, page), sheet(reader, page)
    assert written[0] == list(cells[0])
    assert [list(line.values()) for line in found] == [
        ["" if cell is None else cell for cell in row] for row in cells[1:]
    ]
    assert [[str(value) for value in line.values()] for line in found] == written[1:]


def test_a_list_is_taken_beyond_its_first_page_and_its_first_batch(reader, monkeypatch):
    monkeypatch.setattr(BrowseView, "paginate_by", 2)
    monkeypatch.setattr(batches, "BATCH", 2)
    for _ in range(5):
        factories.QuoteFactory()
    assert len(lines(reader, "/quotes/?page=2")) == 5


def test_rows_that_were_written_are_let_go(monkeypatch):
    monkeypatch.setattr(batches, "BATCH", 5)
    keys, there = [factories.QuoteFactory().article_id for _ in range(20)], WeakSet()
    for row in batches.in_batches(keys, Article.objects.prefetch_related("quotes")):
        there.add(row)
        assert len(there) < 10  # a batch, and of each before it the one that this loop held


def test_a_quote_is_taken_with_its_words_as_published_and_who_says_so(reader):
    words = "=SUM(A1), she said; “no”\N{EM DASH}é"
    article = factories.ArticleFactory(headline="@quay", published_precision="month")
    factories.QuoteFactory(article=article, words=words, speaker_inferred=True, confidence=0.71)
    [line] = lines(reader, "/quotes/")
    assert line["words"] == words
    assert line["review"] == "found by the machine"
    assert (line["speaker_inferred"], line["confidence"]) == ("yes", 0.71)
    assert (line["published"], line["published_precision"]) == ("2024-05", "month")
    assert line["address"].startswith("http://testserver/quotes/")
    [heads, cells] = table(reader, "/quotes/")
    assert (cells[heads.index("words")], cells[heads.index("article")]) == (f"'{words}", "'@quay")


def test_a_spreadsheet_runs_nothing_that_an_article_says(reader):
    for words in ("=1+1", "+1", "-1", "@sum", "\tx", "_x0041_ & <b>"):
        factories.QuoteFactory(words=words)
    book = load_workbook(BytesIO(taken(reader, "/quotes/?sort=oldest", "xlsx")))
    cells = [row[0] for row in book.active.iter_rows(min_row=2)]
    assert {cell.data_type for cell in cells} == {"s"}
    assert [cell.value for cell in cells[:5]] == ["=1+1", "+1", "-1", "@sum", "\tx"]
    assert [cell.quotePrefix for cell in cells] == [True] * 5 + [False]
    assert cells[5].value == "_x005F_x0041_ & <b>", "a spreadsheet reads _x0041_ as a letter"


def test_a_quote_that_an_editor_decided_on_claims_nothing_of_the_machine(reader):
    factories.QuoteFactory(confirmed=True, speaker_inferred=True, rule="verb-after")
    [line] = lines(reader, "/quotes/")
    assert line["review"] == "confirmed by an editor"
    assert (line["speaker_inferred"], line["confidence"], line["rule"]) == ("no", "", "")


def test_what_is_not_known_is_left_out_and_said(reader):
    factories.QuoteFactory(article=factories.ArticleFactory(published=None, publisher=""), speaker=None)
    [line] = lines(reader, "/quotes/")
    assert (line["speaker"], line["publisher"], line["published"]) == ("", "", "")
    assert line["published_precision"] == "not known"


def test_parts_of_a_quote_stand_in_marks_of_their_own(reader):
    factories.QuoteFactory(words=["Ask Ilse,", "or wait"])
    [line] = lines(reader, "/quotes/")
    assert (line["words"], line["parts"]) == ("“Ask Ilse,” “or wait”", 2)


def test_what_an_editor_rejected_is_not_taken(reader):
    factories.QuoteFactory(rejected=True)
    factories.PersonFactory(rejected=True)
    assert lines(reader, "/quotes/") == lines(reader, "/people/?sort=name&kind=quoted") == []


def test_more_rows_than_a_sheet_holds_go_on_in_another(reader, monkeypatch):
    monkeypatch.setattr(sheets, "SHEET_LENGTH", 3)
    for _ in range(5):
        factories.PersonFactory()
    book = load_workbook(BytesIO(taken(reader, "/people/", "xlsx")))
    assert [sheet.max_row for sheet in book] == [3, 3, 2]


def test_a_cell_that_is_cut_says_so(reader, monkeypatch):
    monkeypatch.setattr(sheets, "CELL_LENGTH", 80)
    factories.QuoteFactory(words="word " * 30)
    [_, row] = sheet(reader, "/quotes/")
    assert len(row[0]) == 80
    assert row[0].endswith(sheets.CUT)


@pytest.mark.parametrize(
    ("page", "reason"),
    [
        ("/quotes/?year=soon", "“soon” is no year"),
        ("/quotes/?speaker=nobody-of-that-name", "The archive knows no person"),
        ("/articles/?review=confirmed", "This list cannot be asked for review"),
    ],
)
def test_a_filter_that_is_not_understood_gives_no_file(reader, archive, page, reason):
    answer = reader.get(page.replace("/?", ".csv?"))
    assert answer.status_code == 400
    assert reason in answer.content.decode()


@pytest.mark.parametrize(
    "page", ["/search.csv", "/people/no-such.csv", "/events/no-such.csv", "/runs.csv", "/decisions.csv"]
)
def test_what_lists_nothing_gives_no_file(reader, page):
    assert reader.get(page).status_code == 404


@pytest.mark.parametrize("page", ["/articles/", "/people/", "/quotes/", "/captions/", "/events/"])
def test_a_file_takes_as_many_queries_for_many_rows_as_for_few(reader, archive, page):
    def queries() -> int:
        with CaptureQueriesContext(connection) as asked:
            taken(reader, page, "csv")
        return len(asked)

    few = queries()
    for _ in range(3):
        event = factories.EventMentionFactory().event
        factories.EventParticipantFactory(event=event)
        quote = factories.QuoteFactory(about=[factories.PersonFactory()])
        factories.MentionFactory(article=quote.article, person=quote.speaker)
        factories.CaptionFactory(people=[factories.PersonFactory()])
    assert queries() == few <= 14


def test_lists_link_to_their_files_with_the_filter_and_without_the_page(reader, archive):
    page = reader.get("/quotes/?speaker=ada-quill&page=1").content.decode()
    assert 'href="/quotes.csv?speaker=ada-quill"' in page
    for address in ("/people/ada-quill/?tab=about", "/search/?q=lock", archive.parade.get_absolute_url()):
        assert ".xlsx" in reader.get(address).content.decode()


def test_a_list_says_its_own_address_without_what_it_does_not_understand(reader, archive):
    listing = listing_at("/people/ada-quill/", QueryDict("tab=about&page=3&speaker=bo-tarn&nonsense=1"))
    assert listing.address == "/people/ada-quill/?tab=about&speaker=bo-tarn"
    assert listing.says(2) == "2 quotes by Bo Tarn about Ada Quill"


def test_a_file_of_a_search_that_lists_no_more_says_so_in_its_name(reader, archive, monkeypatch):
    monkeypatch.setattr("entities.search.results.MOST_COUNTED", 1)
    monkeypatch.setattr("newsroom.listings.MOST_COUNTED", 1)
    response = reader.get("/search.csv?q=ada&kind=quote")
    assert "only-the-first-1-quote-found-for-ada" in response["Content-Disposition"]
    assert "no-articles-found-for-lucia" in reader.get("/search.csv?q=Lucía&kind=article")["Content-Disposition"]
