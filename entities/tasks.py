"""What workers do. Loaded on PostgreSQL alone, where the queue is.

Processes that serve pages load this as well, and never read: what reading takes is imported where it is done.
"""

from collections import deque

from django.db import connection
from django.utils import timezone
from procrastinate import BaseRetryStrategy, JobContext, RetryDecision
from procrastinate.contrib.django import app
from procrastinate.exceptions import JobAborted
from procrastinate.jobs import Job

from articles.runs import Batch, IngestRun
from entities.store import release_due

# Seconds: until a batch is tried again that another worker holds, and between two tries at most.
SOON, LONGEST = 5, 300
# Seconds without a heartbeat after which a worker is taken for dead.
SILENT = 30


class GrowingPauses(BaseRetryStrategy):
    """Tries for ever: a file that cannot be read is given up by itself, and whatever else goes wrong may pass."""

    def get_retry_decision(self, *, exception: BaseException, job: Job) -> RetryDecision:
        from entities.ingest.sharing import Taken  # a worker's

        if isinstance(exception, JobAborted):
            return RetryDecision(retry_in={"seconds": 0})
        if isinstance(exception, Taken):
            return RetryDecision(retry_in={"seconds": SOON})
        return RetryDecision(retry_in={"seconds": min(2**job.attempts, LONGEST)})


@app.task(name="read_batch", queue="ingest", pass_context=True, retry=GrowingPauses())
def read_shared_batch(context: JobContext, batch: int) -> None:
    from entities.configured import newsroom_settings  # a worker's
    from entities.ingest.sharing import Interrupted, read_batch  # a worker's

    if not Batch.objects.filter(pk=batch).exists():  # its run has been removed
        return
    try:
        read_batch(batch, newsroom=newsroom_settings(), clock=timezone.now, is_to_stop=context.should_abort)
    except Interrupted as stopped:
        raise JobAborted from stopped


@app.periodic(cron="* * * * *")
@app.task(name="recover", queue="upkeep", queueing_lock="recover")
async def recover(timestamp: int) -> None:
    """Give what dead workers had begun to others."""
    await app.job_manager.prune_stalled_workers(SILENT)
    for job in await app.job_manager.get_stalled_jobs(seconds_since_heartbeat=SILENT):
        await app.job_manager.retry_job(job)


@app.periodic(cron="* * * * *")
@app.task(name="settle", queue="upkeep", queueing_lock="settle")
def settle(timestamp: int) -> None:
    """Store what was read and, because a worker died between two steps, nobody stores."""
    from entities.configured import newsroom_settings  # a worker's
    from entities.ingest.settling import settle_all  # a worker's

    for run in IngestRun.objects.filter(seconds=None, batches__is_settled=False).distinct():
        settle_all(run.pk, newsroom=newsroom_settings(), clock=timezone.now)


@app.periodic(cron="* * * * *")
@app.task(name="release_embargoed", queue="upkeep", queueing_lock="release_embargoed")
def release_embargoed(timestamp: int) -> None:
    """Bring in what is no longer under embargo."""
    deque(release_due(now=timezone.now(), time_zone=timezone.get_default_timezone()), maxlen=0)


def defer(batches: list[int]) -> None:
    """Put batches on the queue, in the transaction that makes them."""
    read_shared_batch.batch_defer(*[{"batch": key} for key in batches])


def waiting_jobs() -> dict[str, int]:
    """How many jobs there are in each state."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT status, count(*) FROM procrastinate_jobs WHERE task_name = 'read_batch' GROUP BY status")
        return dict(cursor.fetchall())
