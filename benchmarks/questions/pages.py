"""The pages of a person, an event, an article, a quote and a caption: all that each of them shows."""

from collections.abc import Iterator
from urllib.parse import urlencode

from articles.models import Caption
from articles.search import Words, folded_words, parse_query
from benchmarks.questions.asked import JOINS, NEWEST, PAGE_SIZE, SHOWN, List, Question, Statement
from benchmarks.questions.searches import COMMON, matching
from entities.models import Event, Person, Quote

# What is shown of quotes beside their own row; `s` has their keys.
OF_QUOTES = (
    "SELECT r.* FROM {} CROSS JOIN entities_quotepart r WHERE r.quote_id = s.quote_id",
    """SELECT h.quote_id, p.* FROM {} CROSS JOIN entities_quote_addressees h
    JOIN entities_person p ON p.id = h.person_id WHERE h.quote_id = s.quote_id""",
)
QUOTE = f"SELECT {SHOWN['quote']} FROM entities_quote q"
BESIDE = "JOIN articles_article a ON a.id = q.article_id LEFT JOIN entities_person p ON p.id = q.speaker_id"


def pages(famous: Person, known: Person, event: Event) -> Iterator[Question]:
    for name, person in (("the most famous", famous), ("one seldom named", known)):
        yield Question(f"page of a person, {name}", f"/people/{person.slug}/", tuple(_person(person)))
    words = f"/people/{famous.slug}/?{urlencode({'tab': 'said', 'q': COMMON})}"
    yield Question("page of a person, a common word in what they said", words, tuple(_said(famous)))
    yield Question("page of an event", f"/events/{event.slug}/", tuple(_event(event)))
    quote = Quote.objects.visible().order_by("-pk")[0]
    yield Question("page of an article", f"/articles/{quote.article_id}/", tuple(_article(quote.article_id)))
    yield Question("page of a quote", f"/quotes/{quote.pk}/", tuple(_quote(quote)))
    caption = Caption.objects.visible().order_by("-pk")[0]
    yield Question("page of a caption", f"/captions/{caption.pk}/", tuple(_caption(caption)))


def _person(person: Person) -> Iterator[Statement]:
    said = List("quote", "statement", "voice", "d.said AND d.person_id = %s", (person.pk,))
    yield said.newest(SHOWN["quote"], PAGE_SIZE, JOINS["quote"]), said.params
    shown = f"({said.newest('n.quote_id', PAGE_SIZE)}) s"
    for sql in OF_QUOTES:
        yield sql.format(shown), said.params
    alike = f"""SELECT q.id, a.headline, a.publisher, a.published FROM {shown}
    JOIN entities_quote f ON f.id = s.quote_id
    JOIN entities_quote q ON q.words_key = f.words_key AND q.speaker_id = f.speaker_id
    JOIN articles_article a ON a.id = q.article_id"""
    yield alike, said.params
    seen = "FROM entities_appearance WHERE person_id = %s AND mentions > 0"
    newest = f"(SELECT article_id {seen} ORDER BY published DESC LIMIT 500) s"
    mentions = f"{newest} CROSS JOIN entities_mention m WHERE m.person_id = %s AND m.article_id = s.article_id"
    for sql in (
        "SELECT * FROM entities_personcount c JOIN entities_person p ON p.id = c.person_id WHERE person_id = %s",
        "SELECT value, quotes FROM entities_persontally WHERE person_id = %s AND by = 'year'",
        f"SELECT published {seen} ORDER BY published LIMIT 1",
        f"""SELECT c.*, p.name FROM (SELECT t.person_id, count(*) FROM {newest} CROSS JOIN entities_appearance t
        WHERE t.article_id = s.article_id AND t.mentions > 0 GROUP BY t.person_id ORDER BY 2 DESC LIMIT 11) c
        JOIN entities_person p ON p.id = c.person_id""",
        """SELECT p.* FROM entities_alias o JOIN entities_alias t ON t.normalised = o.normalised AND t.kind = 'full'
        JOIN entities_person p ON p.id = t.person_id WHERE o.kind = 'full' AND o.person_id = %s""",
    ):
        yield sql, (person.pk,)
    yield f"SELECT m.kind, m.text, count(*) FROM {mentions} GROUP BY m.kind, m.text", (person.pk, person.pk)
    yield f"SELECT m.descriptor, count(*) FROM {mentions} GROUP BY m.descriptor", (person.pk, person.pk)


def _said(person: Person) -> Iterator[Statement]:
    """Of what somebody said the quotes that have a word, the newest first, and all that their page shows beside."""
    voices = "JOIN entities_voice n ON n.quote_id = search_quote.rowid"
    found, asked = matching("quote", tuple(parse_query(COMMON).shown), voices, "n.said AND n.person_id = %s")
    yield f"{found} LIMIT 1001", (*asked, person.pk)
    yield f"{QUOTE} {BESIDE} WHERE q.id IN (SELECT * FROM ({found} LIMIT {PAGE_SIZE}) s)", (*asked, person.pk)
    _, *beside = _person(person)
    yield from beside


def _event(event: Event) -> Iterator[Statement]:
    first = """(SELECT article_id FROM entities_report WHERE event_id = %s ORDER BY published, article_id LIMIT 6) s"""
    quotes = f"(SELECT q.id AS quote_id FROM {first} JOIN entities_quote q ON q.article_id = s.article_id) s"
    newest = f"""(SELECT n.* FROM entities_report d JOIN entities_statement n ON n.article_id = d.article_id
    WHERE d.event_id = %s ORDER BY d.published DESC LIMIT {NEWEST}) s"""
    before = """(SELECT article_id FROM entities_report WHERE event_id = %s ORDER BY published DESC LIMIT 200) t"""
    for sql in (
        "SELECT * FROM entities_event e JOIN entities_eventcount c ON c.event_id = e.id WHERE e.id = %s",
        f"SELECT a.* FROM {first} JOIN articles_article a ON a.id = s.article_id",
        f"""SELECT q.*, p.name FROM {first} CROSS JOIN entities_quote q LEFT JOIN entities_person p
        ON p.id = q.speaker_id WHERE q.article_id = s.article_id""",
        *(sql.format(quotes) for sql in OF_QUOTES),
        f"SELECT m.* FROM {first} CROSS JOIN entities_eventmention m WHERE m.article_id = s.article_id",
        """SELECT t.person_id, p.name, t.articles FROM entities_attendancecount t
        JOIN entities_person p ON p.id = t.person_id WHERE t.event_id = %s ORDER BY t.articles DESC LIMIT 40""",
        f"SELECT year, count(*) FROM {newest} GROUP BY year",
        f"""SELECT v.person_id, count(*) FROM {newest} CROSS JOIN entities_voice v
        WHERE v.quote_id = s.quote_id AND v.said GROUP BY v.person_id""",
        f"""SELECT v.person_id, v.published, v.start, v.quote_id FROM {before} CROSS JOIN entities_voice v
        WHERE v.article_id = t.article_id AND v.said""",
    ):
        yield sql, (event.pk,)


def _article(key: int) -> Iterator[Statement]:
    quotes = "(SELECT id AS quote_id FROM entities_quote WHERE article_id = %s) s"
    named = "LEFT JOIN entities_person p ON p.id = {} WHERE x.article_id = %s"
    for sql in (
        "SELECT * FROM articles_article WHERE id = %s",
        f"SELECT * FROM entities_mention x {named.format('x.person_id')}",
        f"SELECT * FROM entities_quote x {named.format('x.speaker_id')}",
        *(sql.format(quotes) for sql in OF_QUOTES),
        "SELECT * FROM articles_caption WHERE article_id = %s",
        f"""SELECT * FROM articles_caption x JOIN entities_depiction d ON d.caption_id = x.id
        {named.format("d.person_id")}""",
        """SELECT * FROM entities_eventmention x JOIN entities_event e ON e.id = x.event_id WHERE x.article_id = %s""",
        "SELECT * FROM entities_entitymention WHERE article_id = %s",
        "SELECT count(*) FROM articles_articleversion WHERE article_id = %s",
        "SELECT * FROM entities_suggestion WHERE article_id = %s",
        "SELECT * FROM entities_nearcopy WHERE first_id = %s",
        "SELECT * FROM entities_nearcopy WHERE second_id = %s",
    ):
        yield sql, (key,)


def _quote(quote: Quote) -> Iterator[Statement]:
    yield f"{QUOTE} {BESIDE} WHERE q.id = %s", (quote.pk,)
    yield "SELECT * FROM articles_article WHERE id = %s", (quote.article_id,)
    yield f"{QUOTE} {BESIDE} WHERE q.words_key = %s ORDER BY a.published LIMIT 20", (quote.words_key,)
    shown = """(SELECT q.id AS quote_id FROM entities_quote q JOIN articles_article a ON a.id = q.article_id
    WHERE q.words_key = %s ORDER BY a.published LIMIT 20) s"""
    for sql in OF_QUOTES:
        yield sql.format(shown), (quote.words_key,)


def _caption(caption: Caption) -> Iterator[Statement]:
    shown = """SELECT d.*, p.* FROM entities_depiction d JOIN entities_person p ON p.id = d.person_id
    WHERE caption_id = %s"""
    yield (
        "SELECT c.*, a.* FROM articles_caption c JOIN articles_article a ON a.id = c.article_id WHERE c.id = %s",
        (caption.pk,),
    )
    yield shown, (caption.pk,)
    yield matching("caption", (Words(tuple(folded_words(caption.text)), exact=True),))
