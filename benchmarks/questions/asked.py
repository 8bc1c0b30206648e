"""A question of the benchmarks, and the lists of an archive in plain SQL."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

PAGE_SIZE, NEWEST = 24, 1000  # rows of a page, and of what a question beside it is counted in

Statement = tuple[str, tuple]


@dataclass(frozen=True, slots=True)
class Question:
    """An address of the archive; and statements that bring what its page shows, as one would write them: no more."""

    name: str
    address: str
    sql: tuple[Statement, ...]


@dataclass(frozen=True, slots=True)
class List:
    """A list of articles, quotes or captions in plain SQL: `table` is the narrow table of its rows.

    `driver` is the one that has those of a person or an event in their order; `cells` is what is asked of
    the counters of rows that are alike, where they answer.
    """

    kind: str
    table: str
    driver: str = ""
    condition: str = "1 = 1"
    params: tuple = ()
    cells: str = "1 = 1"

    def where(self, condition: str, *params: object) -> "List":
        return replace(self, condition=f"{self.condition} AND {condition}", params=(*self.params, *params))

    def alike(self, cells: str, value: object) -> "List":
        condition = "1 = 1" if cells.startswith("attributed") else f"n.{cells}"
        params = () if cells.startswith("attributed") else (value,)
        return replace(self, condition=condition, params=params, cells=cells.replace("%s", _literal(value)))

    def sql(self) -> Iterator[Statement]:
        """The rows with what is shown of them, how many there are, and the answers to every question beside them."""
        yield self.newest(SHOWN[self.kind], PAGE_SIZE, JOINS[self.kind]), self.params
        if self.kind == "quote":
            parts = self.newest("n.quote_id", PAGE_SIZE)
            yield f"SELECT q.* FROM ({parts}) s JOIN entities_quotepart q ON q.quote_id = s.quote_id", self.params
        if self.is_counted:
            yield f"SELECT sum(number) FROM entities_tally WHERE of = '{self.kind}' AND {self.cells}", ()
        else:
            yield f"SELECT count(*) FROM ({self.newest('n.article_id', 1001)}) AS found", self.params
        yield from self._small()
        yield from self._linked()

    @property
    def is_counted(self) -> bool:
        """Whether the counters of rows that are alike answer."""
        return not self.driver and (self.cells != "1 = 1" or not self.params)

    def newest(self, columns: str, number: int, joins: str = "") -> str:
        key, by = f"{self.kind}_id", "d" if self.driver else "n"
        driven = f"JOIN entities_{self.driver} d ON d.{key} = n.{key}" if self.driver else ""
        return f"""SELECT {columns} FROM entities_{self.table} n {driven} {joins} WHERE {self.condition}
        ORDER BY {by}.published DESC, {by}.article_id DESC LIMIT {number}"""

    def _small(self) -> Iterator[Statement]:
        """Questions of few answers: from the counters, a query each; the others from the newest rows, read once."""
        apart = [name for name in SMALL[self.kind] if not self.is_counted or name in ("photographer", "place")]
        if apart:
            columns = ", ".join("n.voice" if name == "attributed" else f"n.{name}" for name in apart)
            yield self.newest(columns, NEWEST), self.params
        for column in SMALL[self.kind]:
            if column not in apart:
                cells = "1 = 1" if self.cells.startswith(column) else self.cells
                where = f"of = '{self.kind}' AND {cells}"
                yield f"SELECT {column}, sum(number) FROM entities_tally WHERE {where} GROUP BY {column}", ()

    def _linked(self) -> Iterator[Statement]:
        """Who and which events the newest are most often linked to. All of the list has counters of its own for people.

        As a cross join, so that SQLite goes from the rows to those who are in them.
        """
        for table, of, who, flag, counter in LINKED[self.kind]:
            if counter and self.is_counted and self.cells == "1 = 1":
                yield (
                    f"""SELECT c.person_id, p.name, c.{counter} FROM entities_personcount c
                JOIN entities_person p ON p.id = c.person_id ORDER BY c.{counter} DESC, c.sort_name LIMIT 8""",
                    (),
                )
                continue
            name = who.removesuffix("_id")
            yield (
                f"""SELECT t.{who}, x.name, t.number FROM (SELECT l.{who}, count(*) AS number
            FROM ({self.newest(f"n.{of}", NEWEST)}) s CROSS JOIN entities_{table} l
            WHERE l.{of} = s.{of} AND {flag} GROUP BY l.{who} ORDER BY 2 DESC LIMIT 8) t
            JOIN entities_{name} x ON x.id = t.{who}""",
                self.params,
            )


def _literal(value: object) -> str:
    return str(value) if isinstance(value, int) else f"'{value}'"


UNKNOWN = ("attributed", "no")
ARTICLE = "a.headline, a.publisher, a.published, a.published_precision, a.sample"
SHOWN = {
    "article": "a.*, n.*",
    "quote": f"q.*, {ARTICLE}, p.name, p.slug, p.review",
    "caption": f"c.*, {ARTICLE}, a.text",
}
JOINS = {
    "article": "JOIN articles_article a ON a.id = n.article_id",
    "quote": """JOIN entities_quote q ON q.id = n.quote_id JOIN articles_article a ON a.id = n.article_id
    LEFT JOIN entities_person p ON p.id = q.speaker_id""",
    "caption": "JOIN articles_caption c ON c.id = n.caption_id JOIN articles_article a ON a.id = n.article_id",
}
SMALL = {
    "article": ("publisher", "year", "sample"),
    "quote": ("publisher", "year", "kind", "attributed", "review", "sample"),
    "caption": ("photographer", "agency", "place", "publisher", "year", "review", "sample"),
}
# The narrow table of each question, its columns of the row and of the answer, what has to hold, and the counter.
LINKED = {
    "article": (
        ("appearance", "article_id", "person_id", "l.mentions > 0", "articles"),
        ("appearance", "article_id", "person_id", "l.quotes > 0", "quoted_in"),
        ("report", "article_id", "event_id", "1 = 1", ""),
    ),
    "quote": (
        ("voice", "quote_id", "person_id", "l.said", "quotes"),
        ("voice", "quote_id", "person_id", "l.about", "about"),
        ("voice", "quote_id", "person_id", "l.heard", "heard"),
        ("report", "article_id", "event_id", "1 = 1", ""),
    ),
    "caption": (
        ("portrait", "caption_id", "person_id", "1 = 1", "photos"),
        ("report", "article_id", "event_id", "1 = 1", ""),
    ),
}
