"""The lists and counters of rows that factories made."""

from django.db import connection

from entities.counting.filling import check, fill


def fill_counts() -> None:
    """Count everything; a test that counts queries does not see it."""
    was, connection.force_debug_cursor = connection.force_debug_cursor, False
    try:
        fill()
    finally:
        connection.force_debug_cursor = was


def wrong_counts() -> list[str]:
    """What of the lists and counters is not as the rows have it."""
    return [wrong for lot in check() for wrong in lot.wrong]
