"""Empty the index of words, for `rebuild_search --if-empty` to fill: rows are marked by who is in them, and by year."""

from importlib import import_module

from django.db import migrations

empty = import_module("articles.migrations.0021_search_words_anew").empty


class Migration(migrations.Migration):
    dependencies = [("articles", "0021_search_words_anew")]
    operations = [migrations.RunPython(empty, migrations.RunPython.noop)]
