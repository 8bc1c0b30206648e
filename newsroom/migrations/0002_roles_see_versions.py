"""Let every role see the versions of an article."""

from django.contrib.auth.management import create_permissions
from django.db import migrations

ROLES = ("Reader", "Editor", "Archivist")


def let_see(apps, schema_editor):
    config = apps.get_app_config("articles")
    config.models_module = True  # the historical app has none, and would be passed over
    create_permissions(config, apps=apps, verbosity=0)
    config.models_module = None
    permission = apps.get_model("auth", "Permission").objects.get(
        content_type__app_label="articles", codename="view_articleversion"
    )
    for group in apps.get_model("auth", "Group").objects.filter(name__in=ROLES):
        group.permissions.add(permission)


class Migration(migrations.Migration):
    dependencies = [("newsroom", "0001_roles"), ("articles", "0003_first_versions")]

    operations = [migrations.RunPython(let_see, migrations.RunPython.noop)]
