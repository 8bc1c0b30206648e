"""The page of one article."""

from typing import Any

from django.views.generic import DetailView

from articles.models import Article
from entities.reading import read_article
from entities.suggested import suggestions_for


class ArticleDetailView(DetailView):
    queryset = Article.objects.select_related("run")
    template_name = "articles/article_detail.html"
    context_object_name = "article"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            page=read_article(self.object),
            versions=self.object.versions.count(),
            suggestions=suggestions_for(self.request.user, self.object.suggestions.all()),
            **kwargs,
        )
