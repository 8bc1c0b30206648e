"""The whole database as one file, made while the archive is in use, and put back so that it is the same again.

A backup is a gzipped tar of `manifest.json` and of the database: a copy of the SQLite file, or what pg_dump
makes in its custom form. The manifest says how many rows each table has and which migrations made them.
"""

import hashlib
import json
import sqlite3
import subprocess
import tarfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from django.db import connection, transaction
from django.db.migrations.loader import MigrationLoader

MANIFEST, CONTENT = "manifest.json", "database"
PATTERN = "archive-*.tar.gz"
FORM = 1
CHUNK = 1 << 20
BEFORE = "before_restore"  # the schema of PostgreSQL that stays until its successor is whole


class BackupError(Exception):
    """A backup cannot be made or put back; says what was wrong, and what to do."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """What a backup holds: `rows` by table, `migrations` as "app name", `sha256` of the database in it."""

    form: int
    made: str
    vendor: str
    rows: dict[str, int]
    migrations: list[str]
    sha256: str = ""


def make_backup(folder: Path, *, now: datetime) -> Path:
    """Write a backup into the folder and return its path; what is there under that name only when it is whole."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"archive-{now:%Y%m%dT%H%M%SZ}.tar.gz"
    unfinished = path.with_suffix(".unfinished")
    with TemporaryDirectory(dir=folder, prefix=".backup-") as place:
        content = Path(place) / CONTENT
        rows = _copy(content)
        made = {"form": FORM, "made": now.isoformat(), "vendor": connection.vendor, "rows": rows}
        manifest = Manifest(**made, migrations=_migrations(), sha256=_digest(content))
        (Path(place) / MANIFEST).write_text(json.dumps(asdict(manifest), indent=1), "utf-8")
        unfinished.touch(mode=0o600)
        with tarfile.open(unfinished, "w:gz", compresslevel=1 if connection.vendor == "postgresql" else 6) as tar:
            for name in (MANIFEST, CONTENT):
                tar.add(Path(place) / name, arcname=name)
    unfinished.replace(path)
    return path


def drop_old(folder: Path, *, keep: int) -> list[Path]:
    """Delete all but the newest backups of a folder."""
    old = sorted(folder.glob(PATTERN), reverse=True)[keep:]
    for path in old:
        path.unlink()
    return old


def restore_backup(path: Path, *, replace: bool) -> Manifest:
    """Put a backup in place of the database. Checks everything that can be checked first."""
    with TemporaryDirectory(dir=path.parent, prefix=".restore-") as place:
        manifest = _unpack(path, Path(place))
        _refuse_unfit(manifest, replace=replace)
        if connection.vendor == "postgresql":
            _put_back_postgresql(Path(place) / CONTENT)
        else:
            _put_back_sqlite(Path(place) / CONTENT)
    if (found := _count(_tables())) != manifest.rows:
        differing = sorted(name for name in {*found, *manifest.rows} if found.get(name) != manifest.rows.get(name))
        raise BackupError(f"Not everything came back: {', '.join(differing)} differ. Restore it once more.")
    return manifest


def _unpack(path: Path, place: Path) -> Manifest:
    try:
        with tarfile.open(path, "r:gz") as tar:
            for name in (MANIFEST, CONTENT):
                tar.extract(name, place, filter="data")
        manifest = Manifest(**json.loads((place / MANIFEST).read_text("utf-8")))
    except (OSError, EOFError, KeyError, TypeError, ValueError, tarfile.TarError) as err:
        raise BackupError(f"{path} is no whole backup of an archive ({err}); take another.") from err
    if _digest(place / CONTENT) != manifest.sha256:
        raise BackupError(f"{path} is damaged: its content is not what was written. Take another.")
    return manifest


def _refuse_unfit(manifest: Manifest, *, replace: bool) -> None:
    if manifest.form > FORM or (unknown := sorted({*manifest.migrations} - _known_migrations())):
        named = "" if manifest.form > FORM else f" ({unknown[0]})"
        raise BackupError(f"This backup is of a newer version of the archive{named}: bring the code up to date first.")
    if manifest.vendor != connection.vendor:
        raise BackupError(f"This backup is of {manifest.vendor}; set DATABASE_URL to such a database.")
    if not replace and _tables():
        raise BackupError("There is an archive in this database. --replace puts the backup in its place.")


def _copy(content: Path) -> dict[str, int]:
    """Copy the database as it is at one moment; return how many rows its tables have at that moment."""
    return _copy_postgresql(content) if connection.vendor == "postgresql" else _copy_sqlite(content)


def _copy_sqlite(content: Path) -> dict[str, int]:
    connection.ensure_connection()
    with closing(sqlite3.connect(content)) as copy:
        connection.connection.backup(copy)
        return {name: copy.execute(_counting(name)).fetchone()[0] for name in _tables()}


def _put_back_sqlite(content: Path) -> None:
    """Copy page by page into the open database: whoever has it open sees the old one, then the new one."""
    connection.ensure_connection()
    with closing(sqlite3.connect(content)) as copy:
        (sound,) = copy.execute("PRAGMA integrity_check").fetchone()
        if sound != "ok":
            raise BackupError(f"The database in the backup is damaged: {sound}. Take another.")
        copy.backup(connection.connection)


def _copy_postgresql(content: Path) -> dict[str, int]:
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
            cursor.execute("SELECT pg_export_snapshot()")
            (snapshot,) = cursor.fetchone()
        _run("pg_dump", "--format=custom", "--no-owner", f"--snapshot={snapshot}", f"--file={content}")
        return _count(_tables())


def _put_back_postgresql(content: Path) -> None:
    """Fill a new schema beside the old one, which goes when the new one is whole and comes back when it is not."""
    old, new = connection.ops.quote_name(BEFORE), "public"
    with connection.cursor() as cursor:
        cursor.execute(f"ALTER SCHEMA {new} RENAME TO {old}; CREATE SCHEMA {new}")
        try:
            _run("pg_restore", "--no-owner", "--no-privileges", "--exit-on-error", "--single-transaction", str(content))
        except BackupError:
            cursor.execute(f"DROP SCHEMA {new} CASCADE; ALTER SCHEMA {old} RENAME TO {new}")
            raise
        cursor.execute(f"DROP SCHEMA {old} CASCADE")


def _run(command: str, *arguments: str) -> None:
    with _conninfo() as conninfo:
        try:
            subprocess.run([command, f"--dbname={conninfo}", *arguments], check=True, capture_output=True, text=True)  # noqa: S603
        except FileNotFoundError as err:
            raise BackupError(f"{command} is not here: install the client of PostgreSQL.") from err
        except subprocess.CalledProcessError as err:
            raise BackupError(f"{command}: {err.stderr.strip()}") from err


@contextmanager
def _conninfo() -> Iterator[str]:
    """How to reach the database, without its password, which stands in a file that only this user can read."""
    given = connection.get_connection_params()
    named = {"host": given.get("host"), "port": given.get("port"), "user": given.get("user"), "dbname": given["dbname"]}
    with TemporaryDirectory() as place:
        if password := given.get("password"):
            passfile = Path(place) / "pgpass"
            passfile.touch(mode=0o600)
            escaped = password.replace("\\", "\\\\").replace(":", "\\:")
            passfile.write_text(f"*:*:*:*:{escaped}\n", "utf-8")
            named["passfile"] = str(passfile)
        quoted = {name: str(value).replace("\\", "\\\\").replace("'", "\\'") for name, value in named.items() if value}
        yield " ".join(f"{name}='{value}'" for name, value in quoted.items())


def _tables() -> list[str]:
    with connection.cursor() as cursor:
        return sorted(table.name for table in connection.introspection.get_table_list(cursor) if table.type == "t")


def _count(tables: list[str]) -> dict[str, int]:
    with connection.cursor() as cursor:
        return {name: cursor.execute(_counting(name)).fetchone()[0] for name in tables}


def _counting(table: str) -> str:
    return f"SELECT count(*) FROM {connection.ops.quote_name(table)}"  # noqa: S608 (a table of ours)


def _migrations() -> list[str]:
    return sorted(" ".join(key) for key in MigrationLoader(connection).applied_migrations)


def _known_migrations() -> set[str]:
    return {" ".join(key) for key in MigrationLoader(None).disk_migrations}


def _digest(path: Path) -> str:
    found = hashlib.sha256()
    with path.open("rb") as content:
        while piece := content.read(CHUNK):
            found.update(piece)
    return found.hexdigest()
