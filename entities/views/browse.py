"""What the lists of articles, people, quotes, captions and events have in common."""

from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import HttpResponse
from django.utils.cache import patch_vary_headers
from django_filters.views import FilterView

from entities.filters.base import DescribedFilterSet

PAGE_SIZE = 40


class LiveMixin:
    """A page whose list follows its filter at once: htmx is sent the content without the frame around it."""

    def render_to_response(self, context: dict[str, Any], **kwargs: Any) -> HttpResponse:
        live = self.request.headers.get("HX-Request") == "true"
        response = super().render_to_response(context | {"live": live}, **kwargs)
        patch_vary_headers(response, ["HX-Request"])
        return response


class BrowseView(LiveMixin, FilterView):
    """A filtered list that says in words what it shows, or why it shows nothing."""

    paginate_by = PAGE_SIZE

    def paginate_queryset(self, queryset: QuerySet, page_size: int):
        page = page_of(queryset, self.request.GET.get("page"), page_size)
        return page.paginator, page, page.object_list, page.has_other_pages()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        return context | said(self.filterset, context["paginator"].count)


def page_of(rows: QuerySet, asked: str | None, size: int = PAGE_SIZE) -> Page:
    """The page that was asked for; the first for rubbish, the last for one past the end."""
    paginator = Paginator(rows, size)
    number = int(asked) if asked and asked.isdecimal() and len(asked) < 10 else 1
    return paginator.get_page(max(1, number))


def said(asked: DescribedFilterSet, count: int) -> dict[str, Any]:
    """The sentence of a filtered list, and for an empty one what to do."""
    valid = asked.is_valid()
    return {
        "sentence": asked.describe(count) if valid else "Nothing is listed: the filter has an error",
        "words": asked.chosen["q"][0].param if "q" in asked.chosen else "",
        "ways_on": asked.loosened() if valid and not count and asked.active else [],
    }
