"""The list of quotes, and the page of one."""

from typing import Any

from django.views.generic import DetailView

from entities.filters import QuoteFilter
from entities.models import Quote
from entities.passage import passage_of
from entities.publications import other_publications
from entities.views.browse import BrowseView


class QuoteListView(BrowseView):
    queryset = Quote.objects.visible()
    filterset_class = QuoteFilter
    template_name = "entities/quote_list.html"
    context_object_name = "quotes"


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
