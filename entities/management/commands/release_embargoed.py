"""`manage.py release_embargoed`: bring into the archive what was under embargo and no longer is."""

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from entities.curation import CurationError, release_held
from entities.management.accounts import account
from entities.management.database import require_database
from entities.models import HeldArticle
from entities.store import release_due


class Command(BaseCommand):
    help = "Store the articles whose embargo has ended. Pages and ingests do so as well."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "sources", nargs="*", help="Articles to release before their time, by their source; with --by and --reason."
        )
        parser.add_argument("--by", metavar="NAME", help="Whose decision it is; it is told in the ledger.")
        parser.add_argument("--reason", default="", help="Why: who lifted the embargo.")

    def handle(self, *args, sources, by, reason, **options) -> None:
        require_database()
        if sources:
            released = self._release(sources, by, reason)
        else:
            due = release_due(now=timezone.now(), time_zone=timezone.get_default_timezone())
            released = [article.source for article in due]
        for source in released if options["verbosity"] > 1 else ():
            self.stdout.write(f"released: {source}")
        if options["verbosity"]:
            self.stdout.write(f"{len(released)} released, {HeldArticle.objects.count()} still under embargo")

    def _release(self, sources: list[str], by: str | None, reason: str) -> list[str]:
        user = account(by)
        if user is None:
            raise CommandError("Say whose decision it is: --by NAME, an account of the archive. Nothing was released.")
        for held in [self._held(source) for source in sources]:
            try:
                release_held(held=held, by=user, reason=reason)
            except CurationError as refused:
                raise CommandError(f"{held.source}: {refused}") from refused
        return sources

    def _held(self, source: str) -> HeldArticle:
        held = HeldArticle.objects.filter(source=source).first()
        if held is None:
            raise CommandError(f"{source}: nothing of this source is under embargo")
        return held
