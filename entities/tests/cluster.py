"""A PostgreSQL of a test's own, which may be killed: begun in a temporary folder, reached through a socket there."""

import os
import pwd
import shutil
import signal
import subprocess
from pathlib import Path
from urllib.parse import quote

import psycopg

# Whose processes they are where the tests run as root, which PostgreSQL refuses to be run by.
NOBODY = "nobody"
# No test of ours cuts the power: what was handed to the system is on the disk.
SETTINGS = ("fsync=off", "listen_addresses=", "autovacuum=off", "shared_buffers=16MB")


def find_binaries() -> Path | None:
    """The folder of `initdb` and `postgres`, which Debian keeps off the PATH."""
    on_path = shutil.which("initdb")
    folders = [Path(on_path).parent] if on_path else []
    folders += sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    return next((folder for folder in folders if (folder / "initdb").exists() and (folder / "postgres").exists()), None)


class Cluster:
    """A server with an empty database. `folder` is to be one that other users can reach, with a short name."""

    def __init__(self, binaries: Path, folder: Path) -> None:
        self._binaries, self._folder = binaries, folder
        self._user = NOBODY if os.geteuid() == 0 else None
        if self._user:
            shutil.chown(folder, self._user, pwd.getpwnam(self._user).pw_gid)
        self._begin("initdb", "-D", "data", "-U", "postgres", "-A", "trust", "--no-sync", "-E", "UTF8").wait()
        self.address = f"postgres://postgres@{quote(str(folder), safe='')}/postgres"

    def start(self) -> None:
        """Start the server, as often as it takes until those who outlived a killed one have gone."""
        settings = [word for setting in SETTINGS for word in ("-c", setting)]
        self._server = self._begin("postgres", "-D", "data", "-k", str(self._folder), *settings)
        while not self._answers():
            if self._server.poll() is not None:
                log = (self._folder / "log").read_text()
                assert "pre-existing shared memory block" in log, log
                self._server = self._begin("postgres", "-D", "data", "-k", str(self._folder), *settings)

    def kill(self) -> None:
        """End the server as a system does that has run out of memory."""
        self._server.kill()
        self._server.wait()

    def stop(self) -> None:
        self._server.send_signal(signal.SIGQUIT)
        self._server.wait()

    def _answers(self) -> bool:
        try:
            psycopg.connect(self.address).close()
        except psycopg.OperationalError:
            return False
        return True

    def _begin(self, command: str, *options: str) -> subprocess.Popen:
        with (self._folder / "log").open("a") as log:
            return subprocess.Popen(
                [self._binaries / command, *options], user=self._user, cwd=self._folder, stdout=log, stderr=log
            )
