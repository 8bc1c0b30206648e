from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.views.decorators.http import require_safe

from newsroom.api.docs import addresses, answers, refusals


@require_safe
def api_docs(request: HttpRequest) -> HttpResponse:
    """How programs read the archive, for people."""
    context = {
        "addresses": addresses(),
        "answers": answers(),
        "refusals": refusals(),
        "limit": settings.API_REQUESTS_PER_MINUTE,
        "root": request.build_absolute_uri("/api/v1/"),
    }
    return TemplateResponse(request, "api/docs.html", context)
