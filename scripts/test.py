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
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import urlsplit

import psycopg

ROOT = Path(__file__).resolve().parent.parent
LOCAL_POSTGRES = "postgres://postgres@127.0.0.1:5432/postgres"
CHROMIUM_NAMES = ("chromium", "chromium-browser", "google-chrome")
MANAGE = (sys.executable, "manage.py")
# In their order in each process: tests that commit come last, since they wipe what migrations wrote.
SUITE = (sys.executable, "-m", "pytest", "-q", "-n", "auto")
RUFF = (sys.executable, "-m", "ruff")
# Hundreds of processes are started: what one has compiled the others read, where that was switched off too.
ENVIRONMENT = {"PYTHONDONTWRITEBYTECODE": ""}


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    name: str
    outcome: str  # passed, failed or skipped
    words: str


def run(name: str, *command: str, **environment: str) -> Result:
    print(f"\n--- {name}", flush=True)
    began = time.monotonic()
    status = subprocess.run(command, cwd=ROOT, env={**os.environ, **ENVIRONMENT, **environment}, check=False).returncode
    return Result(name=name, outcome="failed" if status else "passed", words=f"{time.monotonic() - began:.0f} s")


def check_deployment() -> Result:
    return run(
        "production settings",
        *(*MANAGE, "check", "--deploy", "--fail-level", "WARNING"),
        HTTPS="True",
        DEBUG="False",
        SECRET_KEY=secrets.token_urlsafe(50),
        ALLOWED_HOSTS="archive.example",
    )


def migrate(on: str, url: str) -> Result:
    """Make all tables from nothing, once: the processes of a suite copy them."""
    return run(f"migrations on {on}, from nothing", *MANAGE, "migrate", "--verbosity", "0", DATABASE_URL=url)


def test_on_postgres() -> Iterator[Result]:
    name = "suite on PostgreSQL, where it has a database"
    named = os.environ.get("TEST_DATABASE_URL")
    url = named or LOCAL_POSTGRES
    try:
        server = psycopg.connect(url, connect_timeout=5, autocommit=True)
    except psycopg.Error as err:
        if named:
            yield Result(name=name, outcome="failed", words=f"TEST_DATABASE_URL: {err}")
        else:
            words = "no PostgreSQL answers at 127.0.0.1:5432 to the user postgres; TEST_DATABASE_URL can name another"
            yield Result(name=name, outcome="skipped", words=words)
        return
    # Nothing else on that server is touched: Django makes test_archive_... from it, and drops that again.
    own = f"archive_{os.getpid()}"
    address = urlsplit(url)._replace(path=f"/{own}").geturl()
    with closing(server):
        server.execute(f"CREATE DATABASE {own}")
        try:
            yield migrate("PostgreSQL", address)
            yield run(name, *SUITE, "--on-database", f"--migrated={own}", DATABASE_URL=address)
        finally:
            server.execute(f"DROP DATABASE {own}")


def test_in_browser(migrated: Path) -> Result:
    name = "pages in a browser"
    chromium = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, CHROMIUM_NAMES)), None)
    if chromium is None:
        words = "no Chromium found; install one, or let CHROMIUM name its path"
        return Result(name=name, outcome="skipped", words=words)
    return run(name, *SUITE, "-m", "browser", f"--chromium={chromium}", f"--migrated={migrated}", DATABASE_URL="")


def main() -> int:
    with TemporaryDirectory() as folder:
        migrated = Path(folder) / "archive.sqlite3"
        results = [
            run("lint", *RUFF, "check", "--output-format", "concise", "."),
            run("formatting", *RUFF, "format", "--check", "."),
            run("migrations", *MANAGE, "makemigrations", "--check", "--dry-run"),
            check_deployment(),
            migrate("SQLite", f"sqlite:///{migrated}"),
            run("suite on SQLite", *SUITE, f"--migrated={migrated}", DATABASE_URL=""),
            *test_on_postgres(),
            test_in_browser(migrated),
        ]
    print()
    for result in results:
        print(f"{result.outcome:8} {result.name}: {result.words}")
    outcomes = [result.outcome for result in results]
    print("{} passed, {} failed, {} skipped".format(*map(outcomes.count, ("passed", "failed", "skipped"))))
    return 1 if "failed" in outcomes else 0


if __name__ == "__main__":
    sys.exit(main())
