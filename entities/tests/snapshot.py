"""Every row of the archive as it stands, to tell whether anything at all has changed."""

from typing import Any

from django.apps import apps
from django.db import connection
from django.db.models import Model

from entities.models import Change, Decision, NameKey, counters, is_record, listed

# What lists are read from follows the rows, and is held against them by a check of its own.
WORKED_OUT = (listed.__name__, counters.__name__)
LISTED = tuple(m for m in apps.get_app_config("entities").get_models() if m.__module__ in WORKED_OUT)
# The keys of a name are the name's own, whether anybody bears it or not.
LEFT_OUT = (Decision, Change, NameKey, *LISTED)


def snapshot() -> dict[str, list[dict[str, Any]]]:
    """All columns of all rows of all tables but the ledger's, the history's and the index of names, by table.

    As the database has them: some tests look hundreds of times.
    """
    models = [m for app in ("articles", "entities") for m in apps.get_app_config(app).get_models(True)]
    return {m._meta.db_table: _rows(m) for m in models if m not in LEFT_OUT and not is_record(m)}


def _rows(model: type[Model]) -> list[dict[str, Any]]:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT * FROM {model._meta.db_table} ORDER BY {model._meta.pk.column}")  # noqa: S608 (our own names)
        names = [column[0] for column in cursor.description]
        return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
