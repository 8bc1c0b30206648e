"""Who asks: a program by its token, or somebody who is signed in; and how often a token may ask."""

from django.conf import settings
from django.contrib.auth.models import User
from django.utils import timezone
from django.views import View
from rest_framework.authentication import BaseAuthentication, SessionAuthentication, get_authorization_header
from rest_framework.exceptions import AuthenticationFailed
from rest_framework.request import Request
from rest_framework.throttling import BaseThrottle

from newsroom.api.models import ApiToken
from newsroom.api.tokens import find_token, spend

SECONDS = 60


class TokenAuthentication(BaseAuthentication):
    """`Authorization: Bearer arch_...`"""

    def authenticate(self, request: Request) -> tuple[User, ApiToken] | None:
        scheme, _, secret = get_authorization_header(request).decode("latin-1").partition(" ")
        if scheme.lower() != "bearer":
            return None
        token = find_token(secret.strip(), now=timezone.now())
        if token is None:
            raise AuthenticationFailed("This token opens nothing: it is not known, was revoked, or has expired.")
        return token.user, token

    def authenticate_header(self, request: Request) -> str:
        return 'Bearer realm="archive"'


class SignedIn(SessionAuthentication):
    """Somebody signed in to the archive, from its own pages: the cookie comes with no other site's requests.

    Nothing here changes anything, so there is no form that could be forged.
    """

    def enforce_csrf(self, request: Request) -> None:
        """Ask for no form's token."""


class PerToken(BaseThrottle):
    """So many requests a minute for each token; people who look at it in a browser are not counted."""

    def allow_request(self, request: Request, view: View) -> bool:
        self.now = timezone.now()
        token = request.auth
        limit = settings.API_REQUESTS_PER_MINUTE
        return not isinstance(token, ApiToken) or spend(token, limit=limit, now=self.now)

    def wait(self) -> int:
        """Seconds until the next minute begins."""
        return SECONDS - self.now.second
