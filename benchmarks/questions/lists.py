"""Lists, each with every question beside it."""

from collections.abc import Iterator
from urllib.parse import urlencode

from benchmarks.questions.asked import NEWEST, PAGE_SIZE, UNKNOWN, List, Question, Statement
from entities.models import Event, Person

SOURCE, YEAR, AGENCY = "Tidewater Gazette", 2003, "Lamp Photos"


def lists(famous: Person, other: Person, event: Event) -> Iterator[Question]:
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
