"""The page of a person: one request, everything the archive knows."""

import re
from datetime import UTC, datetime
from importlib import import_module

import pytest
from django.apps import apps
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from entities import curation
from entities.models import PossibleDuplicate, Quote
from entities.tests.factories import (
    AliasFactory,
    ArticleFactory,
    KeptApartFactory,
    MentionFactory,
    PersonFactory,
    QuoteFactory,
    UserFactory,
)
from entities.tests.indexing import fill_index
from entities.tests.test_lists import fill

pytestmark = pytest.mark.django_db


def open_page(reader, person, **query):
    response = reader.get(reverse("person_detail", args=[person.slug]), query)
    assert response.status_code == 200
    return response.content.decode()


def test_head_says_what_the_archive_knows(reader, archive):
    page = open_page(reader, archive.ada)
    assert '<h1 class="name person machine">Ada Quill</h1>' in page
    assert "3 mentions in 2 articles" in page
    assert "2 quotes" in page
    assert '<time datetime="2003-05-14">14 May 2003</time>' in page
    assert '<time datetime="2021-02-03">3 February 2021</time>' in page


def test_person_without_a_dated_article_says_so(reader, archive):
    person = PersonFactory()
    MentionFactory(article=archive.undated, person=person)
    assert "no article about this person has a date" in open_page(reader, person)


def test_names_as_written_have_counts(reader, archive):
    article = ArticleFactory(paragraphs=["Quill won. Quill lost."])
    first = MentionFactory(article=article, person=archive.ada, words="Quill")
    MentionFactory(article=article, person=archive.ada, words="Quill", after=first.end)
    AliasFactory(person=archive.ada, name="Adelaide Quill", kind="editor")
    page = open_page(reader, archive.ada)
    assert '<span>Quill</span> <span class="count">2</span>' in page
    assert '<span>Adelaide Quill</span> <span class="count">by an editor</span>' in page
    assert "Also written “Quill”, “Adelaide Quill”" in page


def test_roles_have_the_years_of_their_articles(reader, archive):
    MentionFactory(
        article=archive.courier, person=archive.ada, descriptor="lock keeper", words="Quill, keeper of the lock"
    )
    MentionFactory(
        article=archive.gazette, person=archive.ada, descriptor="the Lock keeper", words="Quill, who keeps it"
    )
    MentionFactory(article=archive.gazette, person=archive.ada, descriptor="47", words="Quill, aged 47")
    page = open_page(reader, archive.ada)
    assert '<span>lock keeper <span class="soft">2003 to 2021</span></span> <span class="count">2</span>' in page
    assert "<span>47" not in page


@pytest.mark.parametrize(
    ("tab", "sentence", "words"),
    [
        ("said", "2 quotes by Ada Quill", "Bo did his best"),
        ("about", "1 quote about Ada Quill", "Ada was always fair"),
        ("told", "1 quote said to Ada Quill", "Ada was always fair"),
        ("pictured", "1 caption showing Ada Quill", "at the lock."),
        ("mentioned", "2 articles mentioning Ada Quill", "Quill opens the new lock"),
        ("events", "1 event with Ada Quill", "2002 Lantern Parade"),
        ("rubbish", "2 quotes by Ada Quill", "Bo did his best"),
    ],
)
def test_tab_lists_its_rows(reader, archive, tab, sentence, words):
    page = open_page(reader, archive.ada, tab=tab)
    assert f"<h2 data-sentence>{sentence}</h2>" in page
    assert words in page


def test_the_first_tab_that_holds_anything_is_shown_where_none_is_asked_for(reader, archive):
    assert "1 quote said to Cy Welk" in open_page(reader, archive.cy)
    assert "No quotes by Cy Welk" in open_page(reader, archive.cy, tab="said")


def test_tab_can_be_searched_and_keeps_its_address(reader, archive):
    page = open_page(reader, archive.ada, tab="said", q="sorry")
    assert "<h2 data-sentence>1 quote by Ada Quill containing “sorry”</h2>" in page
    assert "Bo did his best" not in page
    assert 'href="?tab=said"' in page
    assert '<input type="hidden" name="tab" value="said">' in page


def test_tab_says_whom_else_it_is_asked_for(reader, archive):
    page = open_page(reader, archive.ada, tab="about", speaker="bo-tarn")
    assert "1 quote by Bo Tarn about Ada Quill" in page
    page = reader.get(reverse("person_detail", args=["ada-quill"]), {"tab": "mentioned", "person": "bo-tarn"})
    assert page.context["sentence"] == "2 articles mentioning Ada Quill and Bo Tarn"


def test_tab_shows_an_error_beside_its_search_box(reader, archive):
    page = open_page(reader, archive.ada, q="x" * 1001)
    assert "At most 1000 characters." in page
    assert "Bo did his best" not in page


def test_companions_count_shared_articles(reader, archive):
    page = open_page(reader, archive.ada)
    assert 'href="/articles/?person=ada-quill&amp;person=bo-tarn">2<' in page
    assert 'href="/articles/?person=ada-quill&amp;person=cy-welk">1<' in page


def tabs_of(page):
    listed = page.partition('id="list-tabs"')[2].partition("</nav>")[0]
    return re.findall(r'<a href="([^"]*)"[^>]*>([^<]*?)(?: <span class="count">(.*?)</span>)?</a>', listed)


def test_tabs_count_what_the_filter_leaves_and_keep_it(reader, archive):
    assert tabs_of(open_page(reader, archive.ada))[:2] == [
        ("?tab=said", "Said by", "2"),
        ("?tab=about", "Said about", "1"),
    ]
    under = tabs_of(open_page(reader, archive.ada, tab="said", q="fair", year="2003"))
    assert under[0][1:] == ("Said by", "0")
    assert under[1] == ("?tab=about&amp;q=fair&amp;year=2003", "Said about", "0")
    assert tabs_of(open_page(reader, archive.ada, tab="said", q="fair"))[1][1:] == ("Said about", "1")


def test_an_empty_tab_leads_to_those_that_have_what_is_asked_for(reader, archive):
    page = open_page(reader, archive.ada, tab="said", q="fair").partition('id="list-results"')[2]
    assert '<a href="?tab=about&amp;q=fair" hx-boost="true">Said about</a> <span class="count">1</span>' in page
    assert "On other tabs" not in open_page(reader, archive.ada, tab="about", q="fair")


def test_the_open_tab_and_its_whole_list_keep_the_filter(reader, archive):
    page = open_page(reader, archive.ada, q="best", year="2003")
    assert 'href="?tab=said&amp;q=best&amp;year=2003" data-keep="tab said" aria-current="page"' in page
    assert 'href="/quotes/?speaker=ada-quill&amp;q=best&amp;year=2003">Open this list' in page


def test_of_a_filter_a_tab_keeps_what_it_knows(reader, archive):
    tabs = tabs_of(open_page(reader, archive.ada, tab="said", kind="direct"))
    under = {label: address for address, label, _ in tabs}
    assert under["Said about"] == "?tab=about&amp;kind=direct"
    assert under["Mentioned"] == "?tab=mentioned"


def test_who_may_be_the_same_person_is_named_until_an_editor_has_said(reader, archive):
    other = PersonFactory(name="Adelaide Quill", description="mayor")
    PossibleDuplicate.objects.create(first=archive.ada, second=other, score=0.8)
    assert "May be the same person as" in open_page(reader, archive.ada)
    page = open_page(reader, other)
    assert (
        f'May be the same person as <a class="by machine" href="{archive.ada.get_absolute_url()}">Ada Quill</a>' in page
    )
    KeptApartFactory(first=archive.ada, second=other)
    page = open_page(reader, archive.ada)
    assert "May be the same person as" not in page
    assert "Not to be confused with" in page


def test_others_of_the_surname_are_named_the_most_prominent_first(reader, archive):
    """Whether or not an article prints the surname alone."""
    for name, articles in (("Bo Quill", 1), ("Cy Quill", 2), ("Di Quillan", 1), ("Quill Marsh", 1)):
        person = PersonFactory(name=name)
        for _ in range(articles):
            MentionFactory(article=ArticleFactory(), person=person)
    fill_index()
    page = open_page(reader, archive.ada)
    listed = page.partition("Of the same surname")[2].partition("</section>")[0]
    assert re.findall(r">([A-Z]\w+ \w+)</a></span> <span class=\"count\">(.*?)</span>", listed) == [
        ("Cy Quill", "2 articles"),
        ("Bo Quill", "1 article"),
    ]
    assert "All named" not in listed
    for number in range(6):
        PersonFactory(name=f"Ed{number} Quill")
    fill_index()
    assert '<a href="/people/?q=Quill">All named Quill</a>' in open_page(reader, archive.ada)


def test_who_has_but_one_name_has_no_surname_in_common_with_anybody(reader, archive):
    PersonFactory(name="Quill")
    fill_index()
    page = open_page(reader, PersonFactory(name="Quillon"))
    assert "Of the same surname" not in page


def test_quotes_of_one_person_are_not_sorted_by_speaker(reader, archive):
    assert ">Speaker</a>" not in open_page(reader, archive.ada, tab="said")
    assert 'data-keep="sort Speaker"' in reader.get(reverse("quote_list")).content.decode()
    one = reader.get(reverse("quote_list"), {"speaker": archive.ada.slug}).content.decode()
    assert 'data-keep="sort Speaker"' not in one


def test_namesakes_are_told_apart(reader, archive):
    other = PersonFactory(name="Ada Quill", slug="ada-quill-2", description="rower")
    KeptApartFactory(first=archive.ada, second=archive.cy, reason="Not related.")
    page = open_page(reader, archive.ada)
    assert "Not to be confused with" in page
    assert f'href="{other.get_absolute_url()}"' in page
    assert "(has the same name)" in page
    assert "(Not related.)" in page


def test_father_and_son_are_told_apart(reader):
    names = {"Ada Quill": "Quill, Ada", "Ada Quill Jr.": "Quill, Ada, Jr.", "Ada Quill Sr.": "Quill, Ada, Sr."}
    people = [PersonFactory(name=name, sort_name=sort_name) for name, sort_name in names.items()]
    PersonFactory(name="Adam Quill", sort_name="Quill, Adam")
    for person in people:
        [line] = re.findall(r'<p class="namesakes">.*?</p>', open_page(reader, person), re.DOTALL)
        named = [other for other in people if other != person]
        assert re.findall(r'href="(/people/[^"]+)"', line) == [other.get_absolute_url() for other in named]
        assert line.count("(has the same name but for what stands behind it)") == len(named)


def test_address_of_a_merged_person_leads_to_the_survivor(reader, archive):
    old = PersonFactory(name="A. Quill", slug="a-quill", merged_into=archive.ada)
    response = reader.get(reverse("person_detail", args=[old.slug]), {"tab": "about"})
    assert (response.status_code, response["Location"]) == (302, "/people/ada-quill/?tab=about")


def test_survivor_shows_what_was_said_under_every_name(reader, archive):
    old = PersonFactory(name="A. Quill", slug="a-quill", merged_into=archive.ada)
    QuoteFactory(article=archive.courier, speaker=old, words="Said under an old name")
    assert "<h2 data-sentence>3 quotes by Ada Quill</h2>" in open_page(reader, archive.ada)


def test_rejected_person_has_no_page(reader, archive):
    curation.reject(rows=[archive.cy], by=UserFactory())
    response = reader.get(reverse("person_detail", args=["cy-welk"]))
    assert response.status_code == 404
    assert "an editor decided that they are none" in response.content.decode()


def test_unknown_person_has_no_page(reader):
    assert reader.get(reverse("person_detail", args=["nobody"])).status_code == 404


def test_only_those_who_may_correct_see_the_way_to_the_admin(client, reader, archive):
    assert "Correct in the admin" not in open_page(reader, archive.ada)
    client.force_login(UserFactory(is_staff=True, is_superuser=True))
    assert "Correct in the admin" in open_page(client, archive.ada)


@pytest.mark.parametrize("rows", [3, 30])
@pytest.mark.parametrize("tab", ["said", "about", "told", "pictured", "mentioned", "events"])
def test_page_asks_a_fixed_number_of_queries(reader, archive, django_assert_max_num_queries, tab, rows):
    fill(rows)
    for number in range(rows):
        article = ArticleFactory()
        QuoteFactory(article=article, speaker=archive.ada, words=f"Word {number} is given", about=[archive.bo])
        MentionFactory(article=article, person=archive.ada)
    with django_assert_max_num_queries(20):
        open_page(reader, archive.ada, tab=tab)


@pytest.mark.parametrize("many", [1000, 2])
def test_words_are_looked_for_in_what_somebody_said_in_few_queries(reader, archive, monkeypatch, many):
    """Also the first time in an hour, when it is looked up how frequent they are, and where not all can be counted."""
    for place in ("folding", "filters.counted", "filters.facets", "profile"):
        monkeypatch.setattr(f"entities.{place}.NEWEST", many)
    PersonFactory(name="Ada Quill", slug="ada-quill-2")
    for number in range(4):
        for words in (f"The bridge number {number} stays", f"The bridge, number {number}, stays"):
            QuoteFactory(article=ArticleFactory(), speaker=archive.ada, words=words)
    fill_index()
    with CaptureQueriesContext(connection) as first:
        page = open_page(reader, archive.ada, tab="said", q="bridge")
    with CaptureQueriesContext(connection) as second:
        open_page(reader, archive.ada, tab="said", q="bridge")
    assert page.count('<blockquote class="quote') == 4
    assert page.count("also in 1 other article") == 4
    assert "has the same name" in page
    inside = 1 if connection.vendor == "postgresql" else 0  # a statement more, as a test is a transaction itself
    assert len(first) <= 25 + inside
    assert len(second) <= 21 + inside


def test_the_same_words_are_shown_once_with_where_else_they_were_published(reader, archive):
    early = ArticleFactory(published=datetime(2001, 5, 3, 8, tzinfo=UTC), headline="Quill on the bridge")
    late = ArticleFactory(published=datetime(2005, 5, 3, 8, tzinfo=UTC), headline="Quill once more")
    for article, words in [(late, "The bridge stays, and that’s that"), (early, "The bridge stays and thats that")]:
        QuoteFactory(article=article, speaker=archive.ada, words=words)
    QuoteFactory(article=early, speaker=archive.bo, words="The bridge stays, and that’s that")
    fill_index()
    page = open_page(reader, archive.ada, q="bridge")
    assert "2 quotes by Ada Quill containing “bridge”" in page
    assert page.count('<blockquote class="quote') == 1
    assert "also in 1 other article, first on 3 May 2001" in page
    assert "1 more printing of them is folded" in page
    assert re.search(r'data-copy="cite-(\d+)".*?id="cite-\1" hidden>[^<]*Quill on the bridge', page), "its own source"


def test_nearly_the_same_words_are_shown_once_and_under_them_the_others_as_they_were_printed(reader, archive):
    early = ArticleFactory(published=datetime(2001, 5, 3, 8, tzinfo=UTC), headline="Quill on the bridge")
    late = ArticleFactory(published=datetime(2005, 5, 3, 8, tzinfo=UTC), headline="Quill once more")
    for article, words in [
        (late, "The bridge is going to stay for ever"),
        (early, "Well, the bridge is gonna stay for ever"),
        (early, "The bridge is not going to stay for ever"),
    ]:
        QuoteFactory(article=article, speaker=archive.ada, words=words)
    fill_index()
    page = open_page(reader, archive.ada, q="bridge")
    assert "also in 1 other article (in nearly these words), first on" in page
    assert '<span class="part">Well, the bridge is gonna stay for ever</span>' in page
    assert page.count("also in") == 1


def test_a_list_that_follows_asks_for_nothing_else_of_the_person(reader, archive):
    address = reverse("person_detail", args=[archive.ada.slug])
    with CaptureQueriesContext(connection) as whole:
        assert "Written as" in reader.get(address, {"tab": "said"}).content.decode()
    with CaptureQueriesContext(connection) as followed:
        page = reader.get(address, {"tab": "said"}, headers={"HX-Request": "true"}).content.decode()
    assert "quotes by Ada Quill" in page
    assert "Written as" not in page
    assert len(followed) <= len(whole) - 6


def test_words_of_nobody_are_neither_folded_nor_counted_so(reader, archive):
    for article in (archive.gazette, archive.courier):
        QuoteFactory(article=article, speaker=None, about=[archive.ada], words="The bridge stays for ever")
    page = open_page(reader, archive.ada, tab="about")
    assert page.count("The bridge stays for ever</span>”</p>") == 2
    assert "folded under" not in page


def test_what_was_reported_is_folded_under_nothing_for_it_may_have_been_denied(reader, archive):
    for words, kind, cue in [
        ("The bridge stays for ever", "direct", "said"),
        ("that the bridge stays for ever", "indirect", "denied"),
        ("that the bridge stays for ever", "indirect", "added"),
        ("The bridge stays, for ever", "mixed", "said"),
    ]:
        QuoteFactory(speaker=archive.ada, words=words, kind=kind, cue_text=cue)
    fill_index()
    page = open_page(reader, archive.ada, tab="said", q="bridge")
    assert page.count("also in 1 other article") == 1
    assert "1 more printing of them is folded" in page
    for cue in ("denied", "added"):
        assert f'<span class="reported">Reported, not quoted (“{cue}”):</span>' in page


def test_words_said_twice_in_one_article_are_not_said_to_be_in_another(reader, archive):
    for words in ("The bridge stays for ever", "The bridge stays, for ever"):
        QuoteFactory(article=archive.gazette, speaker=archive.ada, words=words)
    assert "also in this article" in open_page(reader, archive.ada, tab="said")


def test_the_words_found_are_shown_though_the_first_printing_is_filtered_out(reader, archive):
    for year in (2001, 2005):
        article = ArticleFactory(published=datetime(year, 5, 3, 8, tzinfo=UTC), year=year)
        QuoteFactory(article=article, speaker=archive.ada, words="The bridge stays")
    page = open_page(reader, archive.ada, year="2005")
    assert page.count('<blockquote class="quote') == 1
    assert "also in" not in page


def test_quotes_whose_words_have_no_key_yet_are_all_shown_and_an_upgrade_makes_it(reader, archive):
    keys = set(Quote.objects.values_list("pk", "words_key"))
    Quote.objects.update(words_key="")
    assert open_page(reader, archive.ada, tab="said").count('<blockquote class="quote') == 2
    import_module("entities.migrations.0025_fold_nearly_the_same_words").fill(apps, None)
    assert set(Quote.objects.values_list("pk", "words_key")) == keys


def test_an_empty_list_says_under_which_names_it_was_looked_for(reader, archive):
    assert "Looked for “zeppelin”" in open_page(reader, archive.ada, q="zeppelin")
