"""`manage.py release_embargoed`: bring into the archive what was under embargo and no longer is."""

from zoneinfo import ZoneInfo

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from entities.management.database import require_database
from entities.models import HeldArticle
from entities.store import release, release_due


class Command(BaseCommand):
    help = "Store the articles whose embargo has ended. Pages and ingests do so as well."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "sources", nargs="*", help="Articles to release whatever their time, by their source: the sender said so."
        )

    def handle(self, *args, sources, **options) -> None:
        require_database()
        moment = {"now": timezone.now(), "time_zone": ZoneInfo(settings.TIME_ZONE)}
        if sources:
            held = [self._held(source) for source in sources]
            released = list(filter(None, (release(row.pk, **moment) for row in held)))
        else:
            released = list(release_due(**moment))
        for article in released if options["verbosity"] > 1 else ():
            self.stdout.write(f"released: {article.source}")
        if options["verbosity"]:
            self.stdout.write(f"{len(released)} released, {HeldArticle.objects.count()} still under embargo")

    def _held(self, source: str) -> HeldArticle:
        held = HeldArticle.objects.filter(source=source).first()
        if held is None:
            raise CommandError(f"{source}: nothing of this source is under embargo")
        return held
