"""New rows, written many at once: what `bulk_create` does, without asking each field of each row how to write it."""

from collections.abc import Sequence
from functools import cache

from django.db import connection
from django.db.models import Field, JSONField, Model

from entities.counting.scope import MOST_VALUES

# What both databases take as it is.
PLAIN = frozenset({str, int, float, bool, type(None)})


def insert(model: type[Model], rows: Sequence[Model]) -> None:
    """Write new rows, which have their keys from then on. No field of the model sets itself when a row is saved."""
    fields, sql = _statement(model)
    most = MOST_VALUES // len(fields)
    for start in range(0, len(rows), most):
        lot = rows[start : start + most]
        values = [_value(field, getattr(row, field.attname)) for row in lot for field in fields]
        mark = f"({', '.join(['%s'] * len(fields))})"
        with connection.cursor() as cursor:
            cursor.execute(sql.format(", ".join([mark] * len(lot))), values)
            for row, (key,) in zip(lot, cursor.fetchall(), strict=True):
                row.pk = key
                row._state.adding, row._state.db = False, connection.alias


@cache
def _statement(model: type[Model]) -> tuple[tuple[Field, ...], str]:
    fields = tuple(field for field in model._meta.concrete_fields if not field.primary_key)
    table, *columns, key = map(
        connection.ops.quote_name, (model._meta.db_table, *(field.column for field in fields), model._meta.pk.column)
    )
    return fields, f"INSERT INTO {table} ({', '.join(columns)}) VALUES {{}} RETURNING {key}"  # noqa: S608 (our own names)


def _value(field: Field, value: object) -> object:
    is_plain = type(value) in PLAIN and not isinstance(field, JSONField)
    return value if is_plain else field.get_db_prep_save(value, connection)
