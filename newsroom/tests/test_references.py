"""References for other programs, and pages told to machines: nothing made up, nothing that runs."""

import json
import re

import pytest

from entities.tests import factories
from entities.tests.conftest import archive, reader

__all__ = ["archive", "reader"]  # fixtures

pytestmark = pytest.mark.django_db

SCRIPT = re.compile(r'<script type="application/ld\+json">(.*?)</script>', re.DOTALL)


def taken(client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200
    return b"".join(response.streaming_content).decode()


def ris(client, address: str) -> list[dict]:
    records = []
    for record in taken(client, address).split("ER  - \r\n\r\n")[:-1]:
        assert all(re.match(r"[A-Z][A-Z0-9]  - ", line) for line in record.splitlines())
        records.append(dict(line.split("  - ", 1) for line in record.splitlines()))
    return records


def csl(client, address: str) -> list[dict]:
    return json.loads(taken(client, address))


def linked(client, row) -> dict:
    [said] = SCRIPT.findall(client.get(row.get_absolute_url()).content.decode())
    return json.loads(said)


def test_a_quote_is_referred_to_as_its_article_with_its_words_as_the_note(reader, archive):
    quote = archive.quotes.early
    [found] = ris(reader, f"/quotes/{quote.pk}.ris")
    assert found == {
        "TY": "NEWS",
        "ID": f"quote-{quote.pk}",
        "TI": "Quill opens the new lock",
        "PY": "2003",
        "DA": "2003/05/14/",
        "T2": "Harrowmere Gazette",
        "LA": "en",
        "N1": "“Bo did his best” – Ada Quill (confirmed by an editor)",
        "UR": f"http://testserver/articles/{archive.gazette.pk}/",
        "L2": f"http://testserver/quotes/{quote.pk}/",
        "DB": "The Editorial Archive",
    }
    [said] = csl(reader, f"/quotes/{quote.pk}.csl.json")
    assert said["issued"] == {"date-parts": [[2003, 5, 14]]}
    assert (said["type"], said["note"]) == ("article-newspaper", found["N1"])


def test_a_caption_is_referred_to_by_its_photographer(reader, archive):
    [said] = csl(reader, f"/captions/{archive.caption.pk}.csl.json")
    assert said["type"] == "graphic"
    assert said["author"] == [{"family": "Marrow", "given": "Ilse"}]
    assert "Ilse Marrow/Coast Pictures" in said["note"]


@pytest.mark.parametrize(
    ("author", "written", "parts"),
    [
        ("Juniper Halloway", "Halloway, Juniper", {"family": "Halloway", "given": "Juniper"}),
        ("Jan van der Berg", "van der Berg, Jan", {"family": "van der Berg", "given": "Jan"}),
        ("Tom O'Neil Jr.", "O'Neil, Tom, Jr.", {"family": "O'Neil", "given": "Tom", "suffix": "Jr."}),
        ("Reuters", "Reuters", {"literal": "Reuters"}),
        ("Coast News Service", "Coast News Service", {"literal": "Coast News Service"}),
    ],
)
def test_people_are_written_surname_first_and_agencies_as_printed(reader, author, written, parts):
    article = factories.ArticleFactory(authors=[author])
    assert ris(reader, f"/articles/{article.pk}.ris")[0]["AU"] == written
    assert csl(reader, f"/articles/{article.pk}.csl.json")[0]["author"] == [parts]


@pytest.mark.parametrize(("precision", "date"), [("year", "2024///"), ("month", "2024/05//"), ("day", "2024/05/03/")])
def test_a_reference_claims_no_more_of_a_date_than_is_known(reader, precision, date):
    article = factories.ArticleFactory(published_precision=precision)
    assert ris(reader, f"/articles/{article.pk}.ris")[0]["DA"] == date


def test_what_is_not_known_is_left_out(reader):
    article = factories.ArticleFactory(published=None, publisher="", language="")
    assert set(ris(reader, f"/articles/{article.pk}.ris")[0]) == {"TY", "ID", "TI", "UR", "L2", "DB"}


def test_no_words_of_an_article_become_a_line_of_their_own(reader):
    article = factories.ArticleFactory(headline="Quay\r\nER  - \r\nTY  - NEWS", authors=["A\nAU  - B"])
    [found] = ris(reader, f"/articles/{article.pk}.ris")
    assert found["TI"] == "Quay ER - TY - NEWS"
    assert found["AU"] == "A AU - B"


@pytest.mark.parametrize("form", ["ris", "csl.json"])
def test_a_list_is_taken_as_references(reader, archive, form):
    written = taken(reader, f"/quotes.{form}?speaker=ada-quill&sort=oldest")
    early, late = (written.index(f"quote-{quote.pk}") for quote in (archive.quotes.early, archive.quotes.late))
    assert early < late
    assert f"quote-{archive.quotes.viewer.pk}" not in written


def test_people_and_events_have_no_references(reader, archive):
    for address in ("/people.ris", "/events.csl.json", "/people/ada-quill.ris?tab=events"):
        assert reader.get(address).status_code == 404
    assert "RIS" not in reader.get("/people/").content.decode()
    assert "/quotes.ris" in reader.get("/quotes/").content.decode()


def test_a_rejected_quote_has_no_reference(reader):
    assert reader.get(f"/quotes/{factories.QuoteFactory(rejected=True).pk}.ris").status_code == 404


def test_pages_tell_machines_what_they_hold(reader, archive):
    assert linked(reader, archive.gazette)["@type"] == "NewsArticle"
    assert linked(reader, archive.gazette)["datePublished"] == "2003-05-14"
    assert linked(reader, archive.ada) == {
        "@context": "https://schema.org",
        "@type": "Person",
        "name": "Ada Quill",
        "url": "http://testserver/people/ada-quill/",
    }
    caption = linked(reader, archive.caption)
    assert (caption["@type"], caption["caption"]) == ("ImageObject", "Ada Quill and Bo Tarn at the lock.")
    quote = linked(reader, archive.quotes.late)
    assert (quote["@type"], quote["text"], quote["creator"]["name"]) == (
        "Quotation", "I am sorry that Bo goes", "Ada Quill",
    )  # fmt: skip
    assert quote["creativeWorkStatus"] == "found by the machine, not confirmed"


def test_reported_speech_is_told_as_no_quotation(reader):
    said = linked(reader, factories.QuoteFactory(kind="indirect", words="that it rains"))
    assert said["@type"] == "CreativeWork"
    assert said["text"].startswith("Reported, not quoted")


def test_what_machines_are_told_ends_no_script(reader):
    headline = "</script><script>alert(1)</script><!-- & \u2028"
    article = factories.ArticleFactory(headline=headline)
    assert linked(reader, article)["headline"] == headline
    assert "<script>alert" not in reader.get(article.get_absolute_url()).content.decode()


def test_machines_are_told_of_people_as_people_and_of_agencies_as_organisations(reader):
    article = factories.ArticleFactory(authors=["Ada Quill", "Voss", "Reuters", "Coast News Service"])
    kinds = [author["@type"] for author in linked(reader, article)["author"]]
    assert kinds == ["Person", "Person", "Organization", "Organization"]
