"""A server of the archive as `make run` starts it, on loopback, with somebody signed in."""

import contextlib
import http.client
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.auth.models import User
from django.contrib.sessions.backends.db import SessionStore

ROOT = Path(__file__).resolve().parent.parent
with socket.socket() as free:
    free.bind(("127.0.0.1", 0))
    PORT = free.getsockname()[1]
BOOT = 60  # seconds that a server may take to answer


@contextlib.contextmanager
def reader() -> Iterator[str]:
    """The cookie of somebody who may look, for as long as they are needed."""
    user, _ = User.objects.get_or_create(username="benchmark-reader")
    session = SessionStore()
    session[SESSION_KEY], session[BACKEND_SESSION_KEY] = str(user.pk), settings.AUTHENTICATION_BACKENDS[-1]
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.create()
    try:
        yield f"{settings.SESSION_COOKIE_NAME}={session.session_key}"
    finally:
        session.delete()
        user.delete()


@contextlib.contextmanager
def served(*, workers: int = 1, threads: int = 1) -> Iterator[subprocess.Popen]:
    """A gunicorn that answers at PORT."""
    environment = os.environ | {"HTTPS": "False", "DEBUG": "False", "MALLOC_ARENA_MAX": "1"}  # as `make run`
    command = [sys.executable, "-m", "gunicorn", "newsroom.wsgi", "--bind", f"127.0.0.1:{PORT}", "--log-level", "error"]
    command += ["--workers", str(workers), "--threads", str(threads), "--keep-alive", "60"]
    server = subprocess.Popen(command, cwd=ROOT, env=environment)
    try:
        _wait(server)
        yield server
    finally:
        server.terminate()
        server.wait(timeout=30)


def _wait(server: subprocess.Popen) -> None:
    began = time.monotonic()
    while time.monotonic() - began < BOOT and server.poll() is None:
        with contextlib.suppress(OSError):
            if ask(http.client.HTTPConnection("127.0.0.1", PORT, timeout=10), "/health/", "")[0] < 500:
                return
        time.sleep(0.2)
    sys.exit("The server does not answer.")


def ask(connection: http.client.HTTPConnection, address: str, cookie: str) -> tuple[int, bytes]:
    connection.request("GET", address, headers={"Cookie": cookie})
    answer = connection.getresponse()
    return answer.status, answer.read()


def memory(server: subprocess.Popen) -> float:
    """MB that the server and its workers hold."""
    pages = 0
    for process in (server.pid, *_children(server.pid)):
        pages += int(Path(f"/proc/{process}/statm").read_text("ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


def _children(process: int) -> list[int]:
    return [int(pid) for pid in Path(f"/proc/{process}/task/{process}/children").read_text("ascii").split()]
