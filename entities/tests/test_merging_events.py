"""Two events that are one, and one that turns out to be two."""

import datetime

import pytest
from django.http import QueryDict
from django.urls import reverse

from articles.extraction.types import PartialDate, Precision
from articles.models import Article
from entities import curation
from entities.curation import CurationError
from entities.filters import ArticleFilter, EventFilter
from entities.models import Event, EventMention
from entities.reading import read_article
from entities.rows import event_rows, participants
from entities.store import Counting
from entities.tests.extractions import Happened, extraction, store, stored
from entities.tests.factories import EventFactory, EventParticipantFactory, PersonFactory, UserFactory
from entities.timeline import filter_articles

pytestmark = pytest.mark.django_db

PARADE = "Lights\n\nThe Lantern Parade was led by Bo Tarn. The Lantern Parade ended late."
FEAST = "Feast\n\nThe Feast of Lights was opened by Ada Quill."


def read(source="a", text=PARADE, name="Lantern Parade", who="Bo Tarn"):
    return store(extraction(text, people=[who], events=[Happened(name, people=(who,))]), source=source)


@pytest.fixture
def editor(db):
    return UserFactory()


@pytest.fixture
def merged(editor):
    """The Feast of Lights, which editors know to be the Lantern Parade."""
    read()
    read("b", FEAST, "Feast of Lights", "Ada Quill")
    parade, feast = Event.objects.get(name="Lantern Parade"), Event.objects.get(name="Feast of Lights")
    curation.merge_events(keep=parade, merge=feast, by=editor)
    feast.refresh_from_db()
    return feast


def test_a_merged_event_leads_to_the_one_it_is(merged, reader):
    answer = reader.get(reverse("event_detail", args=["feast-of-lights"]), {"sort": "newest"})
    assert answer["Location"] == "/events/lantern-parade/?sort=newest"
    page = reader.get("/events/lantern-parade/").content.decode()
    assert "Ada Quill" in page
    assert "Bo Tarn" in page


def test_lists_and_pages_know_the_two_as_one(merged):
    parade = event_rows(Event.objects.current()).get()
    assert (parade.name, parade.article_count) == ("Lantern Parade", 2)
    assert [row.person.name for row in participants(parade)] == ["Ada Quill", "Bo Tarn"]
    assert {article.source for article in filter_articles(parade).qs} == {"a", "b"}
    assert [entry.event for entry in read_article(stored("b")).events] == [parade]
    counting = Counting()
    counting.add(["a", "b"])
    assert counting.totals.events == 1


@pytest.mark.parametrize("asked", ["event=lantern-parade", "event=feast-of-lights", "event=Feast"])
def test_articles_are_found_by_either(merged, asked):
    found = ArticleFilter(QueryDict(asked), Article.objects.all())
    assert {article.source for article in found.qs} == {"a", "b"}


@pytest.mark.parametrize("asked", ["q=feast", "person=ada-quill", "person=bo-tarn", "sample=no", ""])
def test_the_one_that_stands_is_found_by_what_is_said_of_either(merged, asked):
    found = EventFilter(QueryDict(asked), Event.objects.current())
    assert [event.name for event in found.qs] == ["Lantern Parade"]
    assert sorted((c.label, c.count) for f in found.facets() if f.name == "person" for c in f.choices) == [
        ("Ada Quill", 1),
        ("Bo Tarn", 1),
    ]


def test_later_ingests_send_the_name_to_the_one_that_stands_and_leave_old_rows(merged):
    rows = list(EventMention.objects.order_by("pk").values_list("pk", "event"))
    read()
    read("b", FEAST, "Feast of Lights", "Ada Quill")
    assert list(EventMention.objects.order_by("pk").values_list("pk", "event")) == rows
    read("c", "More\n\nAda Quill remembers the Feast of Lights.", "Feast of Lights", "Ada Quill")
    assert EventMention.objects.get(article__source="c").event == merged.survivor
    assert Event.objects.count() == 2


def test_merges_of_events_are_undone_at_any_time(merged, editor):
    third = EventFactory(name="Night of Lamps")
    curation.merge_events(keep=third, merge=merged.survivor, by=editor)
    merged.refresh_from_db()
    assert merged.current == third
    curation.unmerge_event(event=merged, by=editor)
    merged.refresh_from_db()
    assert merged.current == merged


def test_events_are_not_merged_in_circles_or_while_rejected(merged, editor):
    with pytest.raises(CurationError, match="circle"):
        curation.merge_events(keep=merged, merge=merged.survivor, by=editor)
    with pytest.raises(CurationError, match="itself"):
        curation.merge_events(keep=merged, merge=merged, by=editor)
    with pytest.raises(CurationError, match="was rejected"):
        curation.merge_events(keep=merged.survivor, merge=EventFactory(rejected=True), by=editor)
    with pytest.raises(CurationError, match="Undo the merge first"):
        curation.reject(rows=[merged], by=editor)
    with pytest.raises(CurationError, match="not merged"):
        curation.unmerge_event(event=merged.survivor, by=editor)


def test_a_split_keeps_the_mentions_where_the_editor_put_them(editor):
    read()
    first, second = EventMention.objects.order_by("start")
    decision = curation.split_event(event=first.event, mentions=[second], name="Lantern Parade of 2005", by=editor)
    made = Event.objects.get(name="Lantern Parade of 2005")
    assert (decision.target_id, made.date, made.kind) == (made.pk, None, "parade")
    for _ in range(2):
        read()
    assert [m.event for m in EventMention.objects.order_by("start")] == [first.event, made]
    curation.undo(entry=decision, by=editor)
    assert {m.event for m in EventMention.objects.all()} == {first.event}


def test_who_took_part_goes_with_all_mentions_of_an_article(editor):
    read()
    read("b", PARADE + " Again.")
    parade, mentions = Event.objects.get(), EventMention.objects.filter(article__source="b")
    with pytest.raises(CurationError, match="Nothing would be left"):
        curation.split_event(event=parade, mentions=EventMention.objects.all(), by=editor)
    decision = curation.split_event(event=parade, mentions=mentions, by=editor)
    made = Event.objects.get(pk=decision.target_id)
    assert (made.name, made.slug) == ("Lantern Parade", "lantern-parade-2")
    assert made.participants.get().article.source == "b"
    assert parade.participants.get().article.source == "a"


@pytest.mark.parametrize(
    ("date", "precision"),
    [
        (datetime.date(2004, 2, 1), "day"),
        (PartialDate(value="2004-02", precision=Precision.MONTH, text="February 2004"), "month"),
        ("2004", "year"),
    ],
)
def test_a_date_is_given_in_words_or_as_a_date(editor, date, precision):
    event = EventFactory()
    curation.set_event_date(event=event, date=date, by=editor)
    event.refresh_from_db()
    assert (event.date.year, event.date_precision) == (2004, precision)


def test_who_took_part_is_read_once_however_many_articles_say_so():
    event, person = EventFactory(), PersonFactory()
    EventParticipantFactory(event=event, person=person, confirmed=True)
    for _ in range(3):
        EventParticipantFactory(event=event, person=person)
    [row] = event_rows(Event.objects.current()).get().took_part
    assert row.review == "confirmed"
