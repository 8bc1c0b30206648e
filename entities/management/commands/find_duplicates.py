"""`manage.py find_duplicates`: compare everybody in the archive anew, and every event."""

from django.core.management.base import BaseCommand

from entities.holdings import counted
from entities.management.database import require_database
from entities.models import PossibleDuplicate, PossibleSameEvent
from entities.store.alike_anew import compare_everything


class Command(BaseCommand):
    help = "Find anew which people may be one, and which events. An ingest does so for what its articles name."

    def handle(self, *args, verbosity, **options):
        require_database()
        people, events = compare_everything(on_lot=self._progress if verbosity > 1 else None)
        pairs = [
            counted(model.objects.waiting().count(), f"pair of {noun}", f"pairs of {noun}")
            for model, noun in ((PossibleDuplicate, "people"), (PossibleSameEvent, "events"))
        ]
        compared = f"{counted(people, 'person', 'people')} and {counted(events, 'event')} compared"
        self.stdout.write(f"{compared}: {' and '.join(pairs)} wait for an editor.")

    def _progress(self, compared: int) -> None:
        self.stdout.write(f"{compared} compared")
