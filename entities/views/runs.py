"""The log of ingests: what was asked, what came of it, what failed and why."""

from typing import Any

from django.views.generic import DetailView, ListView

from articles.models import IngestRun

SHOWN = 50
IN_WORDS = {"sample": "of the sample", "attributed": "quotes with a named speaker"}


class RunListView(ListView):
    queryset = IngestRun.objects.select_related("by")
    template_name = "articles/run_list.html"
    context_object_name = "runs"
    paginate_by = SHOWN


class RunDetailView(DetailView):
    queryset = IngestRun.objects.select_related("by")
    template_name = "articles/run_detail.html"
    context_object_name = "run"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        run, articles = self.object, self.object.articles.order_by("source")
        return super().get_context_data(
            articles=articles[:SHOWN],
            articles_total=articles.count(),
            options=[(name.replace("_", " "), _in_words(value)) for name, value in run.options.items()],
            counts=[(IN_WORDS.get(name, name), number) for name, number in run.counts.items()],
            **kwargs,
        )


def _in_words(value: Any) -> str:
    """An option as it was given: yes, no, not set, a number, or paths."""
    if isinstance(value, list):
        return ", ".join(map(str, value))
    if value is None:
        return "not set"
    if isinstance(value, bool):
        return "yes" if value else "no"
    return str(value)
