"""A list as an Atom feed: what came into it last comes first, whatever the order of its page."""

from datetime import UTC, datetime
from typing import Any

from django.contrib.syndication.views import Feed
from django.http import HttpRequest
from django.utils.feedgenerator import Atom1Feed
from django.utils.xmlutils import SimplerXMLGenerator

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

    def add_item_elements(self, handler: SimplerXMLGenerator, item: dict[str, Any]) -> None:
        """Words as they were published are no markup, which Django's feeds take them for."""
        super().add_item_elements(handler, item | {"description": None})
        handler.addQuickElement("summary", item["description"], {"type": "text"})


class ListFeed(Feed):
    feed_type = Steady

    author_name = "The Archive"

    def __init__(self, listing: Listing, request: HttpRequest):
        self.listing, self.request = listing, request
        self.feed_url = request.get_full_path()
        last = IngestRun.objects.values_list("started", flat=True).first()
        self.last_ingest = last or datetime(1970, 1, 1, tzinfo=UTC)

    def get_object(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Listing:
        return self.listing

    def title(self, listing: Listing) -> str:
        said = listing.says(2).removeprefix("2 ")
        return f"{said[:1].upper()}{said[1:]} – The Archive"

    def link(self, listing: Listing) -> str:
        return listing.address

    def feed_guid(self, listing: Listing) -> str:
        return self.request.build_absolute_uri(listing.address)

    def feed_extra_kwargs(self, listing: Listing) -> dict[str, Any]:
        return {"updated": self.last_ingest}

    def items(self, listing: Listing) -> list[Item]:
        newest = list(listing.matching.order_by("-pk").values_list("pk", flat=True)[:SHOWN])
        rows = listing.dressed(listing.matching.filter(pk__in=newest)).order_by("-pk")
        return [item_of(row, listing.words) for row in rows]

    def item_title(self, item: Item) -> str:
        return item.headline

    def item_description(self, item: Item) -> str:
        return "\n".join(filter(None, [item.words, " · ".join(item.facts)]))

    def item_link(self, item: Item) -> str:
        return item.path

    def item_updateddate(self, item: Item) -> datetime:
        return item.seen or self.last_ingest
