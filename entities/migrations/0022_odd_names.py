"""Mark the people of an archive who may be none by their names."""

from django.db import migrations

# As they were told when the column was new.
MARK = """UPDATE entities_personcount SET odd_name = TRUE WHERE person_id IN (
SELECT p.id FROM entities_person p WHERE (p.name = UPPER(p.name) AND p.name <> LOWER(p.name)) OR p.name = (
SELECT MIN(e.text) FROM entities_entitymention e
WHERE e.text >= p.name AND e.type IN ('place', 'organisation') AND NOT (e.review = 'rejected')))"""


class Migration(migrations.Migration):
    dependencies = [("entities", "0021_the_desk_from_indexes")]
    operations = [migrations.RunSQL(MARK, migrations.RunSQL.noop)]
