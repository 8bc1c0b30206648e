"""One table of the beginnings of names for people and one for events. They have no model."""

from django.db import migrations

KINDS = ("person", "event")


def create(apps, schema_editor):
    for kind in KINDS:
        table, columns = f"search_{kind}_start", "start {0} NOT NULL, fame {1} NOT NULL, key {2} NOT NULL, words {0} NOT NULL"
        if schema_editor.connection.vendor == "postgresql":
            schema_editor.execute(f"CREATE TABLE {table} ({columns.format('text', 'smallint', 'bigint')})")
            schema_editor.execute(f"CREATE INDEX {table}_fame ON {table} (start, fame DESC, key) INCLUDE (words)")
        else:
            columns = columns.format("TEXT", "INTEGER", "INTEGER")
            schema_editor.execute(
                f"CREATE TABLE {table} ({columns}, PRIMARY KEY (start, fame DESC, key)) WITHOUT ROWID"
            )
        schema_editor.execute(f"CREATE INDEX {table}_key ON {table} (key)")


def remove(apps, schema_editor):
    for kind in KINDS:
        schema_editor.execute(f"DROP TABLE search_{kind}_start")


class Migration(migrations.Migration):
    dependencies = [("articles", "0007_search_index_at_once")]
    operations = [migrations.RunPython(create, remove)]
