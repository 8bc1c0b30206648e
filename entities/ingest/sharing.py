"""A run that many machines share: files put into batches, each batch read by whoever takes it."""

import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from itertools import count, islice
from pathlib import Path

from django.contrib.auth.models import User
from django.db import connection, transaction

from articles.extraction import EXTRACTION_VERSION
from articles.extraction.nlp import installed_version
from articles.extraction.types import Extraction, RawArticle
from articles.extraction.working import read_article
from articles.readers.errors import ReadError
from articles.readers.files import FoundFile, find_files
from articles.runs import Batch, IngestRun, Reading
from entities.ingest.chain import Chain, is_to_be_read, logger
from entities.ingest.looking import Ended, Found, Item, SeenFile, look
from entities.ingest.options import Clock, IngestOptions, NewsroomSettings, place_of
from entities.ingest.packing import pack
from entities.ingest.settling import chain_of, settle_all, settle_next
from entities.ingest.troubles import stopped_by_database
from entities.store import start_run

FILES_A_BATCH = 20
BATCHES_AT_ONCE = 25
# Batches that wait at most: a queue that is longer helps nobody, and what was read and not stored takes room.
MOST_WAITING = 200
# A file that was begun so often and never read to its end is left alone.
MOST_TRIES = 3
LOCK = 0x62617463  # any number, as long as every worker asks for the same

Defer = Callable[[Sequence[int]], None]


class Interrupted(RuntimeError):
    """The worker is to stop; what it had read is kept, and another one goes on."""


class Taken(RuntimeError):
    """Another worker is reading this batch."""


@stopped_by_database()
def share_out(
    paths: Sequence[str | Path],
    *,
    newsroom: NewsroomSettings,
    options: IngestOptions,
    defer: Defer,
    pause: Callable[[], None],
    clock: Clock,
    by: User | None = None,
) -> IngestRun:
    """Put all files under `paths` into batches of a new run, `defer` each, and `pause` while too many wait.

    Raises Stopped where the archive cannot be written to.
    """
    version = installed_version(newsroom.model)
    walk = find_files(paths, leave_out=None if options.sample else newsroom.sample_dir)
    asked = {"paths": [str(path) for path in paths], **asdict(options), "queue": True}
    run = start_run(
        started=clock(), options=asked, model=version, version=EXTRACTION_VERSION,
        files_found=sum(1 for _ in islice(walk, options.limit)), by=by,
    )  # fmt: skip
    files, numbers, first = islice(walk, options.limit), count(), 1
    while lot := list(islice(files, FILES_A_BATCH * BATCHES_AT_ONCE)):
        while run.batches.filter(is_settled=False).count() >= MOST_WAITING:
            pause()
        batches = [
            Batch(
                run=run, number=next(numbers), first=first + at, files=[_told(f) for f in lot[at : at + FILES_A_BATCH]]
            )
            for at in range(0, len(lot), FILES_A_BATCH)
        ]
        with transaction.atomic():
            defer([batch.pk for batch in Batch.objects.bulk_create(batches)])
        first += len(lot)
    Batch.objects.create(run=run, number=next(numbers), first=first, files=[])  # the end
    settle_all(run.pk, newsroom=newsroom, clock=clock)
    return run


def _told(file: FoundFile) -> list[str]:
    """A file as every machine finds it; with what is wrong with it, where it was not found."""
    path = os.path.abspath(file.path)
    return [path, file.error.problem, file.error.remedy] if file.error else [path]


def read_batch(key: int, *, newsroom: NewsroomSettings, clock: Clock, is_to_stop: Callable[[], bool]) -> None:
    """Read what of a batch has not been read, and store what is next in turn.

    It may be called again, at any time and by anybody, with the same rows in the end. Raises Interrupted and Taken.
    """
    with _claimed(key):
        batch = Batch.objects.select_related("run").get(pk=key)
        chain = chain_of(batch.run, newsroom, clock)
        while batch.done < len(batch.files):
            batch.tries += 1
            batch.save(update_fields=["tries"])
            batch.readings.filter(file=batch.done).delete()
            for order, item in enumerate(_items(batch, chain)):
                Reading.objects.create(batch=batch, file=batch.done, order=order, item=_packed(item, chain))
                settle_next(batch.run_id, newsroom=newsroom, clock=clock, wait=False)
                if is_to_stop():
                    batch.tries = 0
                    batch.save(update_fields=["tries"])
                    raise Interrupted
            batch.done, batch.tries = batch.done + 1, 0
            batch.save(update_fields=["done", "tries"])
        settle_all(batch.run_id, newsroom=newsroom, clock=clock)


@contextmanager
def _claimed(key: int) -> Iterator[None]:
    """Hold a batch for as long as this connection lives. Raises Taken where another one holds it."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s, %s)", [LOCK, key])
        if not cursor.fetchone()[0]:
            raise Taken
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_unlock(%s, %s)", [LOCK, key])


def _items(batch: Batch, chain: Chain) -> Iterator[Item]:
    path, *told = batch.files[batch.done]
    number = batch.first + batch.done
    if batch.tries > MOST_TRIES:
        place, is_sample = place_of(path, chain.newsroom)
        file = SeenFile(number=number, path=path, place=place, is_sample=is_sample, known=None)
        problem = f"whoever read it died of it, or could not go on, {MOST_TRIES} times"
        yield Found(file=file, article=ReadError(path, problem, "see the logs of the workers, and split the file"))
        yield Ended(file=file, is_whole=False)
        return
    yield from look([FoundFile(path, ReadError(path, *told) if told else None)], chain, first=number)


def _packed(item: Item, chain: Chain) -> bytes:
    return pack(item, _extraction(item, chain))


def _extraction(item: Item, chain: Chain) -> Extraction | None:
    """What is read in an article; None where it need not be, or where whoever stores it finds out why it cannot."""
    if (
        not isinstance(item, Found)
        or not isinstance(item.article, RawArticle)
        or not is_to_be_read(item.article, chain)
    ):
        return None
    try:
        return read_article(item.article, chain.newsroom.model)
    # A rule may fail in any way; it fails again where the article is stored, and is told there.
    except Exception:
        logger.exception("Extraction of %s failed", item.article.path)
        return None
