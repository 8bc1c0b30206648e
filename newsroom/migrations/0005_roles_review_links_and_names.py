"""Let editors and archivists confirm and reject related links, and the names of organisations, places and works."""

from django.db import migrations

PERMISSIONS = [("articles", "change_relatedlink"), ("entities", "change_entitymention")]


def let_review(apps, schema_editor):
    Permission = apps.get_model("auth", "Permission")
    for label, codename in PERMISSIONS:
        permission = Permission.objects.get(content_type__app_label=label, codename=codename)
        for group in apps.get_model("auth", "Group").objects.filter(name__in=("Editor", "Archivist")):
            group.permissions.add(permission)


class Migration(migrations.Migration):
    dependencies = [("newsroom", "0004_archivists_decide_in_bulk")]

    operations = [migrations.RunPython(let_review, migrations.RunPython.noop)]
