"""How long a search may take, and how many statements it may ask: whatever is asked, these hold.

Both databases stop a statement in its middle when time is up, SQLite between two steps of it; what was found
until then is kept, and whoever shows it says that there may be more.
"""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from math import inf
from time import monotonic
from typing import Any

from django.db import OperationalError, connection, transaction
from django.db.backends.utils import CursorWrapper

# Seconds that words are looked for in a list; the search of the whole archive keeps what it finds in time.
LONGEST_IN_A_LIST = 3
STEPS = 2_000  # of SQLite's machine, between two looks at the clock
CANCELLED = "57014"  # what PostgreSQL says of a statement that took too long
AGAIN = 2  # statements to go on after one that was stopped
TRANSACTION = 4  # statements that PostgreSQL needs to begin one, to be told of the time, and to end it


class Spent(OperationalError):
    """What is asked would go beyond the limits."""


@dataclass(slots=True)
class Limits:
    """`until`, in seconds as `monotonic` counts them, and so many `statements` more than were `asked`."""

    until: float
    statements: float
    asked: int = 0
    was_stopped: bool = False
    was_broken: bool = False  # in the middle of a statement: PostgreSQL then answers no other
    place: str = ""  # in a transaction of somebody else, to go back to

    @property
    def are_reached(self) -> bool:
        return self.was_stopped or self.statements <= 0 or self.is_late()

    def is_late(self) -> bool:
        return monotonic() > self.until

    def ask(self, execute: Callable, sql: str, params: Any, many: bool, context: dict) -> Any:
        """Let a statement pass, as a wrapper of Django's."""
        if self.are_reached:
            raise Spent
        self.statements, self.asked = self.statements - 1, self.asked + 1
        return execute(sql, params, many, context)

    def extend(self, seconds: float, statements: int) -> None:
        """Begin with something else, which has so much for itself; what was stopped stays so."""
        self.until, self.statements = monotonic() + seconds, statements

    def hurry(self, seconds: float) -> None:
        """Let no single statement take longer from here on. SQLite looks at the clock in the middle of each."""
        if connection.vendor == "postgresql":
            with self.stopping(), connection.cursor() as cursor:
                cursor.execute("SELECT set_config('statement_timeout', %s, TRUE)", [f"{round(1000 * seconds)}ms"])

    def go_on(self, seconds: float) -> None:
        """Hurry on after a statement that took longer, where there is still time for others."""
        if self.was_broken and connection.vendor == "postgresql" and not self.is_late() and self.statements > AGAIN:
            self.was_stopped = self.was_broken = False
            with self.stopping(), connection.cursor() as cursor:  # time may be up in between
                cursor.execute(f"ROLLBACK TO SAVEPOINT {self.place}" if self.place else "ROLLBACK AND CHAIN")
                _tell(cursor, seconds, in_a_hurry=True)

    @contextmanager
    def stopping(self) -> Iterator[None]:
        """What is done in here ends where the limits are reached."""
        try:
            yield
        except OperationalError as error:
            was_cut = getattr(error.__cause__, "sqlstate", "") == CANCELLED
            if not (self.are_reached or was_cut or isinstance(error, Spent)):
                raise
            self.was_stopped = self.are_reached or was_cut
            self.was_broken = self.was_broken or not isinstance(error, Spent)

    @contextmanager
    def beside(self, seconds: float, statements: int) -> Iterator[None]:
        """What is done in here has so much for itself; what it does not use the rest has more."""
        seconds_left, statements_left, was_stopped = self.until - monotonic(), self.statements, self.was_stopped
        self.extend(seconds, statements)
        self.was_stopped = self.was_broken
        try:
            yield
        finally:
            self.extend(seconds_left, statements_left + max(0, self.statements))
            self.was_stopped = was_stopped or self.was_broken


_holding: ContextVar[Limits | None] = ContextVar("limits", default=None)


@contextmanager
def limited(seconds: float, statements: float = inf, *, in_a_hurry: bool = True) -> Iterator[Limits]:
    """Hold all that is asked of the database in here to limits. It is for reading: nothing that is written stays.

    In a hurry there is an index for all that is asked. Limits inside of others end with them at the latest.
    """
    outer = _holding.get()
    until = min(monotonic() + seconds, outer.until if outer else inf)
    around = TRANSACTION if connection.vendor == "postgresql" else 0
    limits = Limits(until, statements - around, around)
    token = _holding.set(limits)
    try:
        with _timed(limits, seconds, outer, in_a_hurry=in_a_hurry), connection.execute_wrapper(limits.ask):
            yield limits
    finally:
        _holding.reset(token)


def _timed(limits: Limits, seconds: float, outer: Limits | None, *, in_a_hurry: bool) -> AbstractContextManager:
    if connection.vendor == "postgresql":
        return _on_postgresql(limits, seconds, in_a_hurry=in_a_hurry)
    return _on_sqlite(limits, outer)


@contextmanager
def _on_postgresql(limits: Limits, seconds: float, *, in_a_hurry: bool) -> Iterator[None]:
    with _taken_back() as place, connection.cursor() as cursor:
        limits.place = place
        _tell(cursor, seconds, in_a_hurry=in_a_hurry)
        yield


def _tell(cursor: CursorWrapper, seconds: float, *, in_a_hurry: bool) -> None:
    cursor.execute(
        """SELECT set_config('statement_timeout', %s, TRUE), set_config('jit', 'off', TRUE),
        set_config('enable_seqscan', %s, TRUE)""",
        [f"{max(1, round(1000 * seconds))}ms", "off" if in_a_hurry else "on"],
    )


@contextmanager
def _taken_back() -> Iterator[str]:
    """A transaction of which nothing stays: inside of another one its timeout goes as well."""
    if connection.in_atomic_block:  # in a statement less than `atomic` takes
        place = transaction.savepoint()
        try:
            yield connection.ops.quote_name(place)
        finally:
            transaction.savepoint_rollback(place)
    else:
        with transaction.atomic():
            yield ""
            transaction.set_rollback(True)


@contextmanager
def _on_sqlite(limits: Limits, outer: Limits | None) -> Iterator[None]:
    connection.ensure_connection()
    connection.connection.set_progress_handler(limits.is_late, STEPS)
    try:
        yield
    finally:
        connection.connection.set_progress_handler(outer.is_late if outer else None, STEPS)
