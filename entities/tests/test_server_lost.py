"""A PostgreSQL server of the test's own that dies, or closes itself to writers, under an ingest."""

import os
import random
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

import psycopg
import pytest
from django.conf import settings

from entities.tests.cluster import Cluster, find_binaries
from entities.tests.test_killed import FILES, FURTHEST, papers
from entities.tests.test_locked import ended, undisturbed
from entities.tests.test_processes import Process

__all__ = ["papers"]  # a fixture

KILLS = 3


@pytest.fixture(scope="module")
def cluster():
    """A server with the tables of the archive."""
    binaries = find_binaries() or pytest.skip("no initdb and pg_ctl: install the server of PostgreSQL")
    with tempfile.TemporaryDirectory(prefix="pg-", dir="/tmp") as folder:  # a short path, for a socket
        server = Cluster(binaries, Path(folder))
        server.start()
        try:
            known = {"DATABASE_URL": server.address, "SECRET_KEY": settings.SECRET_KEY}
            subprocess.run(
                [sys.executable, "manage.py", "migrate", "--verbosity", "0"],
                cwd=settings.BASE_DIR, env=os.environ | known, check=True,
            )  # fmt: skip
            yield server
        finally:
            server.stop()


@pytest.fixture
def archivist(cluster, papers):
    one = Process(cluster.address)
    yield one
    one.running.stdin.close()
    one.running.wait()
    one.running.stdout.close()


def test_a_server_killed_at_any_moment_ends_with_the_rows_of_an_undisturbed_run(cluster, archivist):
    wanted, moments = undisturbed(archivist), random.Random(9)  # noqa: S311 (moments to kill at)
    for _ in range(KILLS):
        child = archivist.starts("read_folder", moments.randint(20, FURTHEST))
        cluster.kill()
        os.kill(child, signal.SIGUSR1)
        assert ended(archivist).startswith("Stopped: the database has gone away")
        cluster.start()
    archivist.does("read_folder")
    assert archivist.does("tell_contents") == wanted
    assert archivist.does("read_folder_again").startswith(f"0 created, 0 updated, {FILES + 3} unchanged, 1 failed")


def test_a_server_that_closes_itself_to_writers_stops_the_run_and_blames_no_article(cluster, archivist):
    """As when it fails over, and the connection leads to a replica."""
    wanted = undisturbed(archivist)
    child = archivist.starts("read_folder_in_two")
    with psycopg.connect(cluster.address, autocommit=True) as connection:
        close_to_writers(connection, "on")
        os.kill(child, signal.SIGUSR1)
        assert ended(archivist).startswith("Stopped: the database may not be written to (cannot execute")
        blamed = "SELECT count(*) FROM articles_failedfile WHERE problem LIKE '%read-only%'"
        assert connection.execute(blamed).fetchone() == (0,)
        close_to_writers(connection, "off")
    archivist.does("read_folder")
    assert archivist.does("tell_contents") == wanted


def close_to_writers(connection, is_closed):
    connection.execute(f"ALTER SYSTEM SET default_transaction_read_only = {is_closed}")
    connection.execute("SELECT pg_reload_conf()")
