from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("articles", "0014_said_by_sender")]

    operations = [
        migrations.AddField(
            "article",
            "identity",
            models.CharField(
                blank=True, default="", help_text="What its sender calls it, in every version.", max_length=500
            ),
            preserve_default=False,
        ),
        migrations.AddConstraint(
            "article",
            models.UniqueConstraint(
                condition=models.Q(("identity", ""), _negated=True),
                fields=("identity",),
                name="article_once_per_identity",
            ),
        ),
    ]
