"""`manage.py make_archive`: an invented archive of any size, to develop and to measure on."""

import sys
from time import monotonic

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from articles.models import Article
from entities.management.database import require_database
from entities.models import Event, Person
from newsroom.invented.archive import make_archive

CONSENT = "--yes-an-invented-archive"
EVERY = 10_000  # articles


class Command(BaseCommand):
    help = "Fill an empty database with an invented archive. For development: nothing in it was ever published."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--articles", type=int, default=1_000, help="How many; 1,000 unless told.")
        parser.add_argument("--seed", type=int, default=1, help="The same seed makes the same archive.")
        parser.add_argument(CONSENT, action="store_true", dest="consent", help="Needed where DEBUG is not True.")

    def handle(self, *args, articles, seed, consent, **options) -> None:
        if not (settings.DEBUG or consent):
            raise CommandError(f"This is for development (DEBUG=True). If you mean it, add {CONSENT}.")
        if articles < 1:
            raise CommandError(f"--articles {articles}: write a number of at least 1.")
        require_database()
        if any(model._base_manager.exists() for model in (Article, Person, Event)):
            raise CommandError("There is an archive in this database already: name an empty one in DATABASE_URL.")
        began = monotonic()
        counts = make_archive(articles, seed, self._tell(began) if options["verbosity"] else lambda done: None)
        told = ", ".join(f"{number:,} {kind}" for kind, number in counts.items())
        self.stdout.write(f"Made {told} in {monotonic() - began:,.0f} s.")

    def _tell(self, began: float):
        def tell(done: int) -> None:
            if done % EVERY == 0:
                self.stdout.write(f"{done:,} articles, {done / (monotonic() - began):,.0f} a second")
                sys.stdout.flush()

        return tell
