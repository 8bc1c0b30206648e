"""Two ingests at the same time, and an editor at work while one runs."""

import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress

import pytest
from django.db import IntegrityError, connection

from articles.models import Article
from entities.configured import newsroom_settings
from entities.ingest import IngestOptions, chain, sender
from entities.ingest import ingest as ingest_paths
from entities.models import Person

STORY = 'Lock at {place} opens\n\n"We waited nine years," {first} said on Friday. "So did we," {second} said.\n'


def ingest(path, **options):
    try:
        return ingest_paths([path], newsroom=newsroom_settings(), options=IngestOptions(), **options)
    finally:
        if threading.current_thread() is not threading.main_thread():
            connection.close()


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite lets one transaction write at a time")
@pytest.mark.parametrize("places", [("Vale", "Harrowmere"), ("Vale", "Vale")], ids=["different-files", "one-file"])
def test_two_ingests_that_meet_a_new_person_make_one_row(tmp_path, monkeypatch, nlp, places):
    """Both are held back until both have begun to ask who the people are, or one has to wait for the other."""
    meeting, looks = threading.Barrier(2), []

    def load(names, real=chain.load_directory):
        directory = real(names)
        looks.append(1)
        with suppress(threading.BrokenBarrierError):  # the other waits for its turn
            meeting.wait(timeout=1)
        return directory

    monkeypatch.setattr(chain, "load_directory", load)
    people = (("Ada Quill", "Ben Marlow"), ("Ben Marlow", "Ada Quill"))
    paths = [tmp_path / f"{place}.txt" for place in places]
    for path, place, (first, second) in zip(paths, places, people, strict=True):
        path.write_text(STORY.format(place=place, first=first, second=second))
    with ThreadPoolExecutor(2) as threads:
        reports = list(threads.map(ingest, paths))
    assert [report.failed for report in reports] == [0, 0]
    assert sorted(Person.objects.values_list("name", flat=True)) == ["Ada Quill", "Ben Marlow"]
    assert Article.objects.count() == len(set(places))
    assert len(looks) == 2, "one of them had to look again"


@pytest.mark.django_db
def test_an_article_whose_person_an_editor_made_at_that_moment_is_saved_after_all(tmp_path, monkeypatch):
    """The first look finds nobody of that name; by the time of the insert there is one."""
    tries = []

    def save(*args, real=chain.save_extraction, **options):
        tries.append(1)
        if len(tries) == 1:
            raise IntegrityError("duplicate key value violates unique constraint")
        return real(*args, **options)

    monkeypatch.setattr(chain, "save_extraction", save)
    path = tmp_path / "a.txt"
    path.write_text(STORY.format(place="Vale", first="Ada Quill", second="Ben Marlow"))
    report = ingest(path)
    assert (report.failed, report.counts["created"], len(tries)) == (0, 1, 2)


@pytest.mark.django_db
def test_a_text_that_another_ingest_stored_meanwhile_under_another_path_is_not_stored_twice(tmp_path, monkeypatch):
    """Both have looked and found nothing; the one that comes second to write looks again."""
    paths = [tmp_path / name for name in ("a.txt", "b.txt")]
    for path in paths:
        path.write_text(STORY.format(place="Vale", first="Ada Quill", second="Ben Marlow"))

    def extract(*args, real=sender.extract):
        monkeypatch.setattr(sender, "extract", real)
        ingest(paths[1])
        return real(*args)

    monkeypatch.setattr(sender, "extract", extract)
    notes = []
    report = ingest(paths[0], on_file=lambda file, *_: notes.extend(file.notes))
    assert (report.counts["created"], report.counts["duplicates"]) == (0, 1)
    assert notes == [f"{paths[0]}: same text as {paths[1]}: not stored twice"]
    assert Article.objects.get().source == str(paths[1])


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite lets one transaction write at a time")
def test_of_two_ingests_that_meet_one_text_under_two_paths_one_stores_it(tmp_path, monkeypatch, nlp):
    meeting = threading.Barrier(2)
    monkeypatch.setattr(
        sender, "extract", lambda *args, real=sender.extract: (real(*args), meeting.wait(timeout=60))[0]
    )
    paths = [tmp_path / name for name in ("a.txt", "b.txt")]
    for path in paths:
        path.write_text(STORY.format(place="Vale", first="Ada Quill", second="Ben Marlow"))
    with ThreadPoolExecutor(2) as threads:
        reports = list(threads.map(ingest, paths))
    assert sorted(report.counts["created"] for report in reports) == [0, 1]
    assert sorted(report.counts["duplicates"] for report in reports) == [0, 1]
    assert Article.objects.count() == 1
