"""An ingest that is killed at any moment: run again, and the archive is that of an undisturbed run."""

import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection

from entities.tests.papers import make_model, write_papers

pytestmark = pytest.mark.django_db(transaction=True)

FILES = 20
KILLS = 20
# Statements after which a process is killed, at most: so that twenty kills fall all over the run.
FURTHEST = 160


@pytest.fixture
def papers(tmp_path, monkeypatch):
    """A folder of articles that every process of a test reads with a model of its own."""
    monkeypatch.setenv("SPACY_MODEL", str(make_model(tmp_path / "model")))
    monkeypatch.setenv("ARCHIVE_FOLDER", str(write_papers(tmp_path / "papers", FILES)))
    return tmp_path / "papers"


def test_an_ingest_killed_at_twenty_moments_ends_with_the_rows_of_one_that_was_not(papers, process):
    archivist, moments = process(), random.Random(20)  # noqa: S311 (moments to kill at)
    archivist.does("empty")
    archivist.does("read_folder")
    undisturbed = archivist.does("tell_contents")
    assert undisturbed.split()[1:] == ["0", str(FILES + 3)]
    archivist.does("empty")
    killed = 0
    while killed < KILLS:
        if not (child := archivist.starts("read_folder", moments.randint(1, FURTHEST))):
            archivist.does("empty")  # it came to its end: from the beginning
            continue
        archivist.kills(child)
        killed += 1
    archivist.does("read_folder")
    assert archivist.does("tell_contents") == undisturbed
    assert archivist.does("read_folder_again").startswith(f"0 created, 0 updated, {FILES + 3} unchanged, 1 failed")


@pytest.mark.skipif(connection.vendor != "postgresql", reason="a file has no server that could end a connection")
def test_an_ingest_whose_connections_are_ended_goes_on_or_says_so(papers, process):
    archivist, moments = process(), random.Random(5)  # noqa: S311 (moments to kill at)
    archivist.does("empty")
    archivist.does("read_folder")
    undisturbed = archivist.does("tell_contents")
    archivist.does("empty")
    for _ in range(5):
        child = archivist.starts("read_folder", moments.randint(20, FURTHEST))
        if not child:
            break
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                " WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )
        os.kill(child, signal.SIGUSR1)
        said = [archivist.hears()]
        while said[-1] not in ("gone", ""):
            said.append(archivist.hears())
        assert said[0].startswith("Stopped: the database has gone away") or said[0] == "done", said
    archivist.does("read_folder")
    assert archivist.does("tell_contents") == undisturbed


def command(address, *, under=()):
    """Ingest as from a terminal; `under` is what the command is begun with."""
    known = {"DATABASE_URL": address, "SECRET_KEY": settings.SECRET_KEY, "DEBUG": "False"}
    return subprocess.run(
        [*under, sys.executable, "manage.py", "ingest_seeds", os.environ["ARCHIVE_FOLDER"]],
        capture_output=True, text=True, cwd=settings.BASE_DIR, env=os.environ | known, check=False,
    )  # fmt: skip


@pytest.mark.skipif(connection.vendor != "sqlite", reason="of a file of its own")
def test_a_disk_that_is_full_is_told_and_the_next_run_goes_on(papers, address):
    """No file may grow beyond what holds the changes of some articles, as on a disk without room."""
    limit = 700_000
    code = (
        "import resource, runpy, signal, sys; signal.signal(signal.SIGXFSZ, signal.SIG_IGN);"
        f"resource.setrlimit(resource.RLIMIT_FSIZE, ({limit}, {limit}));"
        f"sys.argv = ['manage.py', 'ingest_seeds', {os.environ['ARCHIVE_FOLDER']!r}];"
        "runpy.run_path('manage.py', run_name='__main__')"
    )
    known = {"DATABASE_URL": address, "SECRET_KEY": settings.SECRET_KEY}
    full = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True, text=True, cwd=settings.BASE_DIR, env=os.environ | known, check=False,
    )  # fmt: skip
    assert full.returncode == 1
    assert "Traceback" not in full.stderr
    assert full.stderr.splitlines()[-1].startswith("CommandError: Stopped: the d")
    again = command(address)
    created, unchanged = (int(again.stdout.split(what)[0].split()[-1]) for what in (" created", " unchanged"))
    assert created + unchanged == FILES + 3
    assert created < FILES + 3, "what was finished before is kept"


@pytest.fixture
def bound():
    """How a command is begun so that it may do what permissions say, and no more, as root too."""
    if os.geteuid():
        return []
    setpriv = shutil.which("setpriv") or pytest.skip("nothing is closed to the superuser, and there is no setpriv")
    return [setpriv, "--bounding-set", "-dac_override,-dac_read_search"]


@pytest.mark.skipif(connection.vendor != "sqlite", reason="of a file of its own")
def test_a_database_that_loses_the_right_to_write_is_told_and_the_next_run_goes_on(papers, address, process, bound):
    archivist, database = process(under=bound), Path(address.removeprefix("sqlite:///"))
    archivist.does("empty")
    archivist.does("read_folder")
    undisturbed = archivist.does("tell_contents")
    archivist.does("empty")
    child = archivist.starts("read_folder_in_two")
    database.chmod(0o400)
    os.kill(child, signal.SIGUSR1)
    assert [archivist.hears(), archivist.hears()] == ["done", "gone"]  # what is open stays open
    refused = command(address, under=bound)
    assert refused.returncode == 1
    assert "the database may not be written to" in refused.stderr
    assert "Traceback" not in refused.stderr
    database.chmod(0o600)
    archivist.does("read_folder")
    assert archivist.does("tell_contents") == undisturbed


@pytest.mark.skipif(connection.vendor != "sqlite", reason="of a file of its own")
def test_a_database_file_that_is_damaged_stops_the_run_and_is_blamed_on_no_article(papers, address, process):
    database = Path(address.removeprefix("sqlite:///"))
    with closing(sqlite3.connect(database)) as whole:
        (page,) = whole.execute("SELECT rootpage FROM sqlite_master WHERE name = 'articles_article'").fetchone()
        (size,) = whole.execute("PRAGMA page_size").fetchone()
    with database.open("r+b") as file:
        file.seek((page - 1) * size)
        file.write(b"\xff" * size)
    archivist = process()
    archivist.begin("read_folder")
    assert archivist.hears().startswith("Stopped: the database file cannot be used (database disk image is malformed)")
    assert archivist.hears() == "gone"
    with closing(sqlite3.connect(database)) as damaged:
        assert damaged.execute("SELECT count(*) FROM articles_failedfile").fetchone() == (0,)
