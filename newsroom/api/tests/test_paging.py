"""Pages meet every row once, forwards and backwards, in every order, whatever is empty or the same."""

from datetime import UTC, datetime
from itertools import chain

import pytest
from django.urls import reverse

from entities.tests.factories import ArticleFactory, CaptionFactory, EventFactory, PersonFactory, QuoteFactory
from entities.tests.indexing import fill_index
from entities.tests.sharing import shared
from newsroom.api.kinds import KINDS

ORDERS = [
    (kind.name, order.param) for kind in KINDS.values() for order in kind.filterset(None, kind.listed()).orders
]  # fmt: skip


@shared
def rows():
    """Seven of each, many of them alike, some without what they are ordered by."""
    days = [
        None,
        datetime(2003, 5, 14, tzinfo=UTC),
        datetime(2003, 5, 14, tzinfo=UTC),
        datetime(2021, 2, 3, tzinfo=UTC),
    ]
    people = [PersonFactory(name=name, sort_name=name.split()[-1]) for name in ("Ada Quill", "Bo Quill", "Cy Welk")]
    for number in range(7):
        day = days[number % 4]
        article = ArticleFactory(published=day, headline=f"The lock {number % 2}")
        QuoteFactory(article=article, words=f"It is {number}", speaker=people[number % 3] if number % 2 else None)
        CaptionFactory(article=article, words=f"The lock, {number}.", date=day and day.date())
        EventFactory(name=f"Parade {number % 2}", slug=f"parade-{number}", date=day and day.date())
        PersonFactory(name=f"Di Wren{number}", sort_name="Wren")


def walk(program, url: str, towards: str) -> list[dict]:
    pages = []
    while url:
        answer = program.get(url)
        assert answer.status_code == 200, answer.content
        pages.append(answer.json())
        url = pages[-1][towards]
        assert len(pages) < 30
    return pages


def keys(pages: list[dict]) -> list[list[int]]:
    return [[row["id"] for row in page["results"]] for page in pages]


@pytest.mark.parametrize(("kind", "order"), ORDERS)
def test_all_pages_together_are_the_list_both_ways(program, rows, kind, order):
    url = f"{reverse(f'api_{kind}_list')}?sort={order}"
    (whole,) = keys(walk(program, url, "next"))
    pages = walk(program, f"{url}&page_size=3", "next")
    assert list(chain(*keys(pages))) == whole
    assert [len(page) for page in keys(pages)[:-1]] == [3] * (len(pages) - 1)
    back = walk(program, pages[-1]["previous"], "previous")
    assert keys(back)[::-1] == keys(pages)[:-1]
    assert back[-1]["previous"] is None


def test_rows_that_come_in_between_move_no_page(program, rows):
    url = f"{reverse('api_quote_list')}?page_size=3"
    first = program.get(url).json()
    second = program.get(first["next"]).json()
    newer = ArticleFactory(published=datetime(2024, 1, 1, tzinfo=UTC))
    QuoteFactory(article=newer, words="Newer than all")
    assert program.get(first["next"]).json()["results"] == second["results"]
    assert keys([program.get(second["previous"]).json()]) == keys([first])


def test_place_in_one_order_is_none_in_another(program, rows):
    after = program.get(f"{reverse('api_quote_list')}?page_size=3").json()["next"]
    answer = program.get(after + "&sort=oldest")
    assert answer.status_code == 404
    assert answer.json()["errors"][0]["field"] == "after"


def test_later_page_asks_no_more_than_the_first_and_passes_over_no_rows(program, rows, django_assert_max_num_queries):
    url = f"{reverse('api_quote_list')}?page_size=2"
    second = program.get(url).json()["next"]
    for page in (url, second):
        with django_assert_max_num_queries(11) as asked:
            program.get(page)
        assert not any("OFFSET" in query["sql"] for query in asked)


def test_empty_list_has_no_pages_beside_it(program, db):
    nothing = {"count": 0, "more": False, "next": None, "previous": None, "notes": [], "results": []}
    assert program.get(reverse("api_quote_list")).json() == nothing


def test_every_page_says_how_many_rows_the_list_has(program, rows):
    first = program.get(f"{reverse('api_quote_list')}?page_size=3").json()
    pages = [first, program.get(first["next"]).json()]
    assert [(page["count"], page["more"]) for page in pages] == [(7, False)] * 2


def test_of_more_rows_than_are_counted_a_page_says_so(program, rows, monkeypatch):
    fill_index()
    for module in ("counted", "facets"):
        monkeypatch.setattr(f"entities.filters.{module}.NEWEST", 2)
    found = program.get(reverse("api_quote_list"), {"q": "is", "page_size": 1}).json()
    assert (found["count"], found["more"]) == (2, True)
