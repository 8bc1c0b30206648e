"""What editors add that the machine missed."""

import pytest

from articles.extraction.types import Span
from articles.models import Review
from entities import curation
from entities.curation import CurationError
from entities.models import Event, EventParticipant, Mention, Person, Quote
from entities.tests.extractions import Happened, Said, extraction, store, stored
from entities.tests.factories import ArticleFactory, PersonFactory, QuoteFactory, UserFactory, place

pytestmark = pytest.mark.django_db

TEXT = """Ada Quill opens the lock

"We waited," Ada Quill said, "for nine years." The mayor said it had been worth it.

The boats came in for the Night of Lamps.
"""
BOTH = ("We waited,", "for nine years.")


def read(text=TEXT, quotes=(), events=()):
    return store(extraction(text, people=["Ada Quill"], quotes=quotes, events=events))


def spans(*parts):
    return [place(stored(), words) for words in parts]


@pytest.fixture
def ada():
    read()
    return Person.objects.get()


@pytest.fixture
def editor(db):
    return UserFactory()


@pytest.mark.parametrize("given", [[(1, 2, 3)], ["ab"], "ab", 5, [("1", "2")]])
def test_what_is_no_span_is_no_quote(ada, editor, given):
    with pytest.raises(TypeError):
        curation.add_quote(article=stored(), spans=given, speaker=ada, by=editor)
    assert not Quote.objects.exists()


def test_one_span_alone_is_a_quote_of_one_part(ada, editor):
    (pair,) = spans(BOTH[0])
    curation.add_quote(article=stored(), spans=Span(*pair), by=editor)
    assert Quote.objects.get().words == BOTH[0]


def test_a_quote_is_the_article_s_own_words(ada, editor):
    curation.add_quote(article=stored(), spans=spans(*BOTH), speaker=ada, words="Ada Quill", by=editor)
    quote = Quote.objects.get()
    assert [part.text for part in quote.parts.all()] == list(BOTH)
    assert (quote.kind, quote.review, quote.reviewed_by, quote.speaker) == ("direct", Review.EDITED, editor, ada)
    assert stored().text[quote.speaker_start : quote.speaker_end] == quote.speaker_text == "Ada Quill"


def test_words_without_marks_are_reported_and_may_be_nobody_s(ada, editor):
    curation.add_quote(article=stored(), spans=spans("it had been worth it"), speaker=None, by=editor)
    quote = Quote.objects.get()
    assert (quote.kind, quote.speaker, quote.speaker_text) == ("indirect", None, "")


def test_no_ingest_loses_or_doubles_what_was_added(ada, editor):
    curation.add_quote(article=stored(), spans=spans(*BOTH), speaker=ada, by=editor)
    curation.add_event(article=stored(), start=spans("Night of Lamps")[0][0], end=spans("Night of Lamps")[0][1],
                       name="Night of Lamps", date="2004-05", people=[ada], by=editor)  # fmt: skip
    curation.add_mention(article=stored(), start=spans("The mayor")[0][0], end=spans("The mayor")[0][1], person=ada,
                         by=editor)  # fmt: skip
    lamps = Happened("Night of Lamps")
    read(quotes=[Said(("We waited,",), by="Ada Quill")], events=[lamps])
    read("A line more\n\n" + TEXT, quotes=[Said(BOTH, by="Ada Quill")], events=[lamps])
    quote = Quote.objects.get()
    assert (quote.words, quote.review) == ("We waited, for nine years.", Review.EDITED)
    assert all(stored().text[part.start : part.end] == part.text for part in quote.parts.all())
    event = Event.objects.get()
    assert (event.date_precision, event.mentions.get().review) == ("month", Review.EDITED)
    assert EventParticipant.objects.get().person == ada
    assert Mention.objects.get(text="The mayor").person == ada


def test_an_event_that_the_archive_knows_is_told_here_too(ada, editor):
    start, end = spans("Night of Lamps")[0]
    curation.add_event(article=stored(), start=start, end=end, by=editor)
    again = ArticleFactory(paragraphs=["Lamps in the harbour."])
    start, end = place(again, "Lamps")
    decision = curation.add_event(article=again, start=start, end=end, event=Event.objects.get(), by=editor)
    assert {mention.text for mention in Event.objects.get().mentions.all()} == {"Night of Lamps", "Lamps"}
    assert decision.target_id == Event.objects.get().pk


@pytest.mark.parametrize(
    ("chosen", "why"),
    [
        pytest.param([], "Choose the words", id="nothing"),
        pytest.param([(5, 5)], "no words", id="empty"),
        pytest.param([(0, 9000)], "no words", id="past-the-end"),
        pytest.param([(10, 20), (15, 25)], "do not overlap", id="overlapping"),
        pytest.param([(20, 25), (10, 15)], "follow each other", id="backwards"),
    ],
)
def test_a_quote_of_no_words_is_refused(ada, editor, chosen, why):
    with pytest.raises(CurationError, match=why):
        curation.add_quote(article=stored(), spans=chosen, speaker=ada, by=editor)


def test_what_is_there_already_is_not_added_again(editor):
    quote = QuoteFactory(words="Enough of this")
    article, spans = quote.article, [(quote.start + 2, quote.end)]
    with pytest.raises(CurationError, match="a quote already"):
        curation.add_quote(article=article, spans=spans, speaker=None, by=editor)
    curation.reject(rows=[quote], by=editor)
    with pytest.raises(CurationError, match="no quote"):
        curation.add_quote(article=article, spans=[(quote.start, quote.end)], speaker=None, by=editor)
    with pytest.raises(CurationError, match="was rejected"):
        curation.add_quote(article=article, spans=spans, speaker=PersonFactory(rejected=True), by=editor)
    curation.add_quote(article=article, spans=spans, speaker=None, by=editor)
    curation.add_mention(article=article, start=0, end=7, person=quote.speaker, by=editor)
    with pytest.raises(CurationError, match="a mention already"):
        curation.add_mention(article=article, start=3, end=9, person=quote.speaker, by=editor)
