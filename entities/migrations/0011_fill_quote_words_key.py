"""The key of the words of every quote that is there already, made as the archive makes it from here on."""

import re
from hashlib import blake2b

from django.db import migrations
from django.db.models import Prefetch

BATCH = 2000


def fill(apps, schema_editor):
    Quote, QuotePart = apps.get_model("entities", "Quote"), apps.get_model("entities", "QuotePart")
    parts = Prefetch("parts", queryset=QuotePart.objects.order_by("order"))
    last = 0
    while rows := list(Quote.objects.filter(pk__gt=last).order_by("pk").prefetch_related(parts)[:BATCH]):
        for row in rows:
            row.words_key = _key(" ".join(part.text for part in row.parts.all()))
        Quote.objects.bulk_update(rows, ["words_key"], batch_size=500)
        last = rows[-1].pk


def _key(text):
    plain = " ".join(re.findall(r"\w+", re.sub("['’‘]", "", text.casefold())))
    return blake2b(plain.encode(), digest_size=8).hexdigest()


class Migration(migrations.Migration):

    dependencies = [("entities", "0010_quote_words_key")]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
