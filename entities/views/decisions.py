"""The ledger: every decision, and the way to take it back."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_POST
from django.views.generic import DetailView

from entities.curation import CurationError, undo
from entities.done import tell_done
from entities.filters import DecisionFilter
from entities.ledger import MANY, MAY_UNDO, MOST_AT_ONCE, entries, is_too_much
from entities.models import Decision
from entities.views.browse import BrowseView
from entities.views.returning import way_back

PAGE_SIZE = 50


class ForThoseWhoMaySee:
    """Refuses everybody else."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not request.user.has_perm("entities.view_decision"):
            raise PermissionDenied
        return super().get(request, *args, **kwargs)


class DecisionListView(ForThoseWhoMaySee, BrowseView):
    queryset = Decision.objects.all()
    filterset_class = DecisionFilter
    template_name = "entities/decision_list.html"
    context_object_name = "decisions"
    paginate_by = PAGE_SIZE

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        user = self.request.user
        return context | {"entries": entries(context["decisions"], user=user), "may_undo": user.has_perm(MAY_UNDO)}


class DecisionDetailView(ForThoseWhoMaySee, DetailView):
    queryset = Decision.objects.for_ledger()
    template_name = "entities/decision_detail.html"
    context_object_name = "decision"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        user = self.request.user
        (entry,) = entries([self.object], user=user, most=MANY)
        return super().get_context_data(entry=entry, may_undo=user.has_perm(MAY_UNDO), **kwargs)


@require_POST
def undo_decision(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a decision back, or say why it cannot be, and go back to the page that asked."""
    if not request.user.has_perm(MAY_UNDO):
        raise PermissionDenied
    decision = get_object_or_404(Decision, pk=pk)
    if is_too_much(decision, rows := decision.changes.count(), user=request.user):
        words = f"{rows:,} rows are more than {MOST_AT_ONCE}: an archivist takes that back. Nothing was done."
        messages.error(request, words)
        return HttpResponseRedirect(way_back(request, "decision_list"))
    try:
        undone = undo(entry=decision, by=request.user, reason=request.POST.get("reason", ""))
    except CurationError as refused:
        messages.error(request, str(refused))
    else:
        tell_done(request, undone)
    return HttpResponseRedirect(way_back(request, "decision_list"))
