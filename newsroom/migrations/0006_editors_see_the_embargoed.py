"""Let editors see what is under embargo, and nobody else."""

from django.contrib.auth.management import create_permissions
from django.db import migrations

ROLES = ("Editor", "Archivist")


def let_see(apps, schema_editor):
    config = apps.get_app_config("entities")
    config.models_module = True  # the historical app has none, and would be passed over
    create_permissions(config, apps=apps, verbosity=0)
    config.models_module = None
    permission = apps.get_model("auth", "Permission").objects.get(
        content_type__app_label="entities", codename="view_heldarticle"
    )
    for group in apps.get_model("auth", "Group").objects.filter(name__in=ROLES):
        group.permissions.add(permission)


class Migration(migrations.Migration):
    dependencies = [("newsroom", "0005_roles_review_links_and_names"), ("entities", "0014_held_articles")]

    operations = [migrations.RunPython(let_see, migrations.RunPython.noop)]
