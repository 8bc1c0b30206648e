"""What the lists of articles, people, quotes, captions and events have in common."""

from collections.abc import Sequence
from typing import Any

from django.db.models import Model, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.response import TemplateResponse
from django.utils.cache import patch_vary_headers
from django_filters.views import FilterView

from articles.index import LONGEST_IN_A_LIST, limited
from entities.filters.base import DescribedFilterSet
from entities.filters.counted import Number
from entities.filters.fields import first_problem
from entities.filters.paging import PAGE_SIZE, Page, page_of_list


class LiveMixin:
    """A page whose list follows its filter at once: htmx is sent the content without the frame around it."""

    def render_to_response(self, context: dict[str, Any], **kwargs: Any) -> HttpResponse:
        live = self.request.headers.get("HX-Request") == "true"
        response = super().render_to_response(context | {"live": live}, **kwargs)
        patch_vary_headers(response, ["HX-Request"])
        return response


class ListMixin(LiveMixin):
    """A page with a list in which words can be looked for; where that takes too long it says so, and nobody waits."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        words = request.GET.get("q", "")
        if not words:
            return super().dispatch(request, *args, **kwargs)
        with limited(LONGEST_IN_A_LIST, in_a_hurry=False) as limits, limits.stopping():
            response = super().dispatch(request, *args, **kwargs)
            return response.render() if isinstance(response, TemplateResponse) else response
        return render(request, "entities/too_long.html", {"words": words, "seconds": LONGEST_IN_A_LIST})


class BrowseView(ListMixin, FilterView):
    """A filtered list that says in words what it shows, or why it shows nothing."""

    paginate_by = PAGE_SIZE

    def paginate_queryset(self, queryset: QuerySet, page_size: int) -> tuple[None, Page, Sequence[Model], bool]:
        asked = self.filterset
        page = page_of_list(asked, self.request.GET, size=page_size) if asked.is_valid() else Page()
        return None, page, page.object_list, page.has_other_pages

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | said(self.filterset)


def said(asked: DescribedFilterSet) -> dict[str, Any]:
    """The sentence of a filtered list, and for an empty one what to do."""
    valid = asked.is_valid()
    number = asked.number if valid else Number(0)
    return {
        "sentence": asked.describe(number) if valid else f"Nothing is listed. {first_problem(asked.form)}",
        "words": asked.words,
        "ways_on": asked.loosened() if valid and not number.count and asked.active else [],
    }
