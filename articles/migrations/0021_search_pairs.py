"""In PostgreSQL an article has words for every two of its own side by side: `rebuild_search --if-empty` writes them."""

from django.db import migrations


def empty(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("TRUNCATE search_article")


class Migration(migrations.Migration):
    dependencies = [("articles", "0020_the_desk_from_indexes")]
    operations = [migrations.RunPython(empty, migrations.RunPython.noop)]
