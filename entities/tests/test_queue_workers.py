"""Workers on a queue, as processes of their own on PostgreSQL: the rows of one process, come what may."""

import json
import os
import pickle
import signal
import subprocess
import sys

import pytest
from django.conf import settings
from django.db import connection
from django.utils import timezone

from articles.extraction.types import RawArticle
from articles.models import IngestRun
from articles.readers.errors import ReadError
from articles.runs import Batch, FailedFile, Reading
from entities.configured import newsroom_settings
from entities.ingest import IngestOptions, chain, lots, packing, sharing
from entities.ingest.looking import Found, SeenFile
from entities.models import HeldArticle
from entities.tests.contents import contents
from entities.tests.ingesting import ingest
from entities.tests.papers import make_model, write_papers

FILES = 24
needs_server = pytest.mark.skipif(connection.vendor != "postgresql", reason="the queue needs PostgreSQL")
real = pytest.mark.django_db(transaction=True)


@pytest.fixture
def papers(tmp_path, monkeypatch, settings):
    """A folder of articles that this process and its workers read with a model of their own."""
    settings.SPACY_MODEL = str(make_model(tmp_path / "model"))
    monkeypatch.setenv("SPACY_MODEL", settings.SPACY_MODEL)
    return write_papers(tmp_path / "papers", FILES)


@pytest.fixture
def worker(address):
    """Begin a worker of its own; it is ended with the test."""
    begun = []

    def begin(*options, **environment):
        known = {"DATABASE_URL": address, "SECRET_KEY": settings.SECRET_KEY}
        begun.append(
            subprocess.Popen(
                [sys.executable, "manage.py", "worker", *options],
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                text=True,
                cwd=settings.BASE_DIR,
                env=os.environ | known | environment,
            )
        )
        return begun[-1]

    yield begin
    for one in begun:
        one.kill()
        one.communicate()


def empty_archive():
    with connection.cursor() as cursor:
        ours = ("articles_", "entities_", "search_", "procrastinate_jobs")
        names = [table for table in connection.introspection.table_names() if table.startswith(ours)]
        cursor.execute(f"TRUNCATE {', '.join(names)} RESTART IDENTITY CASCADE")


def finished(run: IngestRun) -> bool:
    run.refresh_from_db()
    return run.seconds is not None


def check_rows_of_one_process(alone, counts) -> None:
    """The one run has come to its end with these counts, and the archive holds these rows beside those of the queue."""
    run = IngestRun.objects.get()
    assert finished(run)
    assert run.counts == counts
    rows, alone = contents(), dict(alone)
    for table in ("articles_batch", "articles_reading"):
        del rows[table], alone[table]
    assert rows == alone


@real
@needs_server
def test_two_workers_make_the_rows_of_one_process(papers, worker, monkeypatch):
    monkeypatch.setattr(sharing, "FILES_A_BATCH", 3)
    ingest(papers)
    alone, counts = contents(), IngestRun.objects.get().counts
    empty_archive()
    ingest(papers, queue=True)
    for one in [worker("--until-empty"), worker("--until-empty")]:
        assert one.wait(timeout=120) == 0
    assert not Reading.objects.exists()
    check_rows_of_one_process(alone, counts)


@real
@needs_server
def test_what_was_read_ahead_is_stored_in_lots_with_the_rows_of_one_process(papers, monkeypatch):
    ingest(papers)
    alone, counts = contents(), IngestRun.objects.get().counts
    empty_archive()
    ingest(papers, queue=True)
    sizes = []
    monkeypatch.setattr(
        lots, "store_together", lambda ready, *a, real=lots.store_together: sizes.append(len(ready)) or real(ready, *a)
    )
    read_last_batch_first()
    assert sizes[-1] == 7, "what the second batch holds beside a double and a file with nothing in it"
    check_rows_of_one_process(alone, counts)


@real
@needs_server
def test_an_article_that_the_database_refuses_holds_up_no_other_of_its_lot(papers, monkeypatch):
    def save(*args, real=chain.save_extraction, **options):
        if options["source"].endswith("0021.txt"):
            with connection.cursor() as cursor:
                cursor.execute("SELECT 1 / 0")
        return real(*args, **options)

    monkeypatch.setattr(chain, "save_extraction", save)
    ingest(papers, queue=True)
    read_last_batch_first()
    sources = FailedFile.objects.waiting().values_list("source", flat=True)
    assert sorted(source.rpartition("/")[2] for source in sources) == ["0021.txt", "empty.txt"]
    assert IngestRun.objects.get().counts["created"] == FILES + 3 - 1


def read_last_batch_first():
    for batch in Batch.objects.exclude(files=[]).order_by("-number"):
        sharing.read_batch(batch.pk, newsroom=newsroom_settings(), clock=timezone.now, is_to_stop=lambda: False)


HELD = "Zebulon Quibble"


@real
@needs_server
def test_what_is_under_embargo_is_held_by_workers_as_by_one_process_and_is_nowhere_else(papers, worker, monkeypatch):
    monkeypatch.setattr(sharing, "FILES_A_BATCH", 3)
    for number in range(0, FILES, 4):
        item = {
            "uri": f"urn:hp:{number}", "version": "1", "headline": f"Mayor {HELD} resigns {number}",
            "embargoed": "2099-01-01T12:00:00Z", "body_text": f"“I go gladly,” {HELD} said to Ada Quill. {number}",
        }  # fmt: skip
        (papers / f"{number:04}-held.json").write_text(json.dumps(item))
    ingest(papers)
    alone, counts = contents(), IngestRun.objects.get().counts
    assert counts["held"] == HeldArticle.objects.count() == FILES // 4
    empty_archive()
    ingest(papers, queue=True)
    for one in [worker("--until-empty"), worker("--until-empty")]:
        assert one.wait(timeout=120) == 0
    check_rows_of_one_process(alone, counts)
    assert tables_with(HELD) == {HeldArticle._meta.db_table}


def tables_with(words):
    """Every table of the database, the queue's and the search's included, a row of which has these words."""
    with connection.cursor() as cursor:
        found = set()
        for table in connection.introspection.table_names():
            cursor.execute(f'SELECT 1 FROM "{table}" AS row WHERE row::text ILIKE %s LIMIT 1', [f"%{words}%"])  # noqa: S608 (names of tables)
            found |= {table} if cursor.fetchone() else set()
    return found


@real
@needs_server
def test_what_a_killed_worker_had_begun_is_given_to_another(papers, worker, monkeypatch):
    monkeypatch.setattr(sharing, "FILES_A_BATCH", 3)
    ingest(papers)
    alone, counts = contents(), IngestRun.objects.get().counts
    empty_archive()
    ingest(papers, queue=True)
    first = worker()
    connection.close()
    while not Batch.objects.filter(done__gt=0).exists():
        assert first.poll() is None
    first.send_signal(signal.SIGKILL)
    first.wait()
    with connection.cursor() as cursor:  # as after half a minute without a heartbeat
        cursor.execute("UPDATE procrastinate_workers SET last_heartbeat = last_heartbeat - interval '1 hour'")
    give_back()
    assert worker("--until-empty").wait(timeout=120) == 0
    check_rows_of_one_process(alone, counts)


def give_back():
    """What the schedule does every minute."""
    code = (
        "import asyncio, os, django; os.environ['DJANGO_SETTINGS_MODULE'] = 'newsroom.settings'; django.setup();"
        "from entities.tasks import app, recover\n"
        "async def main():\n"
        "    with app.replace_connector(app.connector.get_worker_connector()):\n"
        "        async with app.open_async():\n"
        "            await recover(0)\n"
        "asyncio.run(main())"
    )
    where = connection.settings_dict
    url = f"postgres://{where['USER']}:{where['PASSWORD']}@{where['HOST']}:{where['PORT']}/{where['NAME']}"
    known = {"DATABASE_URL": url, "SECRET_KEY": settings.SECRET_KEY}
    subprocess.run([sys.executable, "-c", code], check=True, cwd=settings.BASE_DIR, env=os.environ | known)


@real
@needs_server
def test_a_worker_that_is_told_to_stop_keeps_what_it_read_and_leaves_the_rest(papers, worker):
    ingest(papers, queue=True)
    one = worker()
    connection.close()
    while not Reading.objects.exists() and not Batch.objects.filter(done__gt=0).exists():
        assert one.poll() is None
    one.send_signal(signal.SIGTERM)
    assert one.wait(timeout=60) == 0
    assert not finished(IngestRun.objects.get())
    assert worker("--until-empty").wait(timeout=120) == 0
    assert finished(IngestRun.objects.get())
    assert IngestRun.objects.get().counts["created"] == FILES + 3


@real
@needs_server
def test_a_file_that_nobody_could_read_to_its_end_is_given_up_and_told(papers, worker):
    ingest(papers, queue=True)
    Batch.objects.filter(number=0).update(tries=sharing.MOST_TRIES)
    assert worker("--until-empty").wait(timeout=120) == 0
    failed = FailedFile.objects.waiting().get(source__endswith="0000.txt")
    assert "died of it" in failed.problem
    assert IngestRun.objects.get().counts["created"] == FILES + 3  # its double is read in its place


@real
@needs_server
def test_whoever_shares_out_waits_while_too_much_waits(papers, monkeypatch):
    monkeypatch.setattr(sharing, "FILES_A_BATCH", 2)
    monkeypatch.setattr(sharing, "BATCHES_AT_ONCE", 2)
    monkeypatch.setattr(sharing, "MOST_WAITING", 4)
    waited = []

    def pause():
        waited.append(Batch.objects.filter(is_settled=False).count())
        Batch.objects.update(is_settled=True)

    sharing.share_out(
        [papers],
        newsroom=newsroom_settings(),
        options=IngestOptions(),
        defer=lambda keys: None,
        pause=pause,
        clock=timezone.now,
    )
    assert set(waited) == {4}


@pytest.mark.django_db
@pytest.mark.skipif(connection.vendor != "sqlite", reason="of SQLite")
def test_a_queue_on_sqlite_is_refused_with_the_remedy(seeds):
    _, err, failed = ingest(queue=True)
    assert failed
    assert err == [
        "The queue needs PostgreSQL, and the archive is on SQLite. Set DATABASE_URL, or use --workers N to read on "
        "several cores of this machine."
    ]


def test_what_was_read_is_packed_and_unpacked_and_nothing_else_is():
    file = SeenFile(number=1, path="a.txt", place="a.txt", is_sample=False, known=None)
    found = Found(file=file, article=RawArticle(path="a.txt", text="Head"))
    assert packing.unpack(packing.pack(found)) == found
    error = packing.unpack(packing.pack(Found(file=file, article=ReadError("a.txt", "x", "y", line=3, item=2)))).article
    assert (str(error), error.line, error.item) == ("a.txt#2:3: x; y", 3, 2)
    evil = packing.zlib.compress(pickle.dumps((os.system, ("true",), None)))
    with pytest.raises(pickle.UnpicklingError, match="nothing that was read"):
        packing.unpack(evil)
