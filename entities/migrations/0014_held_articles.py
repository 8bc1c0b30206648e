import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("articles", "0015_article_once_per_identity"), ("entities", "0013_fill_lists_and_counters")]

    operations = [
        migrations.CreateModel(
            name="HeldArticle",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "provenance",
                    models.JSONField(
                        blank=True,
                        default=dict,
                        editable=False,
                        help_text="What its sender says of it: rights, notes, version.",
                    ),
                ),
                (
                    "source",
                    models.CharField(help_text="As it will be the article's.", max_length=1000, unique=True),
                ),
                ("identity", models.CharField(blank=True, db_index=True, max_length=500)),
                ("content_hash", models.CharField(max_length=64)),
                ("sample", models.BooleanField(default=False)),
                (
                    "until",
                    models.DateTimeField(
                        blank=True,
                        db_index=True,
                        help_text="Empty where the sender says no moment: until further notice.",
                        null=True,
                    ),
                ),
                ("headline", models.CharField(max_length=1000)),
                ("extraction", models.JSONField(help_text="All that was read, as it will be stored.")),
                ("model", models.CharField(max_length=100)),
                ("extraction_version", models.CharField(max_length=20)),
                ("seen", models.DateTimeField(help_text="When its file was read last.")),
                (
                    "run",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="articles.ingestrun",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("source", ""), _negated=True), name="heldarticle_source_is_not_empty"
                    )
                ],
            },
        ),
    ]
