"""What the machine would now say differently stands beside the decision, never in its place."""

import pytest
from django.urls import reverse

from articles.models import Caption, Review
from entities import curation
from entities.curation import CurationError
from entities.models import Decision, Event, Mention, Person, Quote, Suggestion
from entities.tests.extractions import Happened, Said, Shown, extraction, store, stored
from entities.tests.factories import PersonFactory

pytestmark = pytest.mark.django_db

TEXT = """Ada Quill opens the lock

"We waited nine years for this day," Ada Quill said. Bo Tarn nodded.

Ada Quill and Bo Tarn at the lock. Vale Photos

Bo Tarn led the Lantern Parade.
"""
WORDS = "We waited nine years for this day,"
PEOPLE = ("Ada Quill", "Bo Tarn")


def read(**changes):
    found = {
        "people": PEOPLE,
        "quotes": (Said((WORDS,), by="Ada Quill"),),
        "captions": (Shown("Ada Quill and Bo Tarn at the lock.", ("Ada Quill",)),),
        "events": (Happened("Lantern Parade", people=("Bo Tarn",)),),
    }
    return extraction(TEXT, **found | changes)


@pytest.fixture
def cy():
    return PersonFactory(name="Cy Welk", confirmed=True)


def waiting():
    return [(suggestion.field, suggestion.words) for suggestion in Suggestion.objects.waiting()]


def confirm(editor, *rows):
    curation.confirm(rows=rows, by=editor)


BO_SAYS_IT = {"quotes": (Said((WORDS,), by="Bo Tarn"),)}


@pytest.mark.parametrize(
    ("row", "now", "said"),
    [
        pytest.param(Quote, BO_SAYS_IT, ("speaker", "Bo Tarn"), id="speaker"),
        pytest.param(Quote, {"quotes": (Said((WORDS,)),)}, ("speaker", "nobody named"), id="no-speaker-any-longer"),
        pytest.param(
            Quote, {"quotes": (Said(("nine years for this day,",), by="Ada Quill"),)},
            ("reach", "nine years for this day,"), id="reach",
        ),
        pytest.param(
            Quote, {"quotes": (Said((WORDS,), by="Ada Quill", about=("Bo Tarn",)),)}, ("about", "Bo Tarn"), id="about"
        ),
        pytest.param(
            Quote, {"quotes": (Said((WORDS,), by="Ada Quill", to=("Bo Tarn",)),)}, ("addressees", "Bo Tarn"), id="to"
        ),
        pytest.param(
            Caption, {"captions": (Shown("Ada Quill and Bo Tarn at the lock.", ("Ada Quill",), "Vale Photos"),)},
            ("credit", "Vale Photos"), id="credit",
        ),
        pytest.param(Event, {"events": (Happened("Lantern Parade", date="2004"),)}, ("date", "2004"), id="date"),
    ],
)  # fmt: skip
def test_what_the_machine_says_now_is_suggested_accepted_and_no_longer_said(editor, row, now, said):
    store(read())
    confirm(editor, row.objects.get())
    before = row.objects.values().get()
    store(read(**now))
    assert row.objects.values().get() == before
    assert waiting() == [said]
    decision = curation.accept_suggestion(suggestion=Suggestion.objects.get(), by=editor)
    assert decision.by == editor
    assert row.objects.get().review == Review.EDITED
    store(read(**now))
    assert waiting() == []


def test_a_person_seen_only_now_is_suggested_for_a_photo_on_which_an_editor_decided(editor, cy):
    store(read())
    curation.set_pictured(caption=Caption.objects.get(), people=[cy], by=editor)
    store(read())
    assert waiting() == []
    store(read(captions=(Shown("Ada Quill and Bo Tarn at the lock.", PEOPLE),)))
    assert waiting() == [("pictured", "also Bo Tarn")]
    curation.accept_suggestion(suggestion=Suggestion.objects.get(), by=editor)
    assert [d.person.name for d in Caption.objects.get().depictions.visible()] == ["Cy Welk", "Bo Tarn"]


def test_who_is_meant_is_suggested_at_the_mention(editor):
    store(read(people=("Ada Quill",), quotes=(), captions=(), events=()))
    confirm(editor, Mention.objects.filter(text="Ada Quill").first())
    other = PersonFactory(name="Bo Tarn")
    Mention.objects.filter(review=Review.CONFIRMED).update(person=other)
    store(read(people=("Ada Quill",), quotes=(), captions=(), events=()))
    assert waiting() == [("person", "Ada Quill")]
    curation.accept_suggestion(suggestion=Suggestion.objects.get(), by=editor)
    assert {mention.person.name for mention in Mention.objects.all()} == {"Ada Quill"}


def test_a_name_told_otherwise_is_suggested_for_the_event_whose_words_an_editor_linked(editor):
    store(read())
    confirm(editor, Event.objects.get(), *Event.objects.get().mentions.all())
    store(read(events=(Happened("Harrowmere Lantern Parade", mentions=("Lantern Parade",)),)))
    assert waiting() == [("name", "Harrowmere Lantern Parade")]
    curation.accept_suggestion(suggestion=Suggestion.objects.get(), by=editor)
    assert Event.objects.get().name == "Harrowmere Lantern Parade"


def test_what_an_editor_decided_against_is_not_suggested_after_every_ingest(editor, cy):
    store(read())
    curation.set_speaker(quote=Quote.objects.get(), person=cy, by=editor)
    curation.rename_event(event=Event.objects.get(), name="Parade of lanterns", by=editor)
    store(read())
    assert waiting() == []
    store(read(**BO_SAYS_IT))
    assert waiting() == [("speaker", "Bo Tarn")]


def test_nothing_is_suggested_for_the_machine_s_own_and_for_rejected_rows(editor):
    store(read())
    curation.reject(rows=[Quote.objects.get()], by=editor)
    store(read(**BO_SAYS_IT, captions=(), events=(Happened("Lantern Parade", date="2004"),)))
    assert waiting() == []


def test_a_suggestion_goes_when_the_machine_agrees_again(editor):
    store(read())
    confirm(editor, Quote.objects.get())
    store(read(**BO_SAYS_IT))
    assert waiting()
    store(read())
    assert not Suggestion.objects.exists()


def test_a_dismissed_suggestion_stays_away_until_the_machine_says_something_else(editor):
    store(read())
    confirm(editor, Quote.objects.get())
    store(read(**BO_SAYS_IT))
    decision = curation.dismiss_suggestion(suggestion=Suggestion.objects.get(), by=editor, reason="Ada speaks.")
    assert Decision.objects.on(Quote.objects.get()).first() == decision
    store(read(**BO_SAYS_IT))
    assert waiting() == []
    store(read(quotes=(Said((WORDS,)),)))
    assert waiting() == [("speaker", "nobody named")]
    curation.dismiss_suggestion(suggestion=Suggestion.objects.get(), by=editor)
    with pytest.raises(CurationError, match="dismissed already"):
        curation.dismiss_suggestion(suggestion=Suggestion.objects.get(), by=editor)


def test_a_suggestion_that_a_later_reading_replaced_is_not_accepted_unseen(editor):
    store(read())
    confirm(editor, Quote.objects.get())
    store(read(**BO_SAYS_IT))
    seen = Suggestion.objects.get()
    store(read(quotes=(Said((WORDS,)),)))
    with pytest.raises(CurationError, match="says something else"):
        curation.accept_suggestion(suggestion=seen, by=editor)
    assert Quote.objects.get().speaker.name == "Ada Quill"


def test_a_suggested_person_who_has_gone_is_told(editor):
    store(read())
    confirm(editor, Quote.objects.get())
    store(read(**BO_SAYS_IT))
    Suggestion.objects.update(value={"person": 0, "words": "Bo Tarn"})
    Suggestion.objects.update(value={"person": Person.objects.last().pk + 9, "words": "Bo Tarn"})
    with pytest.raises(CurationError, match="no longer in the archive"):
        curation.accept_suggestion(suggestion=Suggestion.objects.get(), by=editor)


@pytest.mark.parametrize(
    ("spans", "problem"),
    [
        pytest.param([], "in their order", id="none"),
        pytest.param([(30, 20)], "in their order", id="backwards"),
        pytest.param([(5, 10), (8, 12)], "in their order", id="over-each-other"),
        pytest.param([(5, 10_000)], "in their order", id="past-the-end"),
    ],
)
def test_where_a_quote_begins_and_ends_is_checked(editor, spans, problem):
    store(read())
    with pytest.raises(CurationError, match=problem):
        curation.set_reach(quote=Quote.objects.get(), spans=spans, by=editor)


def test_a_quote_can_be_given_more_or_fewer_parts_and_not_the_words_of_another(editor):
    store(read())
    quote, text = Quote.objects.get(), stored().text
    start = text.index(WORDS)
    curation.set_reach(quote=quote, spans=[(start, start + 9), (start + 10, start + 20)], by=editor)
    assert [part.text for part in quote.parts.all()] == [text[start : start + 9], text[start + 10 : start + 20]]
    curation.set_reach(quote=quote, spans=[(start, start + 9)], by=editor)
    assert [part.text for part in quote.parts.all()] == ["We waited"]
    store(read(quotes=(Said(("Bo Tarn nodded.",)),)))
    other = Quote.objects.get(parts__text="Bo Tarn nodded.")
    with pytest.raises(CurationError, match="belongs to another quote"):
        curation.set_reach(quote=other, spans=[(start, other.end)], by=editor)


def test_a_quote_given_back_to_the_machine_is_read_as_the_machine_has_it(editor):
    store(read())
    start = stored().text.index(WORDS)
    curation.set_reach(quote=Quote.objects.get(), spans=[(start, start + 9)], by=editor)
    curation.restore(rows=[Quote.objects.get()], by=editor)
    quote = Quote.objects.get()
    assert (quote.start, quote.end) == (start, start + 9)
    store(read())
    assert Quote.objects.get().words == WORDS


@pytest.fixture
def suggestion(editor):
    store(read())
    confirm(editor, Quote.objects.get())
    store(read(**BO_SAYS_IT))
    return Suggestion.objects.get()


def answer(client, suggestion, answer, **posted):
    address = reverse("suggestion_decide", args=[suggestion.pk])
    return client.post(address, {"answer": answer, **posted}, follow=True).content.decode()


def test_the_article_page_shows_suggestions_and_an_editor_answers_there(client, editor, suggestion):
    client.force_login(editor)
    page = client.get(stored().get_absolute_url()).content.decode()
    assert "The machine now says otherwise" in page
    assert "Bo Tarn" in answer(client, suggestion, "accept", next=stored().get_absolute_url())
    assert Quote.objects.get().speaker.name == "Bo Tarn"
    assert "The machine now says otherwise" not in client.get(stored().get_absolute_url()).content.decode()


def test_a_dismissed_suggestion_leaves_the_page_and_a_gone_one_is_told(client, editor, suggestion):
    client.force_login(editor)
    assert "Dismissed" in answer(client, suggestion, "dismiss", next=stored().get_absolute_url())
    assert waiting() == []
    Suggestion.objects.all().delete()
    assert "A later ingest says something else" in answer(client, suggestion, "accept")


def test_readers_see_suggestions_and_cannot_answer(reader, suggestion):
    page = reader.get(stored().get_absolute_url()).content.decode()
    assert "The machine now says otherwise" in page
    assert reverse("suggestion_decide", args=[suggestion.pk]) not in page
    assert reader.post(reverse("suggestion_decide", args=[suggestion.pk]), {"answer": "accept"}).status_code == 403


def test_the_page_of_a_row_at_the_desk_shows_its_suggestions(client, editor, suggestion):
    editor.is_staff = True
    editor.save()
    client.force_login(editor)
    page = client.get(reverse("admin:entities_quote_change", args=[Quote.objects.get().pk])).content.decode()
    assert "the speaker: Bo Tarn" in page
    assert reverse("suggestion_decide", args=[suggestion.pk]) in page


def test_where_a_quote_ends_is_not_set_back_to_places_in_an_older_text(editor):
    store(read())
    start = stored().text.index(WORDS)
    entry = curation.set_reach(quote=Quote.objects.get(), spans=[(start, start + 9)], by=editor)
    store(extraction("A line more\n\n" + TEXT, people=PEOPLE, quotes=(Said((WORDS,), by="Ada Quill"),)))
    with pytest.raises(CurationError, match="later ingest"):
        curation.undo(entry=entry, by=editor)
    part = Quote.objects.get().parts.get()
    assert stored().text[part.start : part.end] == part.text == "We waited"
