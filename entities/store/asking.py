"""What is asked of the database for every article, in SQL: it answers sooner than the ORM has put the question."""

import json
from collections.abc import Collection
from typing import Any

from django.db import connection

# Keys of `people` and of whoever was merged into them. (Told of both at once, SQLite goes through everybody.)
CLUSTER = """(SELECT id FROM entities_person WHERE id IN people
UNION ALL SELECT id FROM entities_person WHERE survivor_id IN people)"""


def ask(sql: str, **sets: Collection[Any]) -> list[tuple]:
    """Rows of a statement, which gives none for an empty set. `IN name` stands in it for being among such values."""
    if not all(sets.values()):
        return []
    is_postgresql = connection.vendor == "postgresql"
    for name in sets:
        values = "ANY(%({})s)" if is_postgresql else "(SELECT value FROM json_each(%({})s))"
        sql = sql.replace(f"IN {name}", f"{'=' if is_postgresql else 'IN'} {values.format(name)}")
    with connection.cursor() as cursor:
        cursor.execute(sql, {name: _listed(values) for name, values in sets.items()})
        return cursor.fetchall()


def of_surnames() -> str:
    """Keys and sort names of those who have one of `surnames`, or a double one that begins with it: "Lund," or "Lund-".

    As a range, between "Lund," and "Lund.", which an index answers on both databases.
    """
    is_postgresql = connection.vendor == "postgresql"
    least, below = ("~>=~", "~<~") if is_postgresql else (">=", "<")
    named = "unnest(%(surnames)s::text[])" if is_postgresql else "json_each(%(surnames)s)"
    word = "named" if is_postgresql else "named.value"
    return f"""SELECT p.id, p.sort_name FROM {named} AS named CROSS JOIN entities_person p
    WHERE p.sort_name {least} ({word} || ',') AND p.sort_name {below} ({word} || '.')"""  # noqa: S608 (our own names)


def _listed(values: Collection[Any]) -> Any:
    return sorted(values) if connection.vendor == "postgresql" else json.dumps(sorted(values))
