"""Accounts: the first one of an archive, and where a log-in comes from."""

import secrets

from django.conf import settings
from django.contrib.auth.models import Group, User
from django.db import transaction
from django.http import HttpRequest

# Letters and digits that cannot be taken for one another when read from a screen.
READABLE = "abcdefghjkmnpqrstuvwxyz23456789"


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
