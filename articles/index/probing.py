"""Whether the words of one row match: for rows that are gone through in an order of their own."""

from collections.abc import Sequence
from functools import lru_cache
from time import monotonic
from typing import Any

from django.db import connection
from django.db.models import BooleanField, F, Func

from articles.index.columns import asked_columns
from articles.index.dialects import fts5, spellings, tsquery
from articles.index.limits import limited
from articles.index.scanning import Condition, scan
from articles.search import And, Near, Not, Or
from articles.search.query import Field, Node

# A list asks the index for all rows that match, of which there are the more the larger the archive is, or each of its
# own rows whether it does, and meets enough the sooner the larger their share is. Which of the two is the quicker
# depends on the square of the share, times all rows. SQLite takes longer to tell what is near.
WORTH, NEAR_COSTS = {"sqlite": 3_000, "postgresql": 1_500}, 7
# As many of the last read in tell how large the share is; they are asked again after so many seconds.
LOOKED_AT, ENOUGH, AGAIN = 200, 50, 3_600
ONE_IN = 10
SMALL = 2_000  # articles
PATIENCE, MOST_STATEMENTS = 0.3, 12


def holding(kind: str, node: Node, key: str) -> Condition:
    """That the words of the row whose key the SQL `key` brings are what the node asks for."""
    if connection.vendor == "postgresql":
        sql = f"EXISTS (SELECT 1 FROM search_{kind} AS told WHERE told.rowid = {key} AND told.words @@ %s::tsquery)"  # noqa: S608
        return sql, [tsquery(kind, node)]
    if _has_near(node):
        sql = f"EXISTS (SELECT 1 FROM search_{kind} AS told WHERE told.search_{kind} MATCH %s AND told.rowid = {key})"  # noqa: S608
        return sql, [fts5(kind, node)]
    asked, params = _in_columns(kind, node)
    return f"EXISTS (SELECT 1 FROM search_{kind}_content AS told WHERE told.id = {key} AND {asked})", params  # noqa: S608


def _in_columns(kind: str, node: Node, field: str = "") -> Condition:
    """The same of the columns as SQLite keeps them: folded words with spaces between."""
    if isinstance(node, Field):
        return _in_columns(kind, node.value, node.name)
    if isinstance(node, Not):
        sql, params = _in_columns(kind, node.child, field)
        return f"NOT {sql}", params
    if isinstance(node, And | Or):
        parts = [_in_columns(kind, child, field) for child in node.children]
        return _joined(" AND " if isinstance(node, And) else " OR ", parts)
    end = "" if node.prefix else " "
    columns = [f"c{'abcd'.index(column)}" for column in asked_columns(kind, field)]
    words = [f" {' '.join(words)}{end}" for words in spellings(node)]
    return _joined(" OR ", [(f"instr(' ' || told.{column} || ' ', %s)", [one]) for column in columns for one in words])


def _joined(word: str, parts: Sequence[Condition]) -> Condition:
    return f"({word.join(sql for sql, _ in parts)})", [param for _, params in parts for param in params]


class Holding(Func):
    """`holding` of the rows of a query, which are of the kind."""

    output_field = BooleanField()

    def __init__(self, kind: str, node: Node) -> None:
        super().__init__(F("pk"))
        self.asked = kind, node

    def as_sql(self, compiler: Any, connection: Any, **context: Any) -> tuple[str, list]:
        key, params = compiler.compile(self.source_expressions[0])
        sql, told = holding(*self.asked, key)
        return sql, [*params, *told]


def is_frequent(kind: str, node: Node) -> bool:
    """Whether so many rows match that those of a list are sooner found row by row."""
    return _is_frequent(str(connection.settings_dict["NAME"]), monotonic() // AGAIN, kind, node, LOOKED_AT)


@lru_cache(maxsize=1_000)
def _is_frequent(_database: str, _when: float, kind: str, node: Node, most: int) -> bool:
    with limited(PATIENCE, MOST_STATEMENTS) as limits:
        found = scan(kind, node, most, limits=limits)
    if found.is_all or len(keys := found.keys) < min(most, ENOUGH):
        return False
    share = len(keys) / (1 + keys[0] - keys[-1])
    is_dear = connection.vendor == "sqlite" and _has_near(node)
    return share * share * keys[0] > WORTH[connection.vendor] * (NEAR_COSTS if is_dear else 1)


def is_small() -> bool:
    """Whether there are so few articles that everything is soon counted."""
    return _is_small(str(connection.settings_dict["NAME"]), monotonic() // AGAIN)


@lru_cache(maxsize=10)
def _is_small(_database: str, _when: float) -> bool:
    sql = "SELECT MAX(rowid) FROM search_article"
    if connection.vendor == "sqlite":  # which would go through all of its index
        sql = "SELECT MAX(id) FROM search_article_content"
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return (cursor.fetchone()[0] or 0) < SMALL


def are_dense(keys: Sequence[int]) -> bool:
    """Whether some keys, the last first, lie so near each other that a page of such rows is soon found in any order."""
    return bool(keys) and keys[0] - keys[-1] < ONE_IN * len(keys)


def _has_near(node: Node) -> bool:
    if isinstance(node, And | Or):
        return any(map(_has_near, node.children))
    return isinstance(node, Near) or (isinstance(node, Not) and _has_near(node.child))
