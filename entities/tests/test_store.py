"""What an extraction becomes in the database, and what a second one makes of it."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from articles.extraction.types import Span, Speaker
from articles.models import Article, Caption, Review
from entities.models import Alias, Depiction, Event, EventMention, EventParticipant, Mention, Person, Quote
from entities.store import Outcome
from entities.tests.extractions import Happened, Said, Shown, decide, extraction, store, stored

pytestmark = pytest.mark.django_db

TEXT = """Ada Quill opens the lock

"We waited nine years," Ada Quill said. "It was worth it."

Quill spoke at the 2024 Lantern Parade beside Bo Tarn.

Ada Quill and Bo Tarn at the lock. (Coast Pictures)

"Never again," said a viewer.
"""
PEOPLE = (("Ada Quill", "Quill"), "Bo Tarn")
QUOTES = (
    Said(("We waited nine years,", "It was worth it."), by="Ada Quill", about=("Bo Tarn",), to=("Bo Tarn",)),
    Said(("Never again,",), by="a viewer"),
)
CAPTIONS = (Shown("Ada Quill and Bo Tarn at the lock.", ("Ada Quill", "Bo Tarn"), credit="Coast Pictures"),)
EVENTS = (Happened("2024 Lantern Parade", "2024", ("Ada Quill",)),)


def full(text=TEXT, **changes):
    return extraction(text, **{"people": PEOPLE, "quotes": QUOTES, "captions": CAPTIONS, "events": EVENTS, **changes})


def keys():
    models = (Article, Person, Alias, Mention, Quote, Caption, Depiction, Event, EventMention, EventParticipant)
    return {model.__name__: list(model.objects.order_by("pk").values_list("pk", flat=True)) for model in models}


def test_a_new_article_is_created_with_everything_found():
    assert store(full()) is Outcome.CREATED
    quote = stored().quotes.get(speaker__name="Ada Quill")
    assert [part.text for part in quote.parts.all()] == ["We waited nine years,", "It was worth it."]
    assert [person.name for person in quote.about.all()] == ["Bo Tarn"]
    assert [person.name for person in quote.addressees.all()] == ["Bo Tarn"]
    caption = stored().captions.get()
    assert (caption.text, caption.credit) == ("Ada Quill and Bo Tarn at the lock.", "Coast Pictures")
    assert [str(shown.person) for shown in caption.depictions.all()] == ["Ada Quill", "Bo Tarn"]
    assert [str(p.person) for p in Event.objects.get(name="2024 Lantern Parade").participants.all()] == ["Ada Quill"]


def test_a_quote_keeps_whose_words_its_speaker_repeats_also_where_they_move():
    source = Speaker(span=Span(TEXT.index("a viewer"), TEXT.index("a viewer") + 8), text="a viewer")
    read = full()
    store(replace(read, quotes=(replace(read.quotes[0], quoting=source), *read.quotes[1:])))
    assert stored().quotes.get(quoting_text="a viewer").quoting_start == TEXT.index("a viewer")

    text = TEXT.replace("Ada Quill opens", "In May Ada Quill opens")
    source = replace(source, span=Span(text.index("a viewer"), text.index("a viewer") + 8))
    read = full(text)
    store(replace(read, quotes=(replace(read.quotes[0], quoting=source), *read.quotes[1:])))
    quote = stored().quotes.get(speaker__name="Ada Quill")
    assert text[quote.quoting_start : quote.quoting_end] == quote.quoting_text == "a viewer"


def test_a_speaker_named_in_words_only_is_no_person():
    store(full())
    quote = stored().quotes.get(speaker=None)
    assert quote.speaker_text == "a viewer" == stored().text[quote.speaker_start : quote.speaker_end]


def test_every_row_knows_where_it_comes_from():
    store(full())
    for row in (*Mention.objects.all(), *Quote.objects.all(), *EventMention.objects.all()):
        assert row.rule
        assert row.run
        assert row.is_machine


def test_mentions_know_where_in_the_article_they_stand():
    store(full(quotes=(*QUOTES, Said(("Quill spoke at the 2024 Lantern Parade",)))))
    places = {(m.text, m.place) for m in Mention.objects.all()}
    assert {("Ada Quill", "headline"), ("Ada Quill", "body"), ("Ada Quill", "caption"), ("Quill", "quote")} <= places


def test_saving_the_same_extraction_again_changes_nothing():
    store(full())
    before = keys()
    assert store(full()) is Outcome.UNCHANGED
    assert keys() == before


def test_rows_that_are_found_again_in_a_changed_text_keep_their_addresses():
    store(full())
    before = keys()
    assert store(full(TEXT.replace("\n\nQuill spoke", "\n\nA sentence more.\n\nQuill spoke"))) is Outcome.UPDATED
    assert keys() == before
    assert all(m.text == stored().text[m.start : m.end] for m in Mention.objects.all())


def test_spans_that_move_onto_each_other_do_not_collide():
    store(extraction("Head\n\nBo Tarn Bo Tarn Bo Tarn Bo Tarn here today", people=["Bo Tarn"]))
    assert (
        store(extraction("Head\n\nWelcome Bo Tarn Bo Tarn Bo Tarn Bo Tarn here today", people=["Bo Tarn"])) == "updated"
    )
    assert Mention.objects.count() == 4


def test_a_quote_that_grows_keeps_its_address():
    store(full(quotes=(Said(("We waited nine years,",), by="Ada Quill"),)))
    before = Quote.objects.get().pk
    store(full(quotes=QUOTES[:1]))
    assert Quote.objects.get().pk == before
    assert Quote.objects.get().parts.count() == 2


def test_rows_no_longer_found_are_deleted_and_nobody_is_left_orphaned():
    store(full())
    store(full(people=("Bo Tarn",), quotes=(), captions=(), events=()))
    assert not Quote.objects.exists()
    assert not Event.objects.exists()
    assert [person.name for person in Person.objects.all()] == ["Bo Tarn"]
    assert [alias.name for alias in Alias.objects.all()] == ["Bo Tarn"]


def test_a_person_an_editor_decided_on_stays_without_any_row():
    store(full())
    decide(Person.objects.get(name="Ada Quill"), Review.CONFIRMED)
    store(extraction(TEXT))
    assert Person.objects.filter(name="Ada Quill").exists()


def test_the_same_person_in_two_articles_is_one():
    store(extraction("One\n\nAda Quill came.", people=["Ada Quill"]), source="a")
    store(extraction("Two\n\nAda Quill went.", people=["Ada Quill"]), source="b")
    assert Person.objects.get().mentions.count() == 2


def test_a_name_that_two_people_bear_is_left_to_an_editor():
    for slug in ("ada-quill", "ada-quill-2"):
        person = Person.objects.create(name="Ada Quill", slug=slug, sort_name="Quill, Ada")
        Alias.objects.create(person=person, name="Ada Quill", normalised="ada quill", kind="full")
    store(full())
    assert Person.objects.filter(name="Ada Quill").count() == 2
    assert {m.person for m in Mention.objects.filter(text="Ada Quill")} == {None}
    assert Quote.objects.get(speaker_text="Ada Quill").speaker is None
    assert "2 people share the name" in Mention.objects.ambiguous().first().evidence


def test_namesakes_get_addresses_of_their_own():
    Person.objects.create(name="Ada Quill", slug="ada-quill", sort_name="Quell, Ada")
    store(extraction("One\n\nAda Quill came.", people=["Ada Quill"]))
    assert [m.person.slug for m in Mention.objects.all()] == ["ada-quill-2"]


@pytest.mark.parametrize(
    ("again", "most"),
    [
        pytest.param(full(), 56, id="unchanged"),
        pytest.param(full("A line more\n\n" + TEXT), 140, id="moved"),
        pytest.param(full(people=("Bo Tarn",), quotes=(), captions=(), events=()), 153, id="most-of-it-gone"),
    ],
)
def test_an_article_is_stored_in_few_queries(again, most, django_assert_max_num_queries):
    with django_assert_max_num_queries(127):
        store(full())
    with django_assert_max_num_queries(most):
        store(again)


@pytest.mark.parametrize(
    ("printed", "moment", "precision", "year"),
    [
        pytest.param(None, None, "", None, id="never-invented"),
        pytest.param("2004", datetime(2004, 1, 1, 5, tzinfo=UTC), "year", 2004, id="year"),
        pytest.param("2008-12", datetime(2008, 12, 1, 5, tzinfo=UTC), "month", 2008, id="month"),
        pytest.param("2021-02-12T18:04", datetime(2021, 2, 12, 23, 4, tzinfo=UTC), "minute", 2021, id="newsroom-time"),
        pytest.param("2021-02-12T18:04+01:00", datetime(2021, 2, 12, 17, 4, tzinfo=UTC), "minute", 2021, id="offset"),
        pytest.param("2020-12-31T23:30", datetime(2021, 1, 1, 4, 30, tzinfo=UTC), "minute", 2020, id="year-as-printed"),
    ],
)  # fmt: skip
def test_publication_is_as_precise_as_printed(printed, moment, precision, year):
    store(extraction(TEXT, published=printed))
    article = stored()
    assert (article.published, article.published_precision, article.year) == (moment, precision, year)


def test_events_of_one_name_and_one_date_are_one():
    for source, told in (("a", "2024"), ("b", "2024-05-03"), ("c", None), ("d", "2025")):
        text = f"{source}\n\nThe Lantern Parade passed."
        store(extraction(text, events=[Happened("Lantern Parade", told)]), source=source)
    assert [(e.date, e.date_precision, e.mentions.count()) for e in Event.objects.order_by("pk")] == [
        (date(2024, 5, 3), "day", 3),
        (date(2025, 1, 1), "year", 1),
    ]


def test_an_event_named_more_fully_on_the_same_day_is_the_same():
    told = (("a", "Parade of Quill", "2024-05-03"), ("b", "Parade of Ada Quill", "2024-05-03"),
            ("c", "Parade of Ada Quill", "2024-06-01"), ("d", "Second Parade of Quill", "2024-05-03"))  # fmt: skip
    for source, name, day in told:
        store(extraction(f"{source}\n\nThe {name} passed.", events=[Happened(name, day)]), source=source)
    assert [(e.name, e.mentions.count()) for e in Event.objects.order_by("pk")] == [
        ("Parade of Quill", 2),
        ("Parade of Ada Quill", 1),
        ("Second Parade of Quill", 1),
    ]


def test_a_later_article_never_makes_an_event_less_precise():
    store(extraction("a\n\nThe Lantern Parade.", events=[Happened("Lantern Parade", "2024-05-03")]), source="a")
    store(extraction("b\n\nThe Lantern Parade.", events=[Happened("Lantern Parade", "2024")]), source="b")
    assert Event.objects.get().date_precision == "day"


def test_an_event_that_an_editor_renamed_is_recognised_by_its_address():
    store(full())
    decide(Event.objects.get(), Review.EDITED, name="Feast of Lanterns")
    store(full())
    store(full(TEXT + "\nMore."), source="b")
    assert Event.objects.get().name == "Feast of Lanterns"
    assert EventMention.objects.count() == 2


def test_an_end_that_comes_before_the_beginning_is_not_kept():
    store(extraction("The Lantern Parade", events=[Happened("Lantern Parade", date="2004-02-10", end="2004-02")]))
    event = Event.objects.get()
    assert (event.date.isoformat(), event.end_date) == ("2004-02-10", None)


@pytest.mark.parametrize(
    ("url", "kept"),
    [
        ("https://gazette.example/lock", "https://gazette.example/lock"),
        ("javascript:alert(1)", ""),
        ("https://gazette.example/" + "x" * 2000, ""),
    ],
)
def test_only_an_address_of_the_web_is_kept(url, kept):
    found = extraction("The lock opens")
    store(replace(found, document=replace(found.document, url=url)))
    assert stored().url == kept
