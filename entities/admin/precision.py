"""The page that says how good the machine is, measured by what editors decided."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import path, reverse

from entities.precision import Score, judged, months, scores


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a table: what was judged, and how often it was right."""

    words: str
    score: Score
    address: str = ""


def precision_view(request: HttpRequest) -> HttpResponse:
    if not request.user.has_perm("entities.view_decision"):
        raise PermissionDenied
    rows = judged()
    tables = (
        ("Rule by rule", "rule", [_by_rule(score) for score in scores(rows, "model", "field", "rule")]),
        ("Field by field", "field", [Line(_field(*score.names), score) for score in scores(rows, "model", "field")]),
        (
            "By language model",
            "model",
            [Line(score.names[0] or "not known", score) for score in scores(rows, "reader")],
        ),
        ("By month of the decision", "month", [Line(f"{score.names[0]:%B %Y}", score) for score in months(rows)]),
    )
    context = {
        **admin.site.each_context(request),
        "title": "How good is the machine?",
        "judged": sum(row.count for row in rows),
        "tables": tables,
    }
    return TemplateResponse(request, "admin/precision.html", context)


def _by_rule(score: Score) -> Line:
    model, field, rule = score.names
    query = urlencode({"rule__exact": rule})
    return Line(
        f"{rule or 'no rule'}: {_field(model, field)}",
        score,
        f"{reverse(f'admin:{model._meta.app_label}_{model._meta.model_name}_changelist')}?{query}",
    )


def _field(model: type, field: str) -> str:
    return f"{model._meta.verbose_name}, {field}"


admin.site.add_pages(path("precision/", admin.site.admin_view(precision_view), name="precision"))
