"""Asks the index for the newest rows that match, and stops: at enough of them, or when time is up.

No query over a million rows reads all that match a common word. SQLite reads a word's rows from the newest on, but
words side by side that never are would keep it busy to the oldest, and it looks at no clock meanwhile: so it is asked
for a stretch of rows at a time.
PostgreSQL reads all rows of a word before it shows one: there every row has a word for the slice that it stands in,
and of a common word the newest slices are asked for, together with it.
"""

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass

from django.db import connection

from articles.index.columns import KINDS
from articles.index.dialects import fts5, is_exact, tsquery
from articles.index.limits import Limits
from articles.index.slices import SLICE, slice_word
from articles.search import Field, Or, Words
from articles.search.query import Node

# What holds of rows, in SQL that calls their key `found.rowid`, and its parameters.
Condition = tuple[str, Sequence]

STRETCH = 200_000  # rows that SQLite is first asked about; four times as many each time after
# Rows whose words PostgreSQL compares one by one, or merely lists, before the newest slices are the better way.
FEW_COMPARED, FEW_LISTED = 1_000, 4_000
FIRST_SLICES, MOST_SLICES, LEAP = 4, 64, 8
# How the beginning of a word is written, and kinds of which there are many rows of few words.
BEGINNING, MANY_SHORT = ":*", ("quote", "caption")
# Put in order first, and only then asked about what else has to hold, one by one, until there are enough.
IN_ORDER = "SELECT rowid FROM matching ORDER BY rowid DESC OFFSET 0"
ALL, MANY = 2**62, 2**31
_LAST: dict[str, dict[str, int | None]] = {}
ROOM = 50  # rows between those asked about, on average, from where on each is looked up by itself


@dataclass(frozen=True, slots=True)
class Found:
    """Keys of rows that match, the last read in first; `is_all` where there are no others."""

    keys: list[int]
    is_all: bool


def scan(
    kind: str,
    node: Node,
    most: int,
    *,
    limits: Limits,
    before: int | None = None,
    where: Sequence[Condition] = (),
    otherwise: Callable[[], Found | None] = lambda: None,
) -> Found:
    """Return the last `most` rows that match, of those before a key; fewer where the limits are reached.

    Where the first look does not bring all of them, `otherwise` may know a shorter way.
    """
    if limits.are_reached:
        return Found([], False)
    stretches = _postgresql if connection.vendor == "postgresql" else _sqlite
    keys: list[int] = []
    with limits.stopping():
        for number, (found, is_last) in enumerate(stretches(kind, node, before, most + 1, where)):
            keys += found
            if len(keys) > most:
                return Found(keys[:most], False)
            if is_last:
                return Found(keys, True)
            if number == 0 and (known := otherwise()) is not None:
                return known
    return Found(keys, False)


def scan_each(kind: str, nodes: Sequence[Node], most: int) -> list[Found]:
    """The last `most` rows that match each of some nodes, in one statement."""
    if not nodes:
        return []
    is_postgresql = connection.vendor == "postgresql"
    wanted = "words @@ %s::tsquery" if is_postgresql else "TABLE MATCH %s"
    one = f"""SELECT * FROM (WITH found AS MATERIALIZED (SELECT rowid FROM TABLE WHERE {wanted})
        SELECT {{}} AS number, rowid FROM found ORDER BY rowid DESC LIMIT {most + 1}) AS part"""  # noqa: S608 (our own figures)
    asked = [tsquery(kind, node) if is_postgresql else fts5(kind, node) for node in nodes]
    keys: list[list[int]] = [[] for _ in nodes]
    for number, key in _ask(kind, " UNION ALL ".join(one.format(number) for number in range(len(nodes))), asked):
        keys[number].append(key)
    return [Found(sorted(found, reverse=True)[:most], len(found) <= most) for found in keys]


def few(kind: str, node: Node, most: int) -> list[int] | None:
    """All rows that match, where there are not many more than `most`."""
    if connection.vendor == "postgresql":
        _, found, is_rare = _rare_or_newest(kind, node, MANY, few=most if is_exact(kind, node) else most // 4)
        return found if is_rare else None
    sql = f"SELECT rowid FROM TABLE WHERE TABLE MATCH %s LIMIT {most + 1}"  # noqa: S608 (our own figure)
    found = [key for (key,) in _ask(kind, sql, [fts5(kind, node)])]
    return found if len(found) <= most else None


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


def _sqlite(
    kind: str, node: Node, before: int | None, most: int, where: Sequence[Condition]
) -> Iterator[tuple[list[int], bool]]:
    high, asked = ALL if before is None else before - 1, fts5(kind, node)
    width = ALL if _is_read_row_by_row(node) and not where else STRETCH if before is None else STRETCH * 4
    low = (_last_key(kind) if before is None else high) - width
    sql, told = _joined(
        f"""SELECT rowid FROM TABLE AS found WHERE found.TABLE MATCH %s AND rowid BETWEEN %s AND %s{{}}
        ORDER BY rowid DESC LIMIT {most}""",  # noqa: S608 (our own figure)
        where,
    )
    while high > 0:
        yield [key for (key,) in _ask(kind, sql, [asked, max(low, 1), high, *told])], low <= 1
        high, width = low - 1, width * 4
        low = high - width
    yield [], True


def _joined(sql: str, where: Sequence[Condition]) -> tuple[str, list]:
    """The statement with conditions on its rows, and their parameters."""
    conditions = "".join(f" AND {condition}" for condition, _ in where)
    return sql.format(conditions), [param for _, params in where for param in params]


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


def _postgresql(
    kind: str, node: Node, before: int | None, most: int, where: Sequence[Condition]
) -> Iterator[tuple[list[int], bool]]:
    high, number = before and before - 1, FIRST_SLICES if is_exact(kind, node) else 1
    if before is None:
        last, found, is_rare = _rare_or_newest(kind, node, most, where)
        yield found, is_rare
        high = found[-1] - 1 if found else last
        number = _slices(last - high, len(found), most - len(found)) if found else number
        most -= len(found)
    sql, told = _joined(
        f"""WITH matching AS MATERIALIZED (SELECT rowid FROM TABLE WHERE words @@ %s::tsquery)
        SELECT rowid FROM ({IN_ORDER}) AS found WHERE rowid <= %s{{}} LIMIT {most}""",  # noqa: S608
        where,
    )
    while high > 0:
        low = max(0, (high + 1) // SLICE - number)  # at least so many whole slices
        slices = " | ".join(slice_word(number) for number in range(low, high // SLICE + 1))
        found = [key for (key,) in _ask(kind, sql, [f"({slices}) & {tsquery(kind, node)}", high, *told])]
        yield found, low == 0
        most -= len(found)
        high, number = low * SLICE - 1, min(LEAP * number, _slices(high - low * SLICE, len(found), most))
    yield [], True


def _slices(rows: int, got: int, wanted: int) -> int:
    """How many slices are likely to bring what is wanted, where so many rows brought what they did."""
    return min(MOST_SLICES, 1 + int(1.2 * wanted * rows / got) // SLICE if got else MOST_SLICES)


def _rare_or_newest(
    kind: str, node: Node, most: int, where: Sequence[Condition] = (), *, few: int = 0
) -> tuple[int, list[int], bool]:
    """The last key, and all rows that match where they are few; else those of the newest slices, if the index can tell.

    Whether they are few is what the newest slices say.
    """
    exact = is_exact(kind, node)
    few = few or (FEW_LISTED if exact else FEW_COMPARED)
    asked = tsquery(kind, node, loose=not exact)
    sql, told = _joined(
        f"""WITH last AS (SELECT coalesce(max(rowid), 0) AS key, coalesce(max(rowid), 0) / {SLICE} AS slice FROM TABLE),
    sample AS MATERIALIZED ({_sample(kind, asked)}),
    common AS MATERIALIZED (SELECT slice >= {FIRST_SLICES}
        AND (SELECT count(*) FROM sample) > {few * FIRST_SLICES}.0 / (slice + 1) AS yes FROM last),
    rare AS MATERIALIZED (SELECT rowid FROM TABLE
        WHERE words @@ %s::tsquery AND NOT (SELECT yes FROM common)),
    matching AS MATERIALIZED (SELECT rowid FROM sample WHERE {exact} AND (SELECT yes FROM common)
        UNION ALL SELECT rowid FROM rare)
    SELECT key, (SELECT yes FROM common),
        ARRAY(SELECT rowid FROM ({IN_ORDER}) AS found WHERE TRUE{{}} LIMIT {most}) FROM last""",  # noqa: S608
        where,
    )
    [(last, is_common, found)] = _ask(kind, sql, [asked, tsquery(kind, node), *told])
    return last, found, not is_common


def _sample(kind: str, asked: str) -> str:
    """The rows of the newest slices that match.

    For the beginning of a word the index goes through all rows of all words that begin so, of whatever slice: where
    rows are short, it takes less to compare the newest one by one.
    """
    if BEGINNING in asked and kind in MANY_SHORT:
        first = f"SELECT {SLICE} * (slice - {FIRST_SLICES - 1}) FROM last"  # noqa: S608
        newest = f"SELECT rowid, words FROM TABLE WHERE rowid >= ({first}) OFFSET 0"  # noqa: S608 (our own figures)
        return f"SELECT rowid FROM ({newest}) AS newest WHERE words @@ %s::tsquery"  # noqa: S608
    slices = " || ' | ' || ".join(f"quote_literal('#' || greatest(slice - {n}, 0))" for n in range(FIRST_SLICES))
    return f"SELECT rowid FROM TABLE WHERE words @@ (SELECT ('(' || {slices} || ') & ' || %s)::tsquery FROM last)"  # noqa: S608


def _ask(kind: str, sql: str, params: Sequence) -> list[tuple]:
    with connection.cursor() as cursor:
        cursor.execute(sql.replace("TABLE", f"search_{kind}"), params)
        return cursor.fetchall()
