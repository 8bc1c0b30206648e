"""How much work waits for the workers, where there is a queue: procrastinate's, on PostgreSQL."""

from django.db import connection

# In our words; jobs that are done count for nothing here.
STATUSES = {"todo": "waiting", "doing": "running", "failed": "failed"}


def jobs_by_status() -> dict[str, int] | None:
    """How many jobs wait, run and failed; None in an archive without a queue."""
    if connection.vendor != "postgresql":
        return None
    with connection.cursor() as cursor:
        cursor.execute("SELECT to_regclass('procrastinate_jobs')")
        if cursor.fetchone()[0] is None:
            return None
        cursor.execute(
            "SELECT status::text, count(*) FROM procrastinate_jobs WHERE status::text = ANY(%s) GROUP BY status",
            [list(STATUSES)],
        )
        found = dict(cursor.fetchall())
    return {words: found.get(status, 0) for status, words in STATUSES.items()}
