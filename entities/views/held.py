"""What senders hold back: for those who may decide on articles, and for nobody else, until its time."""

from typing import Any

from django.contrib.auth.mixins import PermissionRequiredMixin
from django.utils.decorators import method_decorator
from django.views.decorators.http import require_safe
from django.views.generic import DetailView, ListView

from articles.extraction.kept import from_plain
from articles.marking import blocks
from entities.models import HeldArticle

SHOWN = 50


@method_decorator(require_safe, name="dispatch")
class HeldListView(PermissionRequiredMixin, ListView):
    permission_required = "entities.view_heldarticle"
    raise_exception = True
    queryset = HeldArticle.objects.soonest_first().defer("extraction")
    template_name = "entities/held_list.html"
    context_object_name = "held"
    paginate_by = SHOWN


@method_decorator(require_safe, name="dispatch")
class HeldDetailView(PermissionRequiredMixin, DetailView):
    permission_required = "entities.view_heldarticle"
    raise_exception = True
    queryset = HeldArticle.objects.select_related("run")
    template_name = "entities/held_detail.html"
    context_object_name = "held"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        extraction = from_plain(self.object.extraction)
        document = extraction.document
        spans = [(labelled.span.start, labelled.span.end, labelled.role) for labelled in document.spans]
        return super().get_context_data(
            document=document,
            page=blocks(document.text, spans),
            people=extraction.people,
            quotes=[" … ".join(part.of(document.text) for part in quote.parts) for quote in extraction.quotes],
            captions=extraction.captions,
            **kwargs,
        )
