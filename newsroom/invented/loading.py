"""Writes very many rows at once: COPY in PostgreSQL, executemany in SQLite.

Indexes and foreign keys are put aside meanwhile and made anew over all rows, in the same transaction: should
anything fail, the database is as it was.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from django.apps import apps
from django.db import connection, transaction
from django.db.models import Model

from articles.index import KINDS
from newsroom.invented.sheets import Sheet

MEMORY = 256  # MB, to make indexes in


@contextmanager
def bulk_loading() -> Iterator[None]:
    """All that is written inside goes in at once or not at all. In a transaction the indexes stay where they are."""
    if connection.in_atomic_block:
        yield
        return
    if connection.vendor == "postgresql":
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f"SET LOCAL maintenance_work_mem = '{MEMORY}MB'")
            cursor.execute("SET LOCAL synchronous_commit = off")
            again = _put_aside_postgresql(cursor)
            yield
            _execute(cursor, again)
        settle()
        return
    # A journal of what was there before costs nothing where nothing was; a log would hold every row once more.
    # Keys are checked once over all rows: one by one, without an index, each would go through all before it.
    with connection.constraint_checks_disabled(), connection.cursor() as cursor:
        _execute(
            cursor, ["PRAGMA journal_mode = DELETE", "PRAGMA synchronous = OFF", f"PRAGMA cache_size = -{MEMORY}000"]
        )
        with transaction.atomic():
            again = _put_aside_sqlite(cursor)
            yield
            _execute(cursor, again)
            connection.check_constraints()
        _execute(cursor, ["ANALYZE", "PRAGMA journal_mode = WAL", "PRAGMA synchronous = NORMAL"])


def settle() -> None:
    """See to it that an index alone can answer, on PostgreSQL: of rows just written it asks the table as well."""
    if connection.vendor == "postgresql" and not connection.in_atomic_block:
        with connection.cursor() as cursor:
            cursor.execute("VACUUM (ANALYZE)")


def write(sheet: Sheet) -> None:
    """Write the rows of a sheet, which is empty afterwards."""
    table, columns = sheet.model._meta.db_table, ", ".join(f'"{column}"' for column in sheet.columns)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with cursor.copy(f'COPY "{table}" ({columns}) FROM STDIN') as copy:
                for row in sheet.take():
                    copy.write_row(row)
        else:
            marks = ", ".join("?" * len(sheet.columns))
            sql = f'INSERT INTO "{table}" ({columns}) VALUES ({marks})'  # noqa: S608 (our own tables)
            connection.connection.executemany(sql, sheet.take())


def count_on(models: Sequence[type[Model]]) -> None:
    """Let the next rows that anybody adds follow those written here."""
    if connection.vendor != "postgresql":
        return
    with connection.cursor() as cursor:
        for model in models:
            table = model._meta.db_table
            cursor.execute(f'SELECT max(id) FROM "{table}"')  # noqa: S608 (our own tables)
            if last := cursor.fetchone()[0]:
                cursor.execute("SELECT setval(pg_get_serial_sequence(%s, 'id'), %s)", [f'"{table}"', last])


def _tables() -> list[str]:
    models = [model for app in ("articles", "entities") for model in apps.get_app_config(app).get_models(True)]
    return [*(model._meta.db_table for model in models), *(f"search_{kind}" for kind in KINDS)]


def _put_aside_postgresql(cursor) -> list[str]:
    """Drop what is checked and kept row by row; return the statements that bring it back."""
    cursor.execute(
        """SELECT conrelid::regclass::text, quote_ident(conname), pg_get_constraintdef(oid)
        FROM pg_constraint WHERE contype = 'f' AND conrelid::regclass::text = ANY(%s) ORDER BY 1, 2""",
        [_tables()],
    )
    keys = cursor.fetchall()
    cursor.execute(
        """SELECT indexrelid::regclass::text, indexdef FROM pg_index JOIN pg_indexes
        ON indexname = indexrelid::regclass::text AND schemaname = current_schema()
        WHERE tablename = ANY(%s) AND NOT EXISTS (SELECT 1 FROM pg_constraint WHERE conindid = indexrelid)
        ORDER BY 1""",
        [_tables()],
    )
    indexes = cursor.fetchall()
    _execute(cursor, [f"ALTER TABLE {table} DROP CONSTRAINT {name}" for table, name, _ in keys])
    _execute(cursor, [f'DROP INDEX "{name}"' for name, _ in indexes])
    made = [f"ALTER TABLE {table} ADD CONSTRAINT {name} {what}" for table, name, what in keys]
    return [*(what for _, what in indexes), *made]


def _put_aside_sqlite(cursor) -> list[str]:
    marks = ", ".join(["%s"] * len(_tables()))
    cursor.execute(
        f"SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql NOT NULL AND tbl_name IN ({marks})",  # noqa: S608
        _tables(),
    )
    indexes = cursor.fetchall()
    _execute(cursor, [f'DROP INDEX "{name}"' for name, _ in indexes])
    return [sql for _, sql in indexes]


def _execute(cursor, statements: Sequence[str]) -> None:
    for statement in statements:
        cursor.execute(statement)
