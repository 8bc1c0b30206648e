"""What Prometheus is told: requests as the workers count them, and the archive as the database has it.

gunicorn's workers share their counts through files in PROMETHEUS_MULTIPROC_DIR, which the library reads
as it is imported; without it a worker tells of itself alone.
"""

import hmac
import time
from collections.abc import Callable, Iterator

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.core.cache import cache
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from prometheus_client import CollectorRegistry, Counter, Histogram, generate_latest
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.exposition import CONTENT_TYPE_LATEST
from prometheus_client.multiprocess import MultiProcessCollector
from prometheus_client.registry import Collector

from articles.models import IngestRun
from articles.runs import FailedFile
from entities.queue import waiting
from newsroom.counts import archive_in_numbers
from newsroom.jobs import jobs_by_status
from newsroom.logs import view_of

# Seconds for which the rows of the archive are not counted again.
RECENT = 60
METHODS = {"GET", "HEAD", "OPTIONS", "POST", "PUT", "PATCH", "DELETE"}
BUCKETS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10)

counted = CollectorRegistry()
requests = Counter("archive_requests", "Requests that were answered.", ["view", "method", "status"], registry=counted)
latency = Histogram("archive_request_seconds", "Until the answer began.", ["view"], registry=counted, buckets=BUCKETS)


def measured(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Count every request and how long it took, where somebody collects that."""

    def respond(request: HttpRequest) -> HttpResponse:
        began = time.perf_counter()
        response = get_response(request)
        view, method = view_of(request), request.method if request.method in METHODS else "other"
        requests.labels(view, method, response.status_code).inc()
        latency.labels(view).observe(time.perf_counter() - began)
        return response

    return respond if settings.METRICS_TOKEN else get_response


class Archive(Collector):
    """The archive as the database has it, when it is asked for."""

    def collect(self) -> Iterator[GaugeMetricFamily]:
        yield _gauge("archive_rows", "Rows that the lists show.", "kind", cache.get_or_set(*ROWS, RECENT))
        yield _gauge("archive_review_waiting", "What waits for an editor.", "kind", _review())
        yield _gauge("archive_jobs", "Jobs of the workers.", "status", jobs_by_status() or {})
        yield GaugeMetricFamily("archive_ingest_runs", "Ingests so far.", value=IngestRun.objects.count())
        failed = FailedFile.objects.waiting().count()
        yield GaugeMetricFamily("archive_files_failed", "Files that could not be read, and wait.", value=failed)
        if last := IngestRun.objects.order_by("-started").first():
            began, broken = last.started.timestamp(), last.was_broken_off or bool(last.stopped)
            yield GaugeMetricFamily("archive_ingest_last_started_seconds", "When the last ingest began.", value=began)
            yield GaugeMetricFamily("archive_ingest_last_broken_off", "1 if it did not end well.", value=broken)


def _gauge(name: str, about: str, label: str, numbers: dict[str, int]) -> GaugeMetricFamily:
    family = GaugeMetricFamily(name, about, labels=[label])
    for value, number in numbers.items():
        family.add_metric([value], number)
    return family


def _rows() -> dict[str, int]:
    return {one["url_name"].removesuffix("_list"): one["count"] for one in archive_in_numbers()}


def _review() -> dict[str, int]:
    return {work.kind.slug: work.count for work in waiting(anew=())}


ROWS = ("archive-in-numbers", _rows)


@login_not_required
@never_cache
@require_safe
def metrics(request: HttpRequest) -> HttpResponse:
    """Everything that is measured, for who has the token; no such address where none is set."""
    if not settings.METRICS_TOKEN:
        raise Http404("No token is set.")
    given = request.headers.get("Authorization", "").encode()
    if not hmac.compare_digest(given, f"Bearer {settings.METRICS_TOKEN}".encode()):
        return HttpResponse("The token of the metrics, please.\n", status=401, headers={"WWW-Authenticate": "Bearer"})
    here = CollectorRegistry()
    here.register(Archive())
    if settings.METRICS_DIR:
        MultiProcessCollector(here)
        return HttpResponse(generate_latest(here), content_type=CONTENT_TYPE_LATEST)
    return HttpResponse(generate_latest(counted) + generate_latest(here), content_type=CONTENT_TYPE_LATEST)
