from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.admin import AdminSite
from django.contrib.admin.views.autocomplete import AutocompleteJsonView
from django.contrib.auth import REDIRECT_FIELD_NAME
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import BadRequest, PermissionDenied
from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from django.shortcuts import resolve_url
from django.urls import URLPattern, URLResolver
from django.utils.decorators import method_decorator

from entities.models import Decision
from entities.queue import waiting

# Decisions shown on the front page of the desk.
LATEST = 12


class Choices(AutocompleteJsonView):
    """What an autocomplete offers, in the words of the admin that has a `choice_label` for its rows."""

    def serialize_result(self, obj: Model, to_field_name: str) -> dict[str, str]:
        result = super().serialize_result(obj, to_field_name)
        label = getattr(self.model_admin, "choice_label", None)
        return result | {"text": label(obj)} if label else result


class ArchiveAdminSite(AdminSite):
    site_header = "The Archive – Desk"
    site_title = "The Archive"
    index_title = "Desk"
    enable_nav_sidebar = False
    pages: tuple[URLPattern, ...] = ()

    def admin_view(self, view: Callable[..., HttpResponse], cacheable: bool = False) -> Callable[..., HttpResponse]:
        """Refuse null characters in an address: a filter would take them to PostgreSQL, which has no such text."""

        @wraps(view)
        def without_nulls(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if any("\0" in value for values in request.GET.lists() for value in (values[0], *values[1])):
                raise BadRequest("The address holds a null character.")
            return view(request, *args, **kwargs)

        return super().admin_view(without_nulls, cacheable)

    def add_pages(self, *pages: URLPattern) -> None:
        """Take in pages that belong to no one model; whoever makes them calls this while the admin is discovered."""
        self.pages = (*self.pages, *pages)

    def get_urls(self) -> list[URLPattern | URLResolver]:
        return [*self.pages, *super().get_urls()]

    @method_decorator(login_not_required)
    def login(self, request: HttpRequest, extra_context: dict | None = None) -> HttpResponse:
        """Send people to the archive's own login page: it is the only one."""
        if request.user.is_authenticated and not self.has_permission(request):
            raise PermissionDenied("Your account does not open the admin. An archivist can change that.")
        return redirect_to_login(request.GET.get(REDIRECT_FIELD_NAME) or resolve_url("admin:index"))

    def get_app_list(self, request: HttpRequest, app_label: str | None = None) -> list[dict]:
        """The archive before accounts and locked log-ins."""
        places = {"entities": 0, "articles": 1}
        return sorted(super().get_app_list(request, app_label), key=lambda app: places.get(app["app_label"], 2))

    def index(self, request: HttpRequest, extra_context: dict | None = None) -> HttpResponse:
        """The desk: what waits for an editor, and what editors decided last."""
        sees = request.user.has_perm("entities.view_decision")
        latest = Decision.objects.for_display()[:LATEST] if sees else ()
        work = waiting(request.user)
        return super().index(request, {"work": work, "latest": latest, **(extra_context or {})})

    def autocomplete_view(self, request: HttpRequest) -> HttpResponse:
        return Choices.as_view(admin_site=self)(request)
