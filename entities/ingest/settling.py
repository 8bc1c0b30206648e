"""What many machines have read, stored in the order of the files and in lots, by whoever comes first."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import fields
from typing import Any

from django.db import transaction

from articles.runs import Batch, IngestRun, Reading
from entities.ingest.chain import Chain
from entities.ingest.looking import Ended, Found, Item, Passed
from entities.ingest.lots import MOST, settle_in_lots
from entities.ingest.options import Clock, IngestOptions, NewsroomSettings, place_of
from entities.ingest.packing import unpack
from entities.ingest.record import note_failure, read_file_of
from entities.report import FileReport, IngestReport
from entities.store import Counting, finish_run, note_progress
from entities.store.files import save_files, settle_failures

LOT = 50
# Readings that leave the queue in one transaction: articles for a lot, and the ends of their files.
TOGETHER = 2 * MOST


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
    """Store what is next in turn, as far as it has been read, and take it off the queue in the same transaction.

    False where it has not been read yet, where the run has come to its end, or where another is storing and this one
    does not `wait`.
    """
    locked = IngestRun.objects.select_for_update(skip_locked=not wait).filter(pk=run, seconds=None).first()
    batch = locked and locked.batches.filter(is_settled=False).order_by("number").first()
    if not batch:
        return False
    if readings := list(batch.readings.order_by("file", "order")[:TOGETHER]):
        _store(batch, readings, newsroom, clock)
        return True
    if not batch.files:
        _finish(batch, newsroom, clock)
        return False
    if batch.done < len(batch.files):
        return False
    batch.is_settled = True
    batch.save(update_fields=["is_settled"])
    return True


def _store(batch: Batch, readings: Sequence[Reading], newsroom: NewsroomSettings, clock: Clock) -> None:
    run, chain = batch.run, chain_of(batch.run, newsroom, clock)
    so_far, done = IngestReport(tally=Counter(run.counts)), run.files_done
    unpacked = [(reading, unpack(reading.item)) for reading in readings]
    due = [(reading, item) for reading, item in unpacked if reading.order >= _in_hand(batch, reading, item)["settled"]]
    came = settle_in_lots([item for _, item in due], chain)
    for (reading, _), (item, reports) in zip(due, came, strict=True):
        hand = _in_hand(batch, reading, item)
        batch.hand = _after(item, reports, chain, hand) | {"settled": reading.order + 1}
        for report in reports:
            so_far.hear(report)
        done = item.file.number if isinstance(item, Ended | Passed) else done
    batch.save(update_fields=["hand"])
    note_progress(run, now=clock(), files_done=done, counts=dict(so_far.tally))
    batch.readings.filter(pk__in=[reading.pk for reading in readings]).delete()


def _in_hand(batch: Batch, reading: Reading, item: Item) -> dict[str, Any]:
    """How far the file of a reading has been stored. A file that was begun again is the same one by its bytes."""
    digest = item.file.fingerprint.digest if item.file.fingerprint else ""
    if (batch.hand.get("file"), batch.hand.get("digest")) == (reading.file, digest):
        return batch.hand
    return {"file": reading.file, "digest": digest, "settled": 0, "holds": 0, "is_settled": True}


def _after(item: Item, reports: Sequence[FileReport], chain: Chain, hand: dict[str, Any]) -> dict[str, Any]:
    """How far the file in hand has been stored once this has come of it; what failed in it is noted."""
    if isinstance(item, Ended):
        settle_failures(item.file.place, but=chain.run)
        if item.is_whole and hand["is_settled"]:
            save_files([read_file_of(item.file, hand["holds"], chain)])
    if not isinstance(item, Found):
        return hand
    [report] = reports
    if report.failure:
        note_failure(report, item, chain)
    return hand | {
        "holds": hand["holds"] + (report.outcome is not None),
        "is_settled": hand["is_settled"] and (report.outcome is not None or report.lies_in_file),
    }


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
