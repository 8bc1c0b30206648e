"""`manage.py check_counts`: compares lists and counters with the rows."""

from django.core.management.base import BaseCommand, CommandError

from entities.counting.filling import check

MOST_NAMED = 10


class Command(BaseCommand):
    help = "Count again what lists and counters say. The exit status is 1 where they differ."

    def handle(self, *args, **options) -> None:
        rows, wrong = 0, []
        for lot in check():
            rows += lot.rows
            wrong += lot.wrong
        if wrong:
            named = ", ".join(wrong[:MOST_NAMED]) + (", …" if len(wrong) > MOST_NAMED else "")
            raise CommandError(f"{len(wrong):,} of {rows:,} differ: {named}. Run manage.py rebuild_counts.")
        self.stdout.write(f"The lists and counters agree with the rows: {rows:,} of {rows:,}.")
