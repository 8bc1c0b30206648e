"""A PostgreSQL server of the test's own that dies, or closes itself to writers, under an ingest."""

import os
import random
import signal
import subprocess
import sys
import tempfile
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest
from django.conf import settings

from entities.tests.cluster import Cluster, find_binaries
from entities.tests.test_killed import FILES, FURTHEST, papers
from entities.tests.test_locked import ended, undisturbed

__all__ = ["papers"]  # a fixture

KILLS = 3


@pytest.fixture
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


def test_a_server_that_closes_itself_to_writers_or_is_killed_ends_with_the_rows_of_an_undisturbed_run(
    cluster, papers, process_at
):
    archivist, moments = process_at(cluster.address), random.Random(9)  # noqa: S311 (moments to kill at)
    wanted = undisturbed(archivist)
    child = archivist.starts("read_folder_in_two")
    with closed_to_writers(cluster.address):
        os.kill(child, signal.SIGUSR1)
        assert ended(archivist).startswith("Stopped: the database may not be written to (cannot execute")
        with psycopg.connect(cluster.address) as connection:
            blamed = "SELECT count(*) FROM articles_failedfile WHERE problem LIKE '%read-only%'"
            assert connection.execute(blamed).fetchone() == (0,)
    archivist.does("read_folder")
    assert archivist.does("tell_contents") == wanted
    archivist.does("empty")
    for _ in range(KILLS):
        child = archivist.starts("read_folder", moments.randint(20, FURTHEST))
        cluster.kill()
        os.kill(child, signal.SIGUSR1)
        assert ended(archivist).startswith("Stopped: the database has gone away")
        cluster.start()
    archivist.does("read_folder")
    assert archivist.does("tell_contents") == wanted
    assert archivist.does("read_folder_again").startswith(f"0 created, 0 updated, {FILES + 3} unchanged, 1 failed")


@contextmanager
def closed_to_writers(address):
    """As a server is that has failed over, when the connection leads to a replica."""
    with psycopg.connect(address, autocommit=True) as connection:
        connection.execute("ALTER SYSTEM SET default_transaction_read_only = on")
        connection.execute("SELECT pg_reload_conf()")
        yield
        connection.execute("ALTER SYSTEM RESET default_transaction_read_only")
        connection.execute("SELECT pg_reload_conf()")
