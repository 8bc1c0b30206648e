"""A run over files: each article through the chain, and the record of what came of them."""

import sys
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import asdict
from itertools import islice
from pathlib import Path

from django.contrib.auth.models import User
from django.utils import timezone

from articles.extraction import EXTRACTION_VERSION
from articles.extraction.nlp import installed_version
from articles.readers.files import FoundFile, find_files
from entities.ingest.chain import Chain
from entities.ingest.looking import Ended, look
from entities.ingest.lots import settle_in_lots
from entities.ingest.options import Clock, IngestOptions, NewsroomSettings
from entities.ingest.pool import extracted
from entities.ingest.record import Record
from entities.ingest.troubles import stopped_by_database
from entities.report import FileReport, IngestReport
from entities.store import release_due, start_run

# Hears of each article, with the number of its file (from 1) and how many files there are.
OnFile = Callable[[FileReport, int, int], None]


def ingest(
    paths: Sequence[str | Path],
    *,
    newsroom: NewsroomSettings,
    options: IngestOptions,
    on_file: OnFile | None = None,
    clock: Clock = timezone.now,
    by: User | None = None,
) -> IngestReport:
    """Read every article under `paths` into the archive and return what came of them, in numbers.

    Files are taken in sorted order, with one transaction an article. A file that has not changed since all of it was
    read is not opened; an article whose text, rules and model have not changed is left alone, without the model being
    loaded. One that fails is counted and the others go on. However many `workers` extract, articles are stored in
    order by this process alone, and so are the same rows. Raises ModelMissing before anything is written, and Stopped
    where the archive can no longer be written to.
    """
    version = installed_version(newsroom.model)
    walk = find_files(paths, leave_out=None if options.sample else newsroom.sample_dir)
    total = min(sum(1 for _ in walk), options.limit or sys.maxsize)
    asked = {"paths": [str(path) for path in paths], **asdict(options)}
    started = {"started": clock(), "model": version, "version": EXTRACTION_VERSION, "files_found": total, "by": by}
    with stopped_by_database():
        run = None if options.dry_run else start_run(options=asked, **started)
    chain = Chain(newsroom=newsroom, options=options, model_version=version, run=run, clock=clock)
    record = Record(chain)
    try:
        with stopped_by_database():
            for report, number in _reports(islice(walk, options.limit), chain, record):
                if on_file:
                    on_file(report, number, total)
                if options.fail_fast and report.failure:
                    break
            record.close()
    except BaseException as error:
        record.give_up("Stopped by hand." if isinstance(error, KeyboardInterrupt) else str(error))
        raise
    record.report.skipped = walk.skipped
    return record.report


def _reports(files: Iterable[FoundFile], chain: Chain, record: Record) -> Iterator[tuple[FileReport, int]]:
    """What comes of each article, noted down, with the number of its file."""
    if chain.run:
        deque(release_due(now=chain.clock(), time_zone=chain.newsroom.time_zone), maxlen=0)
    with closing(extracted(look(files, chain), chain)) as items:
        for item, reports in settle_in_lots(items, chain):
            if isinstance(item, Ended):
                record.end(item)
            for report in reports:
                record.hear(report, item)
                yield report, item.file.number
