"""The list of articles."""

from articles.models import Article
from entities.filters import ArticleFilter
from entities.views.browse import BrowseView


class ArticleListView(BrowseView):
    queryset = Article.objects.all()
    filterset_class = ArticleFilter
    template_name = "articles/article_list.html"
    context_object_name = "articles"
