"""What many machines have read, stored in the order of the files: one article at a time, by whoever comes first."""

from collections import Counter
from dataclasses import fields
from typing import Any

from django.db import transaction

from articles.runs import Batch, IngestRun, Reading
from entities.ingest.chain import Chain, ingest_one
from entities.ingest.looking import Ended, Item, Passed
from entities.ingest.options import Clock, IngestOptions, NewsroomSettings, place_of
from entities.ingest.packing import unpack
from entities.ingest.record import note_failure, read_file_of
from entities.report import FileReport, IngestReport
from entities.store import Counting, finish_run, note_progress
from entities.store.files import save_files, settle_failures

LOT = 50


def chain_of(run: IngestRun, newsroom: NewsroomSettings, clock: Clock) -> Chain:
    """What a run was asked for, on a machine that has to have the same model."""
    known = {field.name for field in fields(IngestOptions)}
    options = IngestOptions(**{name: value for name, value in run.options.items() if name in known})
    return Chain(newsroom=newsroom, options=options, model_version=run.model, run=run, clock=clock)


def settle_all(run: int, *, newsroom: NewsroomSettings, clock: Clock) -> None:
    """Store everything that is next in turn, waiting for whoever else is storing."""
    while settle_next(run, newsroom=newsroom, clock=clock, wait=True):
        pass


@transaction.atomic
def settle_next(run: int, *, newsroom: NewsroomSettings, clock: Clock, wait: bool) -> bool:
    """Store what is next in turn, and take it off the queue in the same transaction.

    False where it has not been read yet, where the run has come to its end, or where another is storing and this one
    does not `wait`.
    """
    locked = IngestRun.objects.select_for_update(skip_locked=not wait).filter(pk=run, seconds=None).first()
    batch = locked and locked.batches.filter(is_settled=False).order_by("number").first()
    if not batch:
        return False
    reading = batch.readings.order_by("file", "order").first()
    if reading:
        _store(batch, reading, newsroom, clock)
        return True
    if not batch.files:
        _finish(batch, newsroom, clock)
        return False
    if batch.done < len(batch.files):
        return False
    batch.is_settled = True
    batch.save(update_fields=["is_settled"])
    return True


def _store(batch: Batch, reading: Reading, newsroom: NewsroomSettings, clock: Clock) -> None:
    item, run = unpack(reading.item), batch.run
    hand = _in_hand(batch, reading, item)
    if reading.order >= hand["settled"]:
        chain = chain_of(run, newsroom, clock)
        so_far = IngestReport(tally=Counter(run.counts))
        for report in _settle(item, chain, hand):
            so_far.hear(report)
        hand["settled"] = reading.order + 1
        batch.hand = hand
        batch.save(update_fields=["hand"])
        done = item.file.number if isinstance(item, Ended | Passed) else run.files_done
        note_progress(run, now=clock(), files_done=done, counts=dict(so_far.tally))
    reading.delete()


def _in_hand(batch: Batch, reading: Reading, item: Item) -> dict[str, Any]:
    """How far the file of a reading has been stored. A file that was begun again is the same one by its bytes."""
    digest = item.file.fingerprint.digest if item.file.fingerprint else ""
    if (batch.hand.get("file"), batch.hand.get("digest")) == (reading.file, digest):
        return batch.hand
    return {"file": reading.file, "digest": digest, "settled": 0, "holds": 0, "is_settled": True}


def _settle(item: Item, chain: Chain, hand: dict[str, Any]) -> tuple[FileReport, ...]:
    if isinstance(item, Passed):
        return item.reports
    if isinstance(item, Ended):
        settle_failures(item.file.place, but=chain.run)
        if item.is_whole and hand["is_settled"]:
            save_files([read_file_of(item.file, hand["holds"], chain)])
        return ()
    key = item.file.known.key if item.file.known else None
    report = ingest_one(item.article, chain, file=key, extraction=item.extraction)
    hand["holds"] += report.outcome is not None
    hand["is_settled"] &= report.outcome is not None or report.lies_in_file
    if report.failure:
        note_failure(report, item, chain)
    return (report,)


def _finish(last: Batch, newsroom: NewsroomSettings, clock: Clock) -> None:
    """Count what the archive holds of the files of the run, and close it."""
    run, counting = last.run, Counting()
    for files in run.batches.order_by("number").values_list("files", flat=True).iterator(chunk_size=LOT):
        counting.add(files=[place_of(path, newsroom)[0] for path, *_ in files])
    report = IngestReport(tally=Counter(run.counts), totals=counting.totals)
    note_progress(run, now=clock(), files_done=run.files_done, counts=report.counts)
    last.is_settled = True
    last.save(update_fields=["is_settled"])
    finish_run(run, seconds=(clock() - run.started).total_seconds())
