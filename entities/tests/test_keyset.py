"""Lists that are walked through by what they are ordered by: every row once, either way, whatever is in the address."""

import json
from base64 import urlsafe_b64encode
from datetime import UTC, datetime
from itertools import chain

import pytest
from django.http import QueryDict

from articles.models import Article, Caption
from entities.filters import ArticleFilter, CaptionFilter, EventFilter, PersonFilter, QuoteFilter
from entities.filters.keyset import walk
from entities.filters.paging import page_of_list
from entities.models import Event, Person, Quote
from entities.tests.factories import (
    ArticleFactory,
    CaptionFactory,
    EventFactory,
    EventMentionFactory,
    MentionFactory,
    PersonFactory,
    QuoteFactory,
)
from entities.tests.sharing import shared

pytestmark = pytest.mark.django_db

ROWS = {
    ArticleFilter: Article.objects.all,
    PersonFilter: Person.objects.current,
    QuoteFilter: Quote.objects.visible,
    CaptionFilter: Caption.objects.visible,
    EventFilter: Event.objects.current,
}
ORDERS = [(kind, order.param) for kind, rows in ROWS.items() for order in kind.base_filters["sort"].field.read(
    list(kind.base_filters["sort"].field.choices)
)]  # fmt: skip


@shared
def alike():
    """Rows of every kind, many with the same day or none, and one person and one event in all of them."""
    ada, feast = PersonFactory(name="Ada Quill"), EventFactory(name="Feast", slug="feast")
    days = [datetime(2003, 5, 14, tzinfo=UTC), None, datetime(2021, 2, 3, tzinfo=UTC)]
    for number in range(9):
        day = days[number % 3]
        article = ArticleFactory(published=day, headline=f"Headline {number % 2}")
        MentionFactory(article=article, person=ada)
        EventMentionFactory(article=article, event=feast, words=f"The feast {number}")
        for words in ("One", "Two"):
            speaker = [ada, PersonFactory(name=f"Bo Tarn{number % 2}", slug=f"bo-{number}-{words}"), None][number % 3]
            QuoteFactory(article=article, speaker=speaker, words=f"{words} of {number}", about=[ada])
        date = day.date() if day else None
        CaptionFactory(article=article, words=f"Ada Quill, {number}.", people=[ada], date=date)
        EventFactory(name=f"Parade {number % 2}", slug=f"parade-{number}", date=date)


def ask(kind, query):
    return kind(QueryDict(query), ROWS[kind]())


def pages(asked, *, backwards=False):
    """The keys on each page, from the first to the last or the other way round."""
    address = QueryDict("before=end" if backwards else "")
    while True:
        page = page_of_list(asked, address, size=4)
        yield [row.pk for row in page.object_list]
        onward = page.previous if backwards else page.next
        if not onward:
            return
        address = QueryDict(onward.removeprefix("?"))


@pytest.mark.parametrize(("kind", "order"), ORDERS)
def test_every_row_comes_once_in_the_order_of_the_list(alike, kind, order):
    asked = ask(kind, f"sort={order}")
    whole = list(asked.qs.values_list("pk", flat=True))
    assert len(whole) >= 9
    assert list(chain(*pages(asked))) == whole
    assert list(asked.keys_in_order()) == whole
    back = list(pages(asked, backwards=True))
    assert {*chain(*back)} == {*whole}
    assert back[-1] == whole[:4], "the first page is a whole one"


@pytest.mark.parametrize(
    ("kind", "query"),
    [
        (ArticleFilter, "person=ada-quill"),
        (ArticleFilter, "person=ada-quill&event=feast&year=2003"),
        (ArticleFilter, "event=feast&sort=oldest"),
        (QuoteFilter, "about=ada-quill&sort=oldest"),
        (QuoteFilter, "speaker=ada-quill&about=ada-quill"),
        (QuoteFilter, "event=feast&-kind=mixed"),
        (QuoteFilter, "person=ada-quill&from=2003&to=2004"),
        (CaptionFilter, "person=ada-quill"),
        (CaptionFilter, "event=feast&sort=taken"),
    ],
)
def test_lists_of_one_person_or_event_are_walked_through_as_they_are_ordered(alike, kind, query):
    asked = ask(kind, query)
    assert asked.is_valid(), asked.errors
    whole = list(asked.qs.values_list("pk", flat=True))
    assert whole
    assert list(chain(*pages(asked))) == whole


def token(*told):
    return urlsafe_b64encode(json.dumps(told).encode()).decode()


RUBBISH = [
    "rubbish",
    "=",
    "\0",
    "é",
    token("newest"),
    token("newest", 1, 2, 3),
    token("newest", "soon", 1, 1),
    token("newest", "2003-05-14", 1, 1),
    token("newest", "2003-05-14T00:00:00+00:00", "1", 1),
    token("newest", "2003-05-14T00:00:00+00:00", 10**40, 1),
    token("newest", None, True, 1),
    token("oldest", None, 1, 1),
    token({"a": 1}),
    "A" * 5000,
]


@pytest.mark.parametrize("name", ["after", "before"])
@pytest.mark.parametrize("rubbish", RUBBISH)
def test_rubbish_in_the_address_gives_the_first_page(alike, name, rubbish):
    address = QueryDict(mutable=True)
    address[name] = rubbish
    asked = ask(QuoteFilter, "")
    found = page_of_list(asked, address, size=4)
    assert [row.pk for row in found.object_list] == next(pages(asked))


def test_an_address_past_the_end_gives_the_last_page(alike):
    asked = ask(QuoteFilter, "sort=oldest")
    last = walk(asked.listed(), asked.order.key, back=True, limit=1)[0]
    Quote.objects.filter(pk=last[-1]).update(review="machine")
    address = QueryDict(mutable=True)
    address["after"] = token("oldest", None, last[1], last[2])
    page = page_of_list(asked, address, size=4)
    assert page.object_list[-1].pk == last[-1]
    assert page.previous
    assert not page.next


def test_a_page_far_on_is_asked_as_the_first_is(alike, django_assert_max_num_queries):
    asked = ask(QuoteFilter, "")
    far = QueryDict(page_of_list(asked, QueryDict("before=end"), size=4).previous.removeprefix("?"))
    with django_assert_max_num_queries(9) as queries:
        page_of_list(asked, far, size=4)
    assert not any("OFFSET" in query["sql"] for query in queries)
