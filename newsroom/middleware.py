from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils.cache import add_never_cache_headers

UNUSED_FEATURES = ("camera", "geolocation", "microphone", "payment", "usb")


def permissions_policy(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Tell browsers that no page of the archive, nor anything in it, uses the devices of its reader."""
    policy = ", ".join(f"{feature}=()" for feature in UNUSED_FEATURES)

    def respond(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        response.headers["Permissions-Policy"] = policy
        return response

    return respond


def kept_by_nobody(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Let no cache, nor the Back button after signing out, show a page of the archive again."""

    def respond(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if not response.has_header("Cache-Control"):
            add_never_cache_headers(response)
        return response

    return respond
