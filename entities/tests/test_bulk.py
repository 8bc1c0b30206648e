"""Deciding on everything that a list's filter matches: said, asked for twice, done as one, undone as one."""

import pytest
from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from articles.models import Review
from entities import curation
from entities.admin import bulk
from entities.curation import CurationError, locking
from entities.models import Decision, Person, Quote
from entities.tests.factories import ArticleFactory, PersonFactory, QuoteFactory, UserFactory
from entities.tests.snapshot import snapshot

pytestmark = pytest.mark.django_db

LIST = reverse("admin:entities_quote_changelist")


@pytest.fixture
def small_batches(monkeypatch):
    monkeypatch.setattr(locking, "BATCH", 2)
    monkeypatch.setattr("entities.curation.undoing.BATCH", 2)


def ask(client, query: str = "", **posted):
    given = {"action": "confirm_rows", "index": "0", "everything": "on"}
    return client.post(LIST + query, given | posted)


def say_yes(client, asked, query: str = "", **posted):
    given = {"action": "confirm_rows", "select_across": "1", "_selected_action": "all"}
    return client.post(LIST + query, given | {"seen": asked.context["found"].state} | posted, follow=True)


def reviews() -> list[str]:
    return list(Quote.objects.order_by("pk").values_list("review", flat=True))


def test_the_question_says_how_many_match_what_and_does_nothing_yet(desk):
    for inferred in (True, True, False):
        QuoteFactory(speaker_inferred=inferred)
    page = " ".join(ask(desk, "?speaker_inferred__exact=1&review__exact=machine&q=the").content.decode().split())
    assert "Confirm 2 quotes" in page
    assert "That match: the words “the”, review: found by the machine, speaker inferred: Yes." in page
    assert reviews() == ["machine"] * 3


def test_yes_decides_on_what_matches_and_on_nothing_else_in_one_entry(desk):
    rows = [QuoteFactory(speaker_inferred=inferred) for inferred in (True, True, False)]
    query = "?speaker_inferred__exact=1"
    page = say_yes(desk, ask(desk, query), query, reason="All of them checked.").content.decode()
    assert reviews() == ["confirmed", "confirmed", "machine"]
    entry = Decision.objects.get()
    assert (entry.label, entry.reason) == ("2 quotes", "All of them checked.")
    assert entry.get_absolute_url() in page
    curation.undo(entry=entry, by=rows[0].reviewed_by or UserFactory())
    assert reviews() == ["machine"] * 3


def test_rows_that_are_ticked_are_decided_on_at_once(desk):
    quote, _ = QuoteFactory(), QuoteFactory()
    desk.post(LIST, {"action": "confirm_rows", "index": "0", "_selected_action": quote.pk})
    assert reviews() == ["confirmed", "machine"]


@pytest.mark.parametrize(("typed", "done"), [("", False), ("2", False), ("3", True), (" 3 ", True)])
def test_above_a_number_the_number_has_to_be_typed(desk, monkeypatch, typed, done):
    monkeypatch.setattr(bulk, "TYPED_ABOVE", 2)
    for _ in range(3):
        QuoteFactory()
    asked = ask(desk)
    assert 'name="number"' in asked.content.decode()
    page = say_yes(desk, asked, number=typed).content.decode()
    assert reviews() == ["confirmed" if done else "machine"] * 3
    assert ("type the number 3" in page) is not done


@pytest.mark.parametrize(
    ("change", "told"),
    [
        pytest.param(lambda quote, by: QuoteFactory(), "there were 2 then, there are 3 now", id="another-row"),
        pytest.param(lambda quote, by: curation.confirm(rows=[quote], by=by), "decided on some", id="decided"),
    ],
)
def test_what_changed_since_the_question_is_told_and_asked_again(desk, change, told):
    quote, _ = QuoteFactory(), QuoteFactory()
    asked = ask(desk)
    change(quote, UserFactory())
    before = snapshot()
    page = say_yes(desk, asked)
    assert told in page.content.decode()
    assert "seen" in page.content.decode()
    assert snapshot() == before


def test_decisions_that_would_be_replaced_are_counted(desk):
    QuoteFactory(rejected=True)
    QuoteFactory(confirmed=True)
    assert "decided otherwise on 1 of them" in ask(desk).content.decode()


def test_a_reader_is_asked_nothing(client):
    reader = UserFactory(is_staff=True, role="Reader")
    client.force_login(reader)
    QuoteFactory()
    ask(client)
    assert reviews() == ["machine"]


def test_however_many_rows_a_decision_and_its_undoing_are_exact(editor, small_batches):
    people = [PersonFactory() for _ in range(5)]
    rows = [QuoteFactory(speaker=people[0]) for _ in range(5)]
    curation.set_speaker(quote=rows[1], person=people[1], by=editor)
    curation.reject(rows=rows[3:4], by=editor)
    before = snapshot()
    for verb in (curation.confirm, curation.reject, curation.restore):
        entry = verb(rows=[*people, *Quote.objects.all()], by=editor)
        after = snapshot()
        assert after != before
        undone = curation.undo(entry=entry, by=editor)
        assert snapshot() == before
        curation.undo(entry=undone, by=editor)
        assert snapshot() == after
        curation.undo(entry=Decision.objects.first(), by=editor)


def test_a_refusal_in_a_late_batch_leaves_nothing_of_the_early_ones(editor, small_batches):
    people = [PersonFactory() for _ in range(6)]
    curation.merge_people(keep=people[0], merge=people[5], by=editor)
    before = snapshot()
    with pytest.raises(CurationError):
        curation.reject(rows=Person.objects.exclude(pk=people[0].pk), by=editor)
    assert snapshot() == before
    assert Decision.objects.count() == 1


def test_undoing_a_decision_on_many_is_refused_where_one_was_decided_on_since(editor, small_batches):
    rows = [QuoteFactory() for _ in range(5)]
    entry = curation.confirm(rows=rows, by=editor)
    curation.reject(rows=rows[4:], by=editor)
    before = snapshot()
    with pytest.raises(CurationError, match="Undo this first"):
        curation.undo(entry=entry, by=editor)
    assert snapshot() == before


def test_queries_grow_by_the_batch_and_not_by_the_row(editor):
    article = ArticleFactory()
    ContentType.objects.get_for_models(*apps.get_models())  # asked for once a process, by whichever test comes first
    counts = []
    for number in (3, 30):
        for _ in range(number):
            QuoteFactory(article=article)
        with CaptureQueriesContext(connection) as queries:
            entry = curation.confirm(rows=Quote.objects.unreviewed(), by=editor)
            curation.restore(rows=Quote.objects.filter(review=Review.CONFIRMED), by=editor)
            curation.undo(entry=Decision.objects.first(), by=editor)
            curation.undo(entry=entry, by=editor)
        counts.append(len(queries))
    # SQLite takes 999 values in one statement, which is 28 records of the history.
    assert counts[1] <= counts[0] + 8
