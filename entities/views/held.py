"""What senders hold back: for those who may decide on articles, and for nobody else, until its time."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.contrib.auth.mixins import PermissionRequiredMixin
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.decorators import method_decorator
from django.views.decorators.http import require_POST, require_safe
from django.views.generic import DetailView, ListView

from articles.extraction.kept import from_plain
from articles.marking import blocks
from entities.curation import CurationError, release_held
from entities.done import tell_done
from entities.models import HeldArticle

SHOWN = 50
# To release is to ingest now; and who does it must see what it is.
MAY_RELEASE = ("entities.view_heldarticle", "articles.add_ingestrun")


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


@require_POST
@permission_required(MAY_RELEASE, raise_exception=True)
def release_now(request: HttpRequest, pk: int) -> HttpResponse:
    """Bring an article in before its time, and go to it; or say why not."""
    held = get_object_or_404(HeldArticle.objects.defer("extraction"), pk=pk)
    try:
        decision = release_held(held=held, by=request.user, reason=request.POST.get("reason", ""))
    except CurationError as refused:
        messages.error(request, str(refused))
        return redirect(held if HeldArticle.objects.filter(pk=pk).exists() else "held_list")
    tell_done(request, decision)
    return redirect("article_detail", decision.target_id) if decision.target_id else redirect("held_list")
