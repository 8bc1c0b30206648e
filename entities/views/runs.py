"""The log of ingests: what was asked, what came of it, what failed and why."""

from typing import Any

from django.views.generic import DetailView, ListView

from articles.models import IngestRun


class RunListView(ListView):
    queryset = IngestRun.objects.select_related("by")
    template_name = "articles/run_list.html"
    context_object_name = "runs"
    paginate_by = 50


class RunDetailView(DetailView):
    queryset = IngestRun.objects.select_related("by")
    template_name = "articles/run_detail.html"
    context_object_name = "run"
    newest = 50

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        articles = self.object.articles.order_by("source")
        return super().get_context_data(articles=articles[: self.newest], articles_total=articles.count(), **kwargs)
