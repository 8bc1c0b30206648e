"""The order at the desk: weighed at the front, walked behind it, and always found through an index."""

import pytest
from django.db import connection
from django.urls import reverse

from entities import capped
from entities.filters.keyset import in_order
from entities.queue import KINDS, waiting
from entities.queue.line import line_of
from entities.tests.counting import fill_counts
from entities.tests.factories import ArticleFactory, MentionFactory, PersonFactory, QuoteFactory

pytestmark = pytest.mark.django_db

INDEXES = {
    "changed-quotes": "quote_changed",
    "changed-mentions": "mention_changed",
    "changed-captions": "caption_changed",
    "changed-eventmentions": "eventmention_changed",
    "suggestions": "suggestion_waiting",
    "duplicates": "possible_duplicate_score",
    "same-events": "possible_same_event_score",
    "names": "mention_ambiguous",
    "speakers": "quote_nameless",
    "quotes": "quote_uncertain",
    "inferred": "quote_inferred",
    "credits": "caption_unread_credit",
    "people": "person_count_odd",
}


def plan(rows) -> str:
    sql, params = rows.query.sql_with_params()
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":  # a table of no rows is read whole unless that is forbidden
            cursor.execute("SET LOCAL enable_seqscan = off; SET LOCAL enable_sort = off")
        cursor.execute(f"EXPLAIN {'' if connection.vendor == 'postgresql' else 'QUERY PLAN'} {sql}", params)
        return "\n".join(str(row[-1]) for row in cursor.fetchall())


@pytest.mark.parametrize("slug", KINDS)
def test_what_waits_is_found_in_its_order_through_an_index(slug):
    kind = KINDS[slug]
    for rows in (kind.rows(), kind.weighed(kind.rows())):
        found = plan(in_order(rows, kind.order)[:10])
        assert INDEXES[slug] in found
        assert "SORT" not in found.upper()
        assert "TEMP B-TREE" not in found


@pytest.fixture
def quotes(monkeypatch):
    """Seven quotes that wait, in the order in which they are asked: a headline's first, then four behind the front."""
    monkeypatch.setattr("entities.queue.line.FRONT", 3)
    article = ArticleFactory(paragraphs=("Harbour news. " * 200,))
    later = [QuoteFactory(article=article, speaker=None, confidence=0.3 + n / 10) for n in range(6)]
    first = QuoteFactory(article=article, words="Harbour board", speaker=None, confidence=0.35)
    return [first, *later]


def found(row):
    return KINDS["speakers"].find(row.pk)


def test_every_question_is_asked_once_on_the_way_and_once_on_the_way_back(quotes):
    keys, line = [quote.pk for quote in quotes], line_of(KINDS["speakers"])
    assert line.after(most=100) == keys
    assert [line.after(found(quote), most=1) for quote in quotes] == [[key] for key in keys[1:]] + [[]]
    assert [line.before(found(quote)) for quote in quotes] == [None, *keys[:-1]]


def test_questions_come_to_the_front_as_others_are_answered(quotes):
    answered = found(quotes[1])
    quotes[1].delete()
    line = line_of(KINDS["speakers"])
    assert [pk for _, pk in line.front] == [quotes[0].pk, quotes[2].pk, quotes[3].pk]
    assert line.after(answered, most=2) == [quotes[2].pk, quotes[3].pk]


def test_an_answer_far_behind_leads_on_from_there(quotes, desk):
    said = {"answer": "reject", "seen": KINDS["speakers"].state(quotes[5])}
    response = desk.post(reverse("admin:queue_item", args=["speakers", quotes[5].pk]), said)
    assert response.url == reverse("admin:queue_item", args=["speakers", quotes[6].pk])


def test_equal_effects_are_asked_in_the_order_of_their_keys(monkeypatch):
    monkeypatch.setattr("entities.queue.line.FRONT", 2)
    people = [PersonFactory(name=f"QUAY {letter}") for letter in "ABCDE"]
    for person in people:
        MentionFactory(person=person)
    fill_counts()
    line = line_of(KINDS["people"])
    assert line.after(most=9) == [person.pk for person in people]
    assert [line.before(KINDS["people"].find(person.pk)) for person in people[1:]] == [p.pk for p in people[:-1]]


@pytest.mark.parametrize("page", ["home", "admin:index", "admin:queue"])
def test_more_than_is_counted_says_so_wherever_it_shows(desk, monkeypatch, page):
    monkeypatch.setattr(capped, "MOST_COUNTED", 2)
    article = ArticleFactory()
    for _ in range(4):
        QuoteFactory(article=article, speaker=None)
    MentionFactory(article=article, person=None, words="Vance", chain=1)
    html = desk.get(reverse(page)).content.decode()
    assert "2+" in html
    assert '<span class="count">2+</span><span class="visually-hidden"> waiting' in html or page != "home"
    assert [(waits.kind.slug, waits.number) for waits in waiting()] == [("names", "1"), ("speakers", "2+")]
