"""Whoever an editor called no person is counted nowhere as one, and says nothing."""

import pytest
from django.http import QueryDict

from entities import curation
from entities.filters import ArticleFilter, QuoteFilter
from entities.models import Person, Quote
from entities.store import Counting
from entities.tests.factories import ArticleFactory, MentionFactory, PersonFactory, QuoteFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def quote():
    """A quote by somebody who is none, about them, in an article that mentions them."""
    article = ArticleFactory(source="seeds/fair.txt")
    nobody = PersonFactory(name="Bread Fair")
    quote = QuoteFactory(article=article, speaker=nobody, about=[nobody])
    MentionFactory(article=article, person=nobody)
    MentionFactory(article=article)
    curation.reject(rows=[nobody], by=UserFactory())
    return quote


@pytest.mark.parametrize(("answer", "found"), [("yes", 0), ("no", 1)])
def test_their_quotes_are_not_attributed(quote, answer, found):
    assert Quote.objects.attributed([answer]).count() == found
    assert QuoteFilter(QueryDict(f"attributed={answer}"), Quote.objects.visible()).qs.count() == found


def test_the_choice_of_attributed_quotes_is_counted_without_them(quote):
    asked = QuoteFilter(QueryDict("attributed=no"), Quote.objects.visible())
    assert asked.is_valid()
    counted = {
        choice.param: choice.count for facet in asked.facets() if facet.name == "attributed" for choice in facet.choices
    }
    assert counted == {"no": 1}


def test_their_quotes_wait_at_the_desk_for_a_speaker(quote):
    assert list(Quote.objects.unattributed()) == [quote]


def test_no_quote_is_about_them(quote):
    assert [row.spoken_of for row in Quote.objects.for_display()] == [[]]


def test_an_article_counts_the_others_it_mentions(quote):
    assert ArticleFilter(QueryDict(), type(quote.article).objects.all()).qs.get().person_count == 1


def test_the_numbers_of_an_ingest_leave_them_out(quote):
    counting = Counting()
    counting.add(["seeds/fair.txt"])
    totals = counting.totals
    assert (totals.quotes, totals.attributed, totals.people) == (1, 0, 1)
    assert Person.objects.current().count() == 1
