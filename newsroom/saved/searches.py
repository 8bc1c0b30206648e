"""Keeping a list, and what is new in it since somebody looked."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from django.contrib.auth.models import User
from django.core.exceptions import BadRequest
from django.db import transaction
from django.db.models import Max, QuerySet
from django.http import Http404, QueryDict
from django.utils import timezone

from entities import capped
from entities.search.conditions import rows_of
from newsroom.listings import Listing, listing_at
from newsroom.models import Follow, SavedSearch

MOST_SAVED = 200


class SavedSearchError(ValueError):
    """A search cannot be kept; the message says why and what to do."""


@dataclass(frozen=True, slots=True, kw_only=True)
class News:
    """What a follower has not seen yet. `listing` is None where the list cannot be read any more, as `problem` says."""

    follow: Follow
    listing: Listing | None = None
    problem: str = ""
    count: int = 0

    @property
    def number(self) -> str:
        return capped.number(self.count)

    @property
    def sentence(self) -> str:
        """What the list shows, without a number: "quotes by Diane Sawyer"."""
        return self.listing.says(2).removeprefix("2 ") if self.listing else self.problem


def listing_of(search: SavedSearch) -> Listing:
    """Raises Http404 or BadRequest where its page, or somebody whom it names, is no more."""
    return listing_at(search.path, QueryDict(search.query))


@transaction.atomic
def save_search(
    *, owner: User, listing: Listing, name: str, shared: bool = False, by_mail: bool = False
) -> SavedSearch:
    """Keep a list under a name. Its owner has seen what it holds by now."""
    same = owner.saved_searches.filter(path=listing.path, query=listing.query).first()
    if same:
        raise SavedSearchError(f"You have saved this list already, as “{same.name}”.")
    if owner.saved_searches.count() >= MOST_SAVED:
        raise SavedSearchError(f"You have {MOST_SAVED} saved searches. Delete one that you no longer need.")
    search = SavedSearch.objects.create(
        name=name, kind=listing.kind, path=listing.path, query=listing.query, owner=owner, shared=shared
    )
    follow(search=search, user=owner, by_mail=by_mail)
    return search


def follow(*, search: SavedSearch, user: User, by_mail: bool = False) -> Follow:
    """Tell somebody from now on what is new; mails begin with what comes after they were asked for."""
    newest = newest_key(search.kind)
    fresh = {"seen_up_to": newest, "looked_at": timezone.now(), "by_mail": by_mail, "mailed_up_to": newest}
    found, made = Follow.objects.get_or_create(search=search, user=user, defaults=fresh)
    if not made and found.by_mail != by_mail:
        found.by_mail = by_mail
        found.mailed_up_to = newest if by_mail else found.mailed_up_to
        found.save(update_fields=["by_mail", "mailed_up_to"])
    return found


def look(*, search: SavedSearch, user: User, up_to: int) -> None:
    """Remember that somebody has seen what there was up to a key."""
    seen = {"seen_up_to": min(up_to, newest_key(search.kind)), "looked_at": timezone.now()}
    Follow.objects.filter(search=search, user=user, seen_up_to__lte=up_to).update(**seen)


def newest_key(kind: str) -> int:
    return rows_of(kind).model.objects.aggregate(newest=Max("pk"))["newest"] or 0


def news_for(follows: Iterable[Follow], *, since: str = "seen_up_to") -> list[News]:
    """What is new in each list, all of it counted in one query; `since` is what somebody saw, or was mailed, last."""
    read = [_read(one) for one in follows]
    after = [new_rows(news.listing, getattr(news.follow, since)) for news in read if news.listing]
    counts = iter(capped.count_each(after))
    return [replace(news, count=next(counts)) if news.listing else news for news in read]


def new_rows(listing: Listing, after: int) -> QuerySet:
    return listing.matching.filter(pk__gt=after).order_by()


def _read(one: Follow) -> News:
    try:
        return News(follow=one, listing=listing_of(one.search))
    except Http404:
        return News(follow=one, problem="its page is no longer in the archive")
    except BadRequest:
        return News(follow=one, problem="its filter names something that the archive no longer knows")
