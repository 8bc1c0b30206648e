"""`manage.py rebuild_counts`: counts anew what lists and counters say."""

from django.core.management.base import BaseCommand, CommandParser

from entities.counting.filling import fill, learn, recount
from entities.models import ArticleCount


class Command(BaseCommand):
    help = "Count anew what lists and counters say. The archive can be used and added to meanwhile."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--at-once", action="store_true", help="Much faster; nobody may write meanwhile.")
        parser.add_argument("--if-empty", action="store_true", help="At once, where no article is counted yet.")

    def handle(self, *args, **options) -> None:
        if options["if_empty"] and ArticleCount.objects.exists():
            return
        if options["at_once"] or options["if_empty"]:
            fill(bulk=True)
            learn()
            return
        wrong = 0
        for lot in recount():
            wrong += len(lot.wrong)
            if options["verbosity"] > 1:
                self.stdout.write(f"{lot.of}: {lot.rows:,} rows counted")
        learn()
        if options["verbosity"]:
            self.stdout.write(f"Everything is counted; {wrong:,} {'was' if wrong == 1 else 'were'} put right.")
