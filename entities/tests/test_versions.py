"""Every text that an article has had is kept, with what was read in it."""

import pytest

from articles.models import ArticleVersion, Review
from entities.models import Quote
from entities.tests.extractions import Said, Shown, decide, extraction, store, stored

pytestmark = pytest.mark.django_db

FIRST = 'Lock opens\n\n"We waited nine years for this day," Ada Quill said.\n'
SECOND = FIRST.replace("nine", "ten")


def read(text, **changes):
    words = text.split('"')[1]
    return extraction(text, people=["Ada Quill"], quotes=[Said((words,), by="Ada Quill")], **changes)


def texts():
    return [(version.number, version.words) for version in stored().versions.all()]


def test_the_first_version_is_there_from_the_first_ingest_and_its_text_is_not_stored_twice():
    store(read(FIRST))
    version = ArticleVersion.objects.get()
    assert (version.number, version.text, version.words) == (1, None, FIRST)
    assert (version.run, version.seen) == (stored().run, stored().first_seen)


def test_reading_the_same_text_again_makes_no_version():
    store(read(FIRST))
    store(read(FIRST, version="2"))
    assert texts() == [(1, FIRST)]


def test_a_replaced_text_is_kept_with_what_was_read_in_it():
    store(read(FIRST))
    spans = stored().spans
    store(read(SECOND))
    assert texts() == [(1, FIRST), (2, SECOND)]
    old = stored().versions.get(number=1)
    assert old.spans == spans
    [quote] = old.rows
    assert (quote["kind"], quote["who"]) == ("quote", "Ada Quill")
    assert [old.text[start:end] for start, end in quote["parts"]] == ["We waited nine years for this day,"]


def test_a_text_that_comes_back_is_a_new_version():
    for text in (FIRST, SECOND, FIRST):
        store(read(text))
    assert texts() == [(1, FIRST), (2, SECOND), (3, FIRST)]
    assert stored().versions.get(number=1).content_hash == stored().versions.get(number=3).content_hash


def test_captions_are_kept_with_their_credit():
    text = "Lock opens\n\nAda Quill at the lock. Vale Photos\n"
    store(extraction(text, captions=[Shown("Ada Quill at the lock.", credit="Vale Photos")]))
    store(extraction("Lock opens\n\nNobody came.\n"))
    assert [(row["kind"], row["who"]) for row in stored().versions.get(number=1).rows] == [("caption", "Vale Photos")]


def test_a_quote_that_comes_back_has_its_speaker_in_its_place_again():
    store(read(FIRST))
    decide(Quote.objects.get(), Review.CONFIRMED)
    store(extraction("Lock opens\n\nIt rained on the people of Harrowmere, who said nothing at all of it.\n"))
    store(extraction("Lock opens\n\nIt rained on the people of Harrowmere, who said nothing at all.\n\n" + FIRST))
    quote = Quote.objects.get()
    assert not quote.source_changed
    assert stored().text[quote.speaker_start : quote.speaker_end] == quote.speaker_text == "Ada Quill"
