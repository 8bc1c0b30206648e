"""Searches of every kind, and names that are completed while they are typed."""

from collections.abc import Iterator
from urllib.parse import urlencode

from django.db import connection

from articles.index.dialects import fts5, tsquery
from articles.search import parse_query
from benchmarks.questions.asked import Question, Statement
from benchmarks.questions.lists import SOURCE, YEAR
from entities.models import Person

COMMON, RARE = "bridge", "xanzor"


def searches(famous: Person) -> Iterator[Question]:
    speaker = famous.name.split()[-1].lower()
    for name, written, kind, condition in (
        ("a common word", COMMON, "", ()),
        ("a common word, the newest first", COMMON, "", ()),
        ("a common word, quotes", COMMON, "quote", ()),
        ("two common words", f"{COMMON} budget", "", ()),
        ("a phrase", '"the bridge"', "", ()),
        ("a phrase that nothing has", f'"budget the {COMMON}"', "", ()),
        ("the beginning of a word", f"{COMMON[:3]}*", "", ()),
        ("two words near each other", f"{COMMON} NEAR/3 council", "", ()),
        ("a rare word", RARE, "", ()),
        ("a name", famous.name, "", ()),
        ("a common word of a year", f"{COMMON} year:{YEAR}", "", ("n.year = %s", YEAR)),
        ("a common word of a source", f"{COMMON} source:tidewater", "", ("n.publisher = %s", SOURCE)),
        (
            "a common word with a speaker", f"{COMMON} speaker:{speaker}", "",
            ("n.article_id IN (SELECT article_id FROM entities_appearance WHERE quotes > 0 AND person_id = %s)",
            famous.pk),
        ),
    ):  # fmt: skip
        words = tuple(node for node in parse_query(written).shown)
        query = {"q": written} | ({"kind": kind} if kind else {}) | ({"sort": "newest"} if "newest" in name else {})
        yield Question(f"search: {name}", f"/search/?{urlencode(query)}", tuple(_found(words, *condition)))


def _found(words: tuple, condition: str = "1 = 1", *params: object) -> Iterator[Statement]:
    """What matches of every kind, the newest first, at most 1,001; and the articles shown: the database's own way."""
    narrow = {"article": "articlecount", "quote": "statement", "caption": "photo"}
    for kind in ("article", "quote", "caption", "person", "event"):
        if condition != "1 = 1" and kind not in narrow:
            continue
        beside = f"JOIN entities_{narrow[kind]} n ON n.{kind}_id = search_{kind}.rowid" if condition != "1 = 1" else ""
        rows, asked = matching(kind, words, beside, condition)
        yield f"{rows} LIMIT 1001", (*asked, *params)
        if kind == "article":
            yield f"SELECT * FROM articles_article WHERE id IN (SELECT * FROM ({rows} LIMIT 20) s)", (*asked, *params)


def matching(kind: str, words: tuple, beside: str = "", condition: str = "1 = 1") -> Statement:
    table = f"search_{kind}"
    if connection.vendor == "postgresql":
        where, asked = f"{table}.words @@ %s::tsquery", " & ".join(tsquery(kind, node) for node in words)
    else:
        where, asked = f"{table} MATCH %s", " AND ".join(fts5(kind, node) for node in words)
    return (
        f"""SELECT {table}.rowid FROM {table} {beside} WHERE {where} AND {condition}
    ORDER BY {table}.rowid DESC""",
        (asked,),
    )


def completions() -> Iterator[Question]:
    for kind, typed in (
        ("person", "h"),
        ("person", "hald"),
        ("person", "or gl"),
        ("event", "granary"),
        ("source", "t"),
    ):
        table, start = f"search_{kind}_start", typed.split()[0][:4]
        sql = f"SELECT key FROM {table} WHERE start = %s ORDER BY fame DESC, key LIMIT 10"
        if kind == "source":
            sql, start = "SELECT publisher, sum(number) FROM entities_tally WHERE of = %s GROUP BY 1", "article"
        address = f"/suggest/?{urlencode({'kind': kind, 'q': typed})}"
        yield Question(f"completing a {kind}: {typed}", address, ((sql, (start,)),))
