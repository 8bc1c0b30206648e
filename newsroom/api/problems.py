"""Every refusal in one form: application/problem+json (RFC 9457), with the fields at fault."""

from collections.abc import Mapping, Sequence
from http import HTTPStatus
from typing import Any

from django.core.exceptions import ValidationError
from django.http import JsonResponse
from rest_framework.exceptions import APIException
from rest_framework.views import exception_handler

CONTENT_TYPE = "application/problem+json"
Errors = Mapping[str, Sequence[ValidationError]]


class Refused(APIException):
    """What was asked for cannot be answered; `errors` are those of each parameter.

    400 where the description of the API alone tells what is wrong; 404 where it takes the archive
    to know: it holds nothing by that name; 409 where it holds several.
    """

    def __init__(self, errors: Errors):
        every = [error for found in errors.values() for error in found]
        super().__init__(" ".join(message for error in every for message in error.messages))
        self.errors = errors
        malformed = any(error.code not in ("unclear", "nothing") for error in every)
        several = any(getattr(error, "candidates", ()) for error in every)
        self.status_code = 400 if malformed else 409 if several else 404


def refuse(field: str, message: str, *, code: str = "invalid") -> Refused:
    return Refused({field: [ValidationError(message, code=code)]})


def problem_response(exc: Exception, context: dict[str, Any]) -> JsonResponse | None:
    """Answer an exception of a view; None for one that nobody foresaw, which stays a server error."""
    response = exception_handler(exc, context)
    if response is None:
        return None
    detail = response.data.get("detail", "") if isinstance(response.data, dict) else ""
    problem = {
        "type": "about:blank",
        "title": HTTPStatus(response.status_code).phrase,
        "status": response.status_code,
        "detail": str(detail),
        "errors": _told(exc.errors) if isinstance(exc, Refused) else [],
    }
    headers = {name: value for name, value in response.items() if name != "Content-Type"}
    return JsonResponse(problem, status=response.status_code, content_type=CONTENT_TYPE, headers=headers)


def _told(errors: Errors) -> list[dict[str, Any]]:
    return [
        {
            "field": field,
            "message": " ".join(error.messages),
            "candidates": [
                {"value": chosen.param, "label": chosen.label} for chosen in getattr(error, "candidates", ())
            ],
        }
        for field, found in errors.items()
        for error in found
    ]
