"""What is said when the archive itself cannot be written to: then no article is to blame, and the run stops."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import DatabaseError, InterfaceError, OperationalError

# Words of the database's own message, what they mean, and what to do.
KNOWN = (
    (("disk is full", "no space left", "disk full"), "the disk of the database is full", "make room on it"),
    (
        ("locked", "lock timeout"),
        "another process holds the database locked",
        "wait until that has finished, or end it",
    ),
    (
        ("readonly", "read-only", "permission denied"),
        "the database may not be written to",
        "give the right to write back",
    ),
    (
        ("unable to open", "disk i/o error", "malformed", "no such table"),
        "the database file cannot be used",
        "check the file that DATABASE_URL names and its disk",
    ),
    (
        ("connection", "terminating", "server closed", "shutting down", "starting up", "recovery mode"),
        "the database has gone away",
        "see that its server runs",
    ),
)


class Stopped(RuntimeError):
    """The archive cannot be written to. What was stored stays; the message says what is wrong and what to do."""


def is_of_database(error: BaseException | None) -> bool:
    """Whether the database is to blame, and not what was to be written: a damaged file has no error of its own kind."""
    return isinstance(error, OperationalError | InterfaceError) or type(error) is DatabaseError


def told(error: DatabaseError | InterfaceError) -> str:
    """What is wrong with the database, what to do, and that nothing was lost."""
    words = str(error).partition("\n")[0]
    problem, remedy = next(
        ((problem, remedy) for marks, problem, remedy in KNOWN if any(mark in words.casefold() for mark in marks)),
        ("the database refuses", "see its log"),
    )
    return (
        f"Stopped: {problem} ({words[:200]}). What was read is kept; {remedy}, and the same command goes on from there."
    )


@contextmanager
def stopped_by_database() -> Iterator[None]:
    """Raise Stopped where the database refuses."""
    try:
        yield
    except (DatabaseError, InterfaceError) as error:
        raise Stopped(told(error)) from error
