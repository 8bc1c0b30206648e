"""A database that others hold locked while an ingest runs: what was finished stays, and it is said what to do."""

import os
import signal
import sqlite3
from contextlib import closing, contextmanager

import psycopg
import pytest
from django.db import connection

from entities.tests.test_killed import FILES, command, papers

__all__ = ["papers"]  # a fixture

pytestmark = pytest.mark.django_db(transaction=True)
of_a_file = pytest.mark.skipif(connection.vendor != "sqlite", reason="of a file of its own")
of_a_server = pytest.mark.skipif(connection.vendor != "postgresql", reason="of a server")


def sqlite_lock(address):
    lock = sqlite3.connect(address.removeprefix("sqlite:///"), isolation_level=None)
    lock.execute("BEGIN EXCLUSIVE")
    return lock


def table_lock(address):
    lock = psycopg.connect(address)
    lock.execute("LOCK TABLE articles_article IN SHARE MODE")
    return lock


def undisturbed(archivist):
    """What the archive holds after a run that nobody disturbed; the archive is empty again."""
    archivist.does("empty")
    archivist.does("read_folder")
    told = archivist.does("tell_contents")
    archivist.does("empty")
    return told


@contextmanager
def locked_in_mid_run(archivist, lock):
    """An ingest that has stored something and goes on, into the lock that another session has taken meanwhile."""
    child = archivist.starts("read_folder_in_two")
    with closing(lock()) as held:
        os.kill(child, signal.SIGUSR1)
        yield held


def ended(archivist):
    """How a piece of work ended, in the words of whoever did it."""
    said = archivist.hears()
    assert archivist.hears() == "gone"
    return said


@of_a_file
def test_a_locked_file_stops_a_run_that_says_so_and_the_next_run_goes_on(papers, address, process):
    hasty = f"{address}?timeout=1"
    archivist = process(hasty)
    wanted = undisturbed(archivist)
    with locked_in_mid_run(archivist, lambda: sqlite_lock(address)) as lock:
        assert ended(archivist) == (
            "Stopped: another process holds the database locked (database is locked). What was read is kept; "
            "wait until that has finished, or end it, and the same command goes on from there."
        )
        kept = lock.execute("SELECT count(*) FROM articles_article").fetchone()[0]
        assert 0 < kept < FILES
        refused = command(hasty)
    assert refused.returncode == 1
    assert refused.stderr.splitlines()[-1].startswith("CommandError: Stopped: another process holds the database")
    assert "Traceback" not in refused.stderr
    assert archivist.does("read_folder_again").startswith(f"{FILES + 3 - kept} created, 0 updated, {kept} unchanged")
    assert archivist.does("tell_contents") == wanted


@of_a_server
def test_a_lock_of_another_session_stops_a_run_that_may_not_wait_for_it(papers, address, process):
    hasty = f"{address}?options=-c%20lock_timeout%3D200"
    archivist = process(hasty)
    wanted = undisturbed(archivist)
    with locked_in_mid_run(archivist, lambda: table_lock(address)) as lock:
        assert ended(archivist).startswith("Stopped: another process holds the database locked (canceling statement")
        kept = lock.execute("SELECT count(*) FROM articles_article").fetchone()[0]
        assert 0 < kept < FILES
        refused = command(hasty)
    assert refused.returncode == 1
    assert refused.stderr.splitlines()[-1].startswith("CommandError: Stopped: another process holds the database")
    assert "Traceback" not in refused.stderr
    assert archivist.does("read_folder_again").startswith(f"{FILES + 3 - kept} created, 0 updated, {kept} unchanged")
    assert archivist.does("tell_contents") == wanted


@of_a_server
def test_a_run_that_may_wait_goes_on_when_the_lock_is_gone(papers, address, process):
    archivist = process()
    wanted = undisturbed(archivist)
    with locked_in_mid_run(archivist, lambda: table_lock(address)) as lock:
        waits = "SELECT 1 FROM pg_locks WHERE relation = 'articles_article'::regclass AND NOT granted"
        while not lock.execute(waits).fetchone():
            pass
    assert ended(archivist) == "done"
    assert archivist.does("tell_contents") == wanted
