from django.contrib.auth.decorators import login_not_required
from django.db import Error
from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from articles.models import IngestRun
from newsroom.jobs import jobs_by_status


@login_not_required
@never_cache
@require_safe
def health(request: HttpRequest) -> JsonResponse:
    """Tell a monitor whether the archive can be read, when articles last came in and how much waits for workers.

    Nothing about what is in it; `queue` is null in an archive without one.
    """
    try:
        last_run = IngestRun.objects.order_by("-started").values_list("started", flat=True).first()
        queue = jobs_by_status()
    except Error:
        nothing = {"status": "unavailable", "database": "unreachable", "last_run": None, "queue": None}
        return JsonResponse(nothing, status=503)
    return JsonResponse({"status": "ok", "database": "ok", "last_run": last_run, "queue": queue})
