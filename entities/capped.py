"""Counting no further than a page says: "1,000+" costs as much in an archive of any size."""

from collections.abc import Sequence

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import QuerySet

MOST_COUNTED = 1_000


def count_each(found: Sequence[QuerySet]) -> list[int]:
    """How many rows each has, at most one more than MOST_COUNTED; all of them in one query.

    They are counted in the order that they have, which leads through an index of it.
    """
    if not found:
        return []
    parts, values = [], []
    for rows in found:
        try:
            sql, given = rows.values("pk")[: MOST_COUNTED + 1].query.sql_with_params()
        except EmptyResultSet:
            sql, given = "SELECT 1 WHERE 1 = 0", ()
        parts.append(f"(SELECT COUNT(*) FROM ({sql}) AS found)")  # noqa: S608 (every value is a parameter)
        values += given
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {', '.join(parts)}", values)
        return list(cursor.fetchone())


def number(count: int) -> str:
    """ "17", "1,000", "1,000+"."""
    return f"{MOST_COUNTED:,}+" if count > MOST_COUNTED else f"{count:,}"
