"""What `ingest_seeds` says to whoever calls it, beside the line for each file."""

import io

import pytest
from django.core.management import CommandError, call_command
from django.db import OperationalError

from articles.models import IngestRun
from articles.readers.formats import ENDINGS
from entities.ingest import sender
from entities.management import database
from entities.tests.ingesting import ingest, sources

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("limit", [0, -1])
def test_a_limit_of_nothing_is_refused(seeds, limit):
    with pytest.raises(CommandError, match="use a number from 1"):
        call_command("ingest_seeds", limit=limit)


def test_a_run_that_is_broken_off_says_how_to_go_on(seeds, monkeypatch):
    def extract(document, *told, real=sender.extract):
        if document.path.endswith("b.txt"):
            raise KeyboardInterrupt
        return real(document, *told)

    monkeypatch.setattr(sender, "extract", extract)
    _, err, failed = ingest()
    assert failed
    assert err == ["Stopped. What was read is kept; the same command goes on from there."]
    assert sources() == ["seeds/a.txt"]


def test_verbose_runs_name_each_file_and_what_was_passed_over(seeds):
    (seeds / "notes.doc").write_text("no article")
    out, _, _ = ingest("seeds", verbosity=2)
    assert out[:4] == [
        "created: seeds/a.txt",
        "created: seeds/b.txt",
        "created: seeds/fictional/c.txt",
        "1 skipped: unknown ending",
    ]


def test_a_quiet_run_says_nothing_but_failures(seeds):
    (seeds / "empty.txt").write_text("")
    out, err, _ = ingest("seeds", verbosity=0)
    assert out == []
    assert "empty" in err[0]


def test_progress_is_shown_on_a_terminal_only(seeds):
    class Terminal(io.StringIO):
        def isatty(self):
            return True

    screen = Terminal()
    call_command("ingest_seeds", stdout=io.StringIO(), stderr=screen)
    assert "1 of 3 files" in screen.getvalue()


def test_a_missing_model_is_said_before_anything_is_written(seeds, settings):
    settings.SPACY_MODEL = "no_such_model"
    _, err, failed = ingest()
    assert failed
    assert "pip install" in err[0]
    assert not IngestRun.objects.exists()


def test_a_folder_without_articles_is_told(seeds):
    for file in seeds.rglob("*.txt"):
        file.rename(file.with_suffix(".doc"))
    out, err, failed = ingest()
    assert err == [f"No articles found; in folders, {', '.join(sorted(ENDINGS))} files are read."]
    assert not failed
    assert out[-1].startswith("0 created")


def test_a_database_that_lacks_tables_is_told_with_the_remedy(seeds, monkeypatch):
    monkeypatch.setattr(database.MigrationExecutor, "migration_plan", lambda *args: ["one"])
    _, err, failed = ingest()
    assert failed
    assert err == ["The database is not up to date. First run: manage.py migrate"]


def test_a_database_that_does_not_answer_is_told_in_one_line(seeds, monkeypatch):
    def connect(connection):
        raise OperationalError("connection refused\nIs the server running?")

    monkeypatch.setattr(database, "MigrationExecutor", connect)
    _, err, failed = ingest()
    assert failed
    assert err == ["The database does not answer (connection refused). Check DATABASE_URL."]
