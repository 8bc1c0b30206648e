from django.db import migrations


def to_rows(apps, schema_editor):
    """Each failure that a run kept in its list becomes a row; nobody knows any longer which of them still wait."""
    run_of, failure_of = apps.get_model("articles", "IngestRun"), apps.get_model("articles", "FailedFile")
    for run in run_of.objects.exclude(failures=[]).iterator(chunk_size=100):
        failure_of.objects.bulk_create(
            [
                failure_of(
                    run=run, at=run.started, file=str(entry.get("path", "")).partition("#")[0][:1000],
                    source=str(entry.get("path", ""))[:1000], line=entry.get("line"),
                    problem=str(entry.get("problem", "")), remedy=str(entry.get("remedy", "")), waits=False,
                )
                for entry in run.failures
                if isinstance(entry, dict)
            ],
            batch_size=500,
        )


def to_lists(apps, schema_editor):
    run_of, failure_of = apps.get_model("articles", "IngestRun"), apps.get_model("articles", "FailedFile")
    for run in run_of.objects.filter(pk__in=failure_of.objects.values("run")).iterator(chunk_size=100):
        failed = failure_of.objects.filter(run=run).order_by("pk").values("source", "line", "problem", "remedy")
        run.failures = [{"path": entry.pop("source"), **entry} for entry in failed]
        run.save(update_fields=["failures"])



class Migration(migrations.Migration):

    dependencies = [
        ('articles', '0009_failed_files'),
    ]

    operations = [
        migrations.RunPython(to_rows, to_lists),
    ]
