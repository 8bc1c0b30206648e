"""Two at once: whoever comes second waits, and then decides on what is there or is told that it has changed."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from threading import Thread

import pytest
from django.db import connection, transaction
from django.test import Client
from django.urls import reverse

from articles.models import Review
from entities import curation
from entities.curation import CurationError, state_seen
from entities.models import Decision, Event, Person, Quote
from entities.tests.extractions import Happened, Said, extraction, store
from entities.tests.factories import PersonFactory, QuoteFactory, UserFactory

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(
        connection.vendor != "postgresql", reason="SQLite lets one at a time write, so nobody ever comes in between"
    ),
]

TEXT = """Ada Quill opens the lock

"We waited nine years for this day," Ada Quill said.

Bo Tarn led the Lantern Parade in 2004.
"""
PEOPLE = ("Ada Quill", "Bo Tarn")


def full(**changes):
    found = {
        "people": PEOPLE,
        "quotes": (Said(("We waited nine years for this day,",), by="Ada Quill"),),
        "events": (Happened("Lantern Parade", people=("Bo Tarn",)),),
    }
    return extraction(TEXT, **found | changes)


@contextmanager
def meanwhile(act: Callable) -> Iterator[list]:
    """Hold a transaction open while `act` begins in another thread; go on once that waits or is done.

    The list that it gives holds what came of `act` after the block: its result, or what it raised.
    """
    came: list = []

    def run() -> None:
        try:
            came.append(act())
        except CurationError as refused:
            came.append(refused)
        finally:
            connection.close()

    other = Thread(target=run)
    with transaction.atomic():
        yield came
        other.start()
        with connection.cursor() as cursor:
            waiting = 0
            while other.is_alive() and not waiting:
                cursor.execute(
                    "SELECT count(*) FROM pg_locks WHERE NOT granted AND pg_backend_pid() = ANY (pg_blocking_pids(pid))"
                )
                waiting = cursor.fetchone()[0]
    other.join()


def post(user, row, page, **posted):
    client = Client()
    client.force_login(user)
    url = reverse(f"admin:{row._meta.app_label}_{row._meta.model_name}_{page}", args=[row.pk])
    return lambda: client.post(url, posted, follow=True).content.decode()


@pytest.mark.parametrize(
    ("page", "posted"),
    [
        pytest.param("decide", {"verb": "reject"}, id="button"),
        pytest.param("change", {"speaker": "", "speaker_text": ""}, id="form"),
    ],
)
def test_of_two_editors_at_once_the_second_is_told(editor, page, posted):
    quote, first = QuoteFactory(), UserFactory(username="Mara")
    with meanwhile(post(editor, quote, page, seen=state_seen(quote), **posted)) as came:
        curation.confirm(rows=[quote], by=first)
    assert "Mara decided on this" in came[0]
    assert Quote.objects.get().review == Review.CONFIRMED
    assert Decision.objects.count() == 1


def test_a_decision_made_while_the_article_is_read_again_stands(editor):
    store(full())
    cy = PersonFactory(name="Cy Welk")
    with meanwhile(lambda: store(full(quotes=()))):
        curation.set_speaker(quote=Quote.objects.get(), person=cy, by=editor)
    quote = Quote.objects.get()
    assert (quote.speaker, quote.review) == (cy, Review.EDITED)


def test_a_decision_on_what_a_reading_has_just_removed_is_refused(editor):
    store(full())
    quote = Quote.objects.get()
    with meanwhile(lambda: curation.confirm(rows=[quote], by=editor)) as came:
        store(full(quotes=()))
    assert isinstance(came[0], CurationError)
    assert not Decision.objects.exists()


def test_a_date_set_while_the_article_is_read_again_stands(editor):
    store(full())
    with meanwhile(lambda: store(full(events=(Happened("Lantern Parade", date="2004"),)))):
        curation.set_event_date(event=Event.objects.get(), date="2003", by=editor)
    event = Event.objects.get()
    assert (event.date, event.review) == (date(2003, 1, 1), Review.EDITED)


def test_a_person_confirmed_while_the_last_mention_goes_stays(editor):
    store(full())
    bo = Person.objects.get(name="Bo Tarn")
    with meanwhile(lambda: store(full(people=("Ada Quill",), events=()))):
        curation.confirm(rows=[bo], by=editor)
    assert Person.objects.get(name="Bo Tarn").review == Review.CONFIRMED


def test_merges_that_meet_in_one_chain_lead_to_its_end(editor):
    ada, bo, cy = (PersonFactory(name=name) for name in ("Ada Quill", "Bo Tarn", "Cy Welk"))
    with meanwhile(lambda: curation.merge_people(keep=cy, merge=bo, by=editor)):
        curation.merge_people(keep=bo, merge=ada, by=editor)
    assert {person.name: person.current for person in Person.objects.all()} == dict.fromkeys(
        ("Ada Quill", "Bo Tarn", "Cy Welk"), cy
    )


def test_of_two_merges_the_other_way_round_the_second_is_refused(editor):
    ada, bo = PersonFactory(name="Ada Quill"), PersonFactory(name="Bo Tarn")
    with meanwhile(lambda: curation.merge_people(keep=ada, merge=bo, by=editor)) as came:
        curation.merge_people(keep=bo, merge=ada, by=editor)
    assert "circle" in str(came[0])
    assert Decision.objects.count() == 1
