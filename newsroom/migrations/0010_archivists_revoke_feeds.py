"""Let archivists see and revoke the secret addresses of feeds."""

from django.contrib.auth.management import create_permissions
from django.db import migrations


def let_revoke(apps, schema_editor):
    config = apps.get_app_config("newsroom")
    config.models_module = True  # the historical app has none, and would be passed over
    create_permissions(config, apps=apps, verbosity=0)
    config.models_module = None
    Permission = apps.get_model("auth", "Permission")
    codenames = ("view_feedaddress", "delete_feedaddress")
    found = Permission.objects.filter(content_type__app_label="newsroom", codename__in=codenames)
    for group in apps.get_model("auth", "Group").objects.filter(name="Archivist"):
        group.permissions.add(*found)


class Migration(migrations.Migration):
    dependencies = [("newsroom", "0009_feed_addresses")]

    operations = [migrations.RunPython(let_revoke, migrations.RunPython.noop)]
