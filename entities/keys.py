"""Primary keys as forms and files write them, and very many of them in a statement."""

from collections.abc import Collection, Iterable
from typing import Any

from django.db import connection
from django.db.models import BigIntegerField, BooleanField, F, Func
from django.db.models.expressions import RawSQL

LONGEST = 18  # digits: a longer number may be more than the database takes


def key_in(words: str) -> int | None:
    """The primary key that the words are, if they are one."""
    return int(words) if words.isascii() and words.isdecimal() and len(words) <= LONGEST else None


def keys_in(given: Iterable[str]) -> list[int]:
    """The primary keys among what is given, in its order."""
    return [key for words in given if (key := key_in(words)) is not None]


def given(keys: Collection[int]) -> tuple[str, str]:
    """Keys as rows with a `value` each, in SQL, and their one parameter: as text, which takes no time to write."""
    written = ",".join(map(str, keys))
    if connection.vendor == "postgresql":
        return "unnest(%s::bigint[]) AS given(value)", f"{{{written}}}"
    return "json_each(%s) AS given", f"[{written}]"


class OneOf(Func):
    """Whether a key of a row is one of some: PostgreSQL knows how many there are, and may go through the rows in the
    order that is asked for, where `listed` keys would lead to each of them first."""

    output_field = BooleanField()

    def __init__(self, keys: Collection[int], path: str = "pk") -> None:
        super().__init__(F(path))
        self.keys = keys

    def as_sql(self, compiler: Any, connection: Any, **context: Any) -> tuple[str, list]:
        key, params = compiler.compile(self.source_expressions[0])
        rows, told = given(self.keys)
        if connection.vendor == "postgresql":
            return f"{key} = ANY(%s::bigint[])", [*params, told]
        return f"{key} IN (SELECT value FROM {rows})", [*params, told]  # noqa: S608 (our own words)


def listed(keys: Collection[int]) -> RawSQL:
    """Keys as one parameter, to stand in `pk__in`."""
    rows, told = given(keys)
    return RawSQL(f"SELECT value FROM {rows}", [told], BigIntegerField())  # noqa: S608, S611 (our own words)
