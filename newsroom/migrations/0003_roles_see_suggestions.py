"""Let every role see what the machine suggests; who may change a row may answer."""

from django.contrib.auth.management import create_permissions
from django.db import migrations

ROLES = ("Reader", "Editor", "Archivist")


def let_see(apps, schema_editor):
    config = apps.get_app_config("entities")
    config.models_module = True  # the historical app has none, and would be passed over
    create_permissions(config, apps=apps, verbosity=0)
    config.models_module = None
    permission = apps.get_model("auth", "Permission").objects.get(
        content_type__app_label="entities", codename="view_suggestion"
    )
    for group in apps.get_model("auth", "Group").objects.filter(name__in=ROLES):
        group.permissions.add(permission)


class Migration(migrations.Migration):
    dependencies = [("newsroom", "0002_roles_see_versions"), ("entities", "0004_suggestions")]

    operations = [migrations.RunPython(let_see, migrations.RunPython.noop)]
