"""The record of a run, and what the archive holds of a file."""

from datetime import datetime
from typing import Any

from django.contrib.auth.models import User

from articles.models import Article, IngestRun
from entities.counting.filling import learn_in_passing


def start_run(
    *, started: datetime, options: dict[str, Any], model: str, version: str, files_found: int | None, by: User | None
) -> IngestRun:
    return IngestRun.objects.create(
        started=started, heard=started, by=by, options=options, files_found=files_found, model=model,
        extraction_version=version,
    )  # fmt: skip


def note_progress(run: IngestRun, *, now: datetime, files_done: int, counts: dict[str, int]) -> None:
    run.heard, run.files_done, run.counts = now, files_done, counts
    run.save(update_fields=["heard", "files_done", "counts"])


def finish_run(run: IngestRun, *, seconds: float, stopped: str = "") -> None:
    run.seconds, run.stopped = seconds, stopped
    run.save(update_fields=["seconds", "stopped"])
    learn_in_passing()


def rename_article(article: Article, source: str) -> None:
    """Record that the file of an article now lies elsewhere."""
    article.source = source
    article.save(update_fields=["source"])


def set_file(article: Article, file: int | None) -> None:
    """Record from which file an article was read last."""
    if article.file_id != file:
        article.file_id = file
        article.save(update_fields=["file"])
