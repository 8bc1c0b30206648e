"""Let every role share its saved searches, and archivists look after them and the mails."""

from django.contrib.auth.management import create_permissions
from django.db import migrations

ROLES = {
    "Reader": ("add_savedsearch",),
    "Editor": ("add_savedsearch",),
    "Archivist": ("add_savedsearch", "view_savedsearch", "delete_savedsearch", "view_digest"),
}


def let_share(apps, schema_editor):
    config = apps.get_app_config("newsroom")
    config.models_module = True  # the historical app has none, and would be passed over
    create_permissions(config, apps=apps, verbosity=0)
    config.models_module = None
    Permission = apps.get_model("auth", "Permission")
    for name, codenames in ROLES.items():
        found = Permission.objects.filter(content_type__app_label="newsroom", codename__in=codenames)
        for group in apps.get_model("auth", "Group").objects.filter(name=name):
            group.permissions.add(*found)


class Migration(migrations.Migration):
    dependencies = [("newsroom", "0007_saved_searches")]

    operations = [migrations.RunPython(let_share, migrations.RunPython.noop)]
