"""What could not be read: listed until it is read, and not tried again before something has changed."""

import io
import os

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse
from django.utils import timezone

from articles.models import Article, IngestRun, SourceFile
from articles.runs import FailedFile
from entities.ingest import chain, looking, lots, sender
from entities.tests.factories import FailedFileFactory, IngestRunFactory, UserFactory
from entities.tests.ingesting import STORY, ingest

pytestmark = pytest.mark.django_db


def waiting() -> list[str]:
    return list(FailedFile.objects.waiting().values_list("source", flat=True))


@pytest.fixture
def reads(monkeypatch) -> list[str]:
    """The paths of the files that are opened to be read."""
    read: list[str] = []
    monkeypatch.setattr(
        looking,
        "read_unchanged",
        lambda path, *a, real=looking.read_unchanged, **k: read.append(path) or real(path, *a, **k),
    )
    return read


@pytest.fixture
def archivist(client):
    client.force_login(UserFactory(role="Archivist"))
    return client


def test_an_unchanged_file_is_not_read_again(seeds, reads):
    ingest("seeds")
    assert len(reads) == 3
    out, _, failed = ingest("seeds")
    assert len(reads) == 3
    assert out[-1].startswith("0 created, 0 updated, 3 unchanged, 0 failed; 3 quotes")
    assert not failed


def test_no_article_is_looked_for_where_every_file_is_passed_by(seeds, monkeypatch):
    ingest("seeds")
    looks = []
    monkeypatch.setattr(lots, "look_up_all", lambda items: looks.append(items) or [])
    ingest("seeds")
    assert not looks


def test_a_file_whose_bytes_changed_is_read_again_even_where_its_size_and_time_stayed(seeds, reads):
    ingest("seeds")
    file = seeds / "a.txt"
    before = file.stat()
    file.write_text(file.read_text().replace("2015", "2016"))
    os.utime(file, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert ingest("seeds")[0][-1].startswith("0 created, 1 updated, 2 unchanged")


def test_a_file_of_many_articles_is_passed_by_as_a_whole(seeds, reads):
    rows = "".join(
        f'Lock {place},"{STORY.format(place=place).splitlines()[0]} and more"\n' for place in ("A", "B", "C")
    )
    (seeds / "table.csv").write_text("title,text\n" + rows)
    ingest("seeds/table.csv")
    out, _, _ = ingest("seeds/table.csv", verbosity=2)
    assert (len(reads), out[0]) == (1, "unchanged: seeds/table.csv (3 articles)")
    assert out[-1].startswith("0 created, 0 updated, 3 unchanged")


def test_a_file_one_of_whose_articles_is_gone_from_the_archive_is_read_again(seeds, reads):
    ingest("seeds")
    Article.objects.get(source="seeds/a.txt").delete()
    assert ingest("seeds")[0][-1].startswith("1 created, 0 updated, 2 unchanged")


def test_a_file_that_failed_is_told_again_but_read_only_when_it_has_changed(seeds, reads):
    (seeds / "empty.txt").write_text("")
    for _ in range(2):
        _, err, failed = ingest("seeds")
        assert failed
        assert err[0].startswith("seeds/empty.txt: the file is empty; ")
    assert reads.count("seeds/empty.txt") == 1
    assert IngestRun.objects.latest("pk").counts["known"] == 1
    (seeds / "empty.txt").write_text(STORY.format(place="Quay"))
    assert not ingest("seeds")[2]
    assert waiting() == []


def test_new_rules_try_again_what_failed(seeds, reads, monkeypatch):
    (seeds / "empty.txt").write_text("")
    ingest("seeds")
    monkeypatch.setattr(chain, "EXTRACTION_VERSION", "next")
    ingest("seeds")
    assert reads.count("seeds/empty.txt") == 2


def test_what_failed_is_tried_again_when_somebody_asks(seeds, reads):
    (seeds / "empty.txt").write_text("")
    ingest("seeds")
    ingest("seeds", retry_failed=True)
    assert reads.count("seeds/empty.txt") == 2
    assert reads.count("seeds/a.txt") == 1


def test_a_fault_that_may_pass_is_always_tried_again(seeds, reads, monkeypatch):
    """An article that a bug kept out, or a disk, is not the file's own fault."""
    real = sender.extract
    monkeypatch.setattr(sender, "extract", lambda *args: 1 / 0)
    ingest("seeds/a.txt")
    assert waiting() == ["seeds/a.txt"]
    monkeypatch.setattr(sender, "extract", real)
    assert not ingest("seeds/a.txt")[2]
    assert waiting() == []


def test_a_file_that_is_written_to_while_it_is_read_is_told_and_read_whole_the_next_time(seeds, monkeypatch):
    def read(path, *args, real=looking.read_unchanged, **options):
        (seeds / "a.txt").write_text(STORY.format(place="Quay"))
        return real(path, *args, **options)

    with monkeypatch.context() as patch:
        patch.setattr(looking, "read_unchanged", read)
        _, err, failed = ingest("seeds/a.txt")
    assert failed
    assert err[0].startswith("seeds/a.txt: it was changed or removed while it was read; run the same command again")
    assert not Article.objects.exists()
    assert not ingest("seeds/a.txt")[2]
    assert Article.objects.get().text == STORY.format(place="Quay")
    assert waiting() == []


def test_a_dry_run_keeps_nothing_of_files(seeds):
    (seeds / "empty.txt").write_text("")
    ingest("seeds", dry_run=True)
    assert not SourceFile.objects.exists()
    assert not FailedFile.objects.exists()


def test_the_command_lists_what_waits_and_tries_it_again(seeds):
    (seeds / "empty.txt").write_text("")
    ingest("seeds")
    out = io.StringIO()
    with pytest.raises(CommandError, match="1 waiting"):
        call_command("quarantine", stdout=out)
    assert "seeds/empty.txt: the file is empty; " in out.getvalue()
    (seeds / "empty.txt").write_text(STORY.format(place="Quay"))
    call_command("quarantine", retry=True, stdout=out)
    assert out.getvalue().endswith("Nothing waits to be read.\n")
    assert Article.objects.filter(source="seeds/empty.txt").exists()


def test_a_file_that_is_gone_can_be_taken_off_the_list(seeds):
    (seeds / "empty.txt").write_text("")
    ingest("seeds")
    (seeds / "empty.txt").unlink()
    call_command("quarantine", forget=["seeds/empty.txt"], stdout=io.StringIO())
    assert waiting() == []


def test_the_page_of_what_waits_says_why_and_what_to_do(archivist):
    FailedFileFactory(source="seeds/x.txt", line=3, problem="it holds NUL bytes", remedy="save it as UTF-8")
    FailedFileFactory(source="seeds/old.txt", waits=False)
    page = archivist.get(reverse("quarantine")).content.decode()
    assert all(words in page for words in ("seeds/x.txt:3", "it holds NUL bytes", "save it as UTF-8", "1 waits"))
    assert "seeds/old.txt" not in page


def test_an_archivist_has_the_failed_of_a_run_tried_again(archivist, started):
    run = FailedFileFactory().run
    assert "Try the failed again (1)" in archivist.get(run.get_absolute_url()).content.decode()
    archivist.post(reverse("run_retry", args=[run.pk]))
    name = archivist.get(reverse("home")).wsgi_request.user.username
    assert started == [("quarantine", "--retry", f"--run={run.pk}", f"--by={name}")]


def test_an_archivist_starts_an_ingest_but_no_second_one_beside_it(archivist, started, seeds):
    archivist.post(reverse("run_start"))
    assert [command[0] for command in started] == ["ingest_seeds"]
    IngestRunFactory(seconds=None, heard=timezone.now())
    answer = archivist.post(reverse("run_start"), follow=True)
    assert "An ingest is running already" in answer.content.decode()
    assert len(started) == 1


def test_a_run_that_goes_on_shows_how_far_it_is_and_one_that_was_killed_says_so(reader):
    now = timezone.now()
    run = IngestRunFactory(seconds=None, started=now, heard=now, files_found=1000, files_done=250)
    page = reader.get(run.get_absolute_url()).content.decode()
    assert "250 of 1,000 files" in page
    assert "js/run.js" in page
    IngestRun.objects.update(heard=run.started.replace(year=2020))
    page = reader.get(run.get_absolute_url()).content.decode()
    assert "broken off after 250 of 1,000 files" in page
    assert "js/run.js" not in page


def test_a_run_under_way_shows_what_came_just_now(seeds, reader, monkeypatch):
    ingest("seeds")
    monkeypatch.setattr("entities.views.runs.SHOWN", 2)
    run, newest = IngestRun.objects.get(), Article.objects.order_by("-pk").first()
    shown = reader.get(run.get_absolute_url())
    assert newest not in shown.context["articles"]
    assert "The first 2 are shown." in shown.content.decode()
    IngestRun.objects.update(seconds=None, heard=timezone.now())
    shown = reader.get(run.get_absolute_url())
    assert shown.context["articles"][0] == newest
    assert "The newest 2 are shown." in shown.content.decode()
