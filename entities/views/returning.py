"""Where a form leads back to."""

from django.http import HttpRequest
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme


def way_back(request: HttpRequest, otherwise: str = "home") -> str:
    """The page with the form, as `next` says, if it is one of the archive's."""
    asked = request.POST.get("next") or request.GET.get("next", "")
    known = url_has_allowed_host_and_scheme(asked, {request.get_host()}, require_https=request.is_secure())
    return asked if known else reverse(otherwise)
