"""What a search finds, in either database; both are held to one reading of words in Python."""

from datetime import UTC, datetime
from itertools import product

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from articles import index
from articles.index import Found, Holding, Limits, columns_of, is_indexed, limited, matching
from articles.index.dialects import is_exact, tsquery
from articles.index.limits import TRANSACTION
from articles.search import And, Near, Not, Or, Words, parse_query
from articles.search.hits import WordsOf
from articles.tests.test_query import HOSTILE
from entities.models import Event
from entities.search.conditions import condition, rows_of
from entities.search.finding import Finder
from entities.search.marked import Who
from entities.search.results import LABELS, find_all, search
from entities.templatetags.searching import only_these_words
from entities.tests.factories import (
    AliasFactory,
    ArticleFactory,
    CaptionFactory,
    EventFactory,
    EventMentionFactory,
    MentionFactory,
    PersonFactory,
    QuoteFactory,
)
from entities.tests.indexing import fill_index

TEXTS = (
    "lock weir gate",
    "The locks, the weirs; a gate.",
    "gate gate lock at the old weir",
    "Année après année: the lock’s keeper didn’t open it.",
    "ice-cold water in lock 10",
    "weir " + "and so on " * 5 + "lock",
    "",
)
VOCABULARY = ("lock", "locks", "weir", "gate", "the", "old", "annee", "didnt", "10", "and", "so", "nothing")


ENDLESS = Limits(float("inf"), float("inf"))
# As if a few rows were very many: the index is asked stretch by stretch, and no node has few enough rows to begin with.
SCARCE = {
    "articles.index.tables.SLICE": 2,
    "articles.index.probing.LOOKED_AT": 1,
    "articles.index.probing.WORTH": {"sqlite": 0, "postgresql": 0},
    "articles.index.scanning.SLICE": 2,
    "articles.index.scanning.FIRST_SLICES": 1,
    "articles.index.scanning.FEW_COMPARED": 0,
    "articles.index.scanning.FEW_LISTED": 0,
    "articles.index.scanning.STRETCH": 1,
    "articles.index.scanning._LAST": {},
    "entities.search.finding.FEW": 1,
    "entities.search.finding.FEW_LED": {"sqlite": 1, "postgresql": 1},
    "entities.search.finding.BATCH": 1,
    "entities.search.newest.BATCH": 1,
    "entities.search.results.MOST_STATEMENTS": 10_000,
    "entities.search.results.MOST_BESIDE_WALK": 10_000,
    "entities.search.results.MOST_WALKING": 10_000,
}


# As if nothing could be led from one thing to the next: what is found is found by one statement a kind.
AT_ONCE = {
    "entities.search.results.MOST_STATEMENTS": 0,
    "entities.search.results.MOST_BESIDE_WALK": 0,
    "entities.search.results.is_indexed": lambda *_: False,
    "entities.search.results.MOST_IN_ALL": dict.fromkeys(LABELS, 10_000),
}
BOUNDS = {"plenty": {}, "scarce": SCARCE, "at-once": AT_ONCE}


@pytest.fixture(params=BOUNDS)
def bounds(request, monkeypatch):
    for name, value in BOUNDS[request.param].items():
        monkeypatch.setattr(name, value)


@pytest.mark.django_db
class TestAgreement(TestCase):
    """The index and the marks in the text come from one understanding of a query."""

    words = st.sampled_from(VOCABULARY)
    one = st.builds(Words, words.map(lambda word: (word,)))
    phrases = st.builds(Words, st.lists(words, min_size=2, max_size=3).map(tuple), st.just(True))
    beginnings = st.builds(Words, st.sampled_from(["lo", "we", "an"]).map(lambda word: (word,)), prefix=st.just(True))
    near = st.builds(
        Near,
        st.sampled_from(["lock", "gate"]).map(lambda word: Words((word,))),
        st.sampled_from([Words(("weir",)), Words(("the", "old"), exact=True), Words(("an",), prefix=True)]),
        st.integers(0, 12),
    )
    trees = st.recursive(
        st.one_of(one, phrases, beginnings, near),
        lambda nodes: st.one_of(
            st.builds(Not, nodes),
            st.builds(And, st.lists(nodes, min_size=2, max_size=3).map(tuple)),
            st.builds(Or, st.lists(nodes, min_size=2, max_size=3).map(tuple)),
        ),
        max_leaves=6,
    )

    @settings(max_examples=150)
    @given(trees)
    def test_the_index_finds_what_the_words_say(self, tree):
        articles = [ArticleFactory(headline="", text=text, spans=[], version=None) for text in TEXTS]
        fill_index()
        found = rows_of("article").filter(condition(tree, "article"))
        expected = {article.pk for article in articles if WordsOf(article.text).match(tree)}
        assert set(found.values_list("pk", flat=True)) == expected
        assert_found(tree, articles, expected)
        if is_indexed("article", tree):
            assert set(rows_of("article").filter(Holding("article", tree)).values_list("pk", flat=True)) == expected
        with pytest.MonkeyPatch.context() as patch:
            for name, value in SCARCE.items():
                patch.setattr(name, value)
            fill_index()
            assert_found(tree, articles, expected)


def assert_found(tree, articles, expected):
    """All of them are found, the newest first, as many as are asked for; and told from others."""
    keys = sorted(expected, reverse=True)
    assert Finder("article", ENDLESS).newest(tree, 99) == Found(keys, True)
    assert Finder("article", ENDLESS).newest(tree, 1) == Found(keys[:1], len(keys) <= 1)
    assert Finder("article", ENDLESS).among(tree, [article.pk for article in articles]) == expected


def found(written, kind):
    """The rows that a query finds, in the order shown."""
    return list(search(written, kind=kind, order="best", number=1).page.object_list)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("written", "kind", "names"),
    [
        ("lock", "article", ["gazette"]),
        ("LÖCK", "article", ["gazette"]),
        ("locks", "article", ["gazette"]),
        ('"always fair"', "article", ["courier"]),
        ('"fair always"', "article", []),
        ("fair -riddance", "article", []),
        ("fair OR lock", "article", ["courier", "gazette"]),
        ("-fair", "article", ["undated", "gazette"]),
        ("tarn -fair headline:quill", "article", ["gazette"]),
        ("riddance OR speaker:welk", "article", ["courier"]),
        ("headline:lock", "article", ["gazette"]),
        ("headline:fair", "article", []),
        ("source:courier", "article", ["courier", "undated"]),
        ("source:courier -headline:silent", "article", ["courier"]),
        ("courier", "article", []),
        ("person:welk", "article", ["courier", "undated"]),
        ("speaker:quill year:2003", "article", ["gazette"]),
        ("speaker:quill after:2003", "article", ["courier"]),
        ("before:2004", "article", ["gazette"]),
        ("year:2003..2021", "article", ["courier", "gazette"]),
        ("event:lantern", "article", ["gazette"]),
        ("credit:marrow", "article", ["gazette"]),
        ("agency:coast", "article", ["gazette"]),
        ("caption:lock", "article", ["gazette"]),
        ("is:confirmed", "article", ["gazette"]),
        ("is:unattributed", "article", ["courier"]),
        ("fair", "quote", ["answer"]),
        ("speaker:quill", "quote", ["late", "early"]),
        ("speaker:viewer", "quote", ["viewer"]),
        ("person:quill -speaker:quill", "quote", ["answer"]),
        ("is:unattributed", "quote", ["viewer"]),
        ("is:confirmed", "quote", ["early"]),
        ("headline:quill", "quote", ["early"]),
        ("viewer", "quote", []),
        ("lock", "caption", ["caption"]),
        ("marrow", "caption", ["caption"]),
        ("agency:coast person:tarn", "caption", ["caption"]),
        ("agency:marrow", "caption", []),
        ("qui*", "person", ["ada"]),
        ("speaker:tarn", "person", ["bo"]),
        ("event:lantern", "person", ["bo", "ada"]),
        ("parade", "event", ["parade"]),
        ("harrowmere", "event", ["parade"]),
        ("person:quill year:2002", "event", ["parade"]),
        ("year:2003", "event", []),
    ],
)
def test_search_finds(bounds, archive, written, kind, names):
    rows = {**vars(archive), **vars(archive.quotes)}
    assert {row.pk for row in found(written, kind)} == {rows[name].pk for name in names}


@pytest.mark.django_db
@pytest.mark.parametrize("written", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_query_finds_without_an_error(archive, reader, written):
    for kind in LABELS:
        result = search(written.encode("utf-8", "replace").decode(), kind=kind, order="best", number=1)
        assert (result.kind, result.order) == (kind, "best")


@pytest.mark.django_db
@pytest.mark.parametrize("kind", LABELS)
def test_any_field_can_be_asked_of_any_kind(archive, kind):
    fields = ["headline", "caption", "credit", "agency", "source", "speaker", "person", "event"]
    for asked in (*(f"{name}:lock" for name in fields), "year:2003", "is:machine", "is:confirmed", "is:unattributed"):
        assert rows_of(kind).filter(condition(parse_query(f"-{asked}").root, kind)).count() >= 0
        found(f"{asked} OR lock -({asked} weir)", kind)


@pytest.mark.django_db
def test_search_leads_with_what_stands_in_the_headline():
    inside = ArticleFactory(headline="Nothing new", paragraphs=["The weir is long. " * 3])
    headed = ArticleFactory(headline="The weir breaks", paragraphs=["Water came. " * 9])
    last = ArticleFactory(headline="Nothing else", paragraphs=["They passed the weir. " + "It rained all day. " * 9])
    fill_index()
    assert found("weir", "article")[0] == headed
    assert {row.pk for row in found("weir", "article")} == {inside.pk, headed.pk, last.pk}


@pytest.mark.django_db
@pytest.mark.parametrize("kind", ["article", "quote", "caption"])
@pytest.mark.parametrize("word", ["weir", "wei*"])
def test_the_newest_come_first_however_many_there_are(bounds, kind, word):
    made = {}
    for year in (2003, None, 2021, 1994):
        published = year and datetime(year, 5, 1, tzinfo=UTC)
        article = ArticleFactory(published=published, paragraphs=["The weir is long."])
        quote = QuoteFactory(article=article, words="a weir it is", speaker=None)
        made[year] = {"article": article, "quote": quote, "caption": CaptionFactory(article=article, words="The weir.")}
    fill_index()
    shown = search(f"{word} -nothing", kind=kind, order="newest", number=1).page.object_list
    assert shown == [made[year][kind] for year in (2021, 2003, 1994, None)]
    of_years = search(f"{word} year:1990..2010 -nothing", kind=kind, order="newest", number=1).page.object_list
    assert of_years == [made[year][kind] for year in (2003, 1994)]


@pytest.mark.django_db
def test_a_search_that_takes_long_shows_what_it_has_and_says_so(archive, monkeypatch):
    for name, value in SCARCE.items():
        monkeypatch.setattr(name, value)
    monkeypatch.setattr("entities.search.results.PATIENCE", 0)
    fill_index()
    tab = search("source:courier -nothing", kind="article", order="best", number=1).tab
    assert (tab.is_more, tab.is_hurried) == (True, True)


@pytest.mark.django_db
@pytest.mark.parametrize("kind", LABELS)
def test_what_was_not_looked_at_is_never_said_to_be_all(archive, monkeypatch, kind):
    for name, value in {**SCARCE, "entities.search.finding.MOST_PAIRS": 1}.items():
        monkeypatch.setattr(name, value)
    fill_index()
    for asked in ("lock OR tarn OR quill", "-nothing"):
        for field in ("speaker:quill", "person:tarn", "caption:lock", "source:courier", "is:machine", "year:2003"):
            query = parse_query(f"({asked}) {field}").root
            found = Finder(kind, Limits(float("inf"), float("inf"))).newest(query, 99)
            true = {*rows_of(kind).filter(condition(query, kind)).values_list("pk", flat=True)}
            assert {*found.keys} == true if found.is_all else {*found.keys} <= true


@pytest.mark.django_db
@pytest.mark.parametrize("kind", ["article", "quote"])
def test_a_search_asks_no_more_statements_than_it_may_and_keeps_what_it_has(archive, kind):
    query = parse_query("speaker:quill OR person:tarn OR source:courier OR caption:lock").root
    true = {*rows_of(kind).filter(condition(query, kind)).values_list("pk", flat=True)}
    whole = False
    for most in range(30):
        with CaptureQueriesContext(connection) as asked, limited(60, most) as limits:
            found = Finder(kind, limits).newest(query, 99)
        assert len(asked) <= max(most, TRANSACTION) + 1  # one that is refused
        assert {*found.keys} == true if found.is_all else {*found.keys} <= true
        whole = whole or found.is_all
    assert whole


@pytest.mark.django_db
def test_a_statement_that_takes_too_long_is_stopped_in_its_middle():
    with limited(0.1, 9) as limits, limits.stopping():
        count_for_long()
    assert limits.was_stopped
    assert rows_of("article").count() == 0  # the connection is as good as before


@pytest.mark.django_db
def test_in_a_hurry_a_statement_is_stopped_before_the_time_is_up():
    with limited(60, 9) as limits:
        with limits.beside(60 if connection.vendor == "postgresql" else 0.1, 2), limits.stopping():
            limits.hurry(0.1)
            count_for_long()
        assert limits.was_broken
    assert rows_of("article").count() == 0


def count_for_long() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 1000000000) SELECT max(i) FROM n"
        )


@pytest.mark.django_db
def test_limits_inside_of_others_end_with_them_and_leave_them_in_place():
    reached = []
    with limited(-1) as outer, outer.stopping():
        with limited(60) as inner, inner.stopping():
            reached.append(rows_of("article").count())
        reached.append(rows_of("article").count())
    assert outer.was_stopped
    assert not reached
    assert rows_of("article").count() == 0


@pytest.mark.django_db
def test_a_speaker_is_found_whatever_words_stand_for_them():
    ada = PersonFactory(name="Ada Quill")
    said = QuoteFactory(speaker=ada, speaker_text="she", words="mind the gap")
    fill_index()
    assert found("speaker:quill", "quote") == [said]


@pytest.mark.django_db
def test_rejected_rows_are_not_found():
    article = ArticleFactory(paragraphs=["Words."])
    QuoteFactory(article=article, words="the weir has to go", speaker=None, rejected=True)
    CaptionFactory(article=article, words="The weir at dawn.", rejected=True)
    PersonFactory(name="Weir Dunmore", rejected=True)
    EventFactory(name="Weir Regatta", rejected=True)
    fill_index()
    tabs = search("weir", kind="", order="best", number=1).tabs
    assert {tab.kind: tab.count for tab in tabs} == {"article": 1, "quote": 0, "caption": 0, "person": 0, "event": 0}


@pytest.mark.django_db
def test_merged_people_and_events_are_one_under_every_name():
    survivor = PersonFactory(name="Ada Quill")
    merged = PersonFactory(name="Adelaide Finch", merged_into=survivor)
    AliasFactory(person=merged, name="Addie F.")
    fair = EventFactory(name="Harvest Fair")
    EventFactory(name="Apple Day", merged_into=fair, survivor=fair)
    fill_index()
    for name in ("quill", "finch", "addie"):
        assert found(name, "person") == [survivor]
    assert found('"quill adelaide"', "person") == []
    assert found("apple", "event") == [fair]
    assert Event.objects.count() == 2


@pytest.mark.django_db
def test_a_name_finds_what_any_other_name_of_the_person_would_find():
    person = PersonFactory(name="Ada Quill", aliases=["Ada Quill", "Adelaide Finch", "Quill"])
    named = ArticleFactory(headline="Quill speaks", paragraphs=["Ada Quill came."])
    otherwise = ArticleFactory(headline="At the fair", paragraphs=["It was Adelaide Finch who won."])
    short = ArticleFactory(headline="At the lock", paragraphs=["Quill opened the lock."])
    namesake = ArticleFactory(headline="At the pond", paragraphs=["A quill was found."])
    MentionFactory(article=short, person=person, words="Quill")
    quote = QuoteFactory(article=short, speaker=person, words="Mind the gap")
    fill_index()
    result = search("ada QUILL", kind="article", order="best", number=1)
    assert [(one.person, {*one.names}) for one in result.named] == [(person, {"Adelaide Finch"})]
    assert set(result.page.object_list) == {named, otherwise, short}
    assert result.page.object_list[0] == named
    assert namesake not in result.page.object_list
    assert found("Adelaide Finch", "quote") == [quote]
    assert found("Ada Quill before:2000", "article") == []
    assert search('"Ada Quill"', kind="article", order="best", number=1).named == []


@pytest.mark.django_db
@pytest.mark.parametrize("written", ['Ada "the Otter" Quill', "ada the otter quill", "Ada “The Otter” Quill year:2003"])
def test_a_name_with_a_nickname_inside_is_a_name(written):
    person = PersonFactory(name="Ada Quill", aliases=["Ada “The Otter” Quill", "Adelaide Finch"])
    MentionFactory(article=ArticleFactory(paragraphs=["Quill came."]), person=person, words="Quill")
    fill_index()
    result = search(written, kind="article", order="best", number=1)
    assert [(one.person, one.names) for one in result.named] == [(person, ("Adelaide Finch",))]
    assert only_these_words(result).startswith('"ada the otter quill"')


@pytest.mark.django_db
@pytest.mark.parametrize(
    "written",
    [
        "Ada Quill lock",
        "lock Ada Quill",
        "Ada Quill OR weir",
        "weir OR (ada quill lock)",
        "Ada Quill -weir",
        "Quill, Ada",
        "Quill Ada lock",
        "Mayor Ada Quill",
        "Dr. Quill",
        "ada quill headline:lock",
    ],
)
def test_a_name_is_one_beside_other_words(written):
    person, other = PersonFactory(name="Ada Quill", aliases=["Ada Quill", "Quill"]), PersonFactory(name="Bo Tarn")
    opened = QuoteFactory(
        article=ArticleFactory(headline="The lock"), speaker=person, speaker_text="Quill", words="The lock is open"
    )
    QuoteFactory(speaker=other, words="The lock is shut")
    fill_index()
    result = search(written, kind="quote", order="best", number=1)
    assert ([one.person for one in result.named], list(result.page.object_list)) == ([person], [opened])
    assert search(only_these_words(result), kind="quote", order="best", number=1).named == []


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("name", "written"),
    [
        ("E. V. Marchbank", "EV Marchbank"),
        ("E.V. Marchbank", "e v marchbank"),
        ("E. V. Marchbank", "e.v. marchbank lock"),
        ("Maeve O’Grannell", "Maeve O’Grannell"),
        ("O’Grannell", "o grannell"),
        ("E. V. Marchbank", "Marchbank, E. V."),
        ("Hendrik van der Aalst", "van der Aalst, Hendrik"),
        ("Frøya Finch", "froya finch"),
        ("Gideon Thwaite-Larsson", "Thwaite-Larsson, Gideon"),
        ("Bjørn-Erik Ødegård", "Bjørn-Erik Ødegård"),
        ("Bjørn-Erik Ødegård", "odegard bjorn erik"),
    ],
)
def test_a_name_is_read_however_it_is_spelled(name, written):
    person = PersonFactory(name=name)
    fill_index()
    assert [one.person for one in search(written, kind="", order="best", number=1).named] == [person]


@pytest.mark.parametrize("kind", LABELS)
@pytest.mark.parametrize(
    "written",
    [
        "speaker:tarn (is:confirmed OR year:2021)",
        "event:parade (person:welk OR year:2021)",
        "source:courier (speaker:quill OR before:2004)",
        "lock (speaker:quill OR (source:courier is:unattributed))",
    ],
)
@pytest.mark.parametrize("statements", [0, 10_000])
def test_this_or_that_of_fields_comes_to_the_same_in_every_tab_and_list(
    archive, monkeypatch, kind, written, statements
):
    """Fields that are asked for together are so of one row, also where brackets stand between them."""
    monkeypatch.setattr("entities.search.results.MOST_STATEMENTS", statements)
    beside = search(written, kind=next(one for one in LABELS if one != kind), order="best", number=1).tabs
    shown = search(written, kind=kind, order="best", number=1).tab
    assert {tab.kind: tab.count for tab in beside}[kind] == shown.count
    assert find_all(written, kind=kind, order="best").rows.distinct().count() == shown.count


@pytest.mark.django_db
def test_a_surname_of_several_words_may_stand_first_beside_other_words():
    person = PersonFactory(name="Hendrik van der Aalst", aliases=["Hendrik van der Aalst", "van der Aalst"])
    said = QuoteFactory(speaker=person, words="The lock is open")
    QuoteFactory(words="The lock is shut")
    fill_index()
    for written in ("van der Aalst, Hendrik", "van der Aalst Hendrik lock"):
        assert list(search(written, kind="quote", order="best", number=1).page.object_list) == [said]


@pytest.mark.django_db
@pytest.mark.parametrize(
    "written", ["year:2023", "zymurgy year:2023", "zymurgy before:2024", "zymurgy year:2020..2023"]
)
def test_a_year_is_that_of_the_moment_whatever_stands_beside_it(reader, written):
    """Far to the east it was another year already, which is the one that is printed and that lists have."""
    early = ArticleFactory(text="zymurgy", published=datetime(2023, 12, 31, 22, 0, tzinfo=UTC), year=2024)
    ArticleFactory(text="zymurgy", published=datetime(2024, 12, 31, 22, 0, tzinfo=UTC), year=2024)
    fill_index()
    assert found(written, "article") == [early]
    assert "2 articles" in reader.get(reverse("article_list"), {"q": "zymurgy", "year": "2024"}).content.decode()


@pytest.mark.django_db
def test_several_names_are_asked_for_together():
    people = [PersonFactory(name=name) for name in ("Ada Quill", "Bo Tarn", "Cy Welk")]
    article = ArticleFactory()
    said = [QuoteFactory(article=article, speaker=person) for person in people[:2]]
    fill_index()
    result = search("Ada Quill OR Bo Tarn", kind="quote", order="best", number=1)
    assert {one.person for one in result.named} == {*people[:2]}
    assert {*result.page.object_list} == {*said}
    assert only_these_words(result) == '"ada quill" OR "bo tarn"'
    assert found("Ada Quill Bo Tarn", "article") == [article]
    assert found("Ada Quill Cy Welk", "article") == []


@pytest.mark.django_db
@pytest.mark.parametrize(
    "written", ['Ada "new lock" Quill', "ada new lock quill", '"Ada" the otter Quill', 'Ada "Quill"']
)
def test_other_words_inside_of_a_name_are_asked_for(written):
    PersonFactory(name="Ada Quill", aliases=["Ada “The Otter” Quill"])
    fill_index()
    assert search(written, kind="article", order="best", number=1).named == []


@pytest.mark.django_db
@pytest.mark.parametrize("written", ["Ada Quil", "Aad Quill", "qiull", "Ada Quell", "Quilll"])
def test_a_slip_in_a_name_is_asked_about(written):
    person = PersonFactory(name="Ada Quill")
    PersonFactory(name="Bo Tarn")
    fill_index()
    assert search(written, kind="", order="best", number=1).people_meant == [person]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("Aad Quill ferry", "Ada Quill ferry"),
        ("ferry quilll", "ferry Ada Quill"),
        ("quilll landing ferry", "Ada Quill landing ferry"),
        ("Ada M. Quill", "Ada Quill"),
        ("Ada M. Quill ferry", "Ada Quill ferry"),
        ("ferry Ada Quil", "ferry Ada Quill"),
        ("Hendrick van der Aalst", "Hendrik van der Aalst"),
        ("speaker:quil ferry", 'speaker:"Ada Quill" ferry'),
        ("Ada Quil year:2003", "Ada Quill year:2003"),
        ("A. Quill", "Ada Quill"),
        ("Mr Quill ferry", "Ada Quill ferry"),
        ("speaker:A.Quill", 'speaker:"Ada Quill"'),
        ('speaker:"Quill, Ada"', 'speaker:"Ada Quill"'),
    ],
)
def test_a_slip_in_a_name_is_asked_about_beside_other_words(written, meant):
    PersonFactory(name="Ada Quill")
    PersonFactory(name="Hendrik van der Aalst", aliases=["van der Aalst"])
    fill_index()
    assert [one.written for one in search(written, kind="", order="best", number=1).meant] == [meant]


@pytest.mark.django_db
def test_a_word_that_is_printed_is_no_slip_of_a_name():
    PersonFactory(name="Ada Quilla")
    ArticleFactory(paragraphs=["A quill was found."])
    fill_index()
    assert search("quill zeppelin", kind="", order="best", number=1).meant == []
    assert search("quilll zeppelin", kind="", order="best", number=1).meant


@pytest.mark.django_db
@pytest.mark.parametrize("written", ['speaker:"Ada Quill" weir', "speaker:quill weir", "person:ada weir"])
def test_a_name_that_is_right_is_not_asked_about_where_nothing_is_found(written):
    PersonFactory(name="Ada Quill")
    fill_index()
    assert search(written, kind="", order="best", number=1).meant == []


@pytest.mark.django_db
def test_of_those_who_may_be_meant_the_most_spoken_of_come_first():
    seldom, famous = PersonFactory(name="Bo Quill"), PersonFactory(name="Ada Quill")
    for _ in range(3):
        MentionFactory(article=ArticleFactory(), person=famous)
    fill_index()
    assert search("Qiull", kind="", order="best", number=1).people_meant == [famous, seldom]


@pytest.mark.django_db
def test_a_word_unlike_any_name_is_not():
    PersonFactory(name="Ada Quill")
    fill_index()
    assert search("quarterly", kind="", order="best", number=1).meant == []


@pytest.mark.django_db
def test_counts_are_true_up_to_a_thousand_and_say_when_they_are_not(monkeypatch):
    monkeypatch.setattr("entities.search.results.MOST_COUNTED", 2)
    for name, counted in (("Weir One", (1, False)), ("Weir Two", (2, False)), ("Weir Three", (2, True))):
        PersonFactory(name=name)
        fill_index()
        tab = search("weir", kind="person", order="best", number=1).tab
        assert (tab.count, tab.is_more) == counted


@pytest.mark.django_db
def test_a_very_long_text_and_very_long_words_are_indexed_as_far_as_they_can_be():
    text = "weir " + " ".join(f"{'ж' * 38}{number}" for number in range(30_000)) + " the end"
    index.put("article", {7: columns_of(a=["Long"], d=[text])})
    asked = parse_query("weir").root
    assert rows_of("article").filter(pk__in=matching("article", asked)).count() == 0  # there is no such article
    assert index.indexed_keys("article", 0, 5) == [7]
    assert index.differing("article", {7: columns_of(a=["Long"], d=[text])}) == set()
    index.drop("article", [7])
    assert index.indexed_keys("article", 0, 5) == []


@pytest.mark.django_db
@pytest.mark.parametrize("kind", ["article", "quote", "caption"])
def test_the_pages_and_a_file_list_the_same_wherever_the_statements_end(monkeypatch, kind):
    for year in (2003, None, 2021, 1994, 2010):
        article = ArticleFactory(published=year and datetime(year, 5, 1, tzinfo=UTC), paragraphs=["The weir is long."])
        QuoteFactory(article=article, words="a weir it is", speaker=None)
        CaptionFactory(article=article, words="The weir.")
    fill_index()
    for name, value in {
        "newest.BATCH": 1,
        "newest.LARGEST_BATCH": 1,
        "results.MOST_COUNTED": 4,
        "results.PAGE_SIZE": 2,
    }.items():
        monkeypatch.setattr(f"entities.search.{name}", value)
    for walking, beside in product((1, 4, 30), range(TRANSACTION, TRANSACTION + 8)):
        monkeypatch.setattr("entities.search.results.MOST_WALKING", walking)
        monkeypatch.setattr("entities.search.results.MOST_BESIDE_WALK", beside)
        pages = [search("-lock", kind=kind, order="newest", number=page).page.object_list for page in (1, 2)]
        assert [row.pk for page in pages for row in page] == find_all("-lock", kind=kind, order="newest").keys()


@pytest.mark.django_db
@pytest.mark.parametrize(
    "written",
    [
        "before:2010 after:1999",
        "person:quill is:machine",
        "-speaker:quill -speaker:tarn",
        "speaker:quill OR speaker:tarn",
        "headline:lock speaker:quill year:2003",
        "event:lantern person:quill -is:confirmed",
        "credit:pictures year:2003-04",
        "lock agency:coast year:2003-04",
        "agency:coast after:2002-06",
    ],
)
def test_several_fields_leave_no_kind_unsearched(archive, written):
    for kind in LABELS:
        assert not [tab.kind for tab in search(written, kind=kind, order="newest", number=1).tabs if tab.is_hurried]


@pytest.mark.django_db
def test_days_are_asked_of_one_and_the_same_article(bounds):
    ada, bo = PersonFactory(name="Ada Quill"), PersonFactory(name="Bo Tarn")
    for year, people in {1994: [ada], 2003: [bo], 2021: [ada]}.items():
        article = ArticleFactory(published=datetime(year, 5, 1, tzinfo=UTC))
        for person in people:
            MentionFactory(article=article, person=person)
    fill_index()
    asked = "after:2000 before:2010"
    assert found(asked, "person") == [bo]
    assert list(rows_of("person").filter(condition(parse_query(asked).root, "person"))) == [bo]


@pytest.mark.django_db
def test_who_was_called_nobody_is_found_by_the_words_for_them():
    nobody = PersonFactory(name="Ed Vale", rejected=True)
    said = QuoteFactory(speaker=nobody, speaker_text="Quill", words="mind the gap")
    fill_index()
    assert found("speaker:quill", "quote") == [said]
    assert list(rows_of("quote").filter(condition(parse_query("speaker:quill").root, "quote"))) == [said]


@pytest.mark.django_db
@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite goes on by itself")
def test_after_a_statement_that_took_too_long_others_are_asked():
    with limited(60, 20) as limits, connection.cursor() as cursor, limits.beside(60, 10):
        limits.hurry(0.02)
        with limits.stopping():
            cursor.execute("SELECT count(*) FROM generate_series(1, 100000000)")
        assert limits.was_broken
        limits.go_on(60)
        with limits.stopping():
            cursor.execute("SELECT 1")
            assert cursor.fetchone() == (1,)
        assert not limits.was_broken


@pytest.mark.django_db
@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite goes on by itself")
def test_where_time_is_up_while_it_goes_on_a_search_ends_with_what_it_has(monkeypatch):
    with limited(60, 20) as limits, limits.beside(60, 10):
        limits.was_broken = True
        looks = iter([False, False, True])  # of whoever looks at the clock: before, at going back, at hurrying on
        monkeypatch.setattr(Limits, "is_late", lambda _: next(looks, True))
        limits.go_on(60)
        assert limits.are_reached


@pytest.mark.django_db
@pytest.mark.skipif(connection.vendor != "postgresql", reason="the index of SQLite keeps places")
def test_the_index_alone_tells_words_side_by_side_from_words_apart():
    phrase = ArticleFactory(text="They ask all to mind the gap.")
    ArticleFactory(text="The gap is all they mind.")
    fill_index()
    with connection.cursor() as cursor:
        asked = tsquery("article", Words(("mind", "the", "gap")), loose=True)
        cursor.execute("SELECT rowid FROM search_article WHERE words @@ %s::tsquery", [asked])
        assert cursor.fetchall() == [(phrase.pk,)]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("written", "kind"),
    [
        ("source:gazette year:2003", "person"),
        ("source:gazette caption:ferry", "person"),
        ("source:gazette headline:ferry", "event"),
        ("(source:gazette OR source:courier) headline:ferry", "event"),
        ("caption:ferry credit:tarn", "article"),
        ("caption:ferry credit:tarn", "quote"),
        ("speaker:quill is:confirmed", "article"),
    ],
)
def test_what_a_kind_does_not_have_itself_is_asked_of_one_row_beside_it(written, kind):
    """A row beside which all of it is found in two others is not what is asked for."""
    who, event, year = PersonFactory(name="Ada Quill"), EventFactory(name="Opening"), datetime(2003, 5, 1, tzinfo=UTC)

    def article(publisher, published, headline, photos, *, confirmed):
        row = ArticleFactory(publisher=publisher, published=published, headline=headline)
        MentionFactory(article=row, person=who)
        EventMentionFactory(article=row, event=event)
        for words, credit in photos:
            CaptionFactory(article=row, words=words, credit=credit)
        QuoteFactory(article=row, speaker=who, confirmed=confirmed)
        return row

    article("The Gazette", None, "Floods", [("A lock", "Bo")], confirmed=False)
    other = article("The Herald", year, "A ferry", [("A ferry", "Bo"), ("A lock", "Tarn")], confirmed=False)
    QuoteFactory(article=other, confirmed=True)
    fill_index()
    assert found(written, kind) == []
    assert not rows_of(kind).filter(condition(parse_query(written).root, kind)).exists()

    article("The Gazette", year, "A ferry", [("A ferry", "Tarn")], confirmed=True)
    fill_index()
    assert len(found(written, kind)) == 1
    assert rows_of(kind).filter(condition(parse_query(written).root, kind)).distinct().count() == 1


@pytest.mark.django_db
def test_two_who_are_asked_for_may_speak_in_quotes_of_their_own():
    article = ArticleFactory()
    for name in ("Ada Quill", "Bo Tarn"):
        QuoteFactory(article=article, speaker=PersonFactory(name=name), confirmed=True)
    fill_index()
    assert found("speaker:quill speaker:tarn is:confirmed", "article") == [article]


@pytest.mark.django_db
@pytest.mark.skipif(connection.vendor != "postgresql", reason="the index of SQLite knows columns")
def test_the_index_alone_tells_words_of_a_headline():
    article = ArticleFactory(headline="Gaps", text="Gaps are not minded.")
    ArticleFactory(headline="Minding", text="Mind the gap.")
    fill_index()
    asked = parse_query("headline:gap").root
    assert is_exact("article", asked)
    with connection.cursor() as cursor:
        cursor.execute("SELECT rowid FROM search_article WHERE words @@ %s::tsquery", [tsquery("article", asked)])
        assert cursor.fetchall() == [(article.pk,)]


@pytest.mark.django_db
def test_what_is_left_of_the_kinds_is_asked_in_one_statement():
    article = ArticleFactory(text="A lock.")
    quotes = [QuoteFactory(article=article, words=f"The lock {number} stays") for number in range(3)]
    event = EventFactory(name="Opening of the lock")
    fill_index()
    with limited(60) as limits, CaptureQueriesContext(connection) as asked:
        found = Finder("article", limits).at_once(parse_query("lock").root, ["article", "quote", "person", "event"], 2)
    assert len(asked) == 1
    assert found["article"] == Found([article.pk], True)
    assert found["quote"] == Found([quotes[2].pk, quotes[1].pk], False)
    assert (found["person"].keys, found["event"].keys) == ([], [event.pk])


@pytest.mark.django_db
def test_where_any_rows_will_do_whoever_is_named_is_asked_first():
    person = PersonFactory()
    for number in range(3):
        QuoteFactory(speaker=person, words=f"The lock {number} stays")
    fill_index()
    node = Or((Words(("lock",)), Who(person.pk, (person.pk,))))
    with limited(60) as limits, CaptureQueriesContext(connection) as asked:
        found = Finder("quote", limits).at_least(node, 2)
    assert len(asked) == 1
    assert (len(found.keys), found.is_all) == (2, False)
    with limited(60) as limits:
        assert len(Finder("quote", limits).at_least(node, 9).keys) == 3


@pytest.mark.django_db
def test_a_name_is_known_with_letters_that_names_are_not_folded_by():
    person = PersonFactory(name="Søren Quill")
    article = ArticleFactory(text="It was Søren Quill.")
    fill_index()
    assert [one.person for one in search("Søren Quill", kind="", order="best", number=1).named] == [person]
    assert found("soren quill", "article") == [article]
    assert found("soren quill", "person") == [person]
