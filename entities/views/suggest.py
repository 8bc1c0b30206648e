"""What completes a name in a box."""

from django.http import HttpRequest, JsonResponse
from django.views.decorators.http import require_safe

from entities.suggest import KINDS, complete


@require_safe
def suggest(request: HttpRequest) -> JsonResponse:
    """Answer with a list of value, label and detail, whoever is most spoken of first."""
    if (kind := request.GET.get("kind", "")) not in KINDS:
        return JsonResponse({"error": f"kind is one of: {', '.join(KINDS)}"}, status=400)
    return JsonResponse(complete(kind, request.GET.get("q", "")), safe=False)
