"""`manage.py rebuild_search`: writes the index of words anew."""

from django.core.management.base import BaseCommand, CommandParser

from articles.index import indexed_keys, started_keys
from entities.indexing import rebuild


class Command(BaseCommand):
    help = "Write the index of the search anew. The archive can be used, searched and added to meanwhile."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--if-empty", action="store_true", help="Only where the index knows no article or no name yet."
        )

    def handle(self, *args, **options) -> None:
        if options["if_empty"] and not _is_empty():
            return
        rows = 0
        for lot in rebuild():
            rows += lot.rows
            if options["verbosity"] > 1:
                self.stdout.write(f"{lot.kind}: {rows:,} rows so far")
        if options["verbosity"]:
            self.stdout.write(f"The words of {rows:,} rows are in the index.")


def _is_empty() -> bool:
    return not indexed_keys("article", 0, 1) or (
        bool(indexed_keys("person", 0, 1)) and not started_keys("person", 0, 1)
    )
