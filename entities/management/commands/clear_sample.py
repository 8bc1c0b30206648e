"""`manage.py clear_sample`: take the fictional sample out of the archive, without a trace."""

from django.core.management.base import BaseCommand, CommandError

from articles.models import Article, Caption, IngestRun
from entities.management.database import require_database
from entities.models import Event, Person, Quote
from entities.store.sample import Sample, load_sample, remove_sample

KINDS = {
    Article: ("article", "articles"),
    Quote: ("quote", "quotes"),
    Caption: ("caption", "captions"),
    Person: ("person", "people"),
    Event: ("event", "events"),
    IngestRun: ("run", "runs"),
}


class Command(BaseCommand):
    help = "Remove the fictional sample: its articles and all that was seen only in them, decisions included."

    def add_arguments(self, parser):
        parser.add_argument("--no-input", "--noinput", action="store_false", dest="interactive", help="Do not ask.")

    def handle(self, *args, interactive, **options):
        require_database()
        sample = load_sample()
        if not sample.count(Article):
            self.stdout.write("The archive holds no sample.")
            return
        counts, decided = _in_words(sample), sample.decided()
        self.stdout.write(f"The sample is {counts}.")
        if decided:
            self.stdout.write(self.style.WARNING(f"Editors have decided on {decided} of its rows; that goes too."))
        if interactive and not _is_agreed():
            raise CommandError("Nothing was removed. (--no-input removes it without asking.)")
        remove_sample(sample)
        self.stdout.write(f"Removed {counts}.")


def _is_agreed() -> bool:
    try:
        return input("Remove it all? [y/N] ").strip().lower() in ("y", "yes")
    except EOFError:  # nobody is there to ask
        return False


def _in_words(sample: Sample) -> str:
    return ", ".join(
        f"{sample.count(model)} {one if sample.count(model) == 1 else many}" for model, (one, many) in KINDS.items()
    )
