"""Whose name a command that was started from a page works under."""

from django.contrib.auth.models import User
from django.core.management.base import CommandError


def account(name: str | None) -> User | None:
    """Raises CommandError where nobody is called so."""
    if name is None:
        return None
    try:
        return User.objects.get_by_natural_key(name)
    except User.DoesNotExist as error:
        raise CommandError(f"--by {name}: no such account") from error
