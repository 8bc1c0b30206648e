"""The page of one article."""

from typing import Any

from django.views.generic import DetailView

from articles.models import Article
from entities.editing.marks import EDITING
from entities.publications import copies_of
from entities.reading import read_article
from entities.suggested import suggestions_for
from entities.trail import person_sought, trail_of
from entities.views.marks import did_last


class ArticleDetailView(DetailView):
    queryset = Article.objects.select_related("run")
    template_name = "articles/article_detail.html"
    context_object_name = "article"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        editing = self.request.user.has_perms(EDITING)
        sought = person_sought(self.request.GET)
        page = read_article(self.object, editing=editing, sought=sought)
        return super().get_context_data(
            editing=editing,
            trail=trail_of(sought, self.request.GET, page.people),
            did=did_last(self.request) if editing else None,
            page=page,
            versions=self.object.versions.count(),
            copies=copies_of(self.object),
            suggestions=suggestions_for(self.request.user, self.object.suggestions.all()),
            **kwargs,
        )
