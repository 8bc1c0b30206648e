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
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import psycopg

ROOT = Path(__file__).resolve().parent.parent
LOCAL_POSTGRES = "postgres://postgres@127.0.0.1:5432/postgres"
CHROMIUM_NAMES = ("chromium", "chromium-browser", "google-chrome")
MANAGE = (sys.executable, "manage.py")
PYTEST = (sys.executable, "-m", "pytest", "-q")
RUFF = (sys.executable, "-m", "ruff")


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    name: str
    outcome: str  # passed, failed or skipped
    words: str


def run(name: str, *command: str, **environment: str) -> Result:
    print(f"\n--- {name}", flush=True)
    began = time.monotonic()
    status = subprocess.run(command, cwd=ROOT, env={**os.environ, **environment}, check=False).returncode
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


def test_on_postgres() -> Result:
    name = "suite on PostgreSQL, where it has a database"
    named = os.environ.get("TEST_DATABASE_URL")
    url = named or LOCAL_POSTGRES
    try:
        psycopg.connect(url, connect_timeout=5).close()
    except psycopg.Error as err:
        if named:
            return Result(name=name, outcome="failed", words=f"TEST_DATABASE_URL: {err}")
        words = "no PostgreSQL answers at 127.0.0.1:5432 to the user postgres; TEST_DATABASE_URL can name another"
        return Result(name=name, outcome="skipped", words=words)
    # Django makes test_archive_... and drops it again; nothing else on that server is touched.
    own = urlsplit(url)._replace(path=f"/archive_{os.getpid()}").geturl()
    return run(name, *PYTEST, "-n", "auto", "--on-database", DATABASE_URL=own)


def test_in_browser() -> Result:
    name = "pages in a browser"
    chromium = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, CHROMIUM_NAMES)), None)
    if chromium is None:
        words = "no Chromium found; install one, or let CHROMIUM name its path"
        return Result(name=name, outcome="skipped", words=words)
    return run(name, *PYTEST, "-m", "browser", f"--chromium={chromium}", DATABASE_URL="")


def main() -> int:
    results = [
        run("lint", *RUFF, "check", "--output-format", "concise", "."),
        run("formatting", *RUFF, "format", "--check", "."),
        run("migrations", *MANAGE, "makemigrations", "--check", "--dry-run"),
        check_deployment(),
        run("suite on SQLite", *PYTEST, "-n", "auto", DATABASE_URL=""),
        test_on_postgres(),
        test_in_browser(),
    ]
    print()
    for result in results:
        print(f"{result.outcome:8} {result.name}: {result.words}")
    outcomes = [result.outcome for result in results]
    print("{} passed, {} failed, {} skipped".format(*map(outcomes.count, ("passed", "failed", "skipped"))))
    return 1 if "failed" in outcomes else 0


if __name__ == "__main__":
    sys.exit(main())
