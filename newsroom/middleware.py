import logging
from collections import deque
from collections.abc import Callable
from threading import Lock
from time import monotonic
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.cache import add_never_cache_headers

from entities.store import release_due

logger = logging.getLogger(__name__)

# Seconds between two looks for articles whose embargo has ended, and how many of them one page waits for.
EVERY, MOST_RELEASED = 60, 5
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


def release_embargoed(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Once a minute, before a page is made, bring in what is no longer under embargo: whoever asks then sees it."""
    time_zone, lock, look_next = ZoneInfo(settings.TIME_ZONE), Lock(), [monotonic() + EVERY]

    def respond(request: HttpRequest) -> HttpResponse:
        if monotonic() >= look_next[0] and lock.acquire(blocking=False):
            look_next[0] = monotonic() + EVERY
            try:
                deque(release_due(now=timezone.now(), time_zone=time_zone, most=MOST_RELEASED), maxlen=0)
            except DatabaseError:
                logger.exception("Articles whose embargo has ended could not be released; it is tried again")
            finally:
                lock.release()
        return get_response(request)

    return respond
