"""The grid of captions, and the page of one."""

from typing import Any

from django.views.generic import DetailView

from articles.models import Caption
from entities.filters import CaptionFilter
from entities.publications import MOST, other_captions
from entities.rows import caption_rows
from entities.views.browse import BrowseView


class CaptionListView(BrowseView):
    queryset = Caption.objects.visible()
    filterset_class = CaptionFilter
    template_name = "entities/caption_list.html"
    context_object_name = "captions"


class CaptionDetailView(DetailView):
    queryset = caption_rows(Caption.objects.visible()).select_related("reviewed_by", "run")
    template_name = "entities/caption_detail.html"
    context_object_name = "caption"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(publications=other_captions(self.object), most=MOST, **kwargs)
