"""What the benchmarks of the pages ask an invented archive, each beside the same question in plain SQL."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from urllib.parse import urlencode

from django.db import connection

from articles.index.dialects import fts5, tsquery
from articles.models import Caption
from articles.search import Words, folded_words, parse_query
from entities.models import Event, EventCount, Person, PersonCount, Quote

COMMON, RARE = "bridge", "xanzor"
SOURCE, YEAR, AGENCY = "Tidewater Gazette", 2003, "Lamp Photos"
PAGE_SIZE, NEWEST = 24, 1000  # rows of a page, and of what a question beside it is counted in

Statement = tuple[str, tuple]


@dataclass(frozen=True, slots=True)
class Question:
    """An address of the archive; and statements that bring what its page shows, as one would write them: no more."""

    name: str
    address: str
    sql: tuple[tuple[str, tuple], ...]


def questions() -> Iterator[Question]:
    famous, known, other = _people()
    event = Event.objects.get(pk=EventCount.objects.order_by("-articles")[0].pk)
    yield from _lists(famous, other, event)
    yield from _pages(famous, known, event)
    yield from _searches(famous)
    yield from _completions()


def _people() -> list[Person]:
    """The most famous, one of whom there is little, and one who is often in one article with the first."""
    keys = PersonCount.objects.order_by("-articles", "person").values_list("pk", flat=True)
    return [Person.objects.get(pk=keys[place]) for place in (0, keys.count() // 2, 1)]


def _lists(famous: Person, other: Person, event: Event) -> Iterator[Question]:
    person = famous.slug
    articles, quotes, captions = List("article", "articlecount"), List("quote", "statement"), List("caption", "photo")
    seen = List("article", "articlecount", "appearance", "d.mentions > 0 AND d.person_id = %s", (famous.pk,))
    said = List("quote", "statement", "voice", "d.said AND d.person_id = %s", (famous.pk,))
    shown = List("caption", "photo", "portrait", "d.person_id = %s", (famous.pk,))
    told = List("article", "articlecount", "report", "d.event_id = %s", (event.pk,))
    beside = "n.article_id IN (SELECT article_id FROM entities_appearance WHERE mentions > 0 AND person_id = %s)"
    source, year = ("publisher = %s", SOURCE), ("year = %s", YEAR)

    def asked(name: str, rows: List, *query: tuple[str, object]) -> Question:
        return Question(name, f"/{rows.kind}s/?{urlencode(query)}", tuple(rows.sql()))

    yield asked("articles", articles)
    yield asked("articles, of a person", seen, ("person", person))
    both = seen.where(beside, other.pk)
    yield asked("articles, of two people together", both, ("person", person), ("person", other.slug))
    yield asked("articles, of a source", articles.alike(*source), ("source", SOURCE))
    yield asked("articles, of a year", articles.alike(*year), ("year", YEAR))
    narrow = seen.where("n.publisher = %s", SOURCE).where("n.year = %s", YEAR)
    everything = (("person", person), ("source", SOURCE), ("year", YEAR))
    yield asked("articles, of a person, source and year", narrow, *everything)
    yield asked("articles, on an event", told, ("event", event.slug))
    yield asked("quotes", quotes)
    yield asked("quotes, of a speaker", said, ("speaker", person))
    yield asked("quotes, without a speaker", quotes.alike("attributed = %s", False).where("n.voice IS NULL"), UNKNOWN)
    yield asked("captions", captions)
    yield asked("captions, of a person", shown, ("person", person))
    yield asked("captions, of an agency", captions.alike("agency = %s", AGENCY), ("agency", AGENCY))
    yield Question("people", "/people/", _people_listed())
    yield Question("events", "/events/", _events_listed())


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
        yield self._newest(SHOWN[self.kind], PAGE_SIZE, JOINS[self.kind]), self.params
        if self.kind == "quote":
            parts = self._newest("n.quote_id", PAGE_SIZE)
            yield f"SELECT q.* FROM ({parts}) s JOIN entities_quotepart q ON q.quote_id = s.quote_id", self.params
        if self.is_counted:
            yield f"SELECT sum(number) FROM entities_tally WHERE of = '{self.kind}' AND {self.cells}", ()
        else:
            yield f"SELECT count(*) FROM ({self._newest('n.article_id', 1001)}) AS found", self.params
        yield from self._small()
        yield from self._linked()

    @property
    def is_counted(self) -> bool:
        """Whether the counters of rows that are alike answer."""
        return not self.driver and (self.cells != "1 = 1" or not self.params)

    def _newest(self, columns: str, number: int, joins: str = "") -> str:
        key, by = f"{self.kind}_id", "d" if self.driver else "n"
        driven = f"JOIN entities_{self.driver} d ON d.{key} = n.{key}" if self.driver else ""
        return f"""SELECT {columns} FROM entities_{self.table} n {driven} {joins} WHERE {self.condition}
        ORDER BY {by}.published DESC, {by}.article_id DESC LIMIT {number}"""

    def _small(self) -> Iterator[Statement]:
        """Questions of few answers: from the counters, a query each; the others from the newest rows, read once."""
        apart = [name for name in SMALL[self.kind] if not self.is_counted or name in ("photographer", "place")]
        if apart:
            columns = ", ".join("n.voice" if name == "attributed" else f"n.{name}" for name in apart)
            yield self._newest(columns, NEWEST), self.params
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
            FROM ({self._newest(f"n.{of}", NEWEST)}) s CROSS JOIN entities_{table} l
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


def _people_listed() -> tuple[Statement, ...]:
    first = "SELECT {} FROM entities_personcount c {} ORDER BY c.articles DESC, c.sort_name LIMIT {}"
    few = f"({first.format('c.person_id', '', 200)}) s"
    tallies = f"{few} CROSS JOIN entities_persontally t WHERE t.person_id = s.person_id AND t.articles > 0"
    return tuple((sql, ()) for sql in (
        first.format("p.*, c.*", "JOIN entities_person p ON p.id = c.person_id", PAGE_SIZE),
        "SELECT review, sum(number) FROM entities_tally WHERE of = 'person' GROUP BY review",
        f"SELECT t.value, count(*) FROM {tallies} AND t.by = 'year' GROUP BY t.value",
        f"SELECT t.value, count(*) FROM {tallies} AND t.by = 'source' GROUP BY t.value",
        first.format("c.review, c.quotes, c.photos, c.sampled, c.articles, c.person_id", "", NEWEST),
        """SELECT c.event_id, e.name, c.people FROM entities_eventcount c JOIN entities_event e ON e.id = c.event_id
        ORDER BY c.people DESC, c.name LIMIT 8""",
    ))  # fmt: skip


def _events_listed() -> tuple[Statement, ...]:
    first = "SELECT {} FROM entities_eventcount c {} ORDER BY c.date DESC, c.name LIMIT {}"
    few = f"({first.format('c.event_id', '', NEWEST)}) s"
    return tuple((sql, ()) for sql in (
        first.format("e.*, c.*", "JOIN entities_event e ON e.id = c.event_id", PAGE_SIZE),
        f"""SELECT t.event_id, p.name, t.articles FROM ({first.format("c.event_id", "", PAGE_SIZE)}) s
        CROSS JOIN entities_attendancecount t JOIN entities_person p ON p.id = t.person_id
        WHERE t.event_id = s.event_id""",
        "SELECT kind, sum(number) FROM entities_tally WHERE of = 'event' GROUP BY kind",
        "SELECT year, sum(number) FROM entities_tally WHERE of = 'event' GROUP BY year",
        "SELECT review, sum(number) FROM entities_tally WHERE of = 'event' GROUP BY review",
        first.format("c.place, c.sampled, c.articles, c.event_id", "", NEWEST),
        f"""SELECT publisher, count(DISTINCT event_id) FROM (SELECT r.publisher, r.event_id FROM {few}
        CROSS JOIN entities_report r WHERE r.event_id = s.event_id LIMIT 5000) t GROUP BY publisher""",
        """SELECT c.person_id, p.name, c.events FROM entities_personcount c JOIN entities_person p ON p.id = c.person_id
        ORDER BY c.events DESC, c.sort_name LIMIT 8""",
    ))  # fmt: skip


def _pages(famous: Person, known: Person, event: Event) -> Iterator[Question]:
    for name, person in (("the most famous", famous), ("one seldom named", known)):
        yield Question(f"page of a person, {name}", f"/people/{person.slug}/", tuple(_person_page(person)))
    yield Question("page of an event", f"/events/{event.slug}/", tuple(_event_page(event)))
    quote = Quote.objects.visible().order_by("-pk")[0]
    rows = [
        f"SELECT * FROM {table} WHERE article_id = %s"
        for table in ("entities_mention", "entities_quote", "articles_caption", "entities_eventmention")
    ]
    text = ("SELECT * FROM articles_article WHERE id = %s", (quote.article_id,))
    article = (text, *((sql, (quote.article_id,)) for sql in rows))
    yield Question("page of an article", f"/articles/{quote.article_id}/", article)
    one = ("SELECT * FROM entities_quote WHERE id = %s", (quote.pk,))
    alike = ("SELECT * FROM entities_quote WHERE words_key = %s", (quote.words_key,))
    yield Question("page of a quote", f"/quotes/{quote.pk}/", (one, text, alike))
    caption = Caption.objects.visible().order_by("-pk")[0]
    shown = """SELECT d.*, p.* FROM entities_depiction d JOIN entities_person p ON p.id = d.person_id
    WHERE caption_id = %s"""
    own = """SELECT c.*, a.* FROM articles_caption c JOIN articles_article a ON a.id = c.article_id WHERE c.id = %s"""
    words = Words(tuple(folded_words(caption.text)), exact=True)
    same = _matching("caption", (words,))
    yield Question(
        "page of a caption", f"/captions/{caption.pk}/", ((own, (caption.pk,)), (shown, (caption.pk,)), same)
    )


def _person_page(person: Person) -> Iterator[Statement]:
    said = List("quote", "statement", "voice", "d.said AND d.person_id = %s", (person.pk,))
    yield said._newest(SHOWN["quote"], PAGE_SIZE, JOINS["quote"]), said.params
    newest = """(SELECT article_id FROM entities_appearance WHERE person_id = %s AND mentions > 0
    ORDER BY published DESC LIMIT 500) s"""
    mentions = f"{newest} CROSS JOIN entities_mention m WHERE m.person_id = %s AND m.article_id = s.article_id"
    for sql in (
        "SELECT * FROM entities_personcount WHERE person_id = %s",
        "SELECT value, quotes FROM entities_persontally WHERE person_id = %s AND by = 'year'",
        f"""SELECT t.person_id, count(*) FROM {newest} CROSS JOIN entities_appearance t
        WHERE t.article_id = s.article_id AND t.mentions > 0 GROUP BY t.person_id ORDER BY 2 DESC LIMIT 11""",
    ):
        yield sql, (person.pk,)
    yield f"SELECT m.text, count(*) FROM {mentions} GROUP BY m.text", (person.pk, person.pk)
    yield f"SELECT m.descriptor, count(*) FROM {mentions} GROUP BY m.descriptor", (person.pk, person.pk)


def _event_page(event: Event) -> Iterator[Statement]:
    first = """(SELECT article_id FROM entities_report WHERE event_id = %s ORDER BY published, article_id LIMIT 10) s"""
    for sql in (
        f"SELECT a.* FROM {first} JOIN articles_article a ON a.id = s.article_id",
        f"""SELECT q.*, p.name FROM {first} CROSS JOIN entities_quote q LEFT JOIN entities_person p
        ON p.id = q.speaker_id WHERE q.article_id = s.article_id""",
        f"""SELECT r.* FROM {first} CROSS JOIN entities_quote q JOIN entities_quotepart r ON r.quote_id = q.id
        WHERE q.article_id = s.article_id""",
        f"SELECT m.* FROM {first} CROSS JOIN entities_eventmention m WHERE m.article_id = s.article_id",
        """SELECT t.person_id, p.name, t.articles FROM entities_attendancecount t
        JOIN entities_person p ON p.id = t.person_id WHERE t.event_id = %s ORDER BY t.articles DESC LIMIT 40""",
        f"""SELECT v.person_id, count(*) FROM (SELECT n.quote_id FROM entities_report d JOIN entities_statement n
        ON n.article_id = d.article_id WHERE d.event_id = %s ORDER BY d.published DESC LIMIT {NEWEST}) s
        CROSS JOIN entities_voice v WHERE v.quote_id = s.quote_id AND v.said GROUP BY v.person_id""",
    ):
        yield sql, (event.pk,)


def _searches(famous: Person) -> Iterator[Question]:
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
        rows, asked = _matching(kind, words, beside, condition)
        yield f"{rows} LIMIT 1001", (*asked, *params)
        if kind == "article":
            yield f"SELECT * FROM articles_article WHERE id IN (SELECT * FROM ({rows} LIMIT 20) s)", (*asked, *params)


def _matching(kind: str, words: tuple, beside: str = "", condition: str = "1 = 1") -> Statement:
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


def _completions() -> Iterator[Question]:
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
