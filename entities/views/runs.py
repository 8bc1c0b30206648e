"""The log of ingests: what was asked, what came of it, what failed and why; and what waits to be read."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.decorators import method_decorator
from django.views.decorators.http import require_POST
from django.views.generic import DetailView, ListView

from articles.models import IngestRun
from articles.runs import FailedFile
from entities.rates import rate_in_words
from entities.starting import start_ingest, start_retry
from entities.verifying import verify_articles

SHOWN = 50
MAY_INGEST = "articles.add_ingestrun"
# What a run is asked for where nothing else is said, which is not worth a line.
AS_EVER = {"dry_run": False, "force": False, "fail_fast": False, "limit": None, "sample": True, "columns": {}}
AS_EVER |= {"retry": False, "workers": 1, "queue": False}
# Counts that are told even where they are none.
ALWAYS = ("created", "updated", "unchanged", "failed", "quotes", "captions", "people", "events")
ASKED = {
    "paths": "files and folders",
    "force": "what has not changed, too",
    "fail_fast": "stop at the first failure",
    "limit": "files at most",
    "sample": "the sample",
    "retry": "what failed before, too",
    "queue": "left to workers",
}
IN_WORDS = {
    "sample": "of the sample",
    "attributed": "quotes with a named speaker",
    "known": "failed as before, not tried again",
}

archivists_only = permission_required(MAY_INGEST, raise_exception=True)


class RunListView(ListView):
    queryset = IngestRun.objects.select_related("by")
    template_name = "articles/run_list.html"
    context_object_name = "runs"
    paginate_by = SHOWN

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(waiting=FailedFile.objects.waiting().count(), **kwargs)


class RunDetailView(DetailView):
    queryset = IngestRun.objects.select_related("by")
    template_name = "articles/run_detail.html"
    context_object_name = "run"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        run, articles = self.object, self.object.articles.order_by("source")
        if self.object.is_running:  # whoever watches wants to see what came just now
            articles = articles.order_by("-pk").defer("text", "spans", "decided_spans", "unquoted")
        shown = list(articles[:SHOWN])
        return super().get_context_data(
            articles=shown,
            account=verify_articles([shown]) if shown and not run.is_running else None,
            articles_total=articles.count(),
            rate=rate_in_words(run.files_done, run.files_found or 0, _seconds(run)),
            failures=run.failed.all()[:SHOWN],
            failures_total=run.failed.count(),
            waiting=run.failed.waiting().count(),
            options=[
                (ASKED.get(name, name.replace("_", " ")), _in_words(value))
                for name, value in run.options.items()
                if name not in AS_EVER or value != AS_EVER[name]
            ],
            counts=[
                (IN_WORDS.get(name, name), number) for name, number in run.counts.items() if number or name in ALWAYS
            ],
            **kwargs,
        )


class QuarantineView(ListView):
    queryset = FailedFile.objects.waiting().select_related("run")
    template_name = "articles/quarantine.html"
    context_object_name = "failures"
    paginate_by = SHOWN

    @method_decorator(archivists_only)
    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return super().get(request, *args, **kwargs)


@require_POST
@archivists_only
def start_run(request: HttpRequest) -> HttpResponse:
    """Read the seeds folder, unless a run is on its way."""
    if any(run.is_running for run in IngestRun.objects.filter(seconds=None)[:SHOWN]):
        messages.error(request, "An ingest is running already. Start another one when it has finished.")
    else:
        start_ingest(by=request.user)
        messages.success(request, "The ingest of the seeds folder starts; it is listed here in a moment.")
    return redirect("run_list")


@require_POST
@archivists_only
def retry_run(request: HttpRequest, pk: int) -> HttpResponse:
    """Try again what failed in a run and has not been read since."""
    run = get_object_or_404(IngestRun, pk=pk)
    waiting = run.failed.waiting().count()
    if waiting:
        start_retry(by=request.user, run=run.pk)
    _tell_retry(request, waiting)
    return redirect("run_list")


@require_POST
@archivists_only
def retry_all(request: HttpRequest) -> HttpResponse:
    """Try again everything that waits to be read."""
    waiting = FailedFile.objects.waiting().count()
    if waiting:
        start_retry(by=request.user)
    _tell_retry(request, waiting)
    return redirect("run_list")


@require_POST
@archivists_only
def forget_failure(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a file off the list; the log of its run keeps what was wrong with it."""
    failure = get_object_or_404(FailedFile.objects.waiting(), pk=pk)
    FailedFile.objects.filter(pk=failure.pk).update(waits=False)
    messages.success(request, f"{failure.source} is off the list. If it lies there still, the next ingest tries it.")
    return redirect("quarantine")


def _seconds(run: IngestRun) -> float:
    return ((run.heard or run.started) - run.started).total_seconds()


def _tell_retry(request: HttpRequest, waiting: int) -> None:
    if waiting:
        files = "1 file is" if waiting == 1 else f"{waiting:,} files are"
        messages.success(request, f"{files} tried again; the run is listed here in a moment.")
    else:
        messages.info(request, "Nothing waits to be read.")


def _in_words(value: Any) -> str:
    """An option as it was given: yes, no, not set, a number, or paths."""
    if isinstance(value, list):
        return ", ".join(map(str, value))
    if isinstance(value, dict):
        return ", ".join(f"{name} = {words}" for name, words in value.items())
    if value is None:
        return "not set"
    if isinstance(value, bool):
        return "yes" if value else "no"
    return str(value)
