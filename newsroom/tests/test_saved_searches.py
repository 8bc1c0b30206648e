"""Saved searches: kept under a name, shared or not, and what came in since somebody looked."""

import pytest
from django.contrib.auth.models import User
from django.urls import reverse

from entities.tests import factories
from entities.tests.conftest import archive
from entities.tests.indexing import fill_index
from newsroom.models import Follow, SavedSearch
from newsroom.saved import searches

__all__ = ["archive"]  # fixture

pytestmark = pytest.mark.django_db

QUOTES_OF_ADA = "/quotes/?speaker=ada-quill"


@pytest.fixture
def maren() -> User:
    return factories.UserFactory(username="maren", role="Editor")


@pytest.fixture
def tab(client, maren):
    client.force_login(maren)
    return client


def save(tab, at: str, name: str = "Ada", **said: str) -> SavedSearch:
    response = tab.post(reverse("saved_add"), {"at": at, "name": name, **said})
    assert response.status_code == 302, response.context and response.context["form"].errors
    return SavedSearch.objects.order_by("pk").last()


def change(tab, search: SavedSearch, verb: str, **said):
    return tab.post(reverse("saved_change", args=[search.pk, verb]), said)


def count(tab) -> list[str]:
    return [news.number for news in tab.get(reverse("saved_list")).context["news"]]


def page(tab, address: str) -> str:
    return tab.get(address).content.decode()


def test_a_list_offers_to_be_saved_under_its_own_sentence(tab, archive):
    assert 'href="/saved/add/?at=%2Fquotes%2F%3Fspeaker%3Dada-quill"' in page(tab, QUOTES_OF_ADA)
    asked = page(tab, reverse("saved_add") + "?at=%2Fquotes%2F%3Fspeaker%3Dada-quill")
    assert 'value="Quotes by Ada Quill"' in asked


@pytest.mark.parametrize(
    ("at", "kind", "kept"),
    [
        (QUOTES_OF_ADA + "&page=3&sort=oldest", "quote", "/quotes/?speaker=ada-quill&sort=oldest"),
        ("/articles/", "article", "/articles/"),
        ("/people/ada-quill/?tab=pictured", "caption", "/people/ada-quill/?tab=pictured"),
        ("/events/2002-lantern-parade/?speaker=ada-quill", "quote", "/events/2002-lantern-parade/?speaker=ada-quill"),
        ("/search/?q=lock&kind=article", "article", "/search/?q=lock&kind=article&sort=best"),
    ],
)
def test_every_list_and_search_is_kept_by_its_address(tab, archive, at, kind, kept):
    search = save(tab, at)
    assert (search.kind, search.address) == (kind, kept)
    assert tab.get(search.address).status_code == 200


@pytest.mark.parametrize("at", ["", "https://elsewhere.example/quotes/", "//elsewhere.example/", "/quotes/?year=soon"])
def test_what_is_no_list_of_the_archive_is_not_kept(tab, archive, at):
    assert tab.post(reverse("saved_add"), {"at": at, "name": "x"}).status_code == 400
    assert not SavedSearch.objects.exists()


def test_a_search_without_a_name_is_asked_for_one(tab, archive):
    response = tab.post(reverse("saved_add"), {"at": QUOTES_OF_ADA, "name": " "})
    assert "This field is required." in response.content.decode()
    assert not SavedSearch.objects.exists()


def test_new_is_what_came_in_since_the_reader_looked(tab, archive):
    search = save(tab, QUOTES_OF_ADA)
    assert count(tab) == ["0"]
    late = factories.QuoteFactory(speaker=archive.ada, words="We shall see")
    factories.QuoteFactory(words="Somebody else speaks")
    assert count(tab) == ["1"]
    shown = tab.get(search.get_absolute_url())
    assert [quote.pk for quote in shown.context["rows"]] == [late.pk]
    assert "We shall see" in shown.content.decode()
    change(tab, search, "look", up_to=shown.context["newest"])
    assert count(tab) == ["0"]


def test_what_came_in_while_the_page_was_open_stays_new(tab, archive):
    search = save(tab, QUOTES_OF_ADA)
    factories.QuoteFactory(speaker=archive.ada)
    newest = tab.get(search.get_absolute_url()).context["newest"]
    factories.QuoteFactory(speaker=archive.ada)
    change(tab, search, "look", up_to=newest)
    assert count(tab) == ["1"]
    change(tab, search, "look", up_to=10**17)
    factories.QuoteFactory(speaker=archive.ada)
    assert count(tab) == ["1"], "nobody has seen what is not there yet"


def test_new_in_a_search_is_counted_and_marked(tab, archive):
    search = save(tab, "/search/?q=lantern&kind=quote")
    factories.QuoteFactory(words="The lantern is lit")
    fill_index()
    assert count(tab) == ["1"]
    assert '<mark class="hit">lantern</mark>' in page(tab, search.get_absolute_url())


def test_more_than_is_counted_says_so(tab, archive, monkeypatch):
    monkeypatch.setattr("entities.capped.MOST_COUNTED", 2)
    save(tab, "/quotes/")
    for _ in range(3):
        factories.QuoteFactory()
    assert count(tab) == ["2+"]


def test_each_who_follows_a_shared_search_has_looked_for_themselves(tab, client, archive):
    search = save(tab, QUOTES_OF_ADA, shared="on")
    bo = factories.UserFactory(username="bo", role="Reader")
    client.force_login(bo)
    assert search.name in page(client, reverse("saved_list"))
    change(client, search, "follow")
    factories.QuoteFactory(speaker=archive.ada)
    assert count(client) == ["1"]
    change(client, search, "look", up_to=client.get(search.get_absolute_url()).context["newest"])
    assert count(client) == ["0"]
    client.force_login(User.objects.get(username="maren"))
    assert count(client) == ["1"]


def test_a_private_search_is_nobody_elses(tab, client, archive):
    search = save(tab, QUOTES_OF_ADA)
    client.force_login(factories.UserFactory(role="Archivist"))
    assert search.get_absolute_url() not in page(client, reverse("saved_list"))
    assert client.get(search.get_absolute_url()).status_code == 404
    for verb in ("look", "follow", "unfollow", "rename", "delete"):
        assert change(client, search, verb, up_to=1, name="x").status_code == 404
    search.refresh_from_db()
    assert search.name == "Ada"


def test_a_shared_search_is_changed_by_its_owner_alone(tab, client, archive):
    search = save(tab, QUOTES_OF_ADA, shared="on")
    client.force_login(factories.UserFactory(role="Editor"))
    assert change(client, search, "rename", name="Mine").status_code == 403
    assert change(client, search, "delete").status_code == 403
    assert SavedSearch.objects.get().name == "Ada"


def test_its_owner_renames_shares_and_deletes_a_search(tab, archive):
    search = save(tab, QUOTES_OF_ADA)
    change(tab, search, "rename", name="Ada Quill, all", shared="on")
    search.refresh_from_db()
    assert (search.name, search.shared) == ("Ada Quill, all", True)
    assert change(tab, search, "rename", name="").status_code == 302
    search.refresh_from_db()
    assert search.name == "Ada Quill, all"
    assert change(tab, search, "unfollow").status_code == 403
    change(tab, search, "delete")
    assert not SavedSearch.objects.exists()
    assert not Follow.objects.exists()


def test_whoever_has_no_role_keeps_searches_and_shares_none(client, archive):
    client.force_login(factories.UserFactory())
    search = save(client, QUOTES_OF_ADA, shared="on")
    assert not search.shared
    change(client, search, "rename", name="Still mine", shared="on")
    search.refresh_from_db()
    assert not search.shared


def test_a_search_whose_page_is_gone_says_so_and_stops_no_other(tab, archive):
    save(tab, "/people/ada-quill/", name="A page")
    save(tab, "/quotes/?speaker=cy-welk", name="B filter")
    save(tab, "/quotes/", name="C all")
    factories.QuoteFactory()
    SavedSearch.objects.filter(name="A page").update(path="/people/nobody/")
    SavedSearch.objects.filter(name="B filter").update(query="speaker=nobody-there")
    shown = page(tab, reverse("saved_list"))
    assert "its page is no longer in the archive" in shown
    assert "its filter names something that the archive no longer knows" in shown
    assert "1 new" in shown
    for search in SavedSearch.objects.all():
        assert tab.get(search.get_absolute_url()).status_code == 200


def test_somebody_has_so_many_and_no_more(tab, archive, monkeypatch):
    monkeypatch.setattr(searches, "MOST_SAVED", 1)
    save(tab, "/quotes/")
    response = tab.post(reverse("saved_add"), {"at": "/articles/", "name": "Two"})
    assert "You have 1 saved searches. Delete one" in response.content.decode()


def test_home_shows_what_is_new(tab, archive):
    assert "Your saved searches" not in page(tab, reverse("home"))
    save(tab, QUOTES_OF_ADA, name="Ada on the record")
    factories.QuoteFactory(speaker=archive.ada)
    assert 'Ada on the record</a> <span class="fresh">1 new' in page(tab, reverse("home"))


@pytest.mark.parametrize("address", ["/saved/", "/"])
def test_many_saved_searches_take_a_bounded_number_of_queries(tab, archive, address, django_assert_max_num_queries):
    for number in range(12):
        save(tab, f"{QUOTES_OF_ADA}&year=20{number:02}", name=f"Number {number}")
    with django_assert_max_num_queries(25):
        tab.get(address)


@pytest.mark.parametrize("name", ["Ada\r\nBcc: all@archive.example", "Ada\x0b\u2028Bcc: all@archive.example"])
def test_a_name_is_one_line(tab, archive, name):
    assert save(tab, QUOTES_OF_ADA, name).name == "Ada Bcc: all@archive.example"


def test_a_name_of_nothing_that_shows_is_refused(tab, archive):
    response = tab.post(reverse("saved_add"), {"at": QUOTES_OF_ADA, "name": "\x01"})
    assert "A name has letters." in response.content.decode()


def test_what_a_colleague_no_longer_shares_is_on_no_page_of_those_who_followed_it(tab, archive, maren):
    search = SavedSearch.objects.create(
        name="Ola's own", kind="quote", path="/quotes/", owner=factories.UserFactory(username="ola"), shared=True
    )
    change(tab, search, "follow")
    assert "Ola&#x27;s own" in page(tab, reverse("saved_list"))
    search.shared = False
    search.save()
    assert "Ola&#x27;s own" not in page(tab, reverse("saved_list")) + page(tab, "/")


@pytest.mark.parametrize("url_name", ["saved_add", "feed_addresses"])
@pytest.mark.parametrize("at", ["http://[", "//[x", "https://elsewhere.example/quotes/", "quotes"])
def test_what_is_no_address_of_ours_is_refused(tab, url_name, at):
    assert tab.get(reverse(url_name), {"at": at}).status_code == 400
    assert tab.post(reverse(url_name), {"at": at}).status_code == 400
