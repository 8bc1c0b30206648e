"""`manage.py verify_archive`: proves that text, spans and rows agree, and says where every quotation mark went."""

from django.core.management.base import BaseCommand, CommandError

from articles.models import Article
from entities.counting.filling import check as check_counts
from entities.indexing import check as check_search
from entities.management.database import require_database
from entities.management.progress import Meter
from entities.verifying import Fate, all_articles, verify_articles, verify_people


class Command(BaseCommand):
    help = "Check every article with all its rows, one figure a line. The exit status is 1 where anything disagrees."

    def handle(self, *args, verbosity, **options):
        require_database()
        total, meter = Article.objects.count(), Meter(self.stderr, of="articles")
        told = verify_articles(all_articles(), lambda done: meter.show(done, total) if verbosity else None)
        meter.clear()
        verify_people(told)
        for lot in check_search():
            told.note_lot(
                "rows that the index of the search agrees with", lot.rows, [f"{lot.kind} {key}" for key in lot.wrong]
            )
        for lot in check_counts():
            told.note_lot("lists and counters that agree with the rows", lot.rows, list(map(str, lot.wrong)))
        for figure in told.figures.values():
            style = self.style.ERROR if figure.wrong else str
            self.stdout.write(style(str(figure)))
        pairs = sum(told.fates.values())
        self.stdout.write(f"pairs of quotation marks: {pairs:,}")
        for fate in Fate:
            if told.fates[fate]:
                self.stdout.write(f"  {fate}: {told.fates[fate]:,}")
        if told.alone:
            self.stdout.write(f"double quotation marks in no pair, as of inches: {told.alone:,}")
        if told.wrong:
            raise CommandError(f"{told.wrong:,} disagree; see above.")
        self.stdout.write("Everything agrees.")
