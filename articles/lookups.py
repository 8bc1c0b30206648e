"""Keys that are looked for, given to PostgreSQL as one array.

Django writes each of them into the statement: five hundred cost more to write and to take apart than to find, and
every number of them is a statement of its own, to be planned anew.
"""

from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import BigIntegerField, ForeignKey
from django.db.models.fields.related_lookups import RelatedIn
from django.db.models.lookups import In
from django.db.models.sql.compiler import SQLCompiler

BEYOND = 2**63  # no key is so large


class _InArray:
    def as_postgresql(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper) -> tuple[str, list[Any]]:
        if not self.rhs_is_direct_value() or not all(isinstance(key, int | None) for key in self.rhs):
            return self.as_sql(compiler, connection)
        keys = [key for key in dict.fromkeys(self.rhs) if key is not None and abs(key) < BEYOND]
        if not keys:
            raise EmptyResultSet
        column, params = self.process_lhs(compiler, connection)
        if len(keys) == 1:  # of one an index has the rows in its order, of an array it has not
            return f"{column} = %s::bigint", [*params, *keys]
        return f"{column} = ANY(%s::bigint[])", [*params, keys]


@BigIntegerField.register_lookup
class KeyIn(_InArray, In):
    """`pk__in`: our keys are all big integers."""


@ForeignKey.register_lookup
class RelatedKeyIn(_InArray, RelatedIn):
    """`article__in`."""
