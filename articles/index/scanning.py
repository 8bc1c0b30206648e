"""Asks the index for the newest rows that match, and stops: at enough of them, or when time is up.

No query over a million rows reads all that match a common word. SQLite reads a word's rows from the newest on, but
words side by side that never are would keep it busy to the oldest, and it looks at no clock meanwhile: so it is asked
for a stretch of rows at a time.
PostgreSQL reads all rows of a word before it shows one: there every row has a word for the slice that it stands in,
and of a common word the newest slices are asked for, together with it.
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from django.db import connection

from articles.index.columns import KINDS
from articles.index.dialects import fts5, is_exact, tsquery
from articles.index.limits import Limits
from articles.index.slices import SLICE, slice_word
from articles.search import Field, Or, Words
from articles.search.query import Node

STRETCH = 200_000  # rows that SQLite is first asked about; four times as many each time after
# Rows whose words PostgreSQL compares one by one, or merely lists, before the newest slices are the better way.
FEW_COMPARED, FEW_LISTED = 1_000, 4_000
FIRST_SLICES, MOST_SLICES = 4, 64
ALL = 2**62
_LAST: dict[str, dict[str, int | None]] = {}
ROOM = 50  # rows between those asked about, on average, from where on each is looked up by itself


@dataclass(frozen=True, slots=True)
class Found:
    """Keys of rows that match, the last read in first; `is_all` where there are no others."""

    keys: list[int]
    is_all: bool


def scan(kind: str, node: Node, most: int, *, limits: Limits, before: int | None = None) -> Found:
    """Return the last `most` rows that match, of those before a key; fewer where the limits are reached."""
    stretches = _postgresql if connection.vendor == "postgresql" else _sqlite
    keys: list[int] = []
    with limits.stopping():
        for found, is_last in stretches(kind, node, before, most + 1):
            keys += found
            if len(keys) > most:
                return Found(keys[:most], False)
            if is_last:
                return Found(keys, True)
    return Found(keys, False)


def among(kind: str, node: Node, keys: Collection[int]) -> set[int]:
    """Those of some keys whose words match."""
    if not keys:
        return set()
    if connection.vendor == "postgresql":
        # Looked up first: else the index would be asked for every row of a common word.
        sql = """WITH these AS MATERIALIZED (SELECT rowid, words FROM TABLE WHERE rowid = ANY(%s))
        SELECT rowid FROM these WHERE words @@ %s::tsquery"""
        return {key for (key,) in _ask(kind, sql, [list(keys), tsquery(kind, node)])}
    first, last = min(keys), max(keys)
    if last - first < ROOM * len(keys):
        sql = "SELECT rowid FROM TABLE WHERE TABLE MATCH %s AND rowid BETWEEN %s AND %s"
        return {key for (key,) in _ask(kind, sql, [fts5(kind, node), first, last])} & {*keys}
    sql = f"SELECT rowid FROM TABLE WHERE TABLE MATCH %s AND rowid IN ({', '.join(map(str, keys))})"  # noqa: S608
    return {key for (key,) in _ask(kind, sql, [fts5(kind, node)])}


def _sqlite(kind: str, node: Node, before: int | None, most: int) -> Iterator[tuple[list[int], bool]]:
    high, asked = ALL if before is None else before - 1, fts5(kind, node)
    width = ALL if _is_read_row_by_row(node) else STRETCH if before is None else STRETCH * 4
    low = (_last_key(kind) if before is None else high) - width
    sql = "SELECT rowid FROM TABLE WHERE TABLE MATCH %s AND rowid BETWEEN %s AND %s ORDER BY rowid DESC LIMIT %s"
    while high > 0:
        yield [key for (key,) in _ask(kind, sql, [asked, max(low, 1), high, most])], low <= 1
        high, width = low - 1, width * 4
        low = high - width
    yield [], True


def _is_read_row_by_row(node: Node) -> bool:
    """Whether every row that SQLite looks at is one of those asked for: it never looks for long, however far apart."""
    if isinstance(node, Field):
        return _is_read_row_by_row(node.value)
    if isinstance(node, Or):
        return all(map(_is_read_row_by_row, node.children))
    return isinstance(node, Words) and len(node.words) == 1


def _last_key(kind: str) -> int:
    """The last key, or one that was it a while ago: what came since is asked for with the first stretch."""
    database = str(connection.settings_dict["NAME"])
    if database not in _LAST:
        sql = "SELECT " + ", ".join(f"(SELECT max(id) FROM search_{one}_content)" for one in KINDS)  # noqa: S608
        _LAST[database] = dict(zip(KINDS, _ask(kind, sql, [])[0], strict=True))
    return _LAST[database][kind] or 0


def _postgresql(kind: str, node: Node, before: int | None, most: int) -> Iterator[tuple[list[int], bool]]:
    high = before and before - 1
    if before is None:
        found, is_rare = _rare_or_newest(kind, node, most)
        yield found, is_rare
        high = found[-1] - 1 if found else _ask(kind, "SELECT max(rowid) FROM TABLE", [])[0][0]
    number = FIRST_SLICES if is_exact(node) else 1
    sql = """WITH found AS MATERIALIZED (SELECT rowid FROM TABLE WHERE words @@ %s::tsquery)
    SELECT rowid FROM found WHERE rowid <= %s ORDER BY rowid DESC LIMIT %s"""
    while high > 0:
        low = max(0, high // SLICE - number + 1)
        slices = " | ".join(slice_word(number) for number in range(low, high // SLICE + 1))
        yield [key for (key,) in _ask(kind, sql, [f"({slices}) & {tsquery(kind, node)}", high, most])], low == 0
        high, number = low * SLICE - 1, min(number * 2, MOST_SLICES)
    yield [], True


def _rare_or_newest(kind: str, node: Node, most: int) -> tuple[list[int], bool]:
    """All rows that match where they are few, else those of the newest slices where these need no comparing."""
    few = FEW_LISTED if is_exact(node) else FEW_COMPARED
    slices = " || ' | ' || ".join(f"quote_literal('#' || greatest(slice - {n}, 0))" for n in range(FIRST_SLICES))
    sql = f"""WITH last AS (SELECT coalesce(max(rowid), 0) / {SLICE} AS slice FROM TABLE),
    sample AS MATERIALIZED (SELECT rowid FROM TABLE
        WHERE words @@ (SELECT ('(' || {slices} || ') & ' || %s)::tsquery FROM last)),
    common AS (SELECT (SELECT count(*) FROM sample) > {few * FIRST_SLICES}.0 / (slice + 1) AS yes FROM last
        WHERE slice >= {FIRST_SLICES}),
    rare AS MATERIALIZED (SELECT rowid FROM TABLE
        WHERE words @@ %s::tsquery AND NOT coalesce((SELECT yes FROM common), FALSE))
    SELECT FALSE AS is_rare, rowid FROM sample WHERE (SELECT yes FROM common)
    UNION ALL SELECT TRUE, rowid FROM rare ORDER BY rowid DESC LIMIT %s"""  # noqa: S608 (our own figures)
    found = _ask(kind, sql, [tsquery(kind, node, loose=not is_exact(node)), tsquery(kind, node), most])
    is_rare = all(is_rare for is_rare, _ in found)
    return [key for _, key in found] if is_rare or is_exact(node) else [], is_rare


def _ask(kind: str, sql: str, params: Sequence) -> list[tuple]:
    with connection.cursor() as cursor:
        cursor.execute(sql.replace("TABLE", f"search_{kind}"), params)
        return cursor.fetchall()
