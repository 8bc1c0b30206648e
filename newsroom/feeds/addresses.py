"""Secret addresses of feeds: made, found by their secret, revoked."""

import hashlib
import secrets
from datetime import date

from django.contrib.auth.models import User

from newsroom.listings import Listing
from newsroom.models import FeedAddress

MOST = 100


class FeedAddressError(ValueError):
    """No address can be made; the message says why and what to do."""


def make_address(*, owner: User, listing: Listing) -> tuple[FeedAddress, str]:
    """Return a new address of a list and its secret, which is never to be had again."""
    if owner.feed_addresses.count() >= MOST:
        raise FeedAddressError(f"You have {MOST} feed addresses. Revoke one that is no longer read.")
    secret = secrets.token_urlsafe(32)
    said = listing.says(2).removeprefix("2 ")[:300]
    made = FeedAddress.objects.create(
        owner=owner, path=listing.path, query=listing.query, sentence=said, digest=hashed(secret)
    )
    return made, secret


def find_address(secret: str, *, today: date) -> FeedAddress | None:
    """The address of a secret while its owner may sign in; remembers the day on which it was read."""
    found = FeedAddress.objects.filter(digest=hashed(secret), owner__is_active=True).select_related("owner").first()
    if found and found.last_read != today:
        FeedAddress.objects.filter(pk=found.pk).update(last_read=today)
    return found


def hashed(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()
