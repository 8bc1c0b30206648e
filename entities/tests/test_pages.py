"""The pages of a quote, a caption and an event."""

from datetime import UTC, date, datetime

import pytest
from django.utils.html import strip_tags

from entities import curation
from entities.models import EventsKeptApart, Person, PossibleSameEvent, Quote
from entities.passage import passage_of
from entities.publications import other_captions
from entities.tests.factories import (
    ArticleFactory,
    CaptionFactory,
    EventFactory,
    EventMentionFactory,
    PersonFactory,
    QuoteFactory,
    UserFactory,
)
from entities.tests.indexing import fill_index

pytestmark = pytest.mark.django_db


def open_page(reader, row, **query):
    response = reader.get(row.get_absolute_url(), query)
    assert response.status_code == 200
    return response.content.decode()


def test_quote_stands_between_its_neighbours(reader):
    article = ArticleFactory(
        paragraphs=[
            "It rained. The board met at nine.",
            'The mayor was tired. "We will rebuild," said Mr. Vance. "All of it." Nobody asked how.',
            "The end came late.",
        ]
    )
    quote = QuoteFactory(article=article, words=["We will rebuild,", "All of it."], speaker_text="Vance")
    [paragraph] = passage_of(quote)
    assert (
        "".join(piece.words for piece in paragraph.pieces)
        == article.text[article.text.index("The mayor") :].split("\n")[0]
    )
    assert [piece.words for piece in paragraph.pieces if piece.quoted] == ["We will rebuild,", "All of it."]


def test_quote_that_fills_its_paragraph_has_neighbours_from_other_paragraphs():
    article = ArticleFactory(paragraphs=["First came silence. Then this:", '"We will rebuild."', "Nobody asked. Why?"])
    quote = QuoteFactory(article=article, words="We will rebuild.", speaker=None)
    words = ["".join(piece.words for piece in paragraph.pieces) for paragraph in passage_of(quote)]
    assert words == ["Then this:", '"We will rebuild."', "Nobody asked."]
    cut = [(paragraph.begins_before, paragraph.goes_on) for paragraph in passage_of(quote)]
    assert cut == [(True, False), (False, False), (False, True)]


def test_quote_in_a_headline_stands_among_headlines_only():
    article = ArticleFactory(headline="Mayor: 'We will rebuild'", paragraphs=["It rained."])
    quote = QuoteFactory(article=article, words="We will rebuild", speaker=None)
    [paragraph] = passage_of(quote)
    assert "".join(piece.words for piece in paragraph.pieces) == "Mayor: 'We will rebuild'"


def test_mention_whose_words_have_gone_marks_nothing(reader, archive):
    archive.gazette.refresh_from_db()
    archive.parade.mentions.update(source_changed=True)
    page = open_page(reader, archive.parade)
    assert "event-words" not in page
    assert "Bo did his best" in page


def test_quote_whose_words_have_gone_shows_no_passage(reader, archive):
    quote = archive.quotes.early
    article = quote.article
    article.text = article.text.replace("did his best", "did his worst")
    article.save()
    assert passage_of(quote) == []
    page = open_page(reader, quote)
    assert "no longer where they stood" in page
    assert "Bo did his best" in page


def test_quote_page_says_who_and_how_we_know(reader, archive):
    quote = archive.quotes.late
    quote.speaker_evidence = "she = Ada Quill, the last person named"
    quote.speaker_inferred = True
    quote.save()
    page = open_page(reader, quote)
    for words in ("she = Ada Quill, the last person named", "“said”", "test-rule", "confidence 90", "speaker inferred"):
        assert words in page
    assert f'href="/articles/{archive.courier.pk}/#quote-{quote.pk}"' in page


def test_quote_page_and_lists_and_article_say_whose_words_the_speaker_repeats(reader, archive):
    quote = archive.quotes.late
    quote.quoting_text = "the old lock keeper"
    quote.save()
    for address in (quote.get_absolute_url(), "/quotes/", quote.article.get_absolute_url()):
        assert "quoting the old lock keeper" in reader.get(address).content.decode()


def test_quote_page_gives_a_citation(reader, archive):
    page = open_page(reader, archive.quotes.early)
    assert (
        "“Bo did his best”, Ada Quill, in Harrowmere Gazette, “Quill opens the new lock”, 14 May 2003 "
        "(confirmed by an editor). "
        f"http://testserver/quotes/{archive.quotes.early.pk}/"
    ) in page


def test_citation_of_reported_speech_says_so(reader, archive):
    quote = QuoteFactory(article=archive.gazette, words="that the lock had to go", kind="indirect")
    assert "Reported, not quoted (“said”): that the lock had to go" in open_page(reader, quote)


def test_quote_page_finds_the_same_words_elsewhere(reader, archive):
    words = "We didn't stop, we rebuilt it"
    quote = QuoteFactory(article=archive.gazette, words=words)
    QuoteFactory(article=archive.courier, words="We didn’t stop – we rebuilt it")
    QuoteFactory(article=archive.undated, words="We didn't stop, we rebuilt it twice")
    page = open_page(reader, quote)
    assert "We didn’t stop – we rebuilt it" in page
    assert "twice" not in page
    assert "In nearly these words" not in page


def test_quote_page_tells_nearly_the_same_words_from_the_same(reader, archive):
    quote = QuoteFactory(article=archive.gazette, words="We did not stop, we rebuilt it")
    QuoteFactory(article=archive.courier, words="We didn't stop, and we rebuilt it")
    page = open_page(reader, quote)
    assert "No other article in the archive prints exactly these words." in page
    assert page.index("In nearly these words") < page.index("We didn&#x27;t stop, and we rebuilt it")


def test_the_same_words_are_found_behind_any_number_of_nearly_the_same(reader, archive, monkeypatch):
    monkeypatch.setattr("entities.publications.MOST", 2)
    quote = QuoteFactory(article=archive.gazette, words="We didn't stop and we rebuilt it")
    for year in (1990, 1991, 1992):
        QuoteFactory(
            article=ArticleFactory(published=datetime(year, 1, 1, tzinfo=UTC)), words="We did not stop, we rebuilt it"
        )
    QuoteFactory(article=archive.courier, words="We didn’t stop and we rebuilt it!")
    page = open_page(reader, quote)
    assert "We didn’t stop and we rebuilt it!" in page
    assert "prints exactly these words" not in page


def test_few_words_are_the_same_quote_only_from_the_same_speaker(reader, archive):
    quote = QuoteFactory(article=archive.gazette, speaker=archive.ada, words="absolutely")
    QuoteFactory(article=archive.courier, speaker=archive.bo, words="Absolutely")
    assert "No other article in the archive prints exactly these words." in open_page(reader, quote)


def test_rejected_quote_has_no_page(reader):
    assert reader.get(QuoteFactory(rejected=True).get_absolute_url()).status_code == 404


def test_caption_page_shows_who_where_and_the_credit(reader, archive):
    page = open_page(reader, archive.caption)
    assert '<p class="citation" id="credit">Ilse Marrow/Coast Pictures</p>' in page
    assert "The archive stores words, not pictures." in page
    assert "/captions/?person=ada-quill&amp;person=bo-tarn" in page
    assert '<time datetime="2002-11-09">9 November 2002</time>' in page


def test_caption_page_finds_the_same_caption_elsewhere(reader, archive):
    CaptionFactory(article=archive.courier, words="Ada Quill and Bo Tarn at the lock")
    fill_index()
    assert "Tarn leaves the board" in open_page(reader, archive.caption)


def test_event_page_puts_days_in_order(reader, archive):
    archive.gazette.refresh_from_db()
    for article in (archive.undated, archive.courier):
        EventMentionFactory(event=archive.parade, article=article)
    page = open_page(reader, archive.parade)
    assert "on 9 November 2002" in page
    assert page.index("14 May 2003") < page.index("3 February 2021") < page.index("Date not in the text")
    assert "186 days later" in page
    assert "18 years later" in page
    assert '<mark class="event-words">2002 Lantern Parade</mark>' in page
    assert "Ada was always fair" in page


def test_event_that_may_be_the_same_is_named_and_a_date_is_said_once(reader):
    first = EventFactory(name="Closure of Rook Bridge", date=date(2004, 1, 1), date_precision="year", date_text="2004")
    second = EventFactory(name="Closure of Ana Rook Bridge", date=date(2004, 5, 3), date_precision="day")
    PossibleSameEvent.objects.create(first=first, second=second, score=0.8)
    page = open_page(reader, first)
    assert "<li>in 2004</li>" in page
    named = " ".join(strip_tags(page.partition('class="namesakes">')[2].partition("</p>")[0]).split())
    assert named == "May be the same event as Closure of Ana Rook Bridge, on 3 May 2004 (no editor has said)."
    EventsKeptApart.objects.create(first=first, second=second, by=UserFactory())
    assert "May be the same event" not in open_page(reader, first)


def test_event_page_filters_statements_by_speaker(reader, archive):
    EventMentionFactory(event=archive.parade, article=archive.courier)
    page = open_page(reader, archive.parade, speaker="bo-tarn")
    assert "1 quote by Bo Tarn in articles on 2002 Lantern Parade" in page
    assert "Ada was always fair" in page
    assert "Bo did his best" not in page


@pytest.mark.parametrize(
    ("value", "precision", "words"),
    [
        (date(2004, 1, 1), "year", "in 2004"),
        (date(2008, 12, 1), "month", "in December 2008"),
        (date(2008, 12, 2), "day", "on 2 December 2008"),
        (None, "", "date not known"),
    ],
)
def test_event_date_is_as_honest_as_its_precision(reader, value, precision, words):
    assert words in open_page(reader, EventFactory(date=value, date_precision=precision))


@pytest.mark.parametrize("rows", [3, 30])
def test_event_page_asks_a_fixed_number_of_queries(reader, django_assert_max_num_queries, rows):
    event = EventFactory()
    for number in range(rows):
        article = ArticleFactory(published=datetime(2020, 1, 1 + number % 28, tzinfo=UTC))
        EventMentionFactory(event=event, article=article)
        QuoteFactory(article=article, words=f"Word {number} is given", about=[PersonFactory()])
    with django_assert_max_num_queries(25):
        open_page(reader, event)


@pytest.mark.parametrize("rows", [3, 30])
def test_quote_page_asks_a_fixed_number_of_queries(reader, django_assert_max_num_queries, rows):
    quotes = [QuoteFactory(words="The same words every time", about=[PersonFactory()]) for _ in range(rows)]
    with django_assert_max_num_queries(25):
        open_page(reader, quotes[0])


def test_person_whom_an_editor_rejected_is_named_as_nobody(reader, archive):
    quote = QuoteFactory(words=["It is late."], speaker_text="Bread", speaker=PersonFactory(name="Bread"))
    curation.reject(rows=Person.objects.filter(name="Bread"), by=UserFactory())
    page = open_page(reader, quote)
    assert "“Bread” (not identified)" in " ".join(strip_tags(page).split())
    assert "no person in the archive" in page
    assert "/people/bread/" not in page


def test_reporting_verb_among_the_reported_words_is_not_said_twice(reader, archive):
    quote = QuoteFactory(article=archive.gazette, words="that the lock had to go", kind="indirect")
    Quote.objects.filter(pk=quote.pk).update(cue_start=quote.start, cue_end=quote.start + 4, cue_text="that")
    assert "Reported, not quoted: that the lock had to go" in open_page(reader, quote)


def test_the_same_caption_in_another_article_is_found_whatever_its_marks():
    first, second, third = (ArticleFactory(headline=name) for name in ("Lock opens", "Canal day", "Lock closes"))
    shown = CaptionFactory(article=first, words="Ada Quill, left, opens the old lock at Vale on Friday.")
    same = CaptionFactory(article=second, words="Ada Quill (left) opens the old lock at Vale, on Friday")
    CaptionFactory(article=third, words="Ada Quill, left, opens the old lock at Vale on Friday. Bo Tarn looks on.")
    fill_index()
    assert other_captions(shown) == [same]
