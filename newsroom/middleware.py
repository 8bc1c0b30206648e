from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

UNUSED_FEATURES = ("camera", "geolocation", "microphone", "payment", "usb")


def permissions_policy(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Tell browsers that no page of the archive, nor anything in it, uses the devices of its reader."""
    policy = ", ".join(f"{feature}=()" for feature in UNUSED_FEATURES)

    def respond(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        response.headers["Permissions-Policy"] = policy
        return response

    return respond
