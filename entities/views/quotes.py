"""The list of quotes, and the page of one."""

from collections.abc import Sequence
from typing import Any

from django.db.models import Model, QuerySet
from django.views.generic import DetailView

from entities.filters import QuoteFilter
from entities.filters.paging import Page
from entities.folding import page_folded
from entities.models import Quote
from entities.passage import passage_of
from entities.publications import other_publications
from entities.views.browse import BrowseView


class QuoteListView(BrowseView):
    queryset = Quote.objects.visible()
    filterset_class = QuoteFilter
    template_name = "entities/quote_list.html"
    context_object_name = "quotes"

    def paginate_queryset(self, queryset: QuerySet, page_size: int) -> tuple[int | None, Page, Sequence[Model], bool]:
        """Of the same words one row; in place of a paginator how many are folded under others."""
        page, more_printings = page_folded(self.filterset, self.request.GET)
        return more_printings, page, page.object_list, page.has_other_pages


class QuoteDetailView(DetailView):
    queryset = Quote.objects.visible().for_display().select_related("reviewed_by", "run")
    template_name = "entities/quote_detail.html"
    context_object_name = "quote"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        quote = self.object
        return super().get_context_data(
            passage=passage_of(quote),
            printings=other_publications(quote),
            **kwargs,
        )
