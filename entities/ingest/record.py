"""The record of a run while it goes on: numbers, failures, and which files need not be read again."""

import time
from contextlib import suppress

from django.db import DatabaseError, InterfaceError

from entities.ingest.chain import Chain
from entities.ingest.looking import Ended, Found, Passed, SeenFile
from entities.report import FileReport, IngestReport
from entities.store import Counting, finish_run, note_progress
from entities.store.files import ReadFile, save_failure, save_files, settle_failures

# Seconds after which the run's page is told how far the run has come, and articles noted down at once.
PAUSE = 1.0
LOT = 500


def note_failure(report: FileReport, item: Found, chain: Chain) -> None:
    """Put what could not be read among what waits."""
    fingerprint = item.file.fingerprint if report.lies_in_file else None
    save_failure(
        chain.run,
        report.source,
        at=chain.clock(),
        file=item.file.place,
        line=report.failure.line,
        problem=report.failure.problem,
        remedy=report.failure.remedy,
        digest=fingerprint.digest if fingerprint else "",
        rules=chain.rules(item.file.is_sample),
    )


def read_file_of(file: SeenFile, holds: int, chain: Chain) -> ReadFile:
    """The file as one of which nothing is left to be read."""
    return ReadFile(
        source=file.place, size=file.fingerprint.size, digest=file.fingerprint.digest,
        rules=chain.rules(file.is_sample), holds=holds, sample=file.is_sample,
    )  # fmt: skip


class Record:
    """Hears of every article and file of a run, in their order. Nothing here grows with their number."""

    def __init__(self, chain: Chain) -> None:
        self.report = IngestReport(is_dry_run=chain.run is None)
        self._chain, self._run, self._counting = chain, chain.run, Counting()
        self._sources: list[str] = []
        self._passed: list[str] = []
        self._read: list[ReadFile] = []
        self._done = self._holds = 0
        self._is_settled = True  # nothing of the file in hand has to be read again
        self._began = self._noted = time.monotonic()

    def hear(self, report: FileReport, item: Found | Passed) -> None:
        """Note what came of an article, or of a whole file that was passed by."""
        self.report.hear(report)
        if self._run is None:
            return
        if isinstance(item, Passed):
            self._done = item.file.number
            self._passed += [item.file.place] if report.outcome else []
        else:
            self._hear_article(report, item)
        if len(self._sources) + len(self._passed) >= LOT or time.monotonic() - self._noted > PAUSE:
            self._note()

    def _hear_article(self, report: FileReport, item: Found) -> None:
        self._holds += report.outcome is not None
        self._sources += [report.source] if report.outcome else []
        self._is_settled &= report.outcome is not None or report.lies_in_file
        if report.failure:
            note_failure(report, item, self._chain)

    def end(self, item: Ended) -> None:
        """Note that nothing more comes of a file."""
        file, holds, is_settled = item.file, self._holds, self._is_settled and item.is_whole
        self._done, self._holds, self._is_settled = file.number, 0, True
        if self._run is None:
            return
        if file.known.failures:
            settle_failures(file.place, but=self._run)
        if is_settled:
            self._read.append(read_file_of(file, holds, self._chain))

    def close(self, *, stopped: str = "") -> None:
        """Note down the rest, and why the run came to no proper end."""
        if self._run:
            self._note()
            finish_run(self._run, seconds=time.monotonic() - self._began, stopped=stopped)

    def give_up(self, reason: str) -> None:
        """Note down what can still be noted of a run that is stopped."""
        with suppress(DatabaseError, InterfaceError):
            self.close(stopped=reason)

    def _note(self) -> None:
        self._counting.add(self._sources, files=self._passed)
        save_files(self._read)
        self._sources, self._passed, self._read = [], [], []
        self.report.totals = self._counting.totals
        now = self._chain.clock()
        note_progress(self._run, now=now, files_done=self._done, counts=self.report.counts)
        self._noted = time.monotonic()
