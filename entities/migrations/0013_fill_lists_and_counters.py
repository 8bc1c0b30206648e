"""Fill the lists and counters of an archive that has articles already."""

from django.db import migrations

TABLES = (
    "entities_statement",
    "entities_voice",
    "entities_photo",
    "entities_portrait",
    "entities_report",
    "entities_appearance",
    "entities_articlecount",
    "entities_personcount",
    "entities_eventcount",
    "entities_persontally",
    "entities_tally",
)
# As they were counted when these tables were new.
STATEMENTS = (
    """INSERT INTO entities_statement (quote_id, article_id, published, year, publisher, sample, start, kind,
    review, voice) SELECT q.id, q.article_id, a.published, a.year, a.publisher, a.sample, q.start, q.kind,
    q.review, CASE WHEN COALESCE(s.review, p.review) <> 'rejected' THEN COALESCE(s.sort_name, p.sort_name) END
    FROM entities_quote q JOIN articles_article a ON a.id = q.article_id LEFT JOIN entities_person p ON p.id =
    q.speaker_id LEFT JOIN entities_person s ON s.id = p.survivor_id WHERE q.review <> 'rejected'""",
    """INSERT INTO entities_voice (quote_id, person_id, article_id, published, start, said, about, heard) SELECT
    h.quote_id, COALESCE(p.survivor_id, p.id), q.article_id, a.published, q.start, MAX(h.said) = 1, MAX(h.about)
    = 1, MAX(h.heard) = 1 FROM ( SELECT q.id AS quote_id, q.speaker_id AS person_id, 1 AS said, 0 AS about, 0 AS
    heard FROM entities_quote q WHERE q.review <> 'rejected' AND q.speaker_id IS NOT NULL UNION ALL SELECT q.id,
    b.person_id, 0, 1, 0 FROM entities_quote_about b JOIN entities_quote q ON q.id = b.quote_id WHERE q.review
    <> 'rejected' UNION ALL SELECT q.id, b.person_id, 0, 0, 1 FROM entities_quote_addressees b JOIN
    entities_quote q ON q.id = b.quote_id WHERE q.review <> 'rejected' ) h JOIN entities_quote q ON q.id =
    h.quote_id JOIN articles_article a ON a.id = q.article_id JOIN entities_person p ON p.id = h.person_id LEFT
    JOIN entities_person s ON s.id = p.survivor_id WHERE COALESCE(s.review, p.review) <> 'rejected' GROUP BY
    h.quote_id, COALESCE(p.survivor_id, p.id), q.article_id, a.published, q.start""",
    """INSERT INTO entities_photo (caption_id, article_id, published, year, publisher, sample, start, photographer,
    agency, place, taken, review) SELECT c.id, c.article_id, a.published, CAST(SUBSTR(CAST(c.date AS
    VARCHAR(10)), 1, 4) AS INTEGER), a.publisher, a.sample, c.start, c.photographer, c.agency, c.place, c.date,
    c.review FROM articles_caption c JOIN articles_article a ON a.id = c.article_id WHERE c.review <> 'rejected'""",
    """INSERT INTO entities_portrait (caption_id, person_id, article_id, published, start) SELECT c.id,
    COALESCE(p.survivor_id, p.id), c.article_id, a.published, c.start FROM entities_depiction d JOIN
    articles_caption c ON c.id = d.caption_id JOIN articles_article a ON a.id = c.article_id JOIN
    entities_person p ON p.id = d.person_id LEFT JOIN entities_person s ON s.id = p.survivor_id WHERE d.review
    <> 'rejected' AND c.review <> 'rejected' AND COALESCE(s.review, p.review) <> 'rejected' GROUP BY c.id,
    COALESCE(p.survivor_id, p.id), c.article_id, a.published, c.start""",
    """INSERT INTO entities_report (event_id, article_id, published, year, publisher, sample, mentions) SELECT
    COALESCE(p.survivor_id, p.id), a.id, a.published, a.year, a.publisher, a.sample, COUNT(*) FROM
    entities_eventmention m JOIN articles_article a ON a.id = m.article_id JOIN entities_event p ON p.id =
    m.event_id LEFT JOIN entities_event s ON s.id = p.survivor_id WHERE m.review <> 'rejected' AND
    COALESCE(s.review, p.review) <> 'rejected' GROUP BY COALESCE(p.survivor_id, p.id), a.id, a.published,
    a.year, a.publisher, a.sample""",
    """INSERT INTO entities_appearance (person_id, article_id, published, year, publisher, sample, mentions,
    quotes, about, heard, photos) SELECT h.person_id, h.article_id, a.published, a.year, a.publisher, a.sample,
    CAST(SUM(h.mentions) AS INTEGER), CAST(SUM(h.quotes) AS INTEGER), CAST(SUM(h.about) AS INTEGER),
    CAST(SUM(h.heard) AS INTEGER), CAST(SUM(h.photos) AS INTEGER) FROM ( SELECT COALESCE(p.survivor_id, p.id) AS
    person_id, m.article_id, COUNT(*) AS mentions, 0 AS quotes, 0 AS about, 0 AS heard, 0 AS photos FROM
    entities_mention m JOIN entities_person p ON p.id = m.person_id LEFT JOIN entities_person s ON s.id =
    p.survivor_id WHERE m.review <> 'rejected' AND COALESCE(s.review, p.review) <> 'rejected' GROUP BY
    COALESCE(p.survivor_id, p.id), m.article_id UNION ALL SELECT person_id, article_id, 0, SUM(CASE WHEN said
    THEN 1 ELSE 0 END), SUM(CASE WHEN about THEN 1 ELSE 0 END), SUM(CASE WHEN heard THEN 1 ELSE 0 END), 0 FROM
    entities_voice GROUP BY person_id, article_id UNION ALL SELECT person_id, article_id, 0, 0, 0, 0, COUNT(*)
    FROM entities_portrait GROUP BY person_id, article_id ) h JOIN articles_article a ON a.id = h.article_id
    GROUP BY h.person_id, h.article_id, a.published, a.year, a.publisher, a.sample""",
    """INSERT INTO entities_articlecount (article_id, published, year, publisher, sample, headline, last_ingested,
    people, quotes, captions) SELECT a.id, a.published, a.year, a.publisher, a.sample, SUBSTR(a.headline, 1,
    200), a.last_ingested, (SELECT COUNT(*) FROM entities_appearance h WHERE h.article_id = a.id AND h.mentions
    > 0), (SELECT COUNT(*) FROM entities_statement h WHERE h.article_id = a.id), (SELECT COUNT(*) FROM
    entities_photo h WHERE h.article_id = a.id) FROM articles_article a""",
    """INSERT INTO entities_personcount (person_id, sort_name, review) SELECT id, sort_name, review FROM
    entities_person WHERE review <> 'rejected' AND merged_into_id IS NULL""",
    """INSERT INTO entities_eventcount (event_id, name, date, kind, place, review) SELECT id, name, date, kind,
    place, review FROM entities_event WHERE review <> 'rejected' AND merged_into_id IS NULL""",
    """UPDATE entities_personcount SET sampled = t.sampled, articles = t.articles, quoted_in = t.quoted_in,
    mentions = t.mentions, quotes = t.quotes, about = t.about, heard = t.heard, photos = t.photos FROM (SELECT
    person_id, CAST(SUM(CASE WHEN mentions > 0 AND sample THEN 1 ELSE 0 END) AS INTEGER) AS sampled,
    CAST(SUM(CASE WHEN mentions > 0 THEN 1 ELSE 0 END) AS INTEGER) AS articles, CAST(SUM(CASE WHEN quotes > 0
    THEN 1 ELSE 0 END) AS INTEGER) AS quoted_in, CAST(SUM(mentions) AS INTEGER) AS mentions, CAST(SUM(quotes) AS
    INTEGER) AS quotes, CAST(SUM(about) AS INTEGER) AS about, CAST(SUM(heard) AS INTEGER) AS heard,
    CAST(SUM(photos) AS INTEGER) AS photos FROM entities_appearance GROUP BY person_id) t WHERE t.person_id =
    entities_personcount.person_id""",
    """UPDATE entities_eventcount SET sampled = t.sampled, articles = t.articles FROM (SELECT event_id,
    CAST(SUM(CASE WHEN sample THEN 1 ELSE 0 END) AS INTEGER) AS sampled, COUNT(*) AS articles FROM
    entities_report GROUP BY event_id) t WHERE t.event_id = entities_eventcount.event_id""",
    """INSERT INTO entities_persontally (person_id, by, value, articles, quoted_in, mentions, quotes, about, heard,
    photos) SELECT person_id, 'year' AS by, COALESCE(CAST(year AS VARCHAR(4)), '') AS value, CAST(SUM(CASE WHEN
    mentions > 0 THEN 1 ELSE 0 END) AS INTEGER) AS articles, CAST(SUM(CASE WHEN quotes > 0 THEN 1 ELSE 0 END) AS
    INTEGER) AS quoted_in, CAST(SUM(mentions) AS INTEGER) AS mentions, CAST(SUM(quotes) AS INTEGER) AS quotes,
    CAST(SUM(about) AS INTEGER) AS about, CAST(SUM(heard) AS INTEGER) AS heard, CAST(SUM(photos) AS INTEGER) AS
    photos FROM entities_appearance GROUP BY person_id, COALESCE(CAST(year AS VARCHAR(4)), '') UNION ALL SELECT
    person_id, 'source' AS by, publisher AS value, CAST(SUM(CASE WHEN mentions > 0 THEN 1 ELSE 0 END) AS
    INTEGER) AS articles, CAST(SUM(CASE WHEN quotes > 0 THEN 1 ELSE 0 END) AS INTEGER) AS quoted_in,
    CAST(SUM(mentions) AS INTEGER) AS mentions, CAST(SUM(quotes) AS INTEGER) AS quotes, CAST(SUM(about) AS
    INTEGER) AS about, CAST(SUM(heard) AS INTEGER) AS heard, CAST(SUM(photos) AS INTEGER) AS photos FROM
    entities_appearance GROUP BY person_id, publisher""",
    """INSERT INTO entities_tally (of, publisher, year, agency, kind, attributed, review, sample, number) SELECT
    'article', publisher, COALESCE(year, 0), '', '', 1 = 0, '', sample, COUNT(*) FROM entities_articlecount
    GROUP BY 1, 2, 3, 4, 5, 6, 7, 8 UNION ALL SELECT 'quote', publisher, COALESCE(year, 0), '', kind, voice IS
    NOT NULL, review, sample, COUNT(*) FROM entities_statement GROUP BY 1, 2, 3, 4, 5, 6, 7, 8 UNION ALL SELECT
    'caption', publisher, COALESCE(year, 0), agency, '', 1 = 0, review, sample, COUNT(*) FROM entities_photo
    GROUP BY 1, 2, 3, 4, 5, 6, 7, 8 UNION ALL SELECT 'person', '', 0, '', '', 1 = 0, review, 1 = 0, COUNT(*)
    FROM entities_personcount GROUP BY 1, 2, 3, 4, 5, 6, 7, 8 UNION ALL SELECT 'event', '',
    COALESCE(CAST(SUBSTR(CAST(date AS VARCHAR(10)), 1, 4) AS INTEGER), 0), '', kind, 1 = 0, review, 1 = 0,
    COUNT(*) FROM entities_eventcount GROUP BY 1, 2, 3, 4, 5, 6, 7, 8""",
    """UPDATE entities_personcount SET first_seen = (SELECT h.published FROM entities_appearance h WHERE
    h.person_id = entities_personcount.person_id AND h.mentions > 0 AND h.published IS NOT NULL ORDER BY
    h.published ASC LIMIT 1), last_seen = (SELECT h.published FROM entities_appearance h WHERE h.person_id =
    entities_personcount.person_id AND h.mentions > 0 AND h.published IS NOT NULL ORDER BY h.published DESC
    LIMIT 1)""",
)


def fill(apps, schema_editor):
    for statement in STATEMENTS:
        schema_editor.execute(statement, None)


def empty(apps, schema_editor):
    for table in TABLES:
        schema_editor.execute(f"DELETE FROM {table}")  # noqa: S608 (our own names)


class Migration(migrations.Migration):
    dependencies = [("entities", "0012_lists_and_counters")]
    operations = [migrations.RunPython(fill, empty)]
