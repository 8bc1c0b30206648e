"""The whole chain on real files, and the two commands in front of it."""

import os
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from articles.models import Article, IngestRun
from articles.runs import FailedFile
from entities.configured import newsroom_settings
from entities.ingest import IngestOptions, chain, sender
from entities.ingest import ingest as ingest_paths
from entities.models import Person, Quote
from entities.tests.ingesting import STORY, ingest, sources

pytestmark = pytest.mark.django_db


def test_the_seeds_are_read_in_sorted_order_by_default(seeds):
    out, err, failed = ingest()
    assert sources() == ["seeds/a.txt", "seeds/b.txt", "seeds/fictional/c.txt"]
    assert out[-1].startswith(
        "3 created, 0 updated, 0 unchanged, 0 failed; 3 quotes, 3 with a named speaker; 0 captions; "
    )
    assert (err, failed) == ([], False)


def test_the_sample_is_marked_and_can_be_left_out(seeds):
    ingest(no_sample=True)
    assert sources() == ["seeds/a.txt", "seeds/b.txt"]
    ingest()
    assert list(Article.objects.filter(sample=True).values_list("source", flat=True)) == ["seeds/fictional/c.txt"]


def test_a_path_outside_the_project_is_kept_whole(seeds, tmp_path_factory):
    elsewhere = tmp_path_factory.mktemp("elsewhere") / "a.txt"
    elsewhere.write_text(STORY)
    ingest(elsewhere)
    assert sources() == [elsewhere.as_posix()]


def test_a_second_run_reads_nothing_and_loads_no_model(seeds, monkeypatch):
    first, _, _ = ingest()
    monkeypatch.setattr(sender, "load_nlp", lambda model: pytest.fail("the model was loaded"))
    out, _, failed = ingest()
    assert not failed
    assert out[-1] == first[-1].replace("3 created", "0 created").replace("0 unchanged", "3 unchanged")


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL learns by itself")
def test_the_database_learns_what_its_tables_hold_once_they_are_filled(seeds):
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE sqlite_schema")  # makes the table of what was learned, and empties it
        ingest()
        cursor.execute("SELECT DISTINCT tbl FROM sqlite_stat1")
        assert {"articles_article", "entities_mention", "entities_quote"} <= {table for (table,) in cursor.fetchall()}


def test_force_reads_again_what_has_not_changed(seeds, monkeypatch):
    ingest()
    reads = []
    monkeypatch.setattr(sender, "extract", lambda *args, real=sender.extract: reads.append(1) or real(*args))
    out, _, _ = ingest(force=True)
    assert len(reads) == 3
    assert out[-1].startswith("0 created, 0 updated, 3 unchanged")


def test_new_rules_read_everything_again(seeds, monkeypatch):
    ingest()
    monkeypatch.setattr(chain, "EXTRACTION_VERSION", "next")
    monkeypatch.setattr("articles.extraction.pipeline.EXTRACTION_VERSION", "next")
    assert ingest()[0][-1].startswith("0 created, 3 updated, 0 unchanged")


def test_a_file_that_changed_between_two_runs_is_updated_under_its_address(seeds):
    ingest()
    before = Article.objects.get(source="seeds/a.txt").pk
    (seeds / "a.txt").write_text(STORY.format(place="Vale") + "\nA line more.\n")
    out, _, _ = ingest()
    assert out[-1].startswith("0 created, 1 updated, 2 unchanged")
    assert Article.objects.get(source="seeds/a.txt").pk == before


def test_a_dry_run_says_what_would_happen_and_writes_nothing(seeds):
    (seeds / "d.txt").write_text(STORY.format(place="Vale"))
    out, _, _ = ingest(dry_run=True, verbosity=2)
    assert out[0] == "would be created: seeds/a.txt"
    assert out[-1] == (
        "Dry run, nothing written; it would be: 3 created, 0 updated, 0 unchanged, 0 failed; 1 duplicate"
    )
    assert not Article.objects.exists()
    assert not IngestRun.objects.exists()


def test_a_limit_takes_the_first_files(seeds):
    ingest(limit=2)
    assert sources() == ["seeds/a.txt", "seeds/b.txt"]


def test_bad_files_cost_one_line_each_and_the_others_are_read(seeds):
    bad = {
        "empty.txt": b"",
        "blank.txt": b" \r\n\n",
        "picture.txt": b"\x89PNG\r\n\x1a\n\x00\x01\x02\x03" * 20,
        "nul.txt": b"Head\n\nA \x00 byte",
        "damaged.txt": b"caf\xc3\xa9 \xff",
        "line.txt": b"x" * 5_000_000,
    }
    for name, data in bad.items():
        (seeds / name).write_bytes(data)
    os.mkfifo(seeds / "pipe.txt")
    os.symlink("nowhere", seeds / "dangling.txt")
    out, err, failed = ingest(seeds, "missing.txt")
    assert failed
    assert out[-1].startswith("3 created, 0 updated, 0 unchanged, 9 failed")
    assert len(err) == 9 + 1
    assert all("; " in line and ".txt" in line for line in err[:-1])
    assert {Path(failure.source).name for failure in FailedFile.objects.waiting()} == {
        *bad, "pipe.txt", "dangling.txt", "missing.txt"
    }  # fmt: skip
    nul = IngestRun.objects.get().failed.get(source__contains="nul")
    assert nul.line == 3
    assert nul.problem
    assert nul.remedy


def test_files_in_other_encodings_are_read_and_said(seeds):
    for name, encoding in (("x.txt", "utf-16"), ("y.txt", "cp1252"), ("z.txt", "utf-8-sig")):
        story = STORY.format(place=f"the café in {name}").replace("\n", "\r\n")
        (seeds / name).write_bytes(story.encode(encoding))
    _, err, failed = ingest()
    assert not failed
    assert [line.partition(" If")[0] for line in err] == [
        "seeds/x.txt: Not UTF-8: read as utf-16-le.",
        "seeds/y.txt: Not UTF-8: read as cp1252.",
    ]
    assert all(article.text == STORY.format(place=f"the café in {name}") for name, article in (
        (Path(article.source).name, article) for article in Article.objects.filter(text__contains="café")
    ))  # fmt: skip


def test_ten_thousand_paragraphs_and_unbalanced_marks_are_read(seeds):
    (seeds / "long.txt").write_text("A long record\n\n" + "The board met.\n\n" * 10_000)
    (seeds / "open.txt").write_text('An open mark\n\n"Nobody closed this, Ada Quill said.\n\n"Nor this.\n')
    out, _, failed = ingest()
    assert not failed
    assert out[-1].startswith("5 created")


def test_of_two_files_with_one_content_the_second_is_named_and_not_stored(seeds):
    (seeds / "copy.txt").write_bytes((seeds / "a.txt").read_bytes())
    for _ in range(2):
        out, err, failed = ingest("seeds")
        assert err == ["seeds/copy.txt: same text as seeds/a.txt: not stored twice"]
        assert out[-1].endswith("; 1 duplicate")
        assert not failed
    assert "seeds/copy.txt" not in sources()


def test_a_renamed_file_keeps_its_article(seeds):
    ingest("seeds")
    before = Article.objects.get(source="seeds/a.txt").pk
    (seeds / "a.txt").rename(seeds / "renamed.txt")
    out, err, _ = ingest("seeds")
    assert err == ["seeds/renamed.txt: same text as seeds/a.txt, which is gone: recorded under its new name"]
    assert out[-1].startswith("0 created, 0 updated, 3 unchanged")
    assert Article.objects.get(source="seeds/renamed.txt").pk == before


def test_an_article_that_breaks_a_rule_fails_alone_and_leaves_nothing_behind(seeds, monkeypatch, caplog):
    def save(extraction, *args, real=chain.save_extraction, **options):
        outcome = real(extraction, *args, **options)
        if "a.txt" in options["source"]:
            raise ZeroDivisionError("a bug")
        return outcome

    monkeypatch.setattr(chain, "save_extraction", save)
    _, err, failed = ingest("seeds")
    assert failed
    assert sources() == ["seeds/b.txt", "seeds/fictional/c.txt"]
    assert err[0].startswith("seeds/a.txt: reading it failed (ZeroDivisionError: a bug); ")
    assert "Traceback" in caplog.text


def test_fail_fast_stops_at_the_first_failure(seeds):
    (seeds / "aa.txt").write_text("")
    out, _, failed = ingest(fail_fast=True)
    assert failed
    assert sources() == ["seeds/a.txt"]
    assert "1 created, 0 updated, 0 unchanged, 1 failed" in out[-1]


def test_a_run_is_recorded_with_what_was_asked_and_what_came_of_it(seeds):
    ingest("seeds", limit=2)
    run = IngestRun.objects.get()
    assert run.options["paths"] == ["seeds"]
    assert run.options["limit"] == 2
    assert (run.counts["created"], run.counts["quotes"]) == (2, 2)
    assert run.model.startswith("en_core_web_md")
    assert run.seconds > 0


def test_a_run_that_is_broken_off_is_recorded_as_far_as_it_came(seeds):
    def stop(file, number, total):
        if number == 2:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        ingest_paths(["seeds"], newsroom=newsroom_settings(), options=IngestOptions(), on_file=stop)
    assert IngestRun.objects.get().counts["created"] == 2


def test_one_person_in_two_articles_is_one(seeds):
    ingest()
    assert Person.objects.filter(name="Ada Quill").count() == 1
    assert {quote.speaker.name for quote in Quote.objects.all()} == {"Ada Quill"}


def test_what_columns_were_taken_for_is_told_in_a_dry_run_too(tmp_path):
    path = tmp_path / "table.csv"
    path.write_text("Kop,Tekst,Mood\nLock opens,The lock opened on Friday.,calm\n")
    for dry in (True, False):
        _, told, failed = ingest(path, dry_run=dry, columns={"headline": "Kop", "text": "Tekst"})
        assert not failed
        assert [line.partition("#")[2] for line in told] == ["1: columns: text=Tekst, headline=Kop; not read: Mood"]
    assert Article.objects.get().headline == "Lock opens"


@pytest.mark.parametrize("asked", ["headlin=Kop", "Kop", "headline"])
def test_a_field_that_is_none_is_refused_with_those_that_are(asked):
    with pytest.raises(CommandError, match="the fields are: text, headline"):
        call_command("ingest_seeds", "--columns", asked)
