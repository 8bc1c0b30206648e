"""What is done with tokens: made, found again by what a program sends, counted, revoked."""

import hashlib
import secrets
from datetime import datetime, timedelta

from django.contrib.auth.models import User
from django.db.models import Case, F, Q, Value, When

from newsroom.api.models import ApiToken

PREFIX = "arch_"  # by which a scanner of leaked secrets, or a colleague, knows what it is
RANDOM_BYTES = 32
SHOWN = len(PREFIX) + 4


def make_token(*, user: User, name: str, days: int, now: datetime) -> tuple[ApiToken, str]:
    """Make a token for so many days; return its row, and the secret that nobody can be told again."""
    secret = PREFIX + secrets.token_urlsafe(RANDOM_BYTES)
    token = ApiToken(
        user=user,
        name=name,
        start=secret[:SHOWN],
        digest=digest(secret),
        created=now,
        expires=now + timedelta(days=days),
    )
    token.full_clean()
    token.save()
    return token, secret


def digest(secret: str) -> str:
    """A plain hash will do: the secret is 256 random bits, which no list of passwords holds."""
    return hashlib.sha256(secret.encode()).hexdigest()


def find_token(secret: str, *, now: datetime) -> ApiToken | None:
    """The token that a program sent, if it still works."""
    return ApiToken.objects.working(now).select_related("user").filter(digest=digest(secret)).first()


def revoke_token(token: ApiToken, *, now: datetime) -> None:
    """Let it open nothing any more; the first time stays."""
    ApiToken.objects.filter(pk=token.pk, revoked=None).update(revoked=now)


def spend(token: ApiToken, *, limit: int, now: datetime) -> bool:
    """Count one request; False where the token has spent its `limit` of this minute.

    One UPDATE that checks and counts at once, so that several workers on several machines share
    the count. It is also what remembers when the token was used last.
    """
    minute = now.replace(second=0, microsecond=0)
    another = Q(minute=None) | ~Q(minute=minute)
    allowed = ApiToken.objects.filter(another | Q(spent__lt=limit), pk=token.pk)
    spent = Case(When(minute=minute, then=F("spent") + 1), default=Value(1))
    return bool(allowed.update(spent=spent, minute=minute, last_used=now))
