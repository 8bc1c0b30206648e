"""The index follows every ingest and every decision, in the same transaction."""

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction

from articles import index
from entities.curation import (
    add_alias,
    describe_person,
    merge_people,
    reject,
    rename_event,
    rename_person,
    resolve_mention,
    set_about,
    set_pictured,
    set_speaker,
    undo,
)
from entities.models import Person
from entities.search.results import search
from entities.tests.factories import UserFactory
from entities.tests.indexing import fill_index, wrong_in_index

pytestmark = pytest.mark.django_db


def count(written, kind):
    return {tab.kind: tab.count for tab in search(written, kind=kind, order="best", number=1).tabs}[kind]


def test_index_follows_an_ingest_a_correction_and_a_removal(seeds):
    call_command("ingest_seeds", verbosity=0)
    assert count("harrowmere", "article") == 1
    assert wrong_in_index() == []
    story = seeds / "b.txt"
    story.write_text(story.read_text().replace("Harrowmere", "Wexcombe"))
    call_command("ingest_seeds", verbosity=0)
    assert (count("harrowmere", "article"), count("wexcombe", "article")) == (0, 1)
    assert wrong_in_index() == []
    call_command("clear_sample", "--no-input", verbosity=0)
    assert wrong_in_index() == []
    assert count("nowhere", "article") == 0


def test_index_follows_a_merge_and_its_undoing(archive):
    decision = merge_people(keep=archive.ada, merge=archive.bo, by=UserFactory(), reason="One person.", sure=True)
    assert (count("tarn", "person"), wrong_in_index()) == (1, [])
    assert search("tarn", kind="person", order="best", number=1).page.object_list[0].pk == archive.ada.pk
    undo(entry=decision, by=decision.by)
    assert wrong_in_index() == []
    assert search("tarn", kind="person", order="best", number=1).page.object_list[0].pk == archive.bo.pk


@pytest.mark.parametrize(
    ("decide", "written", "kind", "counts"),
    [
        (lambda a, by: reject(rows=[a.quotes.answer], by=by), "fair", "quote", (1, 0)),
        (lambda a, by: reject(rows=[a.caption], by=by), "marrow", "caption", (1, 0)),
        (lambda a, by: reject(rows=[a.cy], by=by), "welk", "person", (1, 0)),
        (lambda a, by: rename_person(person=a.cy, name="Cyril Dunmore", by=by), "dunmore", "person", (0, 1)),
        (lambda a, by: add_alias(person=a.cy, name="The Ferryman", by=by), "ferryman", "person", (0, 1)),
        (lambda a, by: describe_person(person=a.cy, description="bargee", by=by), "bargee", "person", (0, 1)),
        (lambda a, by: rename_event(event=a.parade, name="Candle Walk", by=by), "candle", "event", (0, 1)),
        (lambda a, by: reject(rows=[a.bo], by=by), "fair person:tarn", "quote", (1, 0)),
        (lambda a, by: reject(rows=[a.bo], by=by), "board speaker:tarn", "article", (1, 1)),  # by the printed words
        (lambda a, by: reject(rows=[a.quotes.answer], by=by), "board speaker:tarn", "article", (1, 0)),
        (lambda a, by: reject(rows=a.cy.mentions.all(), by=by), "silent person:welk", "article", (1, 0)),
        (
            lambda a, by: set_speaker(quote=a.quotes.viewer, person=a.cy, by=by),
            "riddance speaker:welk",
            "quote",
            (0, 1),
        ),
        (lambda a, by: set_speaker(quote=a.quotes.viewer, person=a.cy, by=by), "board speaker:welk", "article", (0, 1)),
        (lambda a, by: set_about(quote=a.quotes.late, people=[a.cy], by=by), "sorry person:welk", "quote", (0, 1)),
        (lambda a, by: set_pictured(caption=a.caption, people=[a.cy], by=by), "lock person:welk", "caption", (0, 1)),
        (
            lambda a, by: resolve_mention(mention=a.cy.mentions.filter(article=a.undated)[0], person=a.bo, by=by),
            "silent person:tarn",
            "article",
            (0, 1),
        ),
    ],
)
def test_index_follows_a_decision_and_its_undoing(archive, decide, written, kind, counts):
    before, after = counts
    assert count(written, kind) == before
    decision = decide(archive, UserFactory())
    assert (count(written, kind), wrong_in_index()) == (after, [])
    undo(entry=decision, by=decision.by)
    assert (count(written, kind), wrong_in_index()) == (before, [])


def test_a_decision_that_is_not_kept_leaves_no_trace_in_the_index(archive):
    with transaction.atomic():
        merge_people(keep=archive.ada, merge=archive.bo, by=UserFactory(), reason="One person.", sure=True)
        transaction.set_rollback(True)
    assert wrong_in_index() == []


def test_check_tells_what_differs_and_rebuilding_mends_it(archive, capsys):
    index.drop("quote", [archive.quotes.early.pk])
    index.put("article", {archive.gazette.pk: index.columns_of(d=["something else"]), 10_000: index.columns_of()})
    with pytest.raises(CommandError, match=f"3 of .*article {archive.gazette.pk}, article 10000, quote"):
        call_command("check_search")
    call_command("rebuild_search")
    call_command("check_search")
    assert "agrees with all" in capsys.readouterr().out


def test_rebuilding_takes_more_than_one_lot(archive, monkeypatch):
    monkeypatch.setattr("entities.indexing.LOT", 2)
    index.drop("person", Person.objects.values_list("pk", flat=True))
    index.put("person", {key: index.columns_of(a=["Nobody"]) for key in range(20_000, 20_005)})
    fill_index()
    assert wrong_in_index() == []
    assert count("nobody", "person") == 0
    assert count("quill", "person") == 1


def test_index_follows_how_many_articles_tell_of_somebody(archive):
    merge_people(keep=archive.ada, merge=archive.bo, by=UserFactory(), sure=True)
    for rows in (archive.bo.mentions.all(), archive.cy.mentions.all()[:1], archive.parade.mentions.all()):
        decision = reject(rows=rows, by=UserFactory())
        assert wrong_in_index() == []
        undo(entry=decision, by=decision.by)
        assert wrong_in_index() == []
