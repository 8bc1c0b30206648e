"""The page of one article."""

from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.views.generic import DetailView

from articles.models import Article, ArticleVersion
from entities.editing.marks import EDITING
from entities.models import NearCopy, Suggestion
from entities.publications import copies_of
from entities.reading import read_article
from entities.suggested import suggestions_for
from entities.trail import person_sought, trail_of
from entities.views.marks import did_last

# Most articles have neither: that is asked with the article itself.
COPIES = NearCopy.objects.filter(Q(first=OuterRef("pk")) | Q(second=OuterRef("pk")))
WAITING = Suggestion.objects.filter(article=OuterRef("pk"))
VERSIONS = ArticleVersion.objects.order_by().filter(article=OuterRef("pk")).values("article")


class ArticleDetailView(DetailView):
    queryset = Article.objects.select_related("run").annotate(
        has_copies=Exists(COPIES),
        has_suggestions=Exists(WAITING),
        version_count=Coalesce(Subquery(VERSIONS.annotate(number=Count("pk")).values("number")), 0),
    )
    template_name = "articles/article_detail.html"
    context_object_name = "article"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        article, editing = self.object, self.request.user.has_perms(EDITING)
        sought = person_sought(self.request.GET)
        page = read_article(article, editing=editing, sought=sought)
        return super().get_context_data(
            editing=editing,
            trail=trail_of(sought, self.request.GET, page.people),
            did=did_last(self.request) if editing else None,
            page=page,
            versions=article.version_count,
            copies=copies_of(article) if article.has_copies else [],
            suggestions=suggestions_for(self.request.user, article.suggestions.all())
            if article.has_suggestions
            else [],
            **kwargs,
        )
