"""What a command that writes to the archive asks of its database before it begins."""

from django.core.management.base import CommandError
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.db.utils import OperationalError


def require_database() -> None:
    """Raise CommandError with a remedy where the database does not answer or lacks migrations."""
    try:
        executor = MigrationExecutor(connection)
        missing = executor.migration_plan(executor.loader.graph.leaf_nodes())
    except OperationalError as error:
        reason = str(error).partition("\n")[0]
        raise CommandError(f"The database does not answer ({reason}). Check DATABASE_URL.") from error
    if missing:
        raise CommandError("The database is not up to date. First run: manage.py migrate")


def require_queue() -> None:
    """Raise CommandError where the database has no queue."""
    if connection.vendor != "postgresql":
        problem = "The queue needs PostgreSQL, and the archive is on SQLite."
        raise CommandError(f"{problem} Set DATABASE_URL, or use --workers N to read on several cores of this machine.")
