"""The lists as a reader sees them: complete, cheap, and calm about rubbish."""

import re
from html import unescape

import pytest
from django.urls import reverse

from entities.curation import merge_people
from entities.tests.factories import (
    ArticleFactory,
    CaptionFactory,
    DepictionFactory,
    EventFactory,
    EventMentionFactory,
    EventParticipantFactory,
    MentionFactory,
    PersonFactory,
    QuoteFactory,
    UserFactory,
)
from entities.tests.indexing import fill_index

pytestmark = pytest.mark.django_db

LISTS = ["article_list", "person_list", "quote_list", "caption_list", "event_list"]
PARAMETERS = [
    *("q", "person", "event", "speaker", "about", "told", "source", "from", "to", "year", "kind", "attributed"),
    *("review", "photographer", "agency", "place", "sample", "sort", "page", "after", "before"),
    *("-person", "-event", "-speaker", "-source", "-year", "-kind", "-review", "-agency"),
]
RUBBISH = {
    "nul": "a\0b",
    "long": "x" * 10_000,
    "negative": "-1",
    "huge": "9" * 40,
    "markup": "<script>alert(1)</script>",
    "sql": "'; DROP TABLE entities_quote; --",
    "percent": "%_\\",
    "quotation-mark": '"',
    "no-day": "2003-02-31",
    "year-nought": "0000",
    "digits": "²٣",
    "space": " \t\n",
}


def open_list(reader, name, **query):
    response = reader.get(reverse(name), query)
    assert response.status_code == 200
    return response.content.decode()


@pytest.mark.parametrize("name", LISTS)
def test_list_asks_for_a_login(client, name):
    assert client.get(reverse(name)).status_code == 302


@pytest.mark.parametrize("name", LISTS)
def test_list_of_an_empty_archive_says_what_to_do(reader, name):
    assert "ingest_seeds" in open_list(reader, name)


@pytest.mark.parametrize("rubbish", RUBBISH.values(), ids=RUBBISH)
@pytest.mark.parametrize("name", LISTS)
def test_list_stands_rubbish_in_every_parameter(reader, archive, name, rubbish):
    assert "<script>alert" not in open_list(reader, name, **dict.fromkeys(PARAMETERS, rubbish))


@pytest.mark.parametrize("rubbish", RUBBISH.values(), ids=RUBBISH)
def test_list_stands_rubbish_in_one_parameter(reader, archive, rubbish):
    for parameter in PARAMETERS:
        open_list(reader, "quote_list", **{parameter: rubbish})


def test_list_stands_bytes_that_are_no_text(reader, archive):
    assert reader.get(reverse("quote_list") + "?q=%ED%A0%80%FF&speaker=%C3&year=%00").status_code == 200


@pytest.mark.parametrize(
    ("query", "error"),
    [
        ({"year": "soon"}, "“soon” is no year: write four digits, or undated."),
        ({"from": "14 May"}, "“14 May” is no date: write YYYY, YYYY-MM or YYYY-MM-DD."),
        ({"review": "rejected"}, "“rejected” is none of: machine, confirmed, edited."),
        ({"speaker": "nobody-known"}, "The archive knows no person “nobody-known”."),
        ({"q": "x" * 1001}, "At most 1000 characters."),
        ({"speaker": [f"p{n}" for n in range(30)]}, "At most 20 values."),
    ],
)
def test_list_shows_an_error_and_no_rows(reader, archive, query, error):
    page = open_list(reader, "quote_list", **query)
    assert error in page
    assert "Bo did his best" not in page


@pytest.mark.parametrize("name", LISTS)
def test_list_says_at_its_head_what_is_wrong_with_the_filter(reader, archive, name):
    assert "<h1 data-sentence>Nothing is listed. Sort: “evil” is none of: " in open_list(reader, name, sort="evil")


def test_list_of_people_follows_a_name_while_it_is_typed(reader, archive):
    page = open_list(reader, "person_list", q="qui")
    assert "<h1 data-sentence>1 person named “qui…”</h1>" in page
    assert 'Ada <mark class="hit">Quill</mark>' in page
    assert 'name="q" value="qui"' in page


def test_list_says_its_filter_and_offers_to_remove_it(reader, archive):
    page = open_list(reader, "quote_list", speaker="ada-quill", review="confirmed")
    assert "<h1 data-sentence>1 quote by Ada Quill, confirmed by an editor</h1>" in page
    assert 'href="?speaker=ada-quill"' in page
    assert 'href="?review=confirmed"' in page
    assert "Clear all" in page


def test_rows_say_what_their_date_is(reader, archive):
    dated = 'published <time datetime="2003-05-14">14 May 2003</time>'
    for name in ("article_list", "quote_list"):
        page = open_list(reader, name, source="Harrowmere Gazette")
        assert dated in page
        assert "<li>ingested" not in page
    undated = open_list(reader, "article_list", year="undated")
    assert "<li>date not in the text</li>" in undated


def test_articles_say_when_they_came_in_where_that_is_their_order(reader, archive):
    archive.gazette.last_ingested = archive.gazette.last_ingested.replace(year=2026, month=11, day=22, hour=9, minute=5)
    archive.gazette.save()
    page = open_list(reader, "article_list", source="Harrowmere Gazette", sort="ingested")
    assert "<li>ingested 22 November 2026, 09:05</li>" in page


def test_list_of_quotes_tells_machine_from_editor(reader, archive):
    page = open_list(reader, "quote_list")
    assert '<blockquote class="quote confirmed direct">' in page
    assert '<blockquote class="quote machine mixed">' in page
    assert "a viewer" in page


def test_list_says_in_words_which_speech_is_reported(reader, archive):
    QuoteFactory(article=archive.courier, speaker=archive.bo, words="that the lock had to go", kind="indirect")
    page = open_list(reader, "quote_list", speaker="bo-tarn")
    assert page.count("Reported, not quoted (“said”):</span>") == 1
    assert 'Reported, not quoted (“said”):</span> <span class="part">that the lock had to go' in page
    assert "Reported, not quoted" not in open_list(reader, "quote_list", speaker="ada-quill")


def test_list_of_captions_says_whom_a_pronoun_is_taken_for(reader, archive):
    caption = CaptionFactory(article=archive.courier, words="Cy Welk locks his gate.")
    MentionFactory(
        article=archive.courier, person=archive.cy, words="his", kind="pronoun", after=caption.start, place="caption"
    )
    page = open_list(reader, "caption_list")
    assert 'title="Cy Welk, inferred">his</a>' in page


def test_list_names_in_pencil_whom_only_the_machine_knows(reader, archive):
    known = PersonFactory(name="Dot Marl", confirmed=True)
    page = open_list(reader, "person_list")
    assert f'class="by confirmed" href="{known.get_absolute_url()}"' in page
    assert f'class="by machine" href="{archive.bo.get_absolute_url()}"' in page


def test_list_marks_the_words_that_were_looked_for(reader, archive):
    QuoteFactory(article=archive.courier, words="Rock & <roll> is fair")
    fill_index()
    page = open_list(reader, "quote_list", q="fair")
    assert 'Rock &amp; &lt;roll&gt; is <mark class="hit">fair</mark>' in page
    assert 'Ada was always <mark class="hit">fair</mark>' in page


@pytest.mark.parametrize("address", [*LISTS, "a person", "an event"])
def test_words_that_take_too_long_are_given_up_and_the_page_says_so(reader, monkeypatch, address):
    monkeypatch.setattr("entities.views.browse.LONGEST_IN_A_LIST", -1)
    rows = {"a person": PersonFactory, "an event": EventFactory}
    where = rows[address]().get_absolute_url() if address in rows else reverse(address)
    response = reader.get(where, {"q": "of <the> and"})
    page = response.content.decode()
    assert response.status_code == 200
    assert "“of &lt;the&gt; and” was not found within" in page
    assert f"{reverse('search')}?q=of%20%3Cthe%3E%20and" in page
    assert 'id="list-results"' in page  # where a page that follows its filter puts the answer
    assert reader.get(where).status_code == 200


def test_list_without_rows_offers_the_next_step(reader, archive):
    page = open_list(reader, "quote_list", speaker="cy-welk", about="bo-tarn")
    assert "<h1 data-sentence>No quotes by Cy Welk about Bo Tarn</h1>" in page
    assert '<a href="?about=bo-tarn">2 quotes about Bo Tarn</a>' in page


def test_caption_links_the_names_in_it(reader, archive):
    page = open_list(reader, "caption_list")
    assert '<span class="mark person machine"><a href="/people/ada-quill/">Ada Quill</a></span> and <span' in page


def test_list_pages_keep_the_filter(reader, archive):
    for number in range(45):
        QuoteFactory(article=archive.gazette, speaker=archive.ada, words=f"Stone number {number} is laid")
    page = open_list(reader, "quote_list", speaker="ada-quill", sort="oldest")
    assert page.count("<blockquote") == 24
    [onward] = re.findall(r'rel="next" href="([^"]+)"', page)
    assert onward.startswith("?speaker=ada-quill&amp;sort=oldest&amp;after=")
    assert reader.get(reverse("quote_list") + unescape(onward)).content.decode().count("<blockquote") == 23
    assert open_list(reader, "quote_list", speaker="ada-quill", before="end").count("<blockquote") == 24


def test_old_addresses_of_pages_still_lead_there(reader, archive):
    for number in range(45):
        QuoteFactory(article=archive.gazette, speaker=archive.ada, words=f"Stone number {number} is laid")
    assert open_list(reader, "quote_list", speaker="ada-quill", page="2").count("<blockquote") == 23
    assert open_list(reader, "quote_list", speaker="ada-quill", page="99").count("<blockquote") == 24


def test_sample_is_labelled_wherever_it_shows(reader, archive):
    article = ArticleFactory(sample=True)
    person = PersonFactory()
    event = EventFactory()
    MentionFactory(article=article, person=person)
    QuoteFactory(article=article, speaker=person)
    CaptionFactory(article=article, people=[person])
    EventMentionFactory(article=article, event=event)
    for name in LISTS:
        page = open_list(reader, name)
        assert page.count("Fictional sample</span>") == 1, name


def fill(rows):
    for number in range(rows):
        article = ArticleFactory(publisher=f"Paper {number}")
        speaker, other = PersonFactory(), PersonFactory()
        survivor = PersonFactory()
        old = PersonFactory(merged_into=survivor)
        event = EventFactory()
        for person in (speaker, other, old):
            MentionFactory(article=article, person=person)
        QuoteFactory(article=article, speaker=speaker, words=["One of two", f"parts of {number}"], about=[other, old])
        caption = CaptionFactory(article=article, words=f"{speaker} looks on.", people=[speaker, old])
        MentionFactory(article=article, person=speaker, after=caption.start, place="caption")
        EventMentionFactory(article=article, event=event)
        EventParticipantFactory(article=article, event=event, person=old)


@pytest.mark.parametrize("rows", [3, 30])
@pytest.mark.parametrize("name", LISTS)
def test_list_asks_a_fixed_number_of_queries(reader, django_assert_max_num_queries, name, rows):
    fill(rows)
    with django_assert_max_num_queries(25):
        open_list(reader, name)


def test_an_article_stands_once_above_its_quotes_that_follow_one_another(reader, archive):
    article = ArticleFactory(headline="Lock shuts")
    for words in ("We wait", "We go"):
        QuoteFactory(article=article, words=words)
    fill_index()
    page = open_list(reader, "quote_list")
    assert page.count(">Lock shuts</a>") == 1
    assert page.index("Lock shuts") < page.index("We wait") < page.index("We go")


def test_the_same_words_of_one_speaker_are_one_row_of_the_list_of_quotes(reader, archive):
    for article in (archive.gazette, archive.courier):
        QuoteFactory(article=article, speaker=archive.ada, words="The bridge is gonna stay for ever")
    fill_index()
    page = reader.get(reverse("quote_list"), {"q": "gonna"}).content.decode()
    assert page.count('class="quote machine direct"') == 1
    assert "2 quotes containing “gonna”" in page
    assert "1 more printing of them is folded under the one that is shown" in page
    assert "also in 1 other article" in page


@pytest.mark.parametrize("name", ["article_list", "quote_list", "caption_list"])
def test_a_name_brings_what_the_search_brings(reader, name):
    """Whoever is named in the words is asked for under any name."""
    kind, article = name.removesuffix("_list"), ArticleFactory(text="Quill, they say, will stay.")
    ada = PersonFactory(name="Ada Quill", aliases=["Ada Quill", "Quill"])
    MentionFactory(article=article, person=ada)
    QuoteFactory(article=article, speaker=ada, words="I stay.")
    DepictionFactory(caption=CaptionFactory(article=article, words="She waves."), person=ada)
    fill_index()
    page = open_list(reader, name, q="ada quill")
    assert f"1 {kind} containing “ada” and “quill”, Ada Quill under any name" in page
    assert f"1 {kind} for" in reader.get(reverse("search"), {"q": "ada quill", "kind": kind}).content.decode()


def test_a_name_beside_other_words_brings_what_the_search_brings(reader):
    ada, merged = PersonFactory(name="Ada Quill"), PersonFactory(name="Miss Quill")
    for person, printed in (
        (ada, "Ada Quill came."),
        (ada, "Quill came."),
        (merged, "The lady came."),
        (ada, "She left."),
    ):
        MentionFactory(article=ArticleFactory(paragraphs=[printed]), person=person, words=printed.split()[0])
    merge_people(keep=ada, merge=merged, by=UserFactory(), sure=True)
    fill_index()
    page = open_list(reader, "article_list", q="ada quill came")
    assert "3 articles containing “ada”, “quill” and “came”, Ada Quill under any name" in page
    assert "3 articles for" in reader.get(reverse("search"), {"q": "ada quill came"}).content.decode()


def test_list_says_what_it_cannot_be_asked_for(reader, archive):
    page = open_list(reader, "article_list", review="confirmed", utm_source="mail")
    assert "This list cannot be asked for review: left out." in page
    assert "3 articles" in page


@pytest.mark.parametrize("name", ["article_list", "person_list"])
def test_list_without_rows_offers_who_may_be_meant(reader, archive, name):
    fill_index()
    page = open_list(reader, name, q="Aad Quill")
    assert "No " in page
    assert "?q=Ada+Quill" in page


@pytest.mark.parametrize("name", ["article_list", "quote_list", "caption_list", "person_list", "event_list"])
def test_list_says_what_of_its_words_it_did_not_understand(reader, archive, name):
    page = open_list(reader, name, q="lock year:soon")
    assert '<code>lock <mark class="hit">year:soon</mark></code> <span>year: “soon” is no date' in page


def test_days_that_are_turned_round_are_read_the_right_way_round(reader, archive):
    page = open_list(reader, "article_list", **{"from": "2003", "to": "1990-05"})
    assert "May 1990 to 2003</h1>" in page
    assert "?from=1990-05&amp;to=2003&amp;sort=oldest" in page
