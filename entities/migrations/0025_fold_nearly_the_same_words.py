"""The key of the words of every quote, made anew: it is the same for nearly the same words from here on."""

from django.db import migrations, models
from django.db.models import Prefetch

from articles.same_words import words_key

BATCH = 2000


def fill(apps, schema_editor):
    Quote, QuotePart = apps.get_model("entities", "Quote"), apps.get_model("entities", "QuotePart")
    parts = Prefetch("parts", queryset=QuotePart.objects.order_by("order"))
    last = 0
    while rows := list(Quote.objects.filter(pk__gt=last).only("words_key").order_by("pk").prefetch_related(parts)[:BATCH]):
        last = rows[-1].pk
        other = []
        for row in rows:
            key = words_key(" ".join(part.text for part in row.parts.all()))
            if key != row.words_key:
                row.words_key = key
                other.append(row)
        Quote.objects.bulk_update(other, ["words_key"], batch_size=500)


class Migration(migrations.Migration):

    dependencies = [("entities", "0024_release")]

    operations = [
        migrations.AlterField(
            model_name="quote",
            name="words_key",
            field=models.CharField(
                blank=True,
                editable=False,
                help_text="The same for nearly the same words.",
                max_length=16,
            ),
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
