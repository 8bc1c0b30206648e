"""A process of its own that decides and reads articles in, and stops for good wherever it is told to.

Run as a module. Each line that it is given names a piece of work and a number: the work is done in a
child of its own, which waits to be killed once it has sent so many statements to the database. The rest of the line
is JSON: the address of the database, which is of the kind that the process began with, the model and the folder.
"""

import hashlib
import json
import os
import signal
import sys
from collections.abc import Callable
from functools import cache
from typing import Any

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsroom.settings")
django.setup()

# Django has to be set up before its models can be had.
from django.conf import settings  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db import connection, transaction  # noqa: E402

from articles.extraction.types import RawArticle  # noqa: E402
from articles.extraction.working import read_article  # noqa: E402
from articles.models import Article  # noqa: E402
from entities import curation  # noqa: E402
from entities.configured import newsroom_settings  # noqa: E402
from entities.curation import CurationError, locking, undoing  # noqa: E402
from entities.indexing import check as check_index  # noqa: E402
from entities.indexing import rebuild as rebuild_index  # noqa: E402
from entities.ingest import IngestOptions, Stopped  # noqa: E402
from entities.ingest import ingest as ingest_paths  # noqa: E402
from entities.ingest.run import OnFile  # noqa: E402
from entities.models import Change, Decision, Person, Quote  # noqa: E402
from entities.tests.contents import contents  # noqa: E402
from entities.tests.extractions import Said, extraction, store  # noqa: E402
from entities.tests.factories import ArticleFactory, PersonFactory, QuoteFactory, UserFactory  # noqa: E402
from entities.tests.snapshot import snapshot  # noqa: E402
from newsroom.environment import env_database  # noqa: E402

reports: list[str] = []
# Wakes a child that waits to be killed.
GO_ON = signal.SIGUSR1
STORY = '{place} opens its lock\n\n"We waited nine years for this day," Ada Quill said.\n'
WAITED = Said(("We waited nine years for this day,",), by="Ada Quill")


def prepare() -> None:
    article, ada = ArticleFactory(), PersonFactory(name="Tilly Vance")
    for _ in range(12):
        QuoteFactory(article=article, speaker=ada)
    by = UserFactory(username="mara")
    curation.rename_person(person=ada, name="Ottilie Vance", by=by)
    PersonFactory(name="Ada Vance")


def merge() -> None:
    keep, merged = Person.objects.get(name="Ada Vance"), Person.objects.get(name="Ottilie Vance")
    curation.merge_people(keep=keep, merge=merged, by=mara())


def merge_back() -> None:
    keep, merged = Person.objects.get(name="Ottilie Vance"), Person.objects.get(name="Ada Vance")
    curation.merge_people(keep=keep, merge=merged, by=mara())


def reject_as_seen() -> None:
    """Look at a row, say so, and then decide on it as it was seen."""
    quote = Quote.objects.order_by("pk").first()
    seen, by = curation.state_seen(quote), mara()
    say("looked")
    with transaction.atomic():
        curation.reject(rows=[curation.lock_as_seen(quote, seen)], by=by)


def confirm() -> None:
    curation.confirm(rows=Quote.objects.all(), by=mara())


def undo() -> None:
    curation.undo(entry=Decision.objects.get(verb=Decision.Verb.CONFIRM), by=mara())


def ingest() -> None:
    """An article that is not there yet."""
    place = f"Place {Article.objects.count()}"
    store(extraction(STORY.format(place=place), people=["Ada Quill"], quotes=[WAITED]), source=f"{place}.txt")


def read_folder(on_file: OnFile | None = None) -> None:
    """The whole chain over a folder of files, as `ingest_seeds` calls it."""
    options, folder = IngestOptions(workers=1), os.environ["ARCHIVE_FOLDER"]
    report = ingest_paths([folder], newsroom=newsroom_settings(), options=options, on_file=on_file)
    reports.append(report.summary())


def read_folder_in_two() -> None:
    """The same, waiting in the middle, where some articles are stored and none is being written."""
    read_folder(lambda report, number, total: wait() if number == total // 3 else None)


def tell_contents() -> None:
    """Say what the archive holds, whatever the keys and the runs."""
    with transaction.atomic():
        told = contents()
    found = [lot for lot in check_index() if lot.wrong]
    digest = hashlib.sha256(json.dumps(told, sort_keys=True).encode()).hexdigest()
    say(f"{digest} {len(found)} {Article.objects.count()}")


def read_folder_again() -> None:
    read_folder()
    say(reports[-1])


def empty() -> None:
    call_command("flush", interactive=False, verbosity=0)
    for _ in rebuild_index():
        pass


def mara() -> Any:
    return Decision.objects.order_by("pk").first().by


def tell() -> None:
    """Say how all rows stand, how many decisions there are, and how many of them tell of nothing."""
    tables = snapshot()
    del tables["articles_ingestrun"]  # a run that was broken off stays, and says that it did not finish
    rows = json.dumps(tables, default=str, sort_keys=True)
    empty = Decision.objects.exclude(pk__in=Change.objects.values("decision")).count()
    say(f"{hashlib.sha256(rows.encode()).hexdigest()} {Decision.objects.count()} {empty}")


WORK: dict[str, Callable[[], None]] = {
    work.__name__: work
    for work in (
        prepare,
        merge,
        merge_back,
        reject_as_seen,
        confirm,
        undo,
        ingest,
        tell,
        read_folder,
        read_folder_in_two,
        read_folder_again,
        tell_contents,
        empty,
    )
}


def say(words: str) -> None:
    sys.stdout.write(f"{words}\n")
    sys.stdout.flush()


def wait() -> None:
    """Say which process is to be killed, or woken, and wait for it."""
    say(f"here {os.getpid()}")
    signal.sigwait([GO_ON])


def die_after(statements: int) -> Callable:
    """A wrapper around each statement: after the last one, wait to be killed."""
    left = [statements]

    def send(execute: Callable, *args: Any) -> Any:
        result = execute(*args)
        left[0] -= 1
        if not left[0]:
            wait()
        return result

    return send


def work(name: str, statements: int, told: dict[str, str]) -> None:
    os.environ.update(told)
    connection.settings_dict.update(env_database("DATABASE_URL", settings.DATA_DIR))
    settings.SPACY_MODEL = told["SPACY_MODEL"]
    signal.pthread_sigmask(signal.SIG_BLOCK, [GO_ON])
    try:
        with connection.execute_wrapper(die_after(statements)):
            WORK[name]()
    except CurationError as refused:
        say(f"refused: {refused}")
    except Stopped as stopped:
        say(str(stopped))
    else:
        say("done")


@cache
def ready(model: str) -> None:
    """Load what reading takes, before there are children who would each load it anew."""
    read_article(RawArticle(path="lock.txt", text=STORY.format(place="Wellow")), model)


def main() -> None:
    locking.BATCH = undoing.BATCH = 5
    for line in sys.stdin:
        name, statements, words = line.split(maxsplit=2)
        told = json.loads(words)
        if name.startswith("read_folder"):
            ready(told["SPACY_MODEL"])
        child = os.fork()
        if not child:
            work(name, int(statements), told)
            os._exit(0)
        os.waitpid(child, 0)
        say("gone")


if __name__ == "__main__":
    main()
