"""Pairs of people, and of events, that may be one: which are kept, and when they wait for an editor."""

import io
from datetime import date

import pytest
from django.core.management import call_command

from entities import curation
from entities.models import PossibleDuplicate, PossibleSameEvent
from entities.store.alike import find_possible_duplicates
from entities.store.alike_events import find_possible_same_events
from entities.tests.extractions import extraction, store
from entities.tests.factories import (
    ArticleFactory,
    CaptionFactory,
    EventFactory,
    EventMentionFactory,
    MentionFactory,
    PersonFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db


def waiting() -> list[set[str]]:
    return [{str(pair.first), str(pair.second)} for pair in PossibleDuplicate.objects.waiting().order_by("pk")]


def seen(name: str, **kwargs):
    """A person with one mention."""
    person = PersonFactory(name=name, **kwargs)
    MentionFactory(person=person)
    return person


def find(*people) -> None:
    find_possible_duplicates([person.pk for person in people])


@pytest.fixture
def by():
    return UserFactory()


@pytest.fixture
def harmons():
    pair = seen("Bill Harmon"), seen("William Harmon")
    find(*pair)
    return pair


@pytest.mark.parametrize(
    ("one", "other", "kept"),
    [
        pytest.param("Bill Harmon", "William Harmon", True, id="short-form"),
        pytest.param("Sergey Orlov", "Sergei Orlow", True, id="another-spelling"),
        pytest.param("Tao Jinping", "Jinping Tao", True, id="surname-first"),
        pytest.param("Ann Lund", "Ann Lund-Reed", True, id="half-a-surname"),
        pytest.param("Ann Lund", "Eva Lund", False, id="two-of-a-family"),
        pytest.param("Ann Lund", "Bo Tarn", False, id="nothing-alike"),
    ],
)
def test_people_of_like_names_are_kept_as_a_pair(one, other, kept):
    first, second = seen(one), seen(other)
    find(first)
    find(second)
    assert waiting() == ([{one, other}] if kept else [])


def test_a_pair_says_what_speaks_for_it_and_against_it():
    bill, william = PersonFactory(name="Bill Harmon"), PersonFactory(name="William Harmon")
    CaptionFactory(people=[bill, william])
    article = ArticleFactory()
    for person in (bill, william):
        MentionFactory(person=person, article=article)
    find(bill, william)
    assert not PossibleDuplicate.objects.exists(), "one photo names both"
    other = seen("W. Harmon")
    find(other)
    pair = PossibleDuplicate.objects.get(first=william, second=other)
    assert "agree as far as the initials go" in pair.reasons_for[0]
    assert pair.reasons_against == []


@pytest.mark.parametrize(
    "verb",
    [
        pytest.param(lambda a, b, by: curation.keep_apart(a=a, b=b, by=by), id="kept-apart"),
        pytest.param(lambda a, b, by: curation.merge_people(keep=b, merge=a, by=by), id="merged"),
        pytest.param(lambda a, b, by: curation.reject(rows=[b], by=by), id="rejected"),
    ],
)
def test_an_answered_pair_waits_no_longer_and_waits_again_when_the_answer_is_undone(harmons, by, verb):
    before = waiting()
    decision = verb(*harmons, by)
    find(*harmons)
    assert waiting() == []
    curation.undo(entry=decision, by=by)
    assert waiting() == before == [{"Bill Harmon", "William Harmon"}]


def test_a_ruling_on_somebody_merged_holds_for_whoever_stands_for_them(harmons, by):
    bill, william = harmons
    old = seen("Old Bill")
    curation.merge_people(keep=bill, merge=old, by=by)
    assert waiting()
    curation.undo(entry=curation.keep_apart(a=old, b=william, by=by), by=by)
    assert waiting()
    curation.keep_apart(a=william, b=old, by=by)
    assert waiting() == []


def test_a_pair_goes_when_the_names_no_longer_agree(harmons):
    william = harmons[1]
    william.mentions.update(text="Eva Tarn")
    william.aliases.update(name="Eva Tarn", normalised="eva tarn")
    find(william)
    assert not PossibleDuplicate.objects.exists()


def test_an_ingest_compares_whom_it_names_and_twice_is_once():
    find(seen("Sergei Orlow"))
    found = extraction("Head\n\nSergey Orlov came.", people=["Sergey Orlov"])
    store(found)
    assert waiting() == [{"Sergey Orlov", "Sergei Orlow"}]
    rows = list(PossibleDuplicate.objects.values())
    store(found)
    assert list(PossibleDuplicate.objects.values()) == rows


def test_everybody_is_compared_anew_by_a_command():
    seen("Sergei Orlow")
    seen("Sergey Orlov")
    for _ in range(2):
        out = io.StringIO()
        call_command("find_duplicates", stdout=out)
        assert "2 people and 0 events compared: 1 pair of people and 0 pairs of events" in out.getvalue()
        rows = list(PossibleDuplicate.objects.values())
    assert waiting() == [{"Sergey Orlov", "Sergei Orlow"}]
    store(extraction("Head\n\nIt rained.", people=[]))
    assert list(PossibleDuplicate.objects.values()) == rows


def test_comparing_takes_as_many_queries_for_many_as_for_few(django_assert_max_num_queries):
    people = [seen(f"{given} Harmon", slug=f"h{n}") for n, given in enumerate(("Bill", "William") * 15)]
    find(*people)
    with django_assert_max_num_queries(20):
        find(*people)


@pytest.fixture
def closures():
    """One happening told twice in other words, and another on the same day."""
    told = [
        EventFactory(name=name, slug=str(number), kind="closure", date=date(2024, 5, 3), place="Vale")
        for number, name in enumerate(("Closure of Rook Bridge", "Closure of Ada Rook Bridge", "Lantern Parade"))
    ]
    for event in told:
        EventMentionFactory(event=event)
    find_possible_same_events([told[0].pk])
    return told


def events() -> list[tuple[int, int]]:
    return list(PossibleSameEvent.objects.waiting().values_list("first", "second"))


def test_events_of_one_day_and_like_names_are_kept_as_a_pair(closures):
    assert events() == [(closures[0].pk, closures[1].pk)]


@pytest.mark.parametrize(
    "verb",
    [
        pytest.param(lambda a, b, by: curation.keep_apart(a=a, b=b, by=by), id="kept-apart"),
        pytest.param(lambda a, b, by: curation.merge_events(keep=b, merge=a, by=by), id="merged"),
    ],
)
def test_an_answered_pair_of_events_waits_again_when_the_answer_is_undone(closures, by, verb):
    before = events()
    decision = verb(*closures[:2], by)
    find_possible_same_events([event.pk for event in closures])
    assert events() == []
    curation.undo(entry=decision, by=by)
    assert events() == before


def test_events_kept_apart_are_not_merged(closures, by):
    curation.keep_apart(a=closures[0], b=closures[1], by=by, reason="Two bridges")
    with pytest.raises(curation.CurationError, match="are two events: “Two bridges”"):
        curation.merge_events(keep=closures[0], merge=closures[1], by=by)


def test_an_event_split_off_is_never_asked_for_again(by):
    event = EventFactory(name="Closure of Rook Bridge", date=date(2024, 5, 3))
    mentions = [EventMentionFactory(event=event) for _ in range(2)]
    curation.split_event(event=event, mentions=mentions[:1], name="Closure of Rook Bridge", by=by)
    mentions[0].refresh_from_db()
    find_possible_same_events([event.pk, mentions[0].event_id])
    assert events() == []
