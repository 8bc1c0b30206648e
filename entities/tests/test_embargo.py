"""What a sender holds back is kept for editors, and nobody else can tell that it is there, until its time."""

import json
from datetime import UTC, datetime, timedelta
from functools import partial

import pytest
from django.apps import apps
from django.contrib.auth.models import AnonymousUser, Group
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse

from articles.models import Article
from entities import curation
from entities.curation import CurationError
from entities.ingest import IngestOptions
from entities.ingest import ingest as ingest_paths
from entities.management.commands.ingest_seeds import newsroom_settings
from entities.models import Decision, HeldArticle, Person, Quote
from entities.tests.factories import HeldArticleFactory, UserFactory
from entities.tests.ingesting import ingest
from newsroom import middleware

pytestmark = pytest.mark.django_db

SECRET = "Zebulon Quibble"
ITEM = {
    "uri": "urn:hp:1",
    "version": 1,
    "headline": f"Mayor {SECRET} resigns",
    "body_text": f"“I go gladly,” said Mayor {SECRET} on Friday at the Xanadu Regatta, and the lock opened at noon.",
    "pubstatus": "usable",
    "ednote": "Check against delivery.",
}
NEVER = "2099-01-01T12:00:00Z"
LATER = datetime(2099, 1, 2, tzinfo=UTC)


def send(folder, name="item.json", **more):
    path = folder / name
    path.write_text(json.dumps(ITEM | more))
    return path


def run_at(moment, path):
    return ingest_paths([path], newsroom=newsroom_settings(), options=IngestOptions(), clock=lambda: moment)


def signed_in(role):
    user = UserFactory(username=role, is_staff=True)
    user.groups.add(Group.objects.get(name=role))
    client = Client()
    client.force_login(user)
    return client


@pytest.mark.parametrize(
    ("embargo", "is_held"),
    [(NEVER, True), ("2001-01-01T12:00:00Z", False), ("", False), ("soon", True), ("withheld", True)],
)
def test_an_item_is_held_until_its_time_and_without_a_moment_until_further_notice(tmp_path, embargo, is_held):
    said, told, failed = ingest(send(tmp_path, embargoed=embargo))
    assert not failed
    assert (HeldArticle.objects.exists(), Article.objects.exists()) == (is_held, not is_held)
    assert ("1 held under embargo" in said[-1]) is is_held
    assert any("under embargo" in line for line in told) is is_held


@pytest.mark.parametrize("status", ["withheld", "embargoed"])
def test_an_item_whose_status_holds_it_back_is_held(tmp_path, status):
    ingest(send(tmp_path, pubstatus=status))
    assert HeldArticle.objects.get().until is None


def test_nothing_of_a_held_article_is_in_any_table_of_the_archive(tmp_path):
    before = {model: model._base_manager.count() for model in apps.get_models()}
    ingest(send(tmp_path, embargoed=NEVER))
    grown = {model.__name__ for model in apps.get_models() if model._base_manager.count() != before[model]}
    assert grown == {"HeldArticle", "IngestRun", "SourceFile"}  # who read which file, and none of its words


def test_no_page_tells_a_reader_of_it_and_an_editor_sees_it_labelled(tmp_path):
    ingest(send(tmp_path, embargoed=NEVER))
    held = HeldArticle.objects.get()
    reader, editor = signed_in("Reader"), signed_in("Editor")
    run = reverse("run_list")
    pages = [*(reverse(f"{name}_list") for name in ("article", "person", "quote", "caption", "event")), run]
    pages += [reverse("home"), f"{reverse('search')}?q=quibble", f"{reverse('article_list')}?q=quibble"]
    for address in pages:
        assert SECRET not in reader.get(address).content.decode(), address
        assert "mbargo" not in reader.get(address).content.decode() or address in (run, reverse("home"))
    assert reader.get(reverse("held_list")).status_code == 403
    assert reader.get(held.get_absolute_url()).status_code == 403
    listed = editor.get(reverse("held_list")).content.decode()
    shown = editor.get(held.get_absolute_url()).content.decode()
    assert held.headline in listed
    assert "Embargo" in listed
    assert "1 January 2099" in shown
    assert "I go gladly" in shown
    assert "Check against delivery." in shown
    assert reverse("held_list") in editor.get(reverse("home")).content.decode()
    assert reverse("held_list") not in reader.get(reverse("home")).content.decode()


def test_the_next_run_after_its_time_brings_it_in_even_when_its_file_is_gone(tmp_path):
    path = send(tmp_path, embargoed=NEVER)
    ingest(path)
    path.unlink()
    run_at(LATER, tmp_path)
    assert Article.objects.get().headline == ITEM["headline"]
    assert Quote.objects.get().speaker.name == SECRET
    assert not HeldArticle.objects.exists()


def test_what_is_brought_in_is_what_an_ingest_would_have_stored(tmp_path):
    ingest(send(tmp_path, embargoed=NEVER))
    run_at(LATER, tmp_path)
    late = _rows()
    Article.objects.all().delete()
    Person.objects.all().delete()
    run_at(LATER, tmp_path)
    assert _rows() == late


def _rows():
    leave_out = {"id", "run_id", "last_ingested", "first_seen"}
    article = Article.objects.values().get()
    quotes = Quote.objects.values_list("start", "end", "speaker__name", "rule", "confidence")
    return {name: value for name, value in article.items() if name not in leave_out}, list(quotes)


def test_files_are_unchanged_while_held_and_after(tmp_path):
    path = send(tmp_path, embargoed=NEVER)
    ingest(path)
    said, _, _ = ingest(path)
    assert "1 unchanged" in said[-1]
    run_at(LATER, tmp_path)
    said = run_at(LATER, tmp_path).summary()
    assert "0 created, 0 updated, 1 unchanged" in said
    assert Article.objects.count() == 1


def test_a_version_without_an_embargo_lifts_it(tmp_path):
    ingest(send(tmp_path, embargoed=NEVER))
    ingest(send(tmp_path, "free.json", version=2))
    assert Article.objects.get().source.endswith("free.json")
    assert not HeldArticle.objects.exists()


def test_a_later_version_under_embargo_leaves_the_published_one_alone(tmp_path):
    ingest(send(tmp_path))
    ingest(send(tmp_path, "next.json", version=2, embargoed=NEVER, body_text=f"{ITEM['body_text']} She wept."))
    assert "wept" not in Article.objects.get().text
    decision = curation.release_held(held=HeldArticle.objects.get(), by=UserFactory(), reason="Lifted by the sender.")
    article = Article.objects.get()
    assert decision in Decision.objects.on(article)
    assert "wept" in article.text
    assert article.versions.count() == 2


def test_an_earlier_version_does_not_take_the_place_of_a_held_one(tmp_path):
    ingest(send(tmp_path, version=2, embargoed=NEVER))
    ingest(send(tmp_path, "late.json", version=1, embargoed=NEVER, body_text="An earlier text of this."))
    assert "gladly" in str(HeldArticle.objects.get().extraction)


def test_what_is_withdrawn_before_its_time_never_comes(tmp_path):
    ingest(send(tmp_path, embargoed=NEVER))
    ingest(send(tmp_path, "kill.json", version=2, body_text="", pubstatus="canceled"))
    run_at(LATER + timedelta(days=1), tmp_path / "kill.json")
    assert not Article.objects.exists()
    held = HeldArticle.objects.get()
    assert held.is_withdrawn
    assert "Withdrawn" in signed_in("Editor").get(held.get_absolute_url()).content.decode()


def test_the_command_releases_what_is_due_and_names_what_is_not_there(tmp_path, capsys):
    ingest(send(tmp_path, embargoed=NEVER))
    call_command("release_embargoed")
    assert capsys.readouterr().out == "0 released, 1 still under embargo\n"
    HeldArticle.objects.update(until=datetime(2001, 1, 1, tzinfo=UTC))
    call_command("release_embargoed", verbosity=2)
    assert "1 released, 0 still under embargo" in capsys.readouterr().out


def test_an_archivist_releases_it_before_its_time_with_a_reason_that_the_ledger_keeps(tmp_path):
    ingest(send(tmp_path, embargoed=NEVER))
    held, archivist = HeldArticle.objects.get(), signed_in("Archivist")
    address = reverse("held_release", args=[held.pk])
    assert address in archivist.get(held.get_absolute_url()).content.decode()
    assert address not in signed_in("Editor").get(held.get_absolute_url()).content.decode()
    assert "who lifted the embargo?" in archivist.post(address, {"reason": " "}, follow=True).content.decode()
    assert HeldArticle.objects.exists()
    shown = archivist.post(address, {"reason": "The mayor’s office rang."}, follow=True)
    article = Article.objects.get()
    assert shown.redirect_chain[-1][0] == article.get_absolute_url()
    assert "Released from embargo: Mayor Zebulon Quibble resigns" in shown.content.decode()
    ledger = archivist.get(reverse("decision_list")).content.decode()
    assert "The mayor’s office rang." in ledger
    decision = Decision.objects.on(article).get()
    assert (decision.verb, decision.by.username) == (Decision.Verb.RELEASE, "Archivist")
    assert archivist.post(address, {"reason": "Again."}).status_code == 404


def test_what_was_released_is_known_and_its_release_cannot_be_undone(tmp_path):
    ingest(send(tmp_path, embargoed=NEVER))
    decision = curation.release_held(held=HeldArticle.objects.get(), by=UserFactory(), reason="Lifted.")
    archivist = signed_in("Archivist")
    assert reverse("decision_undo", args=[decision.pk]) not in archivist.get(reverse("decision_list")).content.decode()
    with pytest.raises(CurationError, match="cannot be put under embargo again"):
        curation.undo(entry=decision, by=UserFactory())
    assert Article.objects.exists()


def test_nobody_releases_what_its_sender_took_back_or_another_released(tmp_path):
    ingest(send(tmp_path, embargoed=NEVER))
    held = HeldArticle.objects.get()
    ingest(send(tmp_path, "kill.json", version=2, body_text="", pubstatus="canceled"))
    release = partial(curation.release_held, held=held, by=UserFactory(), reason="Lifted.")
    with pytest.raises(CurationError, match="took this article back"):
        release()
    HeldArticle.objects.all().delete()
    with pytest.raises(CurationError, match="no longer in the archive"):
        release()
    assert not Article.objects.exists()
    assert not Decision.objects.exists()


@pytest.mark.parametrize(
    "given",
    [
        *({"held": held} for held in (None, 7, "item.json", HeldArticle(), HeldArticle(pk=-1), HeldArticle(pk=2**70))),
        *({"held": held} for held in (HeldArticle(pk=7_000_000, headline="Gone"), Article(pk=1, headline="Another"))),
        *({"by": nobody} for nobody in (None, "ada", AnonymousUser())),
        *({"reason": reason} for reason in (None, "", " ", 7, b"Lifted.", "x" * 501, "a\0b", "a\ud800b")),
    ],
)
def test_a_release_refuses_in_words_what_it_cannot_do(given):
    asked = {"held": HeldArticleFactory(), "by": UserFactory(), "reason": "Lifted."} | given
    with pytest.raises(CurationError, match=r"\w{3}"):
        curation.release_held(**asked)
    assert not Article.objects.exists()
    assert not Decision.objects.exists()


def test_a_release_of_what_the_archive_has_already_is_told_and_brings_nothing(tmp_path):
    ingest(send(tmp_path, uri="", embargoed=NEVER))
    ingest(send(tmp_path, "free.json", uri=""))
    HeldArticle.objects.update(content_hash=Article.objects.get().content_hash)
    decision = curation.release_held(held=HeldArticle.objects.get(), by=UserFactory(), reason="Lifted.")
    assert Article.objects.count() == 1
    assert decision.label == ITEM["headline"]


def test_the_command_releases_before_its_time_in_somebodys_name(tmp_path, capsys):
    ingest(send(tmp_path, embargoed=NEVER))
    source, _ = HeldArticle.objects.get().source, UserFactory(username="mara")
    for given, problem in (
        ({}, "--by NAME"),
        ({"by": "nobody", "reason": "Lifted."}, "no such account"),
        ({"by": "mara"}, "who lifted"),
    ):
        with pytest.raises(CommandError, match=problem):
            call_command("release_embargoed", source, **given)
    with pytest.raises(CommandError, match=r"nowhere\.json"):
        call_command("release_embargoed", source, "nowhere.json", by="mara", reason="Lifted.")
    assert not Article.objects.exists()
    call_command("release_embargoed", source, by="mara", reason="Lifted by the sender.", verbosity=2)
    assert f"released: {source}" in capsys.readouterr().out
    assert Decision.objects.get().by.username == "mara"


def test_a_page_brings_in_what_is_due_at_most_once_a_minute(tmp_path, monkeypatch):
    ingest(send(tmp_path, embargoed=NEVER))
    HeldArticle.objects.update(until=datetime(2001, 1, 1, tzinfo=UTC))
    now = [0.0]
    monkeypatch.setattr(middleware, "monotonic", lambda: now[0])
    reader = signed_in("Reader")
    assert SECRET not in reader.get(reverse("article_list")).content.decode()
    now[0] += middleware.EVERY
    assert SECRET in reader.get(reverse("article_list")).content.decode()


def test_a_page_is_made_even_where_nothing_can_be_released(monkeypatch, caplog):
    def fail(**_):
        raise middleware.DatabaseError("database is locked")

    monkeypatch.setattr(middleware, "release_due", fail)
    now = [0.0]
    monkeypatch.setattr(middleware, "monotonic", lambda: now[0])
    reader = signed_in("Reader")
    for _ in range(2):
        now[0] += middleware.EVERY
        assert reader.get(reverse("article_list")).status_code == 200
    assert "could not be released" in caplog.text


def test_a_sample_under_embargo_goes_with_the_sample(tmp_path):
    ingest(send(tmp_path, embargoed=NEVER))
    HeldArticle.objects.update(sample=True)
    Article.objects.create(source="x", sample=True, first_seen=LATER, last_ingested=LATER, headline="x", text="x")
    call_command("clear_sample", interactive=False, verbosity=0)
    assert not HeldArticle.objects.exists()
