"""`manage.py ingest_seeds`: read articles into the archive."""

import importlib
import signal
import threading
import time
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from articles.extraction.nlp import ModelMissing
from articles.readers.columns import NoSuchColumn, parse_columns
from articles.readers.formats import ENDINGS as KNOWN
from entities.configured import newsroom_settings
from entities.ingest import IngestOptions, Stopped, ingest
from entities.ingest.sharing import share_out
from entities.management.accounts import account
from entities.management.database import require_database, require_queue
from entities.management.progress import Meter
from entities.report import FileReport

# Seconds between two looks at a queue that is full.
PAUSE = 1.0
ENDINGS = ", ".join(sorted(KNOWN))
COLUMNS = "What the columns of tables are, where their names do not tell: headline=Title,text=Body."


class Command(BaseCommand):
    help = "Read articles into the archive and tag them. Running it again only reads what has changed."

    def add_arguments(self, parser):
        parser.add_argument("paths", nargs="*", help="Files and folders. Default: the seeds folder.")
        parser.add_argument("--dry-run", action="store_true", help="Say what would happen; write nothing.")
        parser.add_argument("--force", action="store_true", help="Read again what has not changed, too.")
        parser.add_argument("--limit", type=int, metavar="N", help="Take the first N files only.")
        parser.add_argument("--fail-fast", action="store_true", help="Stop at the first file that fails.")
        parser.add_argument("--columns", type=columns, default={}, metavar="FIELD=COLUMN,...", help=COLUMNS)
        parser.add_argument("--no-sample", action="store_true", help="Leave the fictional sample out.")
        parser.add_argument("--retry-failed", action="store_true", help="Try again what failed and has not changed.")
        parser.add_argument("--workers", type=int, default=1, metavar="N", help="Extract in N processes. Default: 1.")
        parser.add_argument("--queue", action="store_true", help="Leave the reading to workers on other machines.")
        parser.add_argument("--by", metavar="NAME", help="Whose run it is. Default: nobody's.")

    def handle(self, *args, paths, by, queue, verbosity, **options):
        asked = _asked(options)
        require_database()
        self.verbosity, self.is_dry_run = verbosity, asked.dry_run
        self.meter = Meter(self.stderr)
        paths = paths or [settings.SEEDS_DIR]
        if threading.current_thread() is threading.main_thread():
            signal.signal(signal.SIGTERM, signal.default_int_handler)
        if queue:
            self._share_out(paths, asked, by)
            return
        try:
            report = ingest(
                paths,
                newsroom=newsroom_settings(),
                options=asked,
                on_file=self._tell,
                by=account(by),
            )
        except (ModelMissing, Stopped) as error:
            raise CommandError(str(error)) from error
        except KeyboardInterrupt as error:
            raise CommandError("Stopped. What was read is kept; the same command goes on from there.") from error
        if verbosity > 1:
            for reason, number in report.skipped.items():
                self.stdout.write(f"{number} skipped: {reason}")
        if not report.seen:
            self.stderr.write(self.style.WARNING(f"No articles found; in folders, {ENDINGS} files are read."))
        if verbosity:
            self.stdout.write(report.summary())
        if report.failed:
            raise CommandError(f"{report.failed} of {report.seen} failed; see above.")

    def _share_out(self, paths: list[str], asked: IngestOptions, by: str | None) -> None:
        """Put the files on the queue, and say where to see what becomes of them."""
        require_queue()
        if asked.dry_run or asked.fail_fast:
            raise CommandError("--queue goes with neither --dry-run nor --fail-fast: nobody waits for its end.")
        # The queue is a package of PostgreSQL's own: it loads only where that is the database.
        defer = importlib.import_module("entities.tasks").defer
        try:
            run = share_out(
                paths, newsroom=newsroom_settings(), options=asked, defer=defer, pause=lambda: time.sleep(PAUSE),
                clock=timezone.now, by=account(by),
            )  # fmt: skip
        except (ModelMissing, Stopped) as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"{run.files_found} files are on the queue as run {run.pk}: {run.get_absolute_url()}")

    def _tell(self, file: FileReport, number: int, total: int) -> None:
        """Print what is worth a line, and show how far the run has come."""
        if file.failure or (file.notes and self.verbosity):
            self.meter.clear()
        if file.failure:
            known = " (as before; --retry-failed tries again)" if file.is_known and self.verbosity > 1 else ""
            self.stderr.write(self.style.ERROR(f"{file.failure}{known}"))
        for note in file.notes if self.verbosity else ():
            self.stderr.write(self.style.WARNING(note))
        if self.verbosity > 1 and file.outcome:
            several = f" ({file.articles} articles)" if file.articles > 1 else ""
            self.stdout.write(f"{'would be ' if self.is_dry_run else ''}{file.outcome}: {file.source}{several}")
        if self.verbosity:
            self.meter.show(number, total)


def _asked(options: dict[str, Any]) -> IngestOptions:
    for name in ("limit", "workers"):
        if options[name] is not None and options[name] < 1:
            raise CommandError(f"--{name} {options[name]}: use a number from 1")
    return IngestOptions(
        dry_run=options["dry_run"], force=options["force"], limit=options["limit"], fail_fast=options["fail_fast"],
        sample=not options["no_sample"], retry=options["retry_failed"], workers=options["workers"],
        columns=options["columns"],
    )  # fmt: skip


def columns(words: str) -> dict[str, str]:
    """Columns by field. Raises CommandError, which names the fields there are."""
    try:
        return parse_columns(words)
    except NoSuchColumn as error:
        raise CommandError(f"--columns {error}") from error
