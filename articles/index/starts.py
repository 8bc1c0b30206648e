"""The beginnings of names, for a box that completes them: one table a kind, those most spoken of first.

Each word of a name stands in it under its first letters, up to LETTERS of them, so that the first rows of a
beginning are the answer. Beyond those letters the words themselves are compared.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from math import log2

from django.db import connection

from articles.index.columns import APART

NAMED = ("person", "event")
LETTERS = 4
MOST_WORDS = 40  # of one name and all its other forms
# Rows of one beginning that are looked through for those with the other words as well.
MOST_SEEN = 5_000

Name = tuple[int, str]  # fame, and the folded words with a space before each


def named(articles: int, words: Iterable[str]) -> Name:
    """A name as it is kept. Fame grows in steps, eight for twice as many articles, and so is seldom written anew."""
    different = [word for word in dict.fromkeys(words) if word != APART]
    return int(8 * log2(1 + articles)), "".join(f" {word}" for word in different[:MOST_WORDS])


def find_starting(kind: str, words: Sequence[str], most: int) -> list[int]:
    """Keys of names that have a word beginning with each of the words, the most famous first."""
    return [key for (key,) in _ask(kind, *starting(kind, words, most))] if words else []


def starting(kind: str, words: Sequence[str], most: int) -> tuple[str, list]:
    """The same as a query and its parameters, to stand in another; there are words."""
    anchor = max(words, key=len)
    others = [word for word in words if word is not anchor or len(anchor) > LETTERS]
    like = "".join(" AND words LIKE %s" for _ in others)
    sql = f"""SELECT key FROM (SELECT key, fame, words FROM STARTS WHERE start = %s
        ORDER BY fame DESC, key LIMIT {MOST_SEEN}) AS seen WHERE TRUE{like} ORDER BY fame DESC, key LIMIT %s"""  # noqa: S608
    return _sql(kind, sql), [anchor[:LETTERS], *(f"% {word}%" for word in others), most]


def names_starting(kind: str, starts: Collection[str], most: int) -> list[tuple[int, str, int]]:
    """Keys, words and fame of the names that begin in one of some ways, of each beginning the `most` famous."""
    first = f"SELECT key, words, fame FROM STARTS WHERE start = %s ORDER BY fame DESC, key LIMIT {most}"  # noqa: S608
    some = f"SELECT * FROM ({first}) AS named"  # noqa: S608
    asked = sorted({start[:LETTERS] for start in starts})
    return _ask(kind, " UNION ".join(some for _ in asked), asked) if asked else []


def put_starts(kind: str, names: Mapping[int, Name]) -> None:
    """Write names anew; those that stand there already are left alone."""
    changed = differing_starts(kind, names)
    drop_starts(kind, changed)
    load_starts(kind, ((key, names[key]) for key in sorted(changed)))


def load_starts(kind: str, names: Iterable[tuple[int, Name]]) -> None:
    """Write names that are not there."""
    rows = ((start, fame, key, words) for key, (fame, words) in names for start in _starts(words))
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with cursor.copy(_sql(kind, "COPY STARTS (start, fame, key, words) FROM STDIN")) as copy:
                for row in rows:
                    copy.write_row(row)
        else:
            sql = _sql(kind, "INSERT INTO STARTS (start, fame, key, words) VALUES (%s, %s, %s, %s)")
            cursor.executemany(sql, list(rows))


def drop_starts(kind: str, keys: Collection[int]) -> None:
    if keys:
        sql = f"DELETE FROM STARTS WHERE key IN ({', '.join(map(str, sorted(keys)))})"  # noqa: S608
        with connection.cursor() as cursor:
            cursor.execute(_sql(kind, sql))


def differing_starts(kind: str, names: Mapping[int, Name]) -> set[int]:
    """Those names that do not stand in the table exactly so."""
    if not names:
        return set()
    marks = ", ".join(["%s"] * len(names))
    sql = f"SELECT key, start, fame, words FROM STARTS WHERE key IN ({marks})"  # noqa: S608
    held: dict[int, set[tuple]] = {key: set() for key in names}
    for key, *row in _ask(kind, sql, list(names)):
        held[key].add(tuple(row))
    return {key for key, (fame, words) in names.items() if held[key] != {(s, fame, words) for s in _starts(words)}}


def started_keys(kind: str, after: int, most: int) -> list[int]:
    """The keys in the table that follow `after`, in their order."""
    sql = "SELECT DISTINCT key FROM STARTS WHERE key > %s ORDER BY key LIMIT %s"
    return [key for (key,) in _ask(kind, sql, [after, most])]


def _starts(words: str) -> Iterator[str]:
    return iter(sorted({word[:length] for word in words.split() for length in range(1, min(len(word), LETTERS) + 1)}))


def _sql(kind: str, sql: str) -> str:
    return sql.replace("STARTS", f"search_{kind}_start")


def _ask(kind: str, sql: str, params: list) -> list[tuple]:
    with connection.cursor() as cursor:
        cursor.execute(_sql(kind, sql), params)
        return cursor.fetchall()
