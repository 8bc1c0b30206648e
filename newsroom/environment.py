"""Readers of the environment: each says what to write where a value cannot be right. Only the settings call them."""

import os
import re
from pathlib import Path
from urllib.parse import SplitResult, urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import dj_database_url
from django.core.exceptions import ImproperlyConfigured

# Each statement is planned for its own values, since some people are in ten articles and some in a hundred thousand;
# and none is compiled, which would take longer than to run it.
PLANNING = "-c jit=off -c plan_cache_mode=force_custom_plan"


def env_bool(name: str, default: bool) -> bool:
    value = os.environ.get(name, str(default))
    if value not in ("True", "False"):
        raise ImproperlyConfigured(f"{name}={value!r}: use True or False")
    return value == "True"


def env_int(name: str, default: int) -> int:
    value = os.environ.get(name, str(default))
    if not value.isdecimal() or int(value) < 1:
        raise ImproperlyConfigured(f"{name}={value!r}: use a whole number of at least 1")
    return int(value)


def env_list(name: str, default: str = "") -> list[str]:
    return [item.strip() for item in os.environ.get(name, default).split(",") if item.strip()]


def env_choice(name: str, default: str, choices: tuple[str, ...]) -> str:
    value = os.environ.get(name, default)
    if value not in choices:
        raise ImproperlyConfigured(f"{name}={value!r}: use one of {', '.join(choices)}")
    return value


def env_folder(name: str, default: Path | None) -> Path | None:
    """A folder of ours, made if it is missing; None where none is named and there is no default."""
    if not (os.environ.get(name) or default):
        return None
    folder = Path(os.environ.get(name) or default).absolute()
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as err:
        raise ImproperlyConfigured(f"{name}={str(folder)!r}: cannot be made ({err.strerror}); name another") from err
    return folder


def env_secret(name: str) -> str:
    """A secret of at least 20 characters that a header can carry, or none; errors never repeat it."""
    value = os.environ.get(name, "")
    if value and not re.fullmatch(r"[!-~]{20,}", value):
        raise ImproperlyConfigured(f"{name}: use at least 20 letters, digits and marks, without spaces")
    return value


def env_time_zone(name: str, default: str) -> str:
    value = os.environ.get(name, default)
    try:
        ZoneInfo(value)
    except (ZoneInfoNotFoundError, ValueError, OSError) as err:
        raise ImproperlyConfigured(f"{name}={value!r}: no such time zone; use a name like Europe/London") from err
    return value


def env_mail(name: str, default: str) -> tuple[str, SplitResult]:
    """The mail backend and the URL that chose it. Errors never repeat the value: it may hold a password."""
    wrong = f"{name}: use smtp://user:password@host:587, smtps://user:password@host:465, file:///folder or console"
    try:
        url = urlsplit(os.environ.get(name) or default)
        needed = {"smtp": url.hostname, "smtps": url.hostname, "file": url.path.strip("/"), "": url.path == "console"}
        complete = bool(needed.get(url.scheme)) and url.port != 0
    except ValueError:  # of the port, which is read only when it is asked for
        complete = False
    if not complete:
        raise ImproperlyConfigured(wrong)
    backends = {"file": "filebased", "": "console"}
    return f"django.core.mail.backends.{backends.get(url.scheme, 'smtp')}.EmailBackend", url


def env_site(name: str, default: str) -> str:
    """The address of the archive itself, without a slash at its end."""
    value = os.environ.get(name, default).rstrip("/")
    if not re.fullmatch(r"https?://[^/\s]+", value):
        raise ImproperlyConfigured(f"{name}={value!r}: use the archive's own address, like https://archive.example")
    return value


def env_database(name: str, folder: Path) -> dict:
    """The database that a URL names, else SQLite in `folder`. Errors never repeat the URL: it may hold a password."""
    url = os.environ.get(name) or f"sqlite:///{folder / 'archive.sqlite3'}"
    try:
        database = dj_database_url.parse(url, conn_max_age=60, conn_health_checks=True)
    except ValueError:
        database = {"ENGINE": None}
    if database["ENGINE"] == "django.db.backends.postgresql":
        # What is asked a second time is sent without its words.
        options = {"server_side_binding": True, "prepare_threshold": 1, **database.get("OPTIONS", {})}
        options["options"] = f"{PLANNING} {options.get('options', '')}".strip()
        return database | {"OPTIONS": options}
    if database["ENGINE"] != "django.db.backends.sqlite3":
        raise ImproperlyConfigured(f"{name}: use postgres://user:password@host:5432/name or sqlite:////path/to/file")
    if not os.access(Path(database["NAME"]).parent, os.W_OK):
        raise ImproperlyConfigured(f"{database['NAME']}: cannot be written; open its folder to writing, or set {name}")
    database["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON; "
        "PRAGMA cache_size=-32000;",  # KB of a connection's pages
        **database.get("OPTIONS", {}),
    }
    return database
