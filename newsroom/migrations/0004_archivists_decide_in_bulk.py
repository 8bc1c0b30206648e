"""Let archivists decide on many rows at once, by list or by import."""

from django.contrib.auth.management import create_permissions
from django.db import migrations


def let_decide(apps, schema_editor):
    config = apps.get_app_config("entities")
    config.models_module = True  # the historical app has none, and would be passed over
    create_permissions(config, apps=apps, verbosity=0)
    config.models_module = None
    permission = apps.get_model("auth", "Permission").objects.get(
        content_type__app_label="entities", codename="bulk_decide"
    )
    for group in apps.get_model("auth", "Group").objects.filter(name="Archivist"):
        group.permissions.add(permission)


class Migration(migrations.Migration):
    dependencies = [("newsroom", "0003_roles_see_suggestions"), ("entities", "0008_import_and_add_person")]

    operations = [migrations.RunPython(let_decide, migrations.RunPython.noop)]
