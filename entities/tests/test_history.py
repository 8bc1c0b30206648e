"""The history of decided rows: every decision and its difference, and nothing of rows that nobody touched."""

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from articles.models import Review
from entities import curation
from entities.curation import CurationError
from entities.models import Alias, Decision, Depiction, Mention, Person, Quote
from entities.models.record import RECORDED
from entities.tests.extractions import Said, extraction, store
from entities.tests.factories import AliasFactory, CaptionFactory, PersonFactory, QuoteFactory, UserFactory
from entities.tests.history import newest_differ, unlike_the_ledger

pytestmark = pytest.mark.django_db

SAID = "We waited nine years for this day,"


def read(head="Head", said=SAID, by="Ada Quill", about=()):
    text = f'{head}\n\n"{said}" Ada Quill said to Bo Tarn.\n'
    found = extraction(text, people=["Ada Quill", "Bo Tarn"], quotes=[Said((said,), by=by, about=about)])
    return store(found)


def types(row) -> str:
    return "".join(record.history_type for record in row.history.order_by("history_id"))


def page_of(client, row) -> str:
    address = reverse(f"admin:{row._meta.app_label}_{row._meta.model_name}_history", args=[row.pk])
    return " ".join(client.get(address).content.decode().split())


def test_the_first_decision_shows_its_difference_from_what_the_machine_had(editor):
    quote, bo = QuoteFactory(about=[PersonFactory()]), PersonFactory()
    found = quote.speaker
    decision = curation.set_speaker(quote=quote, person=bo, words=None, by=editor, reason="Read on.")
    record = quote.history.first()
    assert (record.decision, record.history_user, record.history_change_reason) == (decision, editor, "Read on.")
    changes = {change.field: (change.old, change.new) for change in record.diff_against(record.prev_record).changes}
    assert changes["speaker"] == (found.pk, bo.pk)
    assert changes["review"] == (Review.MACHINE, Review.EDITED)
    assert "about" not in changes
    machine = record.prev_record
    assert (machine.decision, machine.history_user, types(quote)) == (None, None, "+~")


def test_whom_a_quote_is_about_is_part_of_its_history(editor):
    old, new = PersonFactory(), PersonFactory()
    quote = QuoteFactory(about=[old])
    curation.set_about(quote=quote, people=[new], by=editor)
    record = quote.history.first()
    [change] = [change for change in record.diff_against(record.prev_record).changes if change.field == "about"]
    assert ([row["person"] for row in change.old], [row["person"] for row in change.new]) == ([old.pk], [new.pk])
    assert [row.person_id for row in record.about.all()] == [new.pk]


def test_undoing_is_a_step_of_its_own_and_ends_where_it_began(editor):
    quote = QuoteFactory()
    undone = curation.undo(entry=curation.reject(rows=quote, by=editor), by=editor)
    first, _, last = quote.history.order_by("history_id")
    assert last.decision == undone
    assert not last.diff_against(first).changes


def test_a_row_that_a_decision_makes_or_removes_has_a_beginning_and_an_end(editor):
    person, alias = PersonFactory(), AliasFactory(name="Tilly")
    curation.add_alias(person=person, name="Captain", by=editor)
    curation.remove_alias(alias=alias, by=editor)
    assert types(Alias.objects.get(name="Captain")) == "+"
    gone = Alias.history.filter(id=alias.pk).order_by("history_id")
    assert [(record.history_type, record.name) for record in gone] == [("+", "Tilly"), ("-", "Tilly")]
    curation.undo(entry=Decision.objects.first(), by=editor)
    assert types(Alias.objects.get(name="Tilly")) == "+-+"


def test_what_the_machine_read_between_two_decisions_is_a_step_too(editor):
    read()
    quote = Quote.objects.get()
    curation.undo(entry=curation.confirm(rows=quote, by=editor), by=editor)
    read(by="Bo Tarn")
    curation.confirm(rows=quote, by=editor)
    assert types(quote) == "+~~+~"
    last = quote.history.first()
    assert [change.field for change in last.prev_record.diff_against(last.prev_record.prev_record).changes] != []
    assert "speaker" not in [change.field for change in last.diff_against(last.prev_record).changes]


def test_an_ingest_that_moves_a_decided_row_is_a_step_that_names_it(editor):
    read()
    quote = Quote.objects.get()
    curation.confirm(rows=quote, by=editor)
    read(head="A line more\n\nHead")
    moved = quote.history.first()
    assert (moved.ingest, moved.decision, moved.source_changed) == (moved.ingest, None, False)
    assert moved.ingest is not None
    read(said="We waited ten years, or so it seemed,")
    assert quote.history.first().source_changed
    assert (newest_differ(), types(quote)) == ([], "+~~~")


def test_rows_that_nobody_decided_on_have_no_history_and_an_ingest_asks_for_none(seeds):
    with CaptureQueriesContext(
        connection,
    ) as queries:
        call_command("ingest_seeds", verbosity=0)
        call_command("ingest_seeds", verbosity=0, force=True)
        (seeds / "a.txt").write_text("Another story\n\nNobody speaks in it.\n")
        call_command("ingest_seeds", verbosity=0)
    assert not [query["sql"] for query in queries if "historical" in query["sql"].lower()]
    assert Mention.objects.exists()
    assert not any(model.history.exists() for model in RECORDED)


def test_a_refused_decision_leaves_no_history(editor):
    with pytest.raises(CurationError):
        curation.set_speaker(quote=QuoteFactory(rejected=True), by=editor)
    assert not Quote.history.exists()


def test_many_rows_decided_at_once_each_have_their_history(editor, django_assert_max_num_queries):
    QuoteFactory.create_batch(30)
    with django_assert_max_num_queries(60):
        decision = curation.confirm(rows=Quote.objects.all(), by=editor)
    assert Quote.history.filter(decision=decision).count() == 30
    assert Quote.history.count() == 60


def test_decisions_that_are_joined_leave_one_step_a_row(editor):
    quote, person = QuoteFactory(), PersonFactory()
    several = [
        curation.set_speaker(quote=quote, person=person, by=editor),
        curation.add_alias(person=person, name="Captain", by=editor),
        curation.set_about(quote=quote, people=[person], by=editor),
    ]
    joined = curation.join_decisions(decisions=several, label="a file", by=editor, reason="The desk's list.")
    record = quote.history.first()
    assert (record.decision, record.history_change_reason, types(quote)) == (joined, "The desk's list.", "+~")
    assert (newest_differ(), unlike_the_ledger()) == ([], [])


def test_who_is_pictured_has_a_history(editor):
    caption, person = CaptionFactory(people=[PersonFactory()]), PersonFactory()
    curation.set_pictured(caption=caption, people=[person], by=editor)
    assert sorted(types(row) for row in Depiction.objects.all()) == ["+", "+~"]


def test_the_history_of_a_row_is_told_with_its_differences_and_undone_there(desk, editor, seeds):
    read()
    quote, zoe = Quote.objects.get(), PersonFactory(name="Zoe Lark")
    decision = curation.set_speaker(quote=quote, person=zoe, words=None, by=editor, reason="Read on.")
    read(head="A line more\n\nHead")
    shown = page_of(desk, quote)
    assert "<del>Ada Quill</del> <ins>Zoe Lark</ins>" in shown
    assert "“Read on.”" in shown
    assert "An ingest</a> read another text, where these words stand elsewhere" in shown
    assert "The machine found it so" in shown
    address = reverse("decision_undo", args=[decision.pk])
    assert f'action="{address}"' in shown
    here = reverse("admin:entities_quote_history", args=[quote.pk])
    assert desk.post(address, {"next": here}).url == here
    assert "<del>Zoe Lark</del> <ins>Ada Quill</ins>" in page_of(desk, quote)


def test_decisions_about_a_row_that_left_it_as_it_was_are_told_too(desk, editor):
    person = PersonFactory()
    curation.add_alias(person=person, name="Captain", by=editor)
    assert "added a name" in page_of(desk, person)
    assert not person.history.exists()


def test_a_long_history_takes_no_more_queries_than_a_short_one(desk, editor, django_assert_max_num_queries):
    quote = QuoteFactory(about=[PersonFactory()])
    for _ in range(6):
        entry = curation.reject(rows=quote, by=editor)
        curation.undo(entry=entry, by=editor)
    with django_assert_max_num_queries(32):
        page_of(desk, quote)


def test_a_reader_sees_the_history_and_no_button(client, editor):
    quote = QuoteFactory()
    curation.confirm(rows=quote, by=editor)
    client.force_login(UserFactory(is_staff=True, role="Reader"))
    shown = page_of(client, quote)
    assert "confirmed" in shown
    assert 'class="undo"' not in shown
    assert Person.objects.exists()
