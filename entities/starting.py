"""Ingests that are started from a page: each in a process of its own, which outlives the request and the server."""

import sys
from pathlib import Path
from subprocess import DEVNULL, Popen

from django.conf import settings
from django.contrib.auth.models import User


def start_ingest(*, by: User) -> None:
    """Read the folder of seeds, and nothing that somebody could have typed."""
    _start("ingest_seeds", by)


def start_retry(*, by: User, run: int | None = None) -> None:
    """Try again what waits to be read: all of it, or what failed in one run."""
    _start("quarantine", by, "--retry", *([f"--run={run}"] if run else []))


def _start(command: str, by: User, *options: str) -> None:
    Popen(  # noqa: S603 (nothing in it was typed by anybody)
        [sys.executable, str(Path(settings.BASE_DIR) / "manage.py"), command, *options, f"--by={by.get_username()}"],
        stdin=DEVNULL,
        stdout=DEVNULL,
        stderr=DEVNULL,
        start_new_session=True,
    )
