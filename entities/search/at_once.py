"""What a query finds of several kinds, in one statement."""

from collections.abc import Sequence
from contextlib import suppress

from django.core.exceptions import EmptyResultSet
from django.db import connection

from articles.index import is_indexed
from articles.search import And, Or
from articles.search.query import Node
from entities.search.conditions import condition, joined, rows_of
from entities.search.marked import marked


def newest_each(node: Node, kinds: Sequence[str], most: int) -> dict[str, set[int]]:
    """Keys of the newest rows of each kind that the node asks for: more than `most` where there are more.

    What asks for this or that is asked for one by one: of either an index may have the newest, and of both none.
    """
    keys: dict[str, set[int]] = {kind: set() for kind in kinds}
    parts, params = [], []
    for kind in kinds:
        for one in _one_by_one(node, kind):
            wanted = condition(one, kind, is_common=lambda *_: False)
            rows = rows_of(kind).filter(wanted).order_by("-pk").values_list("pk", flat=True)[: most + 1]
            with suppress(EmptyResultSet):
                sql, told = rows.query.sql_with_params()
                parts.append(f"SELECT '{kind}', found.* FROM ({sql}) AS found")  # noqa: S608 (written by Django)
                params += told
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(parts) or "SELECT '', 0 WHERE 1 = 0", params)
        for kind, key in cursor.fetchall():
            keys[kind].add(key)
    return keys


def _one_by_one(node: Node, kind: str) -> list[Node]:
    """Nodes any of which a row may be: beside other words, a name or what else names the person."""
    if isinstance(node, Or):
        return joined(node, kind)
    nodes = node.children if isinstance(node, And) else ()
    some = (child for child in nodes if isinstance(child, Or))
    either = next((child for child in some if not is_indexed(kind, marked(child, kind))), None)
    if either is None:
        return [node]
    others = tuple(child for child in nodes if child is not either)
    return [And((*others, one)) for one in joined(either, kind)]
