"""One ingest at a time while rows are written, however many run."""

from django.db import connection

KEY = 0x617263686976  # any number, as long as every ingest asks for the same


def wait_for_turn() -> None:
    """Wait until no other ingest is writing an article; the turn ends with the current transaction.

    Who the people of an article are depends on what the archive holds, so two ingests that asked
    at the same moment would make one person twice. On SQLite every transaction is such a turn.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [KEY])
