"""The page of the search, as a reader sees it."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from articles.tests.test_query import HOSTILE
from entities.search.results import LABELS, search
from entities.tests.factories import (
    ArticleFactory,
    CaptionFactory,
    EventFactory,
    MentionFactory,
    PersonFactory,
    QuoteFactory,
)
from entities.tests.indexing import fill_index
from entities.tests.test_lists import open_list
from entities.tests.test_search import SCARCE

pytestmark = pytest.mark.django_db


def ask(reader, **query):
    return open_list(reader, "search", **query)


def test_search_says_what_it_found_in_each_kind(reader, archive):
    page = ask(reader, q="lock")
    assert "<h1 data-sentence>1 article for “lock”</h1>" in page
    assert 'Captions <span class="count">1</span>' in page
    assert 'the new <mark class="hit">lock</mark>' in page


def test_search_without_a_kind_opens_the_first_that_has_any(reader, archive):
    EventFactory(name="Candle Walk")
    fill_index()
    assert "<h1 data-sentence>1 event for “candle”</h1>" in ask(reader, q="candle")


def test_search_for_nothing_shows_what_can_be_asked(reader, archive):
    page = ask(reader)
    assert "<h1 data-sentence>Search the archive</h1>" in page
    assert "How to search" in page
    assert "<h1 data-sentence>Nothing to look for in “!!”</h1>" in ask(reader, q="!!")


def test_search_says_where_a_query_is_not_understood(reader, archive):
    page = ask(reader, q="lock year:soon")
    assert '<code>lock <mark class="hit">year:soon</mark></code> <span>year: “soon” is no date' in page
    assert "<h1 data-sentence>1 article for" in page


def test_search_says_whose_other_names_it_looked_for(reader, archive):
    page = ask(reader, q="Ada Quill year:2003", kind="article")
    assert '<p><a class="by machine" href="/people/ada-quill/">Ada Quill</a></p>' in page
    assert '<li><a href="/people/ada-quill/?tab=said">2 quotes</a></li>' in page
    assert "Looked for too: every other mention of them." in page
    assert "q=%22ada+quill%22+year%3A2003" in page


def test_hits_in_a_credit_are_marked(reader):
    CaptionFactory(
        words="The lock at dawn", credit="Jo Vale/Harbour Wire", photographer="Jo Vale", agency="Harbour Wire"
    )
    fill_index()
    page = ask(reader, q="harbour dawn", kind="caption")
    assert '<mark class="hit">Harbour</mark> Wire</a>' in page


@pytest.mark.parametrize(("kind", "leads"), [("article", True), ("caption", True), ("person", False)])
def test_what_was_found_can_be_filtered(reader, archive, kind, leads):
    page = ask(reader, q="new lock OR ada", kind=kind)
    assert (f'<a href="/{kind}s/?q=new%20lock%20OR%20ada" class="take">Filter these</a>' in page) is leads


def test_search_asks_about_a_slip_in_a_name(reader, archive):
    page = ask(reader, q="Ada Quil")
    assert "Did you mean <a" in page
    assert '>Ada Quill</a> <span class="soft">(2003 to 2021, 2 articles)</span>?' in page


@pytest.mark.parametrize(
    ("written", "other"),
    [
        ("speaker:quil", "speaker%3A%22Ada+Quill%22"),
        ('lock person:"ada quil"', "lock+person%3A%22Ada+Quill%22"),
        ("by:quil -weir", "speaker%3A%22Ada+Quill%22+-weir"),
    ],
)
def test_search_asks_about_a_slip_in_a_name_that_a_field_asks_for(reader, archive, written, other):
    page = ask(reader, q=written)
    assert "Did you mean <a" in page
    assert f'href="?q={other}">Ada Quill</a>' in page


def test_a_part_of_a_name_leads_to_what_begins_so(reader, archive):
    page = ask(reader, q="quil")
    assert '<a href="?q=quil%2A&amp;kind=person">1 person for “quil*”</a>' in page
    assert '<a href="?q=quil%2A&amp;kind=caption">1 caption for “quil*”</a>' in page
    assert "quotes for “quil*”" not in page
    assert "Fewer words" not in page
    assert "<h1 data-sentence>1 person for “quil*”</h1>" in ask(reader, q="quil*", kind="person")


def test_a_tab_without_rows_leads_to_what_finds_some_there(reader, archive):
    page = ask(reader, q="lock qui", kind="caption")
    assert '<a href="?q=lock+qui%2A&amp;kind=caption">1 caption for “lock qui*”</a>' in page


def test_wherever_the_statements_end_the_search_ends_well(archive, monkeypatch):
    offered = set()
    for number in range(-20, 5):
        monkeypatch.setattr("entities.search.results.MOST_OFFERING", number)
        offers = search("quill best", kind="quote", order="best", number=1).offers
        offered.add(tuple(offer.written for offer in offers))
    assert offered == {(), ("speaker:quill best",)}


@pytest.mark.parametrize(
    ("written", "kind", "other", "count"),
    [
        ("quill best", "quote", "speaker:quill best", 1),
        ("best quill year:2003", "quote", "best speaker:quill year:2003", 1),
        ("welk coast", "caption", "person:welk coast", 1),
        ("quill", "quote", "speaker:quill", 3),
        ("quill riddance", "quote", "riddance", 1),
        ("foo:riddance", "quote", "riddance", 1),
        ("quill -best", "quote", None, 0),
        ('"quill best"', "quote", None, 0),
        ("quill best", "event", None, 0),
    ],
)
def test_a_name_among_the_words_is_offered_as_one(reader, archive, written, kind, other, count):
    QuoteFactory(article=archive.gazette, speaker=PersonFactory(name="Ed Quill"), words="Never mind the step")
    CaptionFactory(article=archive.gazette, words="On the coast.", people=[archive.cy])
    fill_index()
    found = search(written, kind=kind, order="best", number=1)
    assert not found.tab.count
    assert [(one.written, one.kind, one.count) for one in found.offers] == ([(other, kind, count)] if other else [])
    if other:
        assert search(other, kind=kind, order="best", number=1).tab.count == count


def test_a_name_is_offered_for_four_queries_more(archive, monkeypatch):
    search("quill best", kind="quote", order="best", number=1)  # what a process asks once, it has asked now
    with CaptureQueriesContext(connection) as queries:
        assert search("quill best", kind="quote", order="best", number=1).offers
    monkeypatch.setattr("entities.search.results.find_offers", lambda *_: [])
    with CaptureQueriesContext(connection) as without:
        search("quill best", kind="quote", order="best", number=1)
    assert len(queries) == len(without) + 4


@pytest.mark.parametrize(
    ("written", "advice"),
    [
        ("zzz", "A shorter beginning, with * after it, may find more."),
        ("zzz*", "A shorter beginning may find more."),
        ("lock or zzz", "In small letters or is a word like others: write OR where it is none."),
        ("zzz weir", "Fewer words, or the beginning of one with *, may find more."),
        ('"zzz weir"', "The words without quotation marks may find more."),
        ("speaker:zzz", "A shorter beginning, with * after it, may find more."),
    ],
)
def test_advice_fits_the_query(reader, archive, written, advice):
    assert f'<p class="lead">{advice}</p>' in ask(reader, q=written)


@pytest.mark.parametrize("written", ["zzz OR yyy", "lock -zzz -quill", "year:1066"])
def test_no_advice_is_given_where_nobody_can_tell(reader, archive, written):
    assert "may find more" not in ask(reader, q=written, kind="event")


@pytest.mark.parametrize("written", ["lock -speaker:tarn", "lock -(speaker:tarn OR quay)"])
def test_nothing_is_said_of_a_field_that_is_left_out(reader, archive, written):
    assert "this asks for those in articles" not in ask(reader, q=written, kind="caption")


@pytest.mark.parametrize(
    ("written", "kind", "note"),
    [
        ("speaker:zzz", "article", "Nobody known is called “zzz”: only a speaker who is not identified may be."),
        ("person:zzz lock", "article", "Nobody known is called “zzz”."),
        ("event:zz*", "article", "No event is called “zz*”."),
        (
            "speaker:tarn",
            "caption",
            "Captions have no speaker: this asks for those in articles in which “tarn” speaks.",
        ),
        (
            "lock speaker:tarn",
            "event",
            "Events have no speaker: this asks for those in articles in which “tarn” speaks.",
        ),
        (
            "headline:tarn",
            "quote",
            "Quotes have no headline: this asks for those in articles with “tarn” in the headline.",
        ),
        ("year:2003", "person", "People have no date: this asks for those in articles published then."),
        ("is:unattributed", "caption", "Captions are never unattributed: only quotes are."),
        ("speaker:tarn", "quote", ""),
        ("speaker:tarn", "person", ""),
        ("speaker:tarn", "article", ""),
        ("person:tarn year:2002", "event", ""),
        ("speaker:viewer", "quote", "Nobody known is called “viewer”: only a speaker who is not identified may be."),
    ],
)
def test_search_says_what_its_fields_ask_of_a_tab(reader, archive, written, kind, note):
    found = search(written, kind=kind, order="best", number=1)
    assert [one.message for one in found.notes] == ([note] if note else [])
    assert note in ask(reader, q=written, kind=kind)


@pytest.mark.parametrize("kind", LABELS)
def test_every_tab_counts_what_it_lists_of_a_speaker(archive, kind):
    counted = {tab.kind: tab.count for tab in search("speaker:tarn", kind=kind, order="best", number=1).tabs}
    assert counted == {"article": 1, "quote": 1, "caption": 0, "person": 1, "event": 0}


def test_what_is_searched_for_is_escaped(reader, archive):
    page = ask(reader, q='<script>alert(1)</script> foo:<b>"')
    assert "<script>alert" not in page
    assert "<b>" not in page


def test_search_costs_the_same_queries_for_one_row_and_for_many(reader, django_assert_max_num_queries):
    for number in range(30):
        article = ArticleFactory(paragraphs=[f"The weir, part {number}."])
        person = PersonFactory(name=f"Weir {number}")
        MentionFactory(article=article, person=person)
        QuoteFactory(article=article, words=f"the weir has {number} gates", speaker=person)
    fill_index()
    for kind in ("article", "quote", "caption", "person", "event"):
        with django_assert_max_num_queries(25):
            reader.get(reverse("search"), {"q": "weir speaker:weir", "kind": kind, "page": 2})


@pytest.mark.parametrize("sort", ["best", "newest"])
def test_a_search_asks_25_queries_at_most_whatever_is_written(reader, archive, monkeypatch, sort):
    for name, value in SCARCE.items():
        if not name.startswith("entities.search.results"):
            monkeypatch.setattr(name, value)
    fill_index()
    fields = [
        "speaker:quill",
        "person:tarn",
        "source:courier",
        "caption:lock",
        "is:machine",
        "year:2003",
        "-event:fair",
    ]
    asked = [*HOSTILE, *fields, *(f"{one} {other} -welk" for one in fields for other in fields), " OR ".join(fields)]
    for number, written in enumerate(asked):
        kind = [*LABELS][number % len(LABELS)]
        query = {"q": written.encode("utf-8", "replace").decode(), "kind": kind, "sort": sort}
        with CaptureQueriesContext(connection) as queries:
            assert reader.get(reverse("search"), query).status_code == 200
        assert len(queries) <= 25, written


def test_the_page_follows_its_tabs_at_once(reader, archive):
    page = ask(reader, q="lock", kind="caption")
    assert 'id="live" hx-target="#list-results"' in page
    answer = reader.get(reverse("search"), {"q": "lock", "kind": "caption"}, headers={"HX-Request": "true"})
    content = answer.content.decode()
    assert "<title>lock · Search" in content
    assert "<html" not in content
    for part in ("list-head", "list-tabs", "list-results"):
        assert f'id="{part}"' in content
    assert "HX-Request" in answer.headers["Vary"]


def test_the_box_searches_in_place_on_its_own_page_alone(reader, archive):
    for query in ({"q": "lock"}, {"q": "-lock"}, {}):
        assert 'action="/search/" hx-get="/search/"' in ask(reader, **query)
    assert 'action="/search/">' in reader.get(reverse("article_list")).content.decode()


def test_what_was_not_searched_is_not_said_to_be_nothing(reader, archive, monkeypatch):
    for seconds in ("PATIENCE", "QUICK"):
        monkeypatch.setattr(f"entities.search.results.{seconds}", 0)
    page = ask(reader, q="lock", kind="caption")
    assert "<h1 data-sentence>No captions found in time for “lock”</h1>" in page
    assert 'Quotes <span class="count">not yet searched</span>' in page
    assert "stopped before it had looked at everything" in page
    assert "0+" not in page


def test_what_was_not_compared_is_not_said_to_be_in_order(reader, archive, monkeypatch):
    rough = "There was no time to put all in order"
    assert rough not in ask(reader, q="source:courier -nothing", kind="article", sort="newest")
    monkeypatch.setattr("entities.search.results.MOST_COUNTED", 1)
    assert rough not in ask(reader, q="source:courier -nothing", kind="article", sort="newest")
    monkeypatch.setattr("entities.search.results.MOST_WALKING", 0)
    assert rough in ask(reader, q="source:courier -nothing", kind="article", sort="newest")


def test_of_many_it_is_said_how_many_were_compared(reader, archive, monkeypatch):
    assert "How well they match" not in ask(reader, q="lock OR courier OR quill", kind="article")
    monkeypatch.setattr("entities.search.results.MOST_RANKED", 1)
    assert "The best matches of the 1 last read in come first" in ask(
        reader, q="lock OR courier OR quill", kind="article"
    )


def test_every_page_has_the_box(reader, archive):
    assert '<form class="search" role="search" action="/search/">' in open_list(reader, "quote_list")


def test_where_nothing_of_any_kind_is_found_the_head_says_just_that(reader, archive):
    assert "<h1 data-sentence>Nothing found for “zzzz”</h1>" in ask(reader, q="zzzz")
    assert "<h1 data-sentence>No events for “sorry”</h1>" in ask(reader, q="sorry", kind="event")


def test_a_search_that_finds_nothing_is_offered_without_one_of_its_conditions(reader, archive):
    page = ask(reader, q="speaker:tarn best", kind="quote")
    assert '<a href="?q=speaker%3Atarn&amp;kind=quote">1 quote for “speaker:tarn”</a>' in page
