"""Every row of the archive as it stands, to tell whether anything at all has changed."""

import json
from typing import Any

from django.apps import apps
from django.db import connection

from entities.models import Change, Decision, NameKey, counters, is_record, listed

# What lists are read from follows the rows, and is held against them by a check of its own.
WORKED_OUT = (listed.__name__, counters.__name__)
LISTED = tuple(m for m in apps.get_app_config("entities").get_models() if m.__module__ in WORKED_OUT)
# The keys of a name are the name's own, whether anybody bears it or not.
LEFT_OUT = (Decision, Change, NameKey, *LISTED)


def snapshot() -> dict[str, list[dict[str, Any]]]:
    """All columns of all rows of all tables but the ledger's, the history's and the index of names, by table.

    As the database has them, and from a server in one answer: some tests look hundreds of times.
    """
    models = [m for app in ("articles", "entities") for m in apps.get_app_config(app).get_models(True)]
    keys = {m._meta.db_table: m._meta.pk.column for m in models if m not in LEFT_OUT and not is_record(m)}
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            tables = [f"(SELECT json_agg(t ORDER BY {key})::text FROM {table} t)" for table, key in keys.items()]  # noqa: S608 (our own names)
            cursor.execute(f"SELECT {', '.join(tables)}")
            return {table: json.loads(rows or "[]") for table, rows in zip(keys, cursor.fetchone(), strict=True)}
        return {table: _rows(cursor, table, key) for table, key in keys.items()}


def _rows(cursor, table: str, key: str) -> list[dict[str, Any]]:
    cursor.execute(f"SELECT * FROM {table} ORDER BY {key}")  # noqa: S608 (our own names)
    names = [column[0] for column in cursor.description]
    return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
