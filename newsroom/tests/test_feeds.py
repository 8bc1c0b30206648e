"""Atom feeds of any list: signed in, and under a secret address that can be revoked."""

from datetime import UTC, datetime
from xml.etree import ElementTree

import pytest
from django.urls import reverse

from entities.models import Quote
from entities.tests import factories
from entities.tests.conftest import archive
from newsroom.feeds import addresses
from newsroom.models import FeedAddress

__all__ = ["archive"]  # fixture

pytestmark = pytest.mark.django_db

ATOM = "{http://www.w3.org/2005/Atom}"
LISTS = ["/articles", "/people", "/quotes", "/captions", "/events", "/people/ada-quill", "/events/2002-lantern-parade"]


@pytest.fixture
def maren():
    return factories.UserFactory(username="maren")


@pytest.fixture
def tab(client, maren):
    client.force_login(maren)
    return client


def entries(response) -> list[str]:
    assert response.status_code == 200
    assert response["Content-Type"].startswith("application/atom+xml")
    feed = ElementTree.fromstring(response.content)  # noqa: S314 (our own feed)
    return [entry.findtext(f"{ATOM}summary") for entry in feed.iter(f"{ATOM}entry")]


def make(tab, at: str) -> str:
    response = tab.post(reverse("feed_addresses"), {"at": at})
    return response.context["secret"].removeprefix("http://testserver")


@pytest.mark.parametrize("page", [*LISTS, "/search"])
def test_every_list_has_a_feed(tab, archive, page):
    assert entries(tab.get(f"{page}.atom?q=lock" if page == "/search" else f"{page}.atom"))


def test_a_feed_has_what_came_in_last_first_and_as_filtered(tab, archive):
    newer = factories.QuoteFactory(speaker=archive.ada, words="Said <b>later</b> & printed")
    found = entries(tab.get("/quotes.atom?speaker=ada-quill&sort=oldest"))
    assert len(found) == 3
    assert "“Said <b>later</b> & printed”" in found[0]
    assert f"/quotes/{newer.pk}/" in tab.get("/quotes.atom?speaker=ada-quill").content.decode()


def test_a_feed_says_what_it_is_and_where(tab, archive, client):
    query = "?speaker=ada-quill&sort=oldest"
    feed = ElementTree.fromstring(tab.get(f"/quotes.atom{query}").content)  # noqa: S314 (our own feed)
    links = {link.get("rel"): link.get("href") for link in feed.findall(f"{ATOM}link")}
    page = f"http://testserver/quotes/{query}"
    assert (feed.findtext(f"{ATOM}id"), links) == (
        page,
        {"alternate": page, "self": f"http://testserver/quotes.atom{query}"},
    )
    assert feed.findtext(f"{ATOM}author/{ATOM}name") == "The Archive"
    assert {entry.get("type") for entry in feed.iter(f"{ATOM}summary")} == {"text"}


def test_a_feed_says_who_says_so(tab, archive):
    assert "found by the machine, not confirmed" in entries(tab.get("/quotes.atom"))[0]


def test_a_feed_that_holds_the_same_is_not_sent_again(tab, archive):
    first = tab.get("/quotes.atom")
    again = tab.get("/quotes.atom", headers={"if-none-match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    factories.QuoteFactory()
    assert tab.get("/quotes.atom", headers={"if-none-match": first["ETag"]}).status_code == 200
    assert "no-store" not in first["Cache-Control"]
    assert "private" in first["Cache-Control"]


def test_an_empty_feed_stays_the_same_too(tab):
    assert tab.get("/quotes.atom").content == tab.get("/quotes.atom").content


def test_a_program_reads_a_secret_address_without_signing_in(tab, client, archive):
    address = make(tab, "/quotes/?speaker=ada-quill")
    client.logout()
    assert len(entries(client.get(address))) == 2
    assert len(entries(client.get(f"{address}?speaker=bo-tarn"))) == 2, "no other list than its own"
    assert client.get("/quotes.atom").status_code == 302
    assert FeedAddress.objects.get().last_read


def test_only_the_hash_of_a_secret_is_kept(tab, archive):
    secret = make(tab, "/quotes/").removeprefix("/feeds/").removesuffix(".atom")
    kept = FeedAddress.objects.values().get()
    assert secret not in str(kept)
    assert kept["digest"] == addresses.hashed(secret)
    assert secret not in tab.get(reverse("feed_addresses")).content.decode()


def test_a_revoked_address_is_read_by_nobody(tab, client, archive):
    address = make(tab, "/quotes/")
    row = FeedAddress.objects.get()
    client.force_login(factories.UserFactory())
    assert client.post(reverse("feed_revoke", args=[row.pk])).status_code == 404
    client.force_login(row.owner)
    client.post(reverse("feed_revoke", args=[row.pk]))
    assert client.get(address).status_code == 404


def test_the_address_of_somebody_who_left_is_read_by_nobody(tab, client, archive, maren):
    address = make(tab, "/quotes/")
    maren.is_active = False
    maren.save()
    assert client.get(address).status_code == 404


def test_a_made_up_secret_opens_nothing(client):
    assert client.get("/feeds/made-up.atom").status_code == 404


def test_somebody_has_so_many_addresses_and_no_more(tab, archive, monkeypatch):
    monkeypatch.setattr(addresses, "MOST", 1)
    make(tab, "/quotes/")
    page = tab.post(reverse("feed_addresses"), {"at": "/articles/"}).content.decode()
    assert "You have 1 feed addresses. Revoke one" in page
    assert FeedAddress.objects.count() == 1


@pytest.mark.parametrize("page", ["/quotes", "/events", "/people"])
def test_a_feed_takes_a_fixed_number_of_queries(tab, archive, page, django_assert_max_num_queries):
    for _ in range(4):
        event = factories.EventMentionFactory().event
        factories.EventParticipantFactory(event=event)
        factories.QuoteFactory(about=[factories.PersonFactory()])
    with django_assert_max_num_queries(14):
        tab.get(f"{page}.atom")


def test_lists_lead_to_their_feed(tab, archive):
    assert "/feeds/?at=%2Fquotes%2F%3Fspeaker%3Dada-quill" in tab.get("/quotes/?speaker=ada-quill").content.decode()
    assert "A feed of quotes by Ada Quill" in tab.get("/feeds/?at=%2Fquotes%2F%3Fspeaker%3Dada-quill").content.decode()


def test_an_entry_is_as_new_as_what_an_editor_said_of_it(tab, archive):
    quote = archive.quotes.early
    Quote.objects.filter(pk=quote.pk).update(reviewed_at=datetime(2031, 2, 3, tzinfo=UTC))
    feed = ElementTree.fromstring(tab.get("/quotes.atom").content)  # noqa: S314 (our own feed)
    updated = {entry.findtext(f"{ATOM}id"): entry.findtext(f"{ATOM}updated") for entry in feed.iter(f"{ATOM}entry")}
    assert updated.pop(f"http://testserver/quotes/{quote.pk}/").startswith("2031-02-03")
    assert not any(moment.startswith("2031") for moment in updated.values())
