"""`manage.py quarantine`: what could not be read, why, what to do, and another try."""

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from articles.runs import FailedFile
from entities.configured import newsroom_settings
from entities.ingest import IngestOptions, Stopped, ingest
from entities.management.accounts import account
from entities.management.database import require_database


class Command(BaseCommand):
    help = "List the files and articles that could not be read and have not been since; exit status 1 if there are any."

    def add_arguments(self, parser):
        parser.add_argument("--retry", action="store_true", help="Try all of them again, changed or not.")
        parser.add_argument("--run", type=int, metavar="N", help="Only what failed in run N.")
        parser.add_argument("--forget", nargs="+", metavar="PATH", help="Take these off the list.")
        parser.add_argument("--by", metavar="NAME", help="Whose run it is. Default: nobody's.")

    def handle(self, *args, retry, run, forget, by, **options):
        require_database()
        waiting = FailedFile.objects.waiting()
        if run is not None:
            waiting = waiting.filter(run=run)
        if forget:
            gone = waiting.filter(source__in=forget).update(waits=False)
            self.stdout.write(f"{gone} taken off the list.")
            return
        if retry:
            self._retry(sorted(set(waiting.values_list("file", flat=True))), by)
            waiting = FailedFile.objects.waiting()
        number = 0
        for number, failure in enumerate(waiting.iterator(chunk_size=500), start=1):  # noqa: B007
            self.stdout.write(f"{failure}  (run {failure.run_id}, {failure.at:%Y-%m-%d %H:%M})")
        if number:
            raise CommandError(f"{number} waiting to be read.")
        self.stdout.write("Nothing waits to be read.")

    def _retry(self, files: list[str], by: str | None) -> None:
        paths = [settings.BASE_DIR / file for file in files]
        if not paths:
            return
        try:
            report = ingest(paths, newsroom=newsroom_settings(), options=IngestOptions(retry=True), by=account(by))
        except Stopped as error:
            raise CommandError(str(error)) from error
        self.stdout.write(report.summary())
