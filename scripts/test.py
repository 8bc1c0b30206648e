"""Run everything that must hold before a change is taken. `make test` calls it with the archive's own Python.

A step that fails does not stop those after it, and what could not be run here is said in words at the end.
Reads TEST_DATABASE_URL (a PostgreSQL whose user may create databases) and CHROMIUM (the path of one).
"""

import os
import secrets
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import urlsplit

import psycopg

ROOT = Path(__file__).resolve().parent.parent
LOCAL_POSTGRES = "postgres://postgres@127.0.0.1:5432/postgres"
CHROMIUM_NAMES = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
MANAGE = (sys.executable, "manage.py")
# In their order in each process: tests that commit come last, since they wipe what migrations wrote.
SUITE = (sys.executable, "-m", "pytest", "-q", "-n", "auto")
ON_POSTGRES = "suite on PostgreSQL, where it has a database"
# No test cuts the power: none of them need wait until the server's disk has what they wrote.
UNWAITED = "options=-c%20synchronous_commit%3Doff"
RUFF = (sys.executable, "-m", "ruff")
# Hundreds of processes are started: what one has compiled the others read, where that was switched off too.
ENVIRONMENT = {"PYTHONDONTWRITEBYTECODE": ""}


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    name: str
    outcome: str  # passed, failed or skipped
    words: str


def run(name: str, *command: str, at_once: bool = True, **environment: str) -> Result:
    """Run a step; what it prints is shown `at_once`, or else when it is done, as others are running beside it."""
    if at_once:
        print(f"\n--- {name}", flush=True)
    began = time.monotonic()
    done = subprocess.run(
        command,
        cwd=ROOT,
        env={**os.environ, **ENVIRONMENT, **environment},
        check=False,
        text=True,
        stdout=None if at_once else subprocess.PIPE,
        stderr=None if at_once else subprocess.STDOUT,
    )
    if not at_once:
        print(f"\n--- {name}\n{done.stdout}", end="", flush=True)
    outcome = "failed" if done.returncode else "passed"
    return Result(name=name, outcome=outcome, words=f"{time.monotonic() - began:.0f} s")


def checks() -> Iterator[Callable[[], Result]]:
    """Steps that one core is enough for."""
    beside = partial(run, at_once=False)
    yield partial(beside, "lint", *RUFF, "check", "--output-format", "concise", ".")
    yield partial(beside, "formatting", *RUFF, "format", "--check", ".")
    yield partial(beside, "migrations", *MANAGE, "makemigrations", "--check", "--dry-run")
    yield partial(
        beside,
        "production settings",
        *(*MANAGE, "check", "--deploy", "--fail-level", "WARNING"),
        HTTPS="True",
        DEBUG="False",
        SECRET_KEY=secrets.token_urlsafe(50),
        ALLOWED_HOSTS="archive.example",
    )


def migrate(on: str, url: str) -> Callable[[], Result]:
    """The step that makes all tables from nothing, once: the processes of a suite copy them."""
    command = (*MANAGE, "migrate", "--verbosity", "0")
    return partial(run, f"migrations on {on}, from nothing", *command, at_once=False, DATABASE_URL=url)


def test_in_browser(migrated: Path) -> Result:
    name = "pages in a browser"
    chromium = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, CHROMIUM_NAMES)), None)
    if chromium is None:
        words = "no Chromium found; install one, or let CHROMIUM name its path"
        return Result(name=name, outcome="skipped", words=words)
    tests = [file for app in ("articles", "entities", "newsroom") for file in (ROOT / app).rglob("test_*.py")]
    files = [str(file) for file in tests if "mark.browser" in file.read_text("utf-8")]  # it takes long to collect all
    options = ("-m", "browser", f"--chromium={chromium}", f"--migrated={migrated}")
    return run(name, *SUITE, *options, *files, DATABASE_URL="")


@contextmanager
def on_postgres() -> Iterator[str | Result]:
    """The address of a new database, or why there is none. Nothing else on that server is touched."""
    named = os.environ.get("TEST_DATABASE_URL")
    url = named or LOCAL_POSTGRES
    try:
        server = psycopg.connect(url, connect_timeout=5, autocommit=True)
    except psycopg.Error as err:
        words = "no PostgreSQL answers at 127.0.0.1:5432 to the user postgres; TEST_DATABASE_URL can name another"
        if named:
            yield Result(name=ON_POSTGRES, outcome="failed", words=f"TEST_DATABASE_URL: {err}")
        else:
            yield Result(name=ON_POSTGRES, outcome="skipped", words=words)
        return
    own = f"archive_{os.getpid()}"  # Django makes test_archive_... from it, and drops that again
    with closing(server):
        server.execute(f"CREATE DATABASE {own}")
        try:
            address = urlsplit(url)
            yield address._replace(path=f"/{own}", query=address.query or UNWAITED).geturl()
        finally:
            server.execute(f"DROP DATABASE {own}")


def test_on_postgres(address: str) -> Result:
    own = urlsplit(address).path.lstrip("/")
    return run(ON_POSTGRES, *SUITE, "--on-database", f"--migrated={own}", DATABASE_URL=address)


def main() -> int:
    with TemporaryDirectory() as folder, on_postgres() as postgres, ThreadPoolExecutor(os.cpu_count()) as side_by_side:
        migrated = Path(folder) / "archive.sqlite3"
        steps = [migrate("SQLite", f"sqlite:///{migrated}"), *checks()]
        if isinstance(postgres, str):
            steps.insert(0, migrate("PostgreSQL", postgres))
        results = list(side_by_side.map(lambda step: step(), steps))
        results.append(run("suite on SQLite", *SUITE, f"--migrated={migrated}", DATABASE_URL=""))
        results.append(test_on_postgres(postgres) if isinstance(postgres, str) else postgres)
        results.append(test_in_browser(migrated))
    print()
    for result in results:
        print(f"{result.outcome:8} {result.name}: {result.words}")
    outcomes = [result.outcome for result in results]
    print("{} passed, {} failed, {} skipped".format(*map(outcomes.count, ("passed", "failed", "skipped"))))
    return 1 if "failed" in outcomes else 0


if __name__ == "__main__":
    sys.exit(main())
