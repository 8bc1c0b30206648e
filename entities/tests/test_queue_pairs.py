"""The questions about two: is it one person, is it one event."""

from datetime import date

import pytest
from django.urls import reverse

from entities import curation
from entities.models import Decision, EventsKeptApart, KeptApart, PossibleDuplicate
from entities.queue import KINDS
from entities.queue.line import line_of
from entities.store.alike import find_possible_duplicates
from entities.store.alike_events import find_possible_same_events
from entities.tests.factories import (
    CaptionFactory,
    EventFactory,
    EventMentionFactory,
    MentionFactory,
    PersonFactory,
    QuoteFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def harmons():
    """The lesser known first."""
    bill, william = PersonFactory(name="Bill Harmon"), PersonFactory(name="William Harmon", description="cellist")
    for person in (bill, william, william):
        MentionFactory(person=person)
    QuoteFactory(speaker=bill)
    find_possible_duplicates([bill.pk, william.pk])
    return bill, william


def question(slug: str):
    return KINDS[slug].find(KINDS[slug].rows().get().pk)


def address(slug: str, row) -> str:
    return reverse("admin:queue_item", args=[slug, row.pk])


def answer(desk, slug: str, row, name: str):
    return desk.post(address(slug, row), {"answer": name, "seen": KINDS[slug].state(row)})


def test_the_question_shows_both_and_what_would_move(desk, harmons):
    page = desk.get(address("duplicates", question("duplicates")))
    assert [str(side.row) for side, _ in page.context["sides"]] == ["William Harmon", "Bill Harmon"]
    assert [len(places) for _, places in page.context["sides"]] == [1, 1]
    told = dict(page.context["evidence"])
    assert "short and a long form of one name" in told["For it"]
    assert told["Would move"] == "1 name, 1 mention, 1 article, 1 quote, to William Harmon"
    known = [dict(side.facts) for side, _ in page.context["sides"]]
    assert [facts["Written as"] for facts in known] == ["William Harmon (2)", "Bill Harmon (1)"]
    merge = f"{reverse('admin:entities_person_merge')}?people={harmons[1].pk}&people={harmons[0].pk}"
    assert merge in [url for url, _ in page.context["links"]]


def test_enter_merges_into_the_better_known(desk, harmons):
    bill, william = harmons
    answer(desk, "duplicates", question("duplicates"), "merge")
    bill.refresh_from_db()
    assert bill.survivor == william
    assert not KINDS["duplicates"].rows().exists()


def test_x_keeps_the_two_apart_and_undo_asks_again(desk, harmons):
    row = question("duplicates")
    answer(desk, "duplicates", row, "apart")
    assert {KeptApart.objects.get().first, KeptApart.objects.get().second} == set(harmons)
    again = desk.post(reverse("admin:queue_undo"), {"decision": Decision.objects.get().pk})
    assert again.url == address("duplicates", row)


def test_a_merge_that_is_undone_is_asked_again(desk, harmons):
    row = question("duplicates")
    answer(desk, "duplicates", row, "merge")
    again = desk.post(reverse("admin:queue_undo"), {"decision": Decision.objects.get().pk})
    assert again.url == address("duplicates", row)


def test_two_who_are_seen_together_need_a_second_yes(desk, harmons):
    bill, _ = harmons
    CaptionFactory(people=harmons, words="Two Harmons on the quay.")
    row = question("duplicates")
    page = desk.get(address("duplicates", row))
    assert "Two Harmons on the quay." in dict(page.context["evidence"])["Seen together"]
    assert [given.key for given in page.context["answers"]] == ["Enter", "x", "y"]
    assert answer(desk, "duplicates", row, "merge").url == address("duplicates", row)
    bill.refresh_from_db()
    assert bill.survivor is None
    answer(desk, "duplicates", row, "sure")
    bill.refresh_from_db()
    assert bill.survivor


def test_a_question_that_another_editor_has_answered_is_not_answered_again(desk, harmons):
    row = question("duplicates")
    curation.keep_apart(a=harmons[0], b=harmons[1], by=UserFactory())
    answer(desk, "duplicates", row, "merge")
    assert Decision.objects.count() == 1


def test_what_moves_most_is_asked_first():
    few, many = ("Ann Lund", "Ann Lund-Reed"), ("Bill Harmon", "William Harmon")
    for names, times in ((few, 1), (many, 3)):
        people = [PersonFactory(name=name) for name in names]
        for person in people * times:
            MentionFactory(person=person)
        find_possible_duplicates([person.pk for person in people])
    kind = KINDS["duplicates"]
    asked = [str(pair.first) for pair in kind.load(line_of(kind).after(most=9))]
    assert asked == ["Bill Harmon", "Ann Lund"]


@pytest.mark.parametrize("name", ["merge", "apart"])
def test_two_events_are_one_or_kept_apart(desk, name):
    events = [EventFactory(name=f"Closure of{ada} Rook Bridge", date=date(2024, 5, 3)) for ada in ("", " Ada")]
    for event in (*events, events[1]):
        EventMentionFactory(event=event)
    find_possible_same_events([events[0].pk])
    row = question("same-events")
    page = desk.get(address("same-events", row))
    assert [str(side.row) for side, _ in page.context["sides"]] == [str(events[1]), str(events[0])]
    answer(desk, "same-events", row, name)
    events[0].refresh_from_db()
    assert events[0].survivor == (events[1] if name == "merge" else None)
    assert EventsKeptApart.objects.exists() == (name == "apart")
    assert not KINDS["same-events"].rows().exists()


def test_a_question_costs_as_many_queries_however_often_the_two_are_seen(desk, harmons, django_assert_max_num_queries):
    for person in harmons * 10:
        MentionFactory(person=person)
    assert PossibleDuplicate.objects.count() == 1
    with django_assert_max_num_queries(72):
        desk.get(address("duplicates", question("duplicates")))
