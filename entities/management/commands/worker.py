"""`manage.py worker`: read what is on the queue, on as many machines as wanted."""

import asyncio
import importlib
import logging

from django.core.management.base import BaseCommand, CommandError

from articles.extraction.nlp import ModelMissing, load_nlp
from entities.configured import newsroom_settings
from entities.management.database import require_database, require_queue

# Seconds that a worker which is told to stop waits before it breaks off between two articles.
PATIENCE = 0.1


class Command(BaseCommand):
    help = "Read articles that `ingest_seeds --queue` put on the queue. SIGTERM ends it after the article in hand."

    def add_arguments(self, parser):
        parser.add_argument(
            "--until-empty", action="store_true", help="End when nothing waits; default: go on for ever."
        )

    def handle(self, *args, until_empty, verbosity, **options):
        require_database()
        require_queue()
        # The queue is a package of PostgreSQL's own: it loads only where that is the database.
        app = importlib.import_module("procrastinate.contrib.django").app
        try:
            load_nlp(newsroom_settings().model)
        except ModelMissing as error:
            raise CommandError(str(error)) from error
        if verbosity > 1:
            logging.getLogger("procrastinate").setLevel(logging.INFO)
        if verbosity:
            self.stdout.write("Reading what is on the queue. Stop with Ctrl-C or SIGTERM: nothing is lost.")
            self.stdout.flush()
        asyncio.run(_work(app, wait=not until_empty))


async def _work(app, *, wait: bool) -> None:
    with app.replace_connector(app.connector.get_worker_connector()):
        async with app.open_async():
            await app.run_worker_async(
                queues=["ingest", "upkeep"],
                concurrency=1,
                wait=wait,
                shutdown_graceful_timeout=PATIENCE,
                delete_jobs="successful",
            )
