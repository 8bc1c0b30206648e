"""Let PostgreSQL write the index of words at once: with a list of what is still to be written it reads row by row."""

from django.db import migrations

KINDS = ("article", "quote", "caption", "person", "event")


def write_at_once(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        for kind in KINDS:
            schema_editor.execute(f"ALTER INDEX search_{kind}_words SET (fastupdate = off)")
            schema_editor.execute(f"SELECT gin_clean_pending_list('search_{kind}_words')")


class Migration(migrations.Migration):
    dependencies = [("articles", "0006_search_tables")]
    operations = [migrations.RunPython(write_at_once, migrations.RunPython.noop)]
