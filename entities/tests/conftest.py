"""Who looks at the pages, and a small archive to look at."""

from datetime import UTC, datetime
from types import SimpleNamespace

import pytest

from entities.tests.factories import (
    ArticleFactory,
    CaptionFactory,
    EventFactory,
    EventMentionFactory,
    EventParticipantFactory,
    MentionFactory,
    PersonFactory,
    QuoteFactory,
    UserFactory,
)
from entities.tests.indexing import fill_index
from entities.tests.ingesting import STORY
from entities.tests.processes import address, idle, process, process_at
from entities.tests.sharing import shared

__all__ = ["address", "idle", "process", "process_at"]  # fixtures


@pytest.fixture
def reader(client):
    """A client signed in as someone who may only read."""
    client.force_login(UserFactory())
    return client


@pytest.fixture
def editor(db):
    """Someone who may decide, and work at the desk."""
    return UserFactory(is_staff=True, role="Editor")


@pytest.fixture
def desk(client, editor):
    """A client signed in as the editor."""
    client.force_login(editor)
    return client


@shared
def archive():
    """Two outlets, three people and one event: Ada Quill speaks of Bo Tarn in both outlets, Bo Tarn once of her."""
    ada, bo, cy = (PersonFactory(name=name) for name in ("Ada Quill", "Bo Tarn", "Cy Welk"))
    gazette = ArticleFactory(
        headline="Quill opens the new lock",
        publisher="Harrowmere Gazette",
        published=datetime(2003, 5, 14, 8, 0, tzinfo=UTC),
    )
    courier = ArticleFactory(
        headline="Tarn leaves the board", publisher="Vale Courier", published=datetime(2021, 2, 3, 8, 0, tzinfo=UTC)
    )
    undated = ArticleFactory(headline="Welk keeps silent", publisher="Vale Courier", published=None)
    for article, people in ((gazette, (ada, bo)), (courier, (ada, bo, cy)), (undated, (cy,))):
        for person in people:
            MentionFactory(article=article, person=person)
    parade = EventFactory(name="2002 Lantern Parade", date=datetime(2002, 11, 9, tzinfo=UTC).date(), place="Harrowmere")
    EventMentionFactory(article=gazette, event=parade)
    EventParticipantFactory(article=gazette, event=parade, person=ada)
    quotes = SimpleNamespace(
        early=QuoteFactory(
            article=gazette, speaker=ada, words="Bo did his best", about=[bo], addressees=[cy], confirmed=True
        ),
        late=QuoteFactory(article=courier, speaker=ada, words="I am sorry that Bo goes", about=[bo]),
        answer=QuoteFactory(
            article=courier, speaker=bo, words="Ada was always fair", about=[ada], addressees=[ada], kind="mixed"
        ),
        viewer=QuoteFactory(article=courier, speaker=None, speaker_text="a viewer", words="Good riddance to them"),
    )
    caption = CaptionFactory(
        article=gazette,
        words="Ada Quill and Bo Tarn at the lock.",
        people=[ada, bo],
        date=datetime(2002, 11, 9, tzinfo=UTC).date(),
        place="Harrowmere",
    )
    for person in (ada, bo):
        MentionFactory(article=gazette, person=person, after=caption.start, place="caption")
    fill_index()
    return SimpleNamespace(
        ada=ada,
        bo=bo,
        cy=cy,
        gazette=gazette,
        courier=courier,
        undated=undated,
        parade=parade,
        quotes=quotes,
        caption=caption,
    )


@pytest.fixture
def seeds(tmp_path, settings, monkeypatch):
    """A project folder with two articles and a sample of one."""
    settings.BASE_DIR = tmp_path
    settings.SEEDS_DIR = tmp_path / "seeds"
    settings.SAMPLE_DIR = settings.SEEDS_DIR / "fictional"
    settings.SAMPLE_DIR.mkdir(parents=True)
    monkeypatch.chdir(tmp_path)
    for name, place in (("b.txt", "Harrowmere"), ("a.txt", "Vale"), ("fictional/c.txt", "Nowhere")):
        (settings.SEEDS_DIR / name).write_text(STORY.format(place=place))
    return settings.SEEDS_DIR
