"""The tables of the index, written and asked in the one way or the other.

`matching` brings the keys of rows; whoever asks joins them to the rows themselves, which say what may be seen.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping

from django.db import connection
from django.db.models import IntegerField
from django.db.models.expressions import RawSQL

from articles.index.columns import Columns, asked_columns
from articles.index.dialects import fts5, heads, tsquery
from articles.index.links import LINKED, link_words
from articles.index.marks import apart
from articles.index.ranking import WEIGHTS, asked_for, best_first
from articles.index.slices import SLICE, slice_word
from articles.search.query import Node

GAP = 40  # between two columns, in words: no phrase reaches over it


def _is_postgresql() -> bool:
    return connection.vendor == "postgresql"


def _sql(kind: str, sql: str) -> str:
    """The statement with the name of the kind's table."""
    return sql.replace("TABLE", f"search_{kind}")


def _run(kind: str, sql: str, params: list) -> None:
    with connection.cursor() as cursor:
        cursor.execute(_sql(kind, sql), params)


def _ask(kind: str, sql: str, params: list) -> list[tuple]:
    with connection.cursor() as cursor:
        cursor.execute(_sql(kind, sql), params)
        return cursor.fetchall()


def matching(kind: str, node: Node) -> RawSQL:
    """The keys of the rows whose words are what the node asks for, to stand in `pk__in`."""
    if _is_postgresql():
        # Asked by itself: else PostgreSQL, told to stop after some rows, reads row by row in hope of an early end.
        sql = "WITH found AS MATERIALIZED (SELECT rowid FROM TABLE WHERE words @@ %s::tsquery) SELECT rowid FROM found"
        asked = tsquery(kind, node)
    else:
        sql, asked = "SELECT rowid FROM TABLE WHERE TABLE MATCH %s", fts5(kind, node)
    return RawSQL(_sql(kind, sql), [asked], IntegerField())  # noqa: S611 (what was asked is a parameter)


def rank(kind: str, node: Node, keys: Collection[int]) -> list[int]:
    """Those of some keys whose words match, the best match first, the newest row first among equals."""
    if not keys:
        return []
    if not _is_postgresql():
        columns = ", ".join(f"' ' || c{'abcd'.index(column)} || ' '" for column in asked_for(kind, node))
        sql = f"SELECT id, {columns} FROM TABLE_content WHERE id IN (SELECT value FROM json_each(%s)) ORDER BY id DESC"  # noqa: S608
        with connection.cursor() as cursor:
            cursor.execute(_sql(kind, sql), [str(list(keys))])
            return best_first(kind, node, cursor)
    weights = "{" + ",".join(str(weight / WEIGHTS[0]) for weight in reversed(WEIGHTS)) + "}"
    found = _ask(
        kind,
        """SELECT rowid FROM TABLE, (SELECT %s::tsquery AS asked) AS query
        WHERE rowid = ANY(%s) AND words @@ asked
        ORDER BY ts_rank(%s::real[], words, asked, 1) DESC, rowid DESC""",
        [tsquery(kind, node, linked=False), list(keys), weights],
    )
    return [key for (key,) in found]


def lock(kind: str, keys: Collection[int]) -> None:
    """Wait for whoever else writes the words of these rows. SQLite has one writer at a time anyhow."""
    if _is_postgresql():
        _ask(kind, "SELECT 1 FROM TABLE WHERE rowid = ANY(%s) ORDER BY rowid FOR UPDATE", [sorted(keys)])


def put(kind: str, rows: Mapping[int, Columns]) -> None:
    """Write the words of rows; those that have them already are left alone."""
    if not rows:
        return
    if _is_postgresql():
        vectors = {key: _vector(kind, key, rows[key]) for key in sorted(rows)}
        sql = """INSERT INTO TABLE AS had (rowid, words)
        SELECT key, words::tsvector FROM unnest(%s::bigint[], %s::text[]) AS new (key, words)
        ON CONFLICT (rowid) DO UPDATE SET words = EXCLUDED.words WHERE had.words <> EXCLUDED.words"""
        _run(kind, sql, [list(vectors), list(vectors.values())])
    else:
        changed = [(key, *rows[key]) for key in sorted(differing(kind, rows))]
        with connection.cursor() as cursor:
            sql = "INSERT OR REPLACE INTO TABLE (rowid, a, b, c, d) VALUES (%s, %s, %s, %s, %s)"
            cursor.executemany(_sql(kind, sql), changed)


def load(kind: str, rows: Iterable[tuple[int, Columns]]) -> None:
    """Write the words of very many rows, none of which the index knows."""
    with connection.cursor() as cursor:
        if _is_postgresql():
            with cursor.copy(_sql(kind, "COPY TABLE (rowid, words) FROM STDIN")) as copy:
                for key, columns in rows:
                    copy.write_row((key, _vector(kind, key, columns)))
        else:
            sql = _sql(kind, "INSERT INTO TABLE (rowid, a, b, c, d) VALUES (?, ?, ?, ?, ?)")
            connection.connection.executemany(sql, ((key, *columns) for key, columns in rows))


def drop(kind: str, keys: Collection[int]) -> None:
    if keys:
        _run(kind, f"DELETE FROM TABLE WHERE rowid IN ({', '.join(map(str, sorted(keys)))})", [])  # noqa: S608


def differing(kind: str, rows: Mapping[int, Columns]) -> set[int]:
    """Those rows of which the index does not hold exactly these words."""
    if not rows:
        return set()
    if _is_postgresql():
        found = _ask(
            kind,
            """SELECT key FROM unnest(%s::bigint[], %s::text[]) AS new (key, words)
            LEFT JOIN TABLE AS had ON had.rowid = key WHERE had.words IS DISTINCT FROM new.words::tsvector""",
            [list(rows), [_vector(kind, *row) for row in rows.items()]],
        )
        return {key for (key,) in found}
    sql = "SELECT had.rowid, a, b, c, d FROM json_each(%s) JOIN TABLE AS had ON had.rowid = value"
    had = {key: tuple(columns) for key, *columns in _ask(kind, sql, [str(list(rows))])}
    return {key for key, columns in rows.items() if had.get(key) != columns}


def indexed_keys(kind: str, after: int, most: int) -> list[int]:
    """The keys in the index that follow `after`, in their order."""
    sql = "SELECT rowid FROM TABLE WHERE rowid > %s ORDER BY rowid LIMIT %s"
    return [key for (key,) in _ask(kind, sql, [after, most])]


def _vector(kind: str, key: int, columns: Columns) -> str:
    """The columns of a row as a tsvector is written: 'word':1A,7D; its marks, links and slice."""
    places, at, links, marks = defaultdict(list), 1, set(), []
    for column, text in zip("abcd", columns, strict=True):
        words, marked = apart(text)
        marks += [f"'{head}{mark}'" for head in heads(kind, column) for mark in marked]
        there = [f"{place}{column.upper()}" for place in range(at, at + len(words))]
        for head in heads(kind, column):
            for word, place in zip(words, there, strict=True):
                places[head + word].append(place)
        at += len(words) + GAP
        if kind in LINKED and column in asked_columns(kind):
            links.update(link_words(words))
    placed = (f"'{word}':{','.join(where)}" for word, where in places.items())
    return " ".join((*placed, *marks, *links, slice_word(key // SLICE)))
