"""Which rows are counted: those of some articles, people or events, or all of them."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any

from django.db import connection

# Values in one statement: SQLite takes 32,766.
MOST_VALUES = 30_000
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


def write(table: str, key: Sequence[str], columns: Mapping[str, str], rows: Sequence[tuple]) -> None:
    """Write rows, no two of one key, many in a statement.

    `columns` are names, in the order of the rows; what one becomes where the key is there is an expression, or "".
    """
    changed = ", ".join(f"{name} = {then}" for name, then in columns.items() if then)
    sql = f"""INSERT INTO {table} ({", ".join(columns)}) VALUES {{}}
    ON CONFLICT ({", ".join(key)}) DO UPDATE SET {changed}"""  # noqa: S608 (our own names)
    mark, most = f"({', '.join(['%s'] * len(columns))})", MOST_VALUES // len(columns)
    for start in range(0, len(rows), most):
        lot = rows[start : start + most]
        run(sql.format(", ".join([mark] * len(lot))), [*chain.from_iterable(lot)])
