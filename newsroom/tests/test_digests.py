"""The daily mail: one a person and day, with what is new and why it matched; nothing where nothing is new."""

from datetime import date, timedelta

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.core.management import CommandError, call_command
from django.http import QueryDict
from django.urls import reverse
from django.utils import timezone

from entities.tests import factories
from entities.tests.conftest import archive
from entities.tests.indexing import fill_index
from newsroom.listings import listing_at
from newsroom.models import Digest, Follow
from newsroom.saved.digests import GIVEN_UP, send_digests, token_of
from newsroom.saved.searches import follow, save_search

__all__ = ["archive"]  # fixture

pytestmark = pytest.mark.django_db

MONDAY = date(2024, 5, 6)


@pytest.fixture
def maren():
    return factories.UserFactory(username="maren", email="maren@archive.example")


def keep(user, address: str = "/quotes/?speaker=ada-quill", name: str = "Ada on the record", **said):
    path, _, query = address.partition("?")
    return save_search(owner=user, listing=listing_at(path, QueryDict(query)), name=name, **{"by_mail": True} | said)


def send(day: date = MONDAY, **said):
    given = {"now": timezone.now(), "day": day, "site": "https://archive.example", "sender": "desk@archive.example"}
    return list(send_digests(**given | said))


def test_a_mail_says_what_is_new_whose_it_is_and_why(archive, maren):
    keep(maren)
    article = factories.ArticleFactory(publisher="Vale Courier", headline="Quay & lock")
    quote = factories.QuoteFactory(article=article, speaker=archive.ada, words="We'll rebuild <all> of it")
    send()
    [sent] = mail.outbox
    assert (sent.subject, sent.to, sent.from_email) == (
        "1 new: Ada on the record", ["maren@archive.example"], "desk@archive.example",
    )  # fmt: skip
    assert "“We'll rebuild <all> of it”" in sent.body
    assert "Why: quotes by Ada Quill" in sent.body
    assert "Vale Courier, “Quay & lock”, 3 May 2024 · found by the machine, not confirmed" in sent.body
    assert f"https://archive.example/quotes/{quote.pk}/" in sent.body
    [(html, kind)] = sent.alternatives
    assert kind == "text/html"
    assert "&lt;all&gt;" in html


def test_a_mail_marks_the_words_that_were_looked_for(archive, maren):
    keep(maren, "/search/?q=lantern&kind=quote")
    factories.QuoteFactory(words="The lantern, that Lantern")
    fill_index()
    send()
    [sent] = mail.outbox
    assert "Why: quotes found for lantern; in it: lantern, Lantern" in sent.body
    assert '<mark class="hit">lantern</mark>' in sent.alternatives[0][0]


def test_a_mail_shows_where_in_an_article_the_words_stand(archive, maren):
    keep(maren, "/articles/?q=ceremony", name="Ceremonies")
    factories.ArticleFactory(headline="The lock opens", paragraphs=["Nobody came.", "The ceremony took an hour."])
    fill_index()
    send()
    [sent] = mail.outbox
    assert "The ceremony took an hour." in sent.body
    assert "in it: ceremony" in sent.body


def test_a_mail_that_cannot_be_written_keeps_nobody_else_from_theirs(archive, maren):
    keep(maren)
    other = factories.UserFactory(username="ola", email="ola@archive.example")
    keep(other)
    maren.email = "maren@archive.example\nBcc: all@archive.example"
    maren.save()
    factories.QuoteFactory(speaker=archive.ada)
    broken, sent = send()
    assert (broken.user, bool(broken.problem), sent.user, sent.problem) == (maren, True, other, "")
    assert [message.to for message in mail.outbox] == [["ola@archive.example"]]


def test_what_a_colleague_no_longer_shares_is_mailed_to_nobody_else(archive, maren):
    search = keep(factories.UserFactory(username="ola"), shared=True, by_mail=False)
    follow(search=search, user=maren, by_mail=True)
    search.shared = False
    search.save()
    factories.QuoteFactory(speaker=archive.ada)
    assert send() == []


def test_nothing_new_no_mail(archive, maren):
    keep(maren)
    factories.QuoteFactory(words="Somebody else")
    assert send() == []
    assert not mail.outbox
    assert not Digest.objects.exists()


def test_one_mail_a_person_and_day_with_everything_in_it(archive, maren):
    keep(maren)
    keep(maren, "/articles/", name="All articles")
    keep(maren, "/captions/", name="Not by mail", by_mail=False)
    factories.QuoteFactory(speaker=archive.ada)
    factories.CaptionFactory()
    send()
    send()
    [sent] = mail.outbox
    assert sent.subject == "3 new: Ada on the record and 1 more"
    assert "Not by mail" not in sent.body


def test_the_next_day_tells_of_what_came_since(archive, maren):
    keep(maren)
    factories.QuoteFactory(speaker=archive.ada, words="Said on Monday")
    send()
    factories.QuoteFactory(speaker=archive.ada, words="Said on Tuesday")
    send(MONDAY)
    send(MONDAY + timedelta(days=1))
    assert len(mail.outbox) == 2
    assert "Said on Monday" not in mail.outbox[1].body
    assert "Said on Tuesday" in mail.outbox[1].body


def test_a_reader_who_has_looked_is_told_all_the_same(archive, maren):
    search = keep(maren)
    factories.QuoteFactory(speaker=archive.ada)
    Follow.objects.update(seen_up_to=10**9)
    send()
    assert len(mail.outbox) == 1
    assert Follow.objects.get(search=search).mailed_up_to > 0


def test_more_than_a_mail_holds_is_counted(archive, maren, monkeypatch):
    monkeypatch.setattr("newsroom.saved.digests.SHOWN", 1)
    keep(maren)
    for _ in range(3):
        factories.QuoteFactory(speaker=archive.ada)
    send()
    assert "3 new: quotes by Ada Quill" in mail.outbox[0].body
    assert "and 2 more: https://archive.example/quotes/?speaker=ada-quill" in mail.outbox[0].body


def test_nobody_is_mailed_who_is_inactive_or_has_no_address(archive, maren):
    keep(maren)
    maren.is_active = False
    maren.save()
    keep(factories.UserFactory())
    factories.QuoteFactory(speaker=archive.ada)
    assert send() == []


def test_a_mail_in_another_process_hands_is_left_to_it(archive, maren):
    keep(maren)
    factories.QuoteFactory(speaker=archive.ada)
    Digest.objects.create(user=maren, day=MONDAY, begun=timezone.now())
    assert send() == []
    assert len(send(now=timezone.now() + GIVEN_UP + timedelta(minutes=1))) == 1


def test_a_mail_that_cannot_be_sent_stops_no_other_and_is_tried_again(archive, maren, monkeypatch, capsys):
    keep(maren)
    bo = factories.UserFactory(username="bo", email="bo@archive.example")
    keep(bo)
    factories.QuoteFactory(speaker=archive.ada)
    whole = EmailBackend.send_messages

    def fail_for_maren(self, messages):
        if messages[0].to == ["maren@archive.example"]:
            raise ConnectionRefusedError("Connection refused")
        return whole(self, messages)

    monkeypatch.setattr(EmailBackend, "send_messages", fail_for_maren)
    with pytest.raises(CommandError, match="1 could not be sent"):
        call_command("send_digests")
    assert "maren: not sent (Connection refused); look at MAIL_SERVER." in capsys.readouterr().err
    assert [message.to for message in mail.outbox] == [["bo@archive.example"]]
    monkeypatch.undo()
    call_command("send_digests")
    assert [message.to for message in mail.outbox] == [["bo@archive.example"], ["maren@archive.example"]]


def test_a_dry_run_says_who_would_get_what_and_sends_nothing(archive, maren, capsys):
    keep(maren)
    factories.QuoteFactory(speaker=archive.ada)
    call_command("send_digests", dry_run=True)
    assert capsys.readouterr().out == "maren: 1 new in 1 saved searches\n1 mail would be sent.\n"
    assert not mail.outbox
    assert not Digest.objects.exists()


def test_a_search_that_cannot_be_read_any_more_stops_no_mail(archive, maren):
    gone = keep(maren, name="Gone")
    keep(maren, "/quotes/", name="All quotes")
    factories.QuoteFactory()
    type(gone).objects.filter(pk=gone.pk).update(path="/people/nobody/")
    send()
    assert mail.outbox[0].subject == "1 new: All quotes"


def test_mails_are_stopped_from_the_mail_without_signing_in(client, archive, maren):
    keep(maren)
    factories.QuoteFactory(speaker=archive.ada)
    send()
    [sent] = mail.outbox
    header = sent.extra_headers["List-Unsubscribe"]
    address = header.removeprefix("<https://archive.example").removesuffix(">")
    assert address.startswith(reverse("stop_mail", args=["x"]).removesuffix("x/"))
    assert address in sent.body
    client.get(address)
    assert Follow.objects.get().by_mail, "looking changes nothing"
    assert "No more mails" in client.post(address).content.decode()
    assert not Follow.objects.get().by_mail


def test_an_address_that_somebody_made_up_stops_no_mail(client, maren):
    assert client.post(reverse("stop_mail", args=[f"{token_of(maren)}x"])).status_code == 404
    assert client.post(reverse("stop_mail", args=["1:x:y"])).status_code == 404


def test_mails_that_are_asked_for_anew_begin_then(client, archive, maren):
    search = keep(maren, by_mail=False)
    factories.QuoteFactory(speaker=archive.ada)
    client.force_login(maren)
    client.post(reverse("saved_change", args=[search.pk, "follow"]), {"by_mail": "on"})
    assert send() == []
