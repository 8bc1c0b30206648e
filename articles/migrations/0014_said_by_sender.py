from django.db import migrations, models

SAID = models.JSONField(
    blank=True, default=dict, editable=False, help_text="What its sender says of it: rights, notes, version."
)


class Migration(migrations.Migration):
    dependencies = [("articles", "0013_progress_of_runs")]

    operations = [
        migrations.AddField("article", "provenance", SAID),
        migrations.AddField("articleversion", "provenance", SAID),
    ]
