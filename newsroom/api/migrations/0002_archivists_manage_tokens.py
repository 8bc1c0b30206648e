"""Let archivists see, make and revoke the tokens of all accounts."""

from django.contrib.auth.management import create_permissions
from django.db import migrations


def let_manage(apps, schema_editor):
    config = apps.get_app_config("api")
    config.models_module = True  # the historical app has none, and would be passed over
    create_permissions(config, apps=apps, verbosity=0)
    config.models_module = None
    permissions = apps.get_model("auth", "Permission").objects.filter(
        content_type__app_label="api", codename__in=["view_apitoken", "add_apitoken", "change_apitoken"]
    )
    for group in apps.get_model("auth", "Group").objects.filter(name="Archivist"):
        group.permissions.add(*permissions)


class Migration(migrations.Migration):
    dependencies = [("api", "0001_tokens"), ("newsroom", "0005_roles_review_links_and_names")]

    operations = [migrations.RunPython(let_manage, migrations.RunPython.noop)]
