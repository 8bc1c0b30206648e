"""Processes of a test's own: they work on a real database when they are told to, and can be killed in the middle."""

import json
import os
import signal
import sqlite3
import subprocess
import sys
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from itertools import chain
from urllib.parse import quote, urlsplit

import pytest
from django.conf import settings
from django.db import connection

NEVER = 0


class Process:
    """One that runs `mortal`; what it works on is said with each piece of work."""

    def __init__(self, address: str, under: Sequence[str]) -> None:
        known = {"DATABASE_URL": address, "SECRET_KEY": settings.SECRET_KEY}
        self.address, self.is_busy = address, False
        self._running = subprocess.Popen(
            [*under, sys.executable, "-m", "entities.tests.mortal"],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=settings.BASE_DIR, env=os.environ | known,
            start_new_session=True,
        )  # fmt: skip

    def begin(self, work: str, statements: int = NEVER) -> None:
        told = {"DATABASE_URL": self.address, "ARCHIVE_FOLDER": os.environ.get("ARCHIVE_FOLDER", "")}
        told["SPACY_MODEL"] = os.environ.get("SPACY_MODEL", settings.SPACY_MODEL)
        self._running.stdin.write(f"{work} {statements} {json.dumps(told)}\n")
        self._running.stdin.flush()
        self.is_busy = True

    def hears(self) -> str:
        said = self._running.stdout.readline().strip()
        self.is_busy = said != "gone"
        return said

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

    def end(self) -> None:
        os.killpg(self._running.pid, signal.SIGKILL)
        self._running.wait()
        self._running.stdin.close()
        self._running.stdout.close()


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


@pytest.fixture(scope="session")
def idle() -> Iterator[dict[tuple, list[Process]]]:
    """Processes that wait for work, by what they began as: to begin takes longer than most of what they are told."""
    waiting = defaultdict(list)
    yield waiting
    for one in chain(*waiting.values()):
        one.end()


@pytest.fixture
def process_at(idle) -> Iterator[Callable[..., Process]]:
    """A process that works on the database at an address; `under` is what it is begun with."""
    taken = []

    def take(at: str, *, under: Sequence[str] = ()) -> Process:
        began_as = (urlsplit(at).scheme, *under)
        one = idle[began_as].pop() if idle[began_as] else Process(at, under)
        one.address = at
        taken.append((began_as, one))
        return one

    yield take
    for began_as, one in taken:
        if one.is_busy:  # the test failed in the middle
            one.end()
        else:
            idle[began_as].append(one)


@pytest.fixture
def process(address, process_at) -> Callable[..., Process]:
    return lambda at=address, **how: process_at(at, **how)
