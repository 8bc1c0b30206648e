from django.contrib.admin import AdminSite
from django.contrib.auth import REDIRECT_FIELD_NAME
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import resolve_url
from django.utils.decorators import method_decorator


class ArchiveAdminSite(AdminSite):
    site_header = "Editorial archive"
    site_title = "Editorial archive"
    index_title = "Desk"

    @method_decorator(login_not_required)
    def login(self, request: HttpRequest, extra_context: dict | None = None) -> HttpResponse:
        """Send people to the archive's own login page: it is the only one."""
        if request.user.is_authenticated and not self.has_permission(request):
            raise PermissionDenied("Your account does not open the admin. An archivist can change that.")
        return redirect_to_login(request.GET.get(REDIRECT_FIELD_NAME) or resolve_url("admin:index"))
