"""Give every article that was stored before versions were kept its first one."""

from django.db import migrations

BATCH = 500


def make_first_versions(apps, schema_editor):
    Article = apps.get_model("articles", "Article")
    ArticleVersion = apps.get_model("articles", "ArticleVersion")
    articles = Article.objects.filter(versions=None).order_by("pk").defer("text", "spans")
    lot = []
    for article in articles.iterator(chunk_size=BATCH):
        # An article that was read once was first seen by that run; of others nobody knows any longer.
        run = article.run_id if article.first_seen == article.last_ingested else None
        lot.append(
            ArticleVersion(
                article=article,
                number=1,
                source=article.source,
                content_hash=article.content_hash,
                run_id=run,
                seen=article.first_seen,
            )
        )
        if len(lot) == BATCH:
            ArticleVersion.objects.bulk_create(lot)
            lot = []
    ArticleVersion.objects.bulk_create(lot)


class Migration(migrations.Migration):
    dependencies = [("articles", "0002_article_versions")]

    operations = [migrations.RunPython(make_first_versions, migrations.RunPython.noop)]
