"""Which rows are counted: those of some articles, people or events, or all of them."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from django.db import connection

ARTICLE, PERSON, EVENT = "article", "person", "event"


@dataclass(frozen=True, slots=True)
class Scope:
    """Rows of a kind by their keys, or every one from the key after `after` up to `to`."""

    of: str
    keys: Collection[int] | None = None
    after: int = 0
    to: int = 0

    def within(self, column: str) -> str:
        """The condition, in SQL, that a column holds one of the keys."""
        if self.keys is None:
            return f"{column} > %(after)s AND {column} <= %(to)s"
        if is_postgresql():
            return f"{column} = ANY(%(keys)s)"
        return f"{column} IN (SELECT value FROM json_each(%(keys)s))"  # noqa: S608 (our own names)

    @property
    def params(self) -> dict[str, Any]:
        if self.keys is None:
            return {"after": self.after, "to": self.to}
        keys = sorted(self.keys)
        return {"keys": keys if is_postgresql() else str(keys)}


def is_postgresql() -> bool:
    return connection.vendor == "postgresql"


def ask(sql: str, params: dict[str, Any] | list | None = None) -> list[tuple]:
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        return cursor.fetchall()


def run(sql: str, params: dict[str, Any] | list | None = None) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql, params)


def tell(sql: str, rows: Collection[tuple]) -> None:
    """Run a statement once for each row."""
    if rows:
        with connection.cursor() as cursor:
            cursor.executemany(sql, list(rows))
