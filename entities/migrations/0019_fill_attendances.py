"""Fill the lists of who was at which event, in an archive that has articles already."""

from django.db import migrations

TABLES = ("entities_attendance", "entities_attendancecount")
# As they were counted when these tables were new.
STATEMENTS = (
    """INSERT INTO entities_attendance (event_id, person_id, article_id, decided)
    SELECT COALESCE(e.survivor_id, e.id), COALESCE(p.survivor_id, p.id), t.article_id,
    MAX(CASE WHEN t.review = 'machine' THEN 0 ELSE 1 END) = 1
    FROM entities_eventparticipant t JOIN entities_person p ON p.id = t.person_id
    LEFT JOIN entities_person s ON s.id = p.survivor_id JOIN entities_event e ON e.id = t.event_id
    LEFT JOIN entities_event es ON es.id = e.survivor_id WHERE t.review <> 'rejected'
    AND COALESCE(s.review, p.review) <> 'rejected' AND COALESCE(es.review, e.review) <> 'rejected'
    GROUP BY COALESCE(e.survivor_id, e.id), COALESCE(p.survivor_id, p.id), t.article_id""",
    """INSERT INTO entities_attendancecount (person_id, event_id, articles, decided)
    SELECT person_id, event_id, COUNT(*), SUM(CASE WHEN decided THEN 1 ELSE 0 END)
    FROM entities_attendance GROUP BY person_id, event_id""",
    """UPDATE entities_personcount SET events = t.events FROM (SELECT person_id, COUNT(*) AS events
    FROM entities_attendancecount GROUP BY person_id) t WHERE t.person_id = entities_personcount.person_id""",
    """UPDATE entities_eventcount SET people = t.people FROM (SELECT event_id, COUNT(*) AS people
    FROM entities_attendancecount GROUP BY event_id) t WHERE t.event_id = entities_eventcount.event_id""",
)


def fill(apps, schema_editor):
    for statement in STATEMENTS:
        schema_editor.execute(statement, None)


def empty(apps, schema_editor):
    for table in TABLES:
        schema_editor.execute(f"DELETE FROM {table}")  # noqa: S608 (our own names)


class Migration(migrations.Migration):
    dependencies = [("entities", "0018_attendances")]
    operations = [migrations.RunPython(fill, empty)]
