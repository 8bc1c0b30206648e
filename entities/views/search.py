"""One box over everything."""

from typing import Any

from django.views.generic import TemplateView

from entities.search.results import ORDERS, search
from entities.views.browse import LiveMixin


class SearchView(LiveMixin, TemplateView):
    template_name = "entities/search.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        asked = self.request.GET
        page = asked.get("page", "")
        number = int(page) if page.isascii() and page.isdecimal() and len(page) < 10 else 1
        written = " ".join(asked.get("q", "").split())
        found = search(written, kind=asked.get("kind", ""), order=asked.get("sort", ""), number=number)
        return super().get_context_data(search=found, words=written, page_obj=found.page, orders=ORDERS, **kwargs)
