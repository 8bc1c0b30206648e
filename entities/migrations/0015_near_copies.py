import django.db.models.deletion
from django.db import migrations, models


def article(**more):
    return models.ForeignKey(
        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="articles.article", **more
    )


class Migration(migrations.Migration):
    dependencies = [("entities", "0014_held_articles")]

    operations = [
        migrations.CreateModel(
            name="CopyKey",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.BigIntegerField()),
                ("article", article(db_index=False)),
            ],
            options={
                "indexes": [
                    models.Index(fields=["key", "article"], name="copy_key"),
                    models.Index(fields=["article"], name="copy_key_of_article"),
                ],
            },
        ),
        migrations.CreateModel(
            name="NearCopy",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "share",
                    models.FloatField(help_text="How much of the shorter text the other has, from 0 to 1."),
                ),
                ("first", article()),
                ("second", article()),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("first", "second"), name="near_copy_once"),
                    models.CheckConstraint(
                        condition=models.Q(("first__lt", models.F("second"))), name="near_copy_in_order"
                    ),
                ],
            },
        ),
    ]
