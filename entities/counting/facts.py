"""The narrow tables that lists are read from: what each should hold, in SQL that asks a whole scope at once."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.db.models import Model

from entities.counting.scope import ARTICLE, EVENT, PERSON, Scope, ask, is_postgresql, tell, write
from entities.models import (
    Appearance,
    ArticleCount,
    Attendance,
    EventCount,
    PersonCount,
    Photo,
    Portrait,
    Report,
    Statement,
    Voice,
)

Row = tuple

# Who stands for a person or an event, and what an editor said of them.
STANDS = "COALESCE(p.survivor_id, p.id)"
IS_SEEN = "COALESCE(s.review, p.review) <> 'rejected'"
# What of a person is counted in an article.
COUNTED = ("mentions", "quotes", "about", "heard", "photos")
IS_THERE = "COALESCE(es.review, e.review) <> 'rejected'"
PEOPLE = "entities_person p ON p.id = {} LEFT JOIN entities_person s ON s.id = p.survivor_id"


def moment(column: str) -> str:
    """A column of times or days as it is compared: SQLite gives it in words, wherever it comes from."""
    return column if is_postgresql() else f"CAST({column} AS TEXT)"


def truth(column: str) -> str:
    """A column that is true or not, as it is compared."""
    return column if is_postgresql() else f"CAST({column} AS INTEGER)"


def year_of(column: str) -> str:
    return f"CAST(SUBSTR(CAST({column} AS VARCHAR(10)), 1, 4) AS INTEGER)"


@dataclass(frozen=True, slots=True)
class Fact:
    """One narrow table: `wanted` is what it should hold of a scope, `held` the condition of what it does hold."""

    model: type[Model]
    key: tuple[str, ...]
    columns: tuple[str, ...]
    wanted: Callable[[Scope], str]
    held: Callable[[Scope], str]

    @property
    def table(self) -> str:
        return self.model._meta.db_table

    def load_wanted(self, scope: Scope) -> dict[Row, Row]:
        return self._by_key(ask(self.wanted(scope), scope.params))

    def load_held(self, scope: Scope) -> dict[Row, Row]:
        columns = ", ".join(map(self._compared, self.columns))
        return self._by_key(ask(f"SELECT {columns} FROM {self.table} WHERE {self.held(scope)}", scope.params))  # noqa: S608 (our own names)

    def _compared(self, column: str) -> str:
        kind = self.model._meta.get_field(column.removesuffix("_id")).get_internal_type()
        return {"DateTimeField": moment, "DateField": moment, "BooleanField": truth}.get(kind, str)(column)

    def _by_key(self, rows: Iterable[Row]) -> dict[Row, Row]:
        return {row[: len(self.key)]: row for row in rows}

    def put(self, rows: Iterable[Row]) -> None:
        columns = {name: "" if name in self.key else f"EXCLUDED.{name}" for name in self.columns}
        write(self.table, self.key, columns, sorted(rows, key=lambda row: row[: len(self.key)]))

    def drop(self, keys: Iterable[Row]) -> None:
        condition = " AND ".join(f"{name} = %s" for name in self.key)
        tell(f"DELETE FROM {self.table} WHERE {condition}", sorted(keys))  # noqa: S608 (our own names)

    def fill(self) -> str:
        """The statement that writes the whole table, which is empty."""
        everything = self.wanted(Scope(ARTICLE, after=0, to=0)).replace("%(after)s", "0").replace("%(to)s", str(2**62))
        return f"INSERT INTO {self.table} ({', '.join(self.columns)}) {everything}"


def _articles(scope: Scope) -> str:
    """Counted, as appearances are, in the other narrow tables, which are brought up to date before."""
    return f"""SELECT a.id, {moment("a.published")}, a.year, a.publisher, {truth("a.sample")},
        SUBSTR(a.headline, 1, 200), {moment("a.last_ingested")},
        (SELECT COUNT(*) FROM entities_appearance h WHERE h.article_id = a.id AND h.mentions > 0),
        (SELECT COUNT(*) FROM entities_statement h WHERE h.article_id = a.id),
        (SELECT COUNT(*) FROM entities_photo h WHERE h.article_id = a.id)
        FROM articles_article a WHERE {scope.within("a.id")}"""  # noqa: S608 (our own names)


def _statements(scope: Scope) -> str:
    return f"""SELECT q.id, q.article_id, {moment("a.published")}, a.year, a.publisher, {truth("a.sample")},
        q.start, q.kind, q.review, CASE WHEN {IS_SEEN} THEN COALESCE(s.sort_name, p.sort_name) END
        FROM entities_quote q JOIN articles_article a ON a.id = q.article_id LEFT JOIN {PEOPLE.format("q.speaker_id")}
        WHERE q.review <> 'rejected'
        AND {scope.within("q.article_id" if scope.of == ARTICLE else "q.speaker_id")}"""  # noqa: S608 (our own names)


def _voices(scope: Scope) -> str:
    said, named = ("q.article_id", "q.article_id") if scope.of == ARTICLE else ("q.speaker_id", "b.person_id")
    return f"""SELECT h.quote_id, {STANDS}, q.article_id, {moment("a.published")}, q.start,
        MAX(h.said) = 1, MAX(h.about) = 1, MAX(h.heard) = 1
        FROM (
            SELECT q.id AS quote_id, q.speaker_id AS person_id, 1 AS said, 0 AS about, 0 AS heard
            FROM entities_quote q
            WHERE q.review <> 'rejected' AND q.speaker_id IS NOT NULL AND {scope.within(said)}
            UNION ALL
            SELECT q.id, b.person_id, 0, 1, 0 FROM entities_quote_about b JOIN entities_quote q ON q.id = b.quote_id
            WHERE q.review <> 'rejected' AND {scope.within(named)}
            UNION ALL
            SELECT q.id, b.person_id, 0, 0, 1
            FROM entities_quote_addressees b JOIN entities_quote q ON q.id = b.quote_id
            WHERE q.review <> 'rejected' AND {scope.within(named)}
        ) h JOIN entities_quote q ON q.id = h.quote_id JOIN articles_article a ON a.id = q.article_id
        JOIN {PEOPLE.format("h.person_id")}
        WHERE {IS_SEEN} GROUP BY h.quote_id, {STANDS}, q.article_id, a.published, q.start"""  # noqa: S608 (our own names)


def _photos(scope: Scope) -> str:
    return f"""SELECT c.id, c.article_id, {moment("a.published")}, {year_of("c.date")}, a.publisher,
        {truth("a.sample")}, c.start, c.photographer, c.agency, c.place, {moment("c.date")}, c.review
        FROM articles_caption c JOIN articles_article a ON a.id = c.article_id
        WHERE c.review <> 'rejected' AND {scope.within("c.article_id")}"""  # noqa: S608 (our own names)


def _portraits(scope: Scope) -> str:
    return f"""SELECT c.id, {STANDS}, c.article_id, {moment("a.published")}, c.start
        FROM entities_depiction d JOIN articles_caption c ON c.id = d.caption_id
        JOIN articles_article a ON a.id = c.article_id JOIN {PEOPLE.format("d.person_id")}
        WHERE d.review <> 'rejected' AND c.review <> 'rejected' AND {IS_SEEN}
        AND {scope.within("c.article_id" if scope.of == ARTICLE else "d.person_id")}
        GROUP BY c.id, {STANDS}, c.article_id, a.published, c.start"""  # noqa: S608 (our own names)


def _reports(scope: Scope) -> str:
    return f"""SELECT {STANDS}, a.id, {moment("a.published")}, a.year, a.publisher, {truth("a.sample")}, COUNT(*)
        FROM entities_eventmention m JOIN articles_article a ON a.id = m.article_id
        JOIN {PEOPLE.format("m.event_id").replace("entities_person", "entities_event")}
        WHERE m.review <> 'rejected' AND {IS_SEEN}
        AND {scope.within("m.article_id" if scope.of == ARTICLE else "m.event_id")}
        GROUP BY {STANDS}, a.id, a.published, a.year, a.publisher, a.sample"""  # noqa: S608 (our own names)


def _attendances(scope: Scope) -> str:
    held = {ARTICLE: "t.article_id", PERSON: "t.person_id", EVENT: "t.event_id"}[scope.of]
    return f"""SELECT COALESCE(e.survivor_id, e.id), {STANDS}, t.article_id,
        MAX(CASE WHEN t.review = 'machine' THEN 0 ELSE 1 END) = 1
        FROM entities_eventparticipant t JOIN {PEOPLE.format("t.person_id")}
        JOIN entities_event e ON e.id = t.event_id LEFT JOIN entities_event es ON es.id = e.survivor_id
        WHERE t.review <> 'rejected' AND {IS_SEEN} AND {IS_THERE} AND {scope.within(held)}
        GROUP BY COALESCE(e.survivor_id, e.id), {STANDS}, t.article_id"""  # noqa: S608 (our own names)


def _appearances(scope: Scope) -> str:
    """Counted, but for mentions, in the tables of voices and portraits, which are brought up to date before."""
    by_article = scope.of == ARTICLE
    held = scope.within("article_id" if by_article else "person_id")
    return f"""SELECT h.person_id, h.article_id, {moment("a.published")}, a.year, a.publisher, {truth("a.sample")},
        {", ".join(f"CAST(SUM(h.{name}) AS INTEGER)" for name in COUNTED)}
        FROM (
            SELECT {STANDS} AS person_id, m.article_id, COUNT(*) AS mentions, 0 AS quotes, 0 AS about, 0 AS heard,
                0 AS photos
            FROM entities_mention m JOIN {PEOPLE.format("m.person_id")}
            WHERE m.review <> 'rejected' AND {IS_SEEN}
            AND {scope.within("m.article_id" if by_article else "m.person_id")} GROUP BY {STANDS}, m.article_id
            UNION ALL
            SELECT person_id, article_id, 0, SUM(CASE WHEN said THEN 1 ELSE 0 END),
                SUM(CASE WHEN about THEN 1 ELSE 0 END), SUM(CASE WHEN heard THEN 1 ELSE 0 END), 0
            FROM entities_voice WHERE {held} GROUP BY person_id, article_id
            UNION ALL
            SELECT person_id, article_id, 0, 0, 0, 0, COUNT(*)
            FROM entities_portrait WHERE {held} GROUP BY person_id, article_id
        ) h JOIN articles_article a ON a.id = h.article_id
        GROUP BY h.person_id, h.article_id, a.published, a.year, a.publisher, a.sample"""  # noqa: S608 (our own names)


def _people(scope: Scope) -> str:
    return f"""SELECT id, sort_name, review FROM entities_person
        WHERE review <> 'rejected' AND merged_into_id IS NULL AND {scope.within("id")}"""  # noqa: S608 (our own names)


def _events(scope: Scope) -> str:
    return f"""SELECT id, name, {moment("date")}, kind, place, review FROM entities_event
        WHERE review <> 'rejected' AND merged_into_id IS NULL AND {scope.within("id")}"""  # noqa: S608 (our own names)


def _held(of: str) -> Callable[[Scope], str]:
    """What is held of a scope: by the article that it stands in, or else by whom it is of."""
    return lambda scope: scope.within("article_id" if scope.of == ARTICLE else f"{of}_id")


def _held_attendances(scope: Scope) -> str:
    return scope.within(f"{scope.of}_id")


def _held_statements(scope: Scope) -> str:
    if scope.of == ARTICLE:
        return scope.within("article_id")
    return f"quote_id IN (SELECT id FROM entities_quote WHERE {scope.within('speaker_id')})"  # noqa: S608 (our own names)


PRINTED = ("published", "year", "publisher", "sample")
ARTICLES = Fact(
    ArticleCount,
    ("article_id",),
    ("article_id", *PRINTED, "headline", "last_ingested", "people", "quotes", "captions"),
    _articles,
    _held(ARTICLE),
)
STATEMENTS = Fact(
    Statement,
    ("quote_id",),
    ("quote_id", "article_id", *PRINTED, "start", "kind", "review", "voice"),
    _statements,
    _held_statements,
)
VOICES = Fact(
    Voice,
    ("quote_id", "person_id"),
    ("quote_id", "person_id", "article_id", "published", "start", "said", "about", "heard"),
    _voices,
    _held(PERSON),
)
PHOTOS = Fact(
    Photo,
    ("caption_id",),
    ("caption_id", "article_id", *PRINTED, "start", "photographer", "agency", "place", "taken", "review"),
    _photos,
    _held(ARTICLE),
)
PORTRAITS = Fact(
    Portrait,
    ("caption_id", "person_id"),
    ("caption_id", "person_id", "article_id", "published", "start"),
    _portraits,
    _held(PERSON),
)
REPORTS = Fact(
    Report, ("event_id", "article_id"), ("event_id", "article_id", *PRINTED, "mentions"), _reports, _held(EVENT)
)
ATTENDANCES = Fact(
    Attendance,
    ("event_id", "person_id", "article_id"),
    ("event_id", "person_id", "article_id", "decided"),
    _attendances,
    _held_attendances,
)
APPEARANCES = Fact(
    Appearance,
    ("person_id", "article_id"),
    ("person_id", "article_id", *PRINTED, *COUNTED),
    _appearances,
    _held(PERSON),
)
EVERYBODY = Fact(PersonCount, ("person_id",), ("person_id", "sort_name", "review"), _people, _held(PERSON))
HAPPENINGS = Fact(
    EventCount, ("event_id",), ("event_id", "name", "date", "kind", "place", "review"), _events, _held(EVENT)
)

# In the order in which they are brought up to date.
FACTS = {
    ARTICLE: (STATEMENTS, VOICES, PHOTOS, PORTRAITS, REPORTS, ATTENDANCES, APPEARANCES, ARTICLES),
    PERSON: (STATEMENTS, VOICES, PORTRAITS, ATTENDANCES, APPEARANCES),
    EVENT: (REPORTS, ATTENDANCES),
}
HEADS = {PERSON: EVERYBODY, EVENT: HAPPENINGS}
