"""Make the groups Reader, Editor and Archivist. docs/configure.md has them as a table."""

from django.contrib.auth.management import create_permissions
from django.db import migrations

PUBLISHED = ("article", "caption", "ingestrun", "relatedlink")
LEARNED = (
    "alias",
    "change",
    "decision",
    "depiction",
    "entitymention",
    "event",
    "eventmention",
    "eventparticipant",
    "keptapart",
    "mention",
    "person",
    "quote",
    "quotepart",
)

READER = [f"articles.view_{model}" for model in PUBLISHED] + [f"entities.view_{model}" for model in LEARNED]
EDITOR = [
    *READER,
    "articles.change_caption",
    "entities.change_alias",
    "entities.change_depiction",
    "entities.change_event",
    "entities.change_eventmention",
    "entities.change_eventparticipant",
    "entities.change_mention",
    "entities.change_person",
    "entities.change_quote",
    "entities.add_alias",
    "entities.add_depiction",
    "entities.add_event",
    "entities.add_eventparticipant",
    "entities.add_keptapart",
    "entities.add_person",
    "entities.delete_alias",
    "entities.delete_keptapart",
]
ARCHIVIST = [
    *EDITOR,
    "articles.add_ingestrun",
    "auth.add_user",
    "auth.change_user",
    "auth.view_user",
    "auth.view_group",
    "axes.view_accessattempt",
    "axes.delete_accessattempt",
]
ROLES = {"Reader": READER, "Editor": EDITOR, "Archivist": ARCHIVIST}


def make_permissions(apps):
    """Django makes permissions after the last migration; the roles need them now."""
    for label in ("articles", "entities", "auth", "axes"):
        config = apps.get_app_config(label)
        config.models_module = True  # the historical app has none, and would be passed over
        create_permissions(config, apps=apps, verbosity=0)
        config.models_module = None


def make_roles(apps, schema_editor):
    make_permissions(apps)
    Permission = apps.get_model("auth", "Permission")
    Group = apps.get_model("auth", "Group")
    known = {f"{p.content_type.app_label}.{p.codename}": p for p in Permission.objects.select_related("content_type")}
    for name, permissions in ROLES.items():
        group, _ = Group.objects.get_or_create(name=name)
        group.permissions.set(known[permission] for permission in permissions)


def remove_roles(apps, schema_editor):
    apps.get_model("auth", "Group").objects.filter(name__in=ROLES).delete()


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0001_initial"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("axes", "0010_accessattemptexpiration"),
        ("contenttypes", "0002_remove_content_type_name"),
        ("entities", "0001_initial"),
    ]

    operations = [migrations.RunPython(make_roles, remove_roles)]
