"""Processes of their own on one real database: killed in the middle of a decision, and two at once on the same rows."""

import os
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from typing import Any
from urllib.parse import quote

import pytest
from django.conf import settings
from django.db import connection

pytestmark = pytest.mark.django_db(transaction=True)

NEVER = 0
# Every so many statements one process dies: before, between and after all writes.
STRIDE = 3


@pytest.fixture
def address(tmp_path) -> str:
    """A real database with the tables of the archive: a file of its own, or the server's database for tests."""
    if connection.vendor == "sqlite":
        connection.ensure_connection()
        with sqlite3.connect(tmp_path / "archive.sqlite3") as copy:
            connection.connection.backup(copy)
        copy.close()
        return f"sqlite:///{tmp_path / 'archive.sqlite3'}"
    known = {name: quote(str(connection.settings_dict[name]), safe="") for name in ("USER", "PASSWORD", "HOST", "PORT")}
    user = f"{known['USER']}:{known['PASSWORD']}" if known["PASSWORD"] else known["USER"]
    return f"postgres://{user}@{known['HOST']}:{known['PORT']}/{connection.settings_dict['NAME']}"


class Process:
    """A process that works when it is told to, and can be killed in the middle."""

    def __init__(self, address: str, *, under: Sequence[str] = ()) -> None:
        known = {"DATABASE_URL": address, "SECRET_KEY": settings.SECRET_KEY}
        self.running = subprocess.Popen(
            [*under, sys.executable, "-m", "entities.tests.mortal"],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=settings.BASE_DIR, env=os.environ | known,
        )  # fmt: skip

    def begin(self, work: str, statements: int = NEVER) -> None:
        self.running.stdin.write(f"{work} {statements}\n")
        self.running.stdin.flush()

    def hears(self) -> str:
        return self.running.stdout.readline().strip()

    def does(self, work: str) -> str:
        """Do the work to its end, and return what was said of it."""
        self.begin(work)
        said = []
        while (line := self.hears()) not in ("gone", ""):
            said.append(line)
        assert said[-1:] == ["done"], f"{work} came to no end"
        return said[0]

    def starts(self, work: str, statements: int = NEVER) -> int | None:
        """Begin the work and stop in the middle; the process to kill, or None where it came to its end before."""
        self.begin(work, statements)
        said = self.hears()
        if said == "done":
            assert self.hears() == "gone"
            return None
        assert said.startswith("here "), f"{work} failed"
        return int(said.split()[1])

    def goes_on(self, child: int) -> None:
        os.kill(child, signal.SIGUSR1)
        assert [self.hears(), self.hears()] == ["done", "gone"]

    def kills(self, child: int) -> None:
        os.kill(child, signal.SIGKILL)
        assert self.hears() == "gone"


@pytest.fixture
def process(address) -> Iterator[Callable[[], Process]]:
    begun = []

    def begin(at: str = address, **how: Any) -> Process:
        begun.append(Process(at, **how))
        return begun[-1]

    yield begin
    for one in begun:
        one.running.stdin.close()
        one.running.wait()
        one.running.stdout.close()


def test_whoever_is_killed_in_the_middle_leaves_all_or_nothing(process):
    editor = process()
    editor.does("prepare")
    for work, decisions in (("merge", 1), ("confirm", 1), ("undo", 1), ("ingest", 0)):
        before, statements = editor.does("tell"), 1
        while child := editor.starts(work, statements):
            editor.kills(child)
            assert editor.does("tell") == before, f"{work}, killed after {statements} statements, left something"
            statements += STRIDE
        assert statements > 3 * STRIDE, f"{work} was never in the middle"
        (rows, count, empty), (had_rows, had, _) = editor.does("tell").split(), before.split()
        assert rows != had_rows, f"{work} did nothing in the end"
        assert (int(count), empty) == (int(had) + decisions, "0")


@pytest.mark.parametrize("work", ["merge", "confirm"])
def test_an_ingest_beside_an_editor_who_is_killed_goes_on(process, work):
    editor, archivist = process(), process()
    editor.does("prepare")
    middle = editor.starts(work, 12)
    archivist.begin("ingest")
    editor.kills(middle)
    assert [archivist.hears(), archivist.hears()] == ["done", "gone"]
    assert editor.does(work) == "done"


def test_of_two_who_merge_each_into_the_other_the_second_is_refused(process):
    first, second = process(), process()
    first.does("prepare")
    middle = first.starts("merge", 12)
    second.begin("merge_back")
    first.goes_on(middle)
    assert "circle" in second.hears()


def test_whoever_decides_on_what_another_is_deciding_on_is_told(process):
    first, second = process(), process()
    first.does("prepare")
    middle = first.starts("confirm", 12)
    second.begin("reject_as_seen")
    assert second.hears() == "looked"
    first.goes_on(middle)
    assert "mara decided on this" in second.hears()
