"""Who answers whom on the page of an event."""

from datetime import UTC, datetime

import pytest

from articles.models import Article
from entities.answers import find_answers
from entities.models import Event, Quote
from entities.tests.counting import fill_counts
from entities.tests.factories import ArticleFactory, EventFactory, EventMentionFactory, PersonFactory, QuoteFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def dispute():
    """Ada speaks of Bo on the first day, Bo answers on the third."""
    ada, bo = PersonFactory(name="Ada Quill"), PersonFactory(name="Bo Tarn")
    event = EventFactory(name="Lantern Parade", slug="lantern-parade")
    articles = [ArticleFactory(published=datetime(2024, 5, day, 8, tzinfo=UTC)) for day in (1, 3)]
    for article in articles:
        EventMentionFactory(article=article, event=event)
    first = QuoteFactory(article=articles[0], speaker=ada, words="The lock is late", about=[bo])
    second = QuoteFactory(article=articles[1], speaker=bo, words="The mayor was never there", about=[ada])
    return ada, bo, first, second


def answers():
    fill_counts()
    rows = list(Quote.objects.for_display().order_by("pk"))
    find_answers(rows, Event.objects.get())
    return {row.words: [(a.person.name, a.before.words, a.told) for a in row.answers] for row in rows}


def test_a_statement_answers_whoever_spoke_before_and_is_named(dispute):
    assert answers() == {
        "The lock is late": [],
        "The mayor was never there": [("Ada Quill", "The lock is late", False)],
    }


def test_whoever_is_told_comes_before_whoever_is_named(dispute):
    ada, _, _, second = dispute
    second.addressees.set([ada])
    assert answers()["The mayor was never there"] == [("Ada Quill", "The lock is late", True)]


def test_what_has_no_date_answers_nobody(dispute):
    _, _, _, second = dispute
    Article.objects.filter(pk=second.article.pk).update(published=None, published_precision="", year=None)
    assert answers()["The mayor was never there"] == []


def test_somebody_merged_is_answered_under_the_survivor(dispute):
    ada, _, first, _ = dispute
    first.speaker = PersonFactory(name="A. Quill", merged_into=ada)
    first.save(update_fields=["speaker"])
    assert answers()["The mayor was never there"] == [("Ada Quill", "The lock is late", False)]


def test_the_page_says_whom_a_statement_answers(reader, dispute, django_assert_max_num_queries):
    with django_assert_max_num_queries(25):
        page = reader.get("/events/lantern-parade/").content.decode()
    assert "Names Ada Quill, who had said:" in page
    assert dispute[2].get_absolute_url() in page
