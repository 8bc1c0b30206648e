"""A list as an Atom feed: what came into it last comes first, whatever the order of its page."""

from datetime import UTC, datetime
from typing import Any

from django.contrib.syndication.views import Feed
from django.http import HttpRequest
from django.utils.feedgenerator import Atom1Feed

from articles.models import IngestRun
from newsroom.items import Item, item_of
from newsroom.listings import Listing

SHOWN = 50


class Steady(Atom1Feed):
    """Says the same as long as it holds the same: an empty feed is as old as the last ingest, and not of now."""

    def latest_post_date(self) -> datetime:
        return super().latest_post_date() if self.items else self.feed["updated"]

    def root_attributes(self) -> dict[str, str]:
        return super().root_attributes() | {"xml:lang": "en"}


class ListFeed(Feed):
    feed_type = Steady

    def __init__(self, listing: Listing):
        self.listing = listing
        last = IngestRun.objects.values_list("started", flat=True).first()
        self.last_ingest = last or datetime(1970, 1, 1, tzinfo=UTC)

    def get_object(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Listing:
        return self.listing

    def title(self, listing: Listing) -> str:
        said = listing.says(2).removeprefix("2 ")
        return f"{said[:1].upper()}{said[1:]} – The Archive"

    def link(self, listing: Listing) -> str:
        return listing.address

    feed_guid = link

    def feed_extra_kwargs(self, listing: Listing) -> dict[str, Any]:
        return {"updated": self.last_ingest}

    def items(self, listing: Listing) -> list[Item]:
        newest = list(listing.matching.order_by("-pk").values_list("pk", flat=True)[:SHOWN])
        rows = listing.dressed(listing.matching.filter(pk__in=newest)).order_by("-pk")
        return [item_of(row, listing.words) for row in rows]

    def item_title(self, item: Item) -> str:
        return item.title

    def item_description(self, item: Item) -> str:
        """Plain words: a reader program that takes them for markup finds none in them."""
        return "\n".join(filter(None, [item.words, " · ".join(item.facts)]))

    def item_link(self, item: Item) -> str:
        return item.path

    def item_updateddate(self, item: Item) -> datetime:
        return item.seen or self.last_ingest
