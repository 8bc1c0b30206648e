from django.contrib.auth.decorators import login_not_required
from django.db import Error
from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from articles.models import IngestRun


@login_not_required
@never_cache
@require_safe
def health(request: HttpRequest) -> JsonResponse:
    """Tell a monitor whether the archive can be read and when articles last came in; nothing about what is in it."""
    try:
        last_run = IngestRun.objects.order_by("-started").values_list("started", flat=True).first()
    except Error:
        return JsonResponse({"status": "unavailable", "database": "unreachable", "last_run": None}, status=503)
    return JsonResponse({"status": "ok", "database": "ok", "last_run": last_run})
