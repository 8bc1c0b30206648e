"""In PostgreSQL give every row of the index of words the word of its slice, of 2,000 rows by their keys."""

from django.db import migrations

KINDS = ("article", "quote", "caption", "person", "event")


def change(schema_editor, words):
    """Without the index meanwhile: it would be written anew row by row."""
    if schema_editor.connection.vendor != "postgresql":
        return
    for kind in KINDS:
        schema_editor.execute(f"DROP INDEX search_{kind}_words")
        schema_editor.execute(f"UPDATE search_{kind} SET words = {words}")
        schema_editor.execute(
            f"CREATE INDEX search_{kind}_words ON search_{kind} USING gin (words) WITH (fastupdate = off)"
        )


def add(apps, schema_editor):
    change(schema_editor, "words || ('''#' || rowid / 2000 || '''')::tsvector")


def take_out(apps, schema_editor):
    change(schema_editor, "ts_delete(words, '#' || rowid / 2000)")


class Migration(migrations.Migration):
    dependencies = [("articles", "0015_article_once_per_identity")]
    operations = [migrations.RunPython(add, take_out)]
