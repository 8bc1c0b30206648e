"""The front page of the archive, the switch between light and dark, and what was asked wrongly."""

from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views import defaults
from django.views.decorators.http import require_POST
from django.views.generic import TemplateView

from articles.models import Article, IngestRun
from entities.queue import waiting
from entities.rows import HEAVY
from entities.views.returning import way_back
from newsroom.counts import archive_in_numbers
from newsroom.models import Follow
from newsroom.saved.searches import news_for

THEMES = ("light", "dark")
YEAR_IN_SECONDS = 365 * 24 * 60 * 60
NEWEST = 8
SAVED = 3


class HomeView(TemplateView):
    template_name = "home.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            newest=Article.objects.defer(*HEAVY).order_by("-pk")[:NEWEST],
            numbers=archive_in_numbers(),
            saved=news_for(
                Follow.objects.open_to(self.request.user).select_related("search__owner").order_by("-pk")[:SAVED]
            ),
            work=waiting(anew=()),
            last_run=IngestRun.objects.first(),
            **kwargs,
        )


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """What was wrong with the question, where the archive itself says so."""
    if type(exception) is not BadRequest or not str(exception):
        return defaults.bad_request(request, exception)
    return render(request, "not_understood.html", {"reason": str(exception)}, status=400)


@login_not_required
@require_POST
def set_theme(request: HttpRequest) -> HttpResponse:
    """Remember light or dark in this browser for a year; anything else means as the system has it."""
    response = HttpResponseRedirect(way_back(request))
    theme = request.POST.get("theme")
    if theme in THEMES:
        response.set_cookie("theme", theme, max_age=YEAR_IN_SECONDS, samesite="Lax", secure=settings.HTTPS)
    else:
        response.delete_cookie("theme", samesite="Lax")
    return response
