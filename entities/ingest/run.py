"""A run over files: each article through the chain, and the record of what came of them."""

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict
from pathlib import Path

from django.utils import timezone

from articles.extraction import EXTRACTION_VERSION
from articles.extraction.nlp import installed_version
from articles.models import IngestRun
from articles.readers.files import FoundFile, find_files
from articles.readers.limits import Limits
from articles.readers.reading import read_file
from entities.ingest.chain import Chain, ingest_one
from entities.ingest.options import Clock, IngestOptions, NewsroomSettings
from entities.report import FileReport, IngestReport
from entities.store import finish_run, load_totals, start_run

# Hears of each article, with the number of its file (from 1) and how many files there are.
OnFile = Callable[[FileReport, int, int], None]


def ingest(
    paths: Sequence[str | Path],
    *,
    newsroom: NewsroomSettings,
    options: IngestOptions,
    on_file: OnFile | None = None,
    clock: Clock = timezone.now,
) -> IngestReport:
    """Read every article under `paths` into the archive and return what came of each.

    Files are taken in sorted order, with one transaction an article. An article whose text, rules and
    model have not changed is left alone, without the model being loaded. One that fails is
    counted and the others go on. Raises ModelMissing before anything is written.
    """
    version = installed_version(newsroom.model)
    found = find_files(paths, leave_out=None if options.sample else newsroom.sample_dir)
    files = found.files[: options.limit]
    run = None
    if not options.dry_run:
        asked = {"paths": [str(path) for path in paths], **asdict(options)}
        run = start_run(started=clock(), options=asked, model=version, version=EXTRACTION_VERSION)
    chain = Chain(newsroom=newsroom, options=options, model_version=version, run=run, clock=clock)
    began, done = time.monotonic(), []
    try:
        for number, report in _ingest_files(files, chain):
            done.append(report)
            if on_file:
                on_file(report, number, len(files))
            if options.fail_fast and report.failure:
                break
    finally:
        report = _report(done, found.skipped, run)
        if run:
            seconds = time.monotonic() - began
            finish_run(run, seconds=seconds, counts=report.counts, failures=report.failures_as_data())
    return report


def _report(done: Sequence[FileReport], skipped: dict[str, int], run: IngestRun | None) -> IngestReport:
    if run is None:
        return IngestReport(files=tuple(done), skipped=skipped, is_dry_run=True)
    totals = load_totals([file.source for file in done if file.outcome])
    return IngestReport(files=tuple(done), skipped=skipped, totals=totals)


def _ingest_files(files: Sequence[FoundFile], chain: Chain) -> Iterator[tuple[int, FileReport]]:
    """Take every article of the files through the chain; each with the number of its file."""
    limits = Limits(file_bytes=chain.newsroom.max_file_bytes)
    for number, file in enumerate(files, start=1):
        read = [file.error] if file.error else read_file(file.path, limits=limits, columns=chain.options.columns)
        for article in read:
            yield number, ingest_one(article, chain)
