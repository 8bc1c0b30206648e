"""Accounts: the first one of an archive, what each may do, and where a log-in comes from."""

import secrets

from django.conf import settings
from django.contrib.auth.backends import ModelBackend
from django.contrib.auth.models import Group, User
from django.db import connection, transaction
from django.db.models import Model
from django.http import HttpRequest

# Letters and digits that cannot be taken for one another when read from a screen.
READABLE = "abcdefghjkmnpqrstuvwxyz23456789"
PERMISSIONS = """SELECT kind.app_label, permission.codename FROM auth_permission AS permission
JOIN django_content_type AS kind ON kind.id = permission.content_type_id
WHERE permission.id IN (
    SELECT permission_id FROM auth_user_user_permissions WHERE user_id = %s
    UNION ALL
    SELECT of_group.permission_id FROM auth_group_permissions AS of_group
    JOIN auth_user_groups AS mine ON mine.group_id = of_group.group_id WHERE mine.user_id = %s
)"""


class Permissions(ModelBackend):
    """Django's own, but what an account may do is one plain statement and not two of its ORM: every page asks."""

    def get_all_permissions(self, user_obj: User, obj: Model | None = None) -> set[str]:
        if obj is not None or not user_obj.is_active or user_obj.is_anonymous or user_obj.is_superuser:
            return super().get_all_permissions(user_obj, obj)
        if not hasattr(user_obj, "_perm_cache"):
            with connection.cursor() as cursor:
                cursor.execute(PERMISSIONS, [user_obj.pk, user_obj.pk])
                user_obj._perm_cache = {f"{label}.{codename}" for label, codename in cursor.fetchall()}
        return user_obj._perm_cache


def generate_password() -> str:
    """Sixteen random characters in groups of four, for reading off a screen: about 79 bits."""
    return "-".join("".join(secrets.choice(READABLE) for _ in range(4)) for _ in range(4))


@transaction.atomic
def make_first_account(*, name: str, password: str) -> User:
    """Make an Archivist who may also use the admin. Raises ValidationError where the name cannot be a user's."""
    user = User(username=name, is_staff=True)
    user.set_password(password)
    user.full_clean()
    user.save()
    user.groups.add(Group.objects.get(name="Archivist"))
    return user


def client_address(request: HttpRequest) -> str:
    """Address that a log-in comes from: what our own proxy saw, else who opened the connection.

    Empty for a log-in that no connection brought, as a test makes one.

    The last entry of X-Forwarded-For is the one the proxy wrote; those before it are the client's to invent.
    """
    if settings.BEHIND_PROXY and (forwarded := request.META.get("HTTP_X_FORWARDED_FOR")):
        return forwarded.rsplit(",", 1)[-1].strip()
    return request.META.get("REMOTE_ADDR", "")
