"""Empty the index of words, for `rebuild_search --if-empty` to fill.

Letters such as ø are folded too; in PostgreSQL a row has words for those that follow one another in it, and an article
for those of its headline.
"""

from django.db import migrations

KINDS = ("article", "quote", "caption", "person", "event")
STARTS = ("search_person_start", "search_event_start")


def empty(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(f"TRUNCATE {', '.join([*(f'search_{kind}' for kind in KINDS), *STARTS])}")
        return
    for kind in KINDS:  # at once, where to delete goes row by row
        schema_editor.execute(f"DROP TABLE search_{kind}")
        schema_editor.execute(
            f"CREATE VIRTUAL TABLE search_{kind} USING fts5(a, b, c, d, tokenize = 'ascii', prefix = '2 3')"
        )
    for table in STARTS:
        schema_editor.execute(f"DELETE FROM {table}")


class Migration(migrations.Migration):
    dependencies = [("articles", "0020_the_desk_from_indexes")]
    operations = [migrations.RunPython(empty, migrations.RunPython.noop)]
