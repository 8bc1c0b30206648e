"""Several processes extract, one stores: the rows are those of one process, whatever happens to the others."""

import os
import signal
from concurrent.futures import Future
from concurrent.futures.process import BrokenProcessPool

import pytest
from django.db import transaction

from articles.extraction.types import RawArticle
from articles.models import Article
from entities.ingest import pool
from entities.tests.contents import contents
from entities.tests.dying import read_all_or_die, read_or_die
from entities.tests.ingesting import STORY, ingest
from entities.tests.papers import PEOPLE, make_model

pytestmark = pytest.mark.django_db


@pytest.fixture
def many(seeds, tmp_path, settings, monkeypatch):
    """Articles that tell of the same few people in turn, so that who is known depends on the order."""
    settings.SPACY_MODEL = str(make_model(tmp_path / "model"))
    for number in range(6):
        story = STORY.format(place=f"Quay {number}").replace("Ada Quill", PEOPLE[number * 5 % 4])
        (seeds / f"m{number:02}.txt").write_text(story)
    monkeypatch.setattr(pool, "AHEAD", 1)
    monkeypatch.setattr(pool, "TOGETHER", 2)
    (seeds / "copy.txt").write_text((seeds / "m03.txt").read_text())
    (seeds / "empty.txt").write_text("")
    return seeds


def test_rows_are_the_same_whatever_the_number_of_workers(many):
    with transaction.atomic():
        told, rows = ingest("seeds"), contents()
        transaction.set_rollback(True)
    assert not Article.objects.exists()
    assert ingest("seeds", workers=2) == told
    assert contents() == rows


def test_an_article_whose_process_is_killed_is_read_by_another(many, monkeypatch):
    """The first process to take an article is killed as it takes it."""
    real = pool._Pool.begin

    def begin(self, articles):
        result = real(self, articles)
        if any(article.path.endswith("m00.txt") for article in articles):
            for process in list(self._pool._processes):
                os.kill(process, signal.SIGKILL)
        return result

    monkeypatch.setattr(pool._Pool, "begin", begin)
    out, _, _ = ingest("seeds", workers=2)
    assert out[-1].startswith("9 created, 0 updated, 0 unchanged, 1 failed")


def test_an_article_that_kills_its_process_twice_is_told_and_the_others_are_read(many, monkeypatch):
    monkeypatch.setattr(pool, "read_articles", read_all_or_die)
    monkeypatch.setattr(pool, "read_article", read_or_die)
    _, err, failed = ingest("seeds", workers=2)
    assert failed
    assert any(line.startswith("seeds/m00.txt: the process that read it was killed, twice; ") for line in err)
    assert Article.objects.count() == 8


def test_a_process_that_died_of_nothing_blames_no_article(monkeypatch):
    """The one that reads one at a time was killed while it waited; whichever article comes next is read by another."""
    opened = []

    class Reading:
        def __init__(self) -> None:
            self.is_dead = False
            opened.append(self)

        def submit(self, read, article, model):
            if self.is_dead:
                raise BrokenProcessPool
            done = Future()
            done.set_result(article.path)
            return done

    monkeypatch.setattr(pool._Pool, "_open", lambda *_: Reading())
    processes = pool._Pool(2, "a-model")
    assert processes._alone(RawArticle(path="a.txt", text="")) == "a.txt"
    opened[-1].is_dead = True
    assert processes._alone(RawArticle(path="b.txt", text="")) == "b.txt"
    assert len(opened) == 3
