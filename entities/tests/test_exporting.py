"""Lists of the desk as files: exactly what the list shows, whoever may see it may take it away."""

import csv
import json
from io import BytesIO, StringIO

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import load_workbook

from articles.models import Article, Caption
from entities import curation
from entities.models import Alias, Decision, Event, KeptApart, Mention, Person, Quote
from entities.tests import factories

pytestmark = pytest.mark.django_db

CSV, JSON, XLSX = "0", "1", "2"
MADE = {
    Alias: factories.AliasFactory,
    Article: factories.ArticleFactory,
    Caption: lambda: factories.CaptionFactory(people=[factories.PersonFactory()]),
    Decision: lambda: curation.confirm(rows=[factories.QuoteFactory()], by=factories.UserFactory()),
    Event: factories.EventFactory,
    KeptApart: factories.KeptApartFactory,
    Mention: factories.MentionFactory,
    Person: factories.PersonFactory,
    Quote: factories.QuoteFactory,
}


@pytest.fixture
def reader(client):
    user = factories.UserFactory(is_staff=True, role="Reader")
    client.force_login(user)
    return client


def export(client, model: type, form: str, query: str = "") -> bytes:
    address = reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_export")
    response = client.post(address + query, {"format": form, "resource": "0"})
    assert "attachment" in response["Content-Disposition"]
    return b"".join(response.streaming_content)


def lines(client, model: type, query: str = "") -> list[dict]:
    return json.loads(export(client, model, JSON, query))


@pytest.mark.parametrize("model", MADE, ids=lambda model: model._meta.model_name)
def test_every_format_has_a_line_for_every_row(reader, model):
    MADE[model](), MADE[model]()
    number = model.objects.count()
    found = lines(reader, model)
    sheet = list(load_workbook(BytesIO(export(reader, model, XLSX))).active.iter_rows(values_only=True))
    table = list(csv.reader(StringIO(export(reader, model, CSV).decode("utf-8-sig"), newline="")))
    assert len(found) == len(sheet) - 1 == len(table) - 1 == number
    assert list(found[0]) == list(sheet[0]) == table[0]


@pytest.mark.parametrize("model", MADE, ids=lambda model: model._meta.model_name)
def test_an_export_takes_as_many_queries_for_many_rows_as_for_few(reader, model):
    counts = []
    for _ in range(2):
        for _ in range(3):
            MADE[model]()
        lines(reader, model)
        with CaptureQueriesContext(connection) as queries:
            lines(reader, model)
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_an_export_has_the_rows_of_the_filtered_list_in_its_order(reader):
    first = factories.QuoteFactory(confirmed=True, words="The zinc dome is sold")
    factories.QuoteFactory(words="The zinc dome is not sold")
    other = factories.QuoteFactory(confirmed=True, words="Nobody sold the zinc dome")
    factories.QuoteFactory(confirmed=True, words="Something else")
    query = "?review__exact=confirmed&q=zinc dome&o=-1"
    address = reverse("admin:entities_quote_changelist")
    shown = [row.pk for row in reader.get(address + query).context["cl"].result_list]
    assert [line["id"] for line in lines(reader, Quote, query)] == shown
    assert set(shown) == {first.pk, other.pk}
    page = reader.get(reverse("admin:entities_quote_export") + query)
    assert "2 quotes" in page.content.decode()


def test_the_words_of_a_quote_are_exported_as_published(reader):
    quote = factories.QuoteFactory(words="=SUM(A1), she said; “no”\N{EM DASH}é")
    [line] = lines(reader, Quote)
    assert line["words"] == quote.words
    table = csv.DictReader(StringIO(export(reader, Quote, CSV).decode("utf-8-sig"), newline=""))
    assert [row["words"] for row in table] == [f"'{quote.words}"]


def test_an_article_is_exported_without_its_text(reader):
    factories.ArticleFactory()
    [line] = lines(reader, Article)
    assert "headline" in line
    assert "text" not in line


def test_a_decision_is_exported_with_its_verb_in_words(reader):
    MADE[Decision]()
    [line] = lines(reader, Decision)
    assert line["verb"] == Decision.objects.get().get_verb_display()
