"""`manage.py check_search`: compares the index of words with the rows."""

from django.core.management.base import BaseCommand, CommandError

from entities.indexing import check

MOST_NAMED = 10


class Command(BaseCommand):
    help = "Compare the index of the search with every row. The exit status is 1 where they differ."

    def handle(self, *args, **options) -> None:
        rows, wrong = 0, []
        for lot in check():
            rows += lot.rows
            wrong += [f"{lot.kind} {key}" for key in lot.wrong]
        if wrong:
            named = ", ".join(wrong[:MOST_NAMED]) + (", …" if len(wrong) > MOST_NAMED else "")
            raise CommandError(
                f"The index differs from {len(wrong):,} of {rows:,} rows: {named}. Run manage.py rebuild_search."
            )
        self.stdout.write(f"The index agrees with all {rows:,} rows.")
