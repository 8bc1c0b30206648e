"""What the benchmarks of the pages ask an invented archive, each beside the same question in plain SQL."""

from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlencode

from django.db import connection

from articles.index.dialects import fts5, tsquery
from articles.search import parse_query
from entities.models import Event, EventCount, Person, PersonCount, Quote

COMMON, RARE = "bridge", "xanzor"
SOURCE, YEAR, AGENCY = "Tidewater Gazette", 2003, "Lamp Photos"
NEWEST = "ORDER BY published DESC, article_id DESC LIMIT 40"


@dataclass(frozen=True, slots=True)
class Question:
    """An address of the archive; and statements that bring its main rows and their number, as one would write them."""

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
    shown = "SELECT article_id FROM entities_{} WHERE {} " + NEWEST
    number = "SELECT count(*) FROM (SELECT 1 FROM entities_{} WHERE {} LIMIT 1001) AS some"

    def asked(name: str, path: str, table: str, condition: str, *params, **query) -> Question:
        sql = tuple((part.format(table, condition), params) for part in (shown, number))
        return Question(name, f"/{path}/?{urlencode(query)}", sql)

    person, both = famous.slug, f"/articles/?person={famous.slug}&person={other.slug}"
    together = "person_id = %s AND article_id IN (SELECT article_id FROM entities_appearance WHERE person_id = %s)"
    yield asked("articles", "articles", "articlecount", "TRUE")
    yield asked("articles, of a person", "articles", "appearance", "person_id = %s", famous.pk, person=person)
    two = asked("", "articles", "appearance", together, famous.pk, other.pk)
    yield Question("articles, of two people together", both, two.sql)
    yield asked("articles, of a source", "articles", "articlecount", "publisher = %s", SOURCE, source=SOURCE)
    yield asked("articles, of a year", "articles", "articlecount", "year = %s", YEAR, year=YEAR)
    yield asked(
        "articles, of a person, source and year", "articles", "appearance",
        "person_id = %s AND publisher = %s AND year = %s", famous.pk, SOURCE, YEAR,
        person=person, source=SOURCE, year=YEAR,
    )  # fmt: skip
    yield asked("articles, on an event", "articles", "report", "event_id = %s", event.pk, event=event.slug)
    yield asked("quotes", "quotes", "statement", "TRUE")
    yield asked("quotes, of a speaker", "quotes", "voice", "said AND person_id = %s", famous.pk, speaker=person)
    yield asked("quotes, without a speaker", "quotes", "statement", "voice IS NULL", attributed="no")
    yield asked("captions", "captions", "photo", "TRUE")
    yield asked("captions, of a person", "captions", "portrait", "person_id = %s", famous.pk, person=person)
    yield asked("captions, of an agency", "captions", "photo", "agency = %s", AGENCY, agency=AGENCY)
    people = "SELECT person_id FROM entities_personcount ORDER BY sort_name LIMIT 40"
    yield Question("people", "/people/", ((people, ()), ("SELECT count(*) FROM entities_personcount", ())))
    events = "SELECT event_id FROM entities_eventcount ORDER BY date DESC LIMIT 40"
    yield Question("events", "/events/", ((events, ()), ("SELECT count(*) FROM entities_eventcount", ())))


def _pages(famous: Person, known: Person, event: Event) -> Iterator[Question]:
    said = "SELECT quote_id FROM entities_voice WHERE said AND person_id = %s " + NEWEST
    counted = "SELECT * FROM entities_personcount WHERE person_id = %s"
    with_whom = """SELECT b.person_id, count(*) FROM (SELECT article_id FROM entities_appearance WHERE person_id = %s
    ORDER BY published DESC LIMIT 2000) AS a JOIN entities_appearance b ON b.article_id = a.article_id
    GROUP BY b.person_id ORDER BY 2 DESC LIMIT 12"""
    for name, person in (("the most famous", famous), ("one seldom named", known)):
        sql = tuple((part, (person.pk,)) for part in (said, counted, with_whom))
        yield Question(f"page of a person, {name}", f"/people/{person.slug}/", sql)
    told = "SELECT article_id FROM entities_report WHERE event_id = %s " + NEWEST
    yield Question("page of an event", f"/events/{event.slug}/", ((told, (event.pk,)),))
    quote = Quote.objects.visible().order_by("-pk")[0]
    rows = [
        f"SELECT * FROM {table} WHERE article_id = %s"
        for table in ("entities_mention", "entities_quote", "articles_caption", "entities_eventmention")
    ]
    text = ("SELECT * FROM articles_article WHERE id = %s", (quote.article_id,))
    article = (text, *((sql, (quote.article_id,)) for sql in rows))
    yield Question("page of an article", f"/articles/{quote.article_id}/", article)
    one = ("SELECT * FROM entities_quote WHERE id = %s", (quote.pk,))
    yield Question("page of a quote", f"/quotes/{quote.pk}/", (one, text))


def _searches(famous: Person) -> Iterator[Question]:
    for name, written, query in (
        ("a common word", COMMON, {}),
        ("a common word, the newest first", COMMON, {"sort": "newest"}),
        ("a common word, quotes", COMMON, {"kind": "quote"}),
        ("two common words", f"{COMMON} budget", {}),
        ("a phrase", '"the bridge"', {}),
        ("a phrase that nothing has", f'"budget the {COMMON}"', {}),
        ("the beginning of a word", f"{COMMON[:3]}*", {}),
        ("two words near each other", f"{COMMON} NEAR/3 council", {}),
        ("a rare word", RARE, {}),
        ("a name", famous.name, {}),
        ("a common word of a year", f"{COMMON} year:{YEAR}", {}),
        ("a common word of a source", f"{COMMON} source:tidewater", {}),
        ("a common word with a speaker", f"{COMMON} speaker:{famous.name.split()[-1].lower()}", {}),
    ):
        words = tuple(node for node in parse_query(written).shown)
        yield Question(f"search: {name}", f"/search/?{urlencode({'q': written, **query})}", _found(words))


def _found(words: tuple) -> tuple[tuple[str, tuple], ...]:
    """Articles and quotes that match, newest first, and how many up to 1,001: the database's own way."""
    parts = []
    for kind in ("article", "quote"):
        table = f"search_{kind}"
        if connection.vendor == "postgresql":
            where, asked = f"{table}.words @@ %s::tsquery", " & ".join(tsquery(kind, node) for node in words)
        else:
            where, asked = f"{table} MATCH %s", " AND ".join(fts5(kind, node) for node in words)
        rows = f"SELECT rowid FROM {table} WHERE {where} ORDER BY rowid DESC LIMIT 1001"
        parts.append((rows, (asked,)))
    return tuple(parts)


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
