"""One table of words a kind of row: FTS5 in SQLite, tsvector with GIN in PostgreSQL. They have no model.

FTS5 keeps the folded words themselves: without them SQLite 3.40 could not take a row out again.
"""

from django.db import migrations

KINDS = ("article", "quote", "caption", "person", "event")


def create(apps, schema_editor):
    for kind in KINDS:
        if schema_editor.connection.vendor == "postgresql":
            schema_editor.execute(f"CREATE TABLE search_{kind} (rowid bigint PRIMARY KEY, words tsvector NOT NULL)")
            schema_editor.execute(f"CREATE INDEX search_{kind}_words ON search_{kind} USING gin (words)")
        else:
            schema_editor.execute(
                f"CREATE VIRTUAL TABLE search_{kind} USING fts5(a, b, c, d, tokenize = 'ascii', prefix = '2 3')"
            )


def remove(apps, schema_editor):
    for kind in KINDS:
        schema_editor.execute(f"DROP TABLE search_{kind}")


class Migration(migrations.Migration):
    dependencies = [("articles", "0005_decided_spans")]
    operations = [migrations.RunPython(create, remove, elidable=False)]
