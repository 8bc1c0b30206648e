"""Feeds, and the page on which somebody makes and revokes their secret addresses."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import BadRequest
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import patch_cache_control
from django.views.decorators.http import conditional_page, require_http_methods, require_POST, require_safe

from newsroom.feeds.addresses import FeedAddressError, find_address, make_address
from newsroom.feeds.atom import ListFeed
from newsroom.listings import Listing, listing_at, listing_of_address


@require_safe
@conditional_page
def list_feed(request: HttpRequest, page: str) -> HttpResponse:
    """The list of a page, for those who are signed in."""
    return _feed(request, listing_at(f"/{page}/", request.GET))


@login_not_required
@require_safe
@conditional_page
def secret_feed(request: HttpRequest, secret: str) -> HttpResponse:
    """The one list that a secret address was made for."""
    address = find_address(secret, today=timezone.localdate())
    if address is None:
        raise Http404("This feed is not, or no longer, there.")
    return _feed(request, listing_at(address.path, QueryDict(address.query)))


def _feed(request: HttpRequest, listing: Listing) -> HttpResponse:
    response = ListFeed(listing, request)(request)
    del response.headers["Last-Modified"]  # rows change without it; the ETag is of what is said
    patch_cache_control(response, private=True, no_cache=True)
    return response


@require_http_methods(["GET", "POST"])
def feed_addresses(request: HttpRequest) -> HttpResponse:
    """Somebody's secret addresses; a POST makes one of the list given as `at`, and shows it this once."""
    secret, listing = "", None
    at = request.POST.get("at") or request.GET.get("at")
    if at and not (listing := listing_of_address(at)):
        raise BadRequest("A feed is made of a list of the archive: /quotes/?speaker=…")
    if request.method == "POST" and listing:
        try:
            _, made = make_address(owner=request.user, listing=listing)
        except FeedAddressError as refused:
            messages.error(request, str(refused))
        else:
            secret = request.build_absolute_uri(reverse("secret_feed", args=[made]))
    said = listing.says(2).removeprefix("2 ") if listing else ""
    context = {"addresses": request.user.feed_addresses.all(), "listing": listing, "sentence": said, "secret": secret}
    return render(request, "feeds/addresses.html", context)


@require_POST
def revoke_feed(request: HttpRequest, pk: int) -> HttpResponse:
    address = get_object_or_404(request.user.feed_addresses, pk=pk)
    address.delete()
    messages.success(request, f"Revoked: the feed of {address.sentence} is read by nobody any more.")
    return redirect("feed_addresses")
