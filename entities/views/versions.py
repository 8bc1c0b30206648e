"""The texts that an article has had, what lies between two of them, and the decisions that this puts at risk."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.views.generic import DetailView

from articles.models import Article, ArticleVersion
from entities.curation import CurationError, lock_as_seen, settle
from entities.done import tell_settled
from entities.models import Decision
from entities.suggested import suggestions_for
from entities.versions import AtRisk, compare, decisions_at_risk, may_settle

SETTLING = ("articles.change_caption", "entities.change_quote")


class ArticleVersionsView(DetailView):
    """`from` and `to` name the versions that are compared; the last two where they name none."""

    queryset = Article.objects.all()
    template_name = "articles/article_versions.html"
    context_object_name = "article"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        article = self.object
        versions = list(article.versions.select_related("run").order_by("-number"))
        old, new = self._asked(versions)
        risks = decisions_at_risk(article)
        return super().get_context_data(
            versions=versions,
            old=old,
            new=new,
            comparison=compare(article, old, new) if old and new else None,
            risks=risks,
            suggestions=suggestions_for(self.request.user, article.suggestions.all()),
            may_settle=may_settle(self.request.user, risks),
            **kwargs,
        )

    def _asked(self, versions: list[ArticleVersion]) -> tuple[ArticleVersion | None, ArticleVersion | None]:
        by_number = {str(version.number): version for version in versions}
        new = by_number.get(self.request.GET.get("to", ""), versions[0] if versions else None)
        before = next((version for version in versions if new and version.number < new.number), None)
        return by_number.get(self.request.GET.get("from", ""), before), new

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not request.user.has_perms(SETTLING):
            raise PermissionDenied
        self.object = self.get_object()
        try:
            settled = _settle(request, self.object)
        except CurationError as refused:
            messages.error(request, str(refused))
        else:
            tell_settled(request, settled)
        return HttpResponseRedirect(request.get_full_path())


@transaction.atomic
def _settle(request: HttpRequest, article: Article) -> list[Decision]:
    """Settle the decisions that were chosen, each as it was seen; all of them or none."""
    risks: dict[str, AtRisk] = {risk.key: risk for risk in may_settle(request.user, decisions_at_risk(article))}
    settled = []
    chosen = [value.partition(" ") for value in request.POST.getlist("decision")]
    for key, _, seen in chosen:
        if key not in risks:
            raise CurationError("A decision you chose is settled already, or its words have come back. Look again.")
        row = lock_as_seen(risks[key].row, seen)
        settled.append(settle(row=row, by=request.user, reason=request.POST.get("reason", "")))
    if not chosen:
        raise CurationError("No decision was chosen.")
    return settled
