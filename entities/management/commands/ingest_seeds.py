"""`manage.py ingest_seeds`: read articles into the archive."""

from pathlib import Path
from zoneinfo import ZoneInfo

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from articles.extraction.nlp import ModelMissing
from articles.readers.columns import NoSuchColumn, parse_columns
from articles.readers.formats import ENDINGS as KNOWN
from entities.ingest import IngestOptions, NewsroomSettings, ingest
from entities.management.database import require_database
from entities.report import FileReport

BAR = 30
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

    def handle(self, *args, paths, dry_run, force, limit, fail_fast, no_sample, columns, verbosity, **options):
        if limit is not None and limit < 1:
            raise CommandError(f"--limit {limit}: use a number from 1")
        require_database()
        self.verbosity, self.is_dry_run = verbosity, dry_run
        asked = IngestOptions(
            dry_run=dry_run, force=force, limit=limit, fail_fast=fail_fast, sample=not no_sample, columns=columns
        )
        try:
            report = ingest(
                paths or [settings.SEEDS_DIR], newsroom=newsroom_settings(), options=asked, on_file=self._tell
            )
        except ModelMissing as error:
            raise CommandError(str(error)) from error
        except KeyboardInterrupt as error:
            raise CommandError("Stopped. What was read is kept; the same command goes on from there.") from error
        if verbosity > 1:
            for reason, number in report.skipped.items():
                self.stdout.write(f"{number} skipped: {reason}")
        if not report.files:
            self.stderr.write(self.style.WARNING(f"No articles found; in folders, {ENDINGS} files are read."))
        if verbosity:
            self.stdout.write(report.summary())
        if report.failures:
            raise CommandError(f"{len(report.failures)} of {len(report.files)} files failed; see above.")

    def _tell(self, file: FileReport, number: int, total: int) -> None:
        """Print what is worth a line, and on a terminal show how far the run has come."""
        is_terminal = self.stderr.isatty()
        if is_terminal and self.verbosity:
            self.stderr.write("\r\x1b[K", ending="")
        if file.failure:
            self.stderr.write(self.style.ERROR(str(file.failure)))
        for note in file.notes if self.verbosity else ():
            self.stderr.write(self.style.WARNING(note))
        if self.verbosity > 1 and file.outcome:
            self.stdout.write(f"{'would be ' if self.is_dry_run else ''}{file.outcome}: {file.source}")
        if is_terminal and self.verbosity and number < total:
            done = BAR * number // total
            self.stderr.write(f"{'█' * done}{'·' * (BAR - done)} {number}/{total}", style_func=str, ending="")
            self.stderr.flush()


def columns(words: str) -> dict[str, str]:
    """Columns by field. Raises CommandError, which names the fields there are."""
    try:
        return parse_columns(words)
    except NoSuchColumn as error:
        raise CommandError(f"--columns {error}") from error


def newsroom_settings() -> NewsroomSettings:
    return NewsroomSettings(
        model=settings.SPACY_MODEL,
        base_dir=Path(settings.BASE_DIR),
        sample_dir=Path(settings.SAMPLE_DIR),
        time_zone=ZoneInfo(settings.TIME_ZONE),
        max_file_bytes=settings.MAX_FILE_BYTES,
    )
