"""What a test that commits leaves behind, taken away again: as little work as there are rows.

Django empties all tables, and then writes again what migrations had written. On PostgreSQL that takes a second a test,
nearly all of it for tables that were empty, and for rows that nobody had touched.
"""

from collections.abc import Callable
from typing import Any

from django.db import connection

HAS_ROWS = "SELECT '{0}' WHERE EXISTS (SELECT 1 FROM {0})"


def filled(tables: list[str]) -> list[str]:
    """Those of the tables that have rows."""
    return [table for (table,) in _ask(" UNION ALL ".join(HAS_ROWS.format(table) for table in tables))]


def rows_of(tables: list[str]) -> list[list[tuple[Any, ...]]]:
    return [_ask(f"SELECT * FROM {table} ORDER BY 1") for table in tables]  # noqa: S608 (names of tables)


def _ask(sql: str) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return cursor.fetchall()


def emptying() -> Callable[..., list[str]]:
    """What stands in for `sql_flush` after a test; called once all migrations have been run and nothing else has."""
    migrated = filled(connection.introspection.django_table_names(only_existing=True))
    rows, contents, flush = rows_of(migrated), connection._test_serialized_contents, connection.ops.sql_flush

    def sql_flush(style, tables, *, reset_sequences=False, **how) -> list[str]:
        if reset_sequences:  # a test that flushes by itself
            return flush(style, tables, reset_sequences=True, **how)
        is_whole = rows_of(migrated) == rows
        connection._test_serialized_contents = "[]" if is_whole else contents  # written again before the next test
        return [f"DELETE FROM {table}" for table in filled(tables) if not (is_whole and table in migrated)]  # noqa: S608 (names of tables)

    return sql_flush
