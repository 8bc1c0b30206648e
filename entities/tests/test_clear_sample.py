"""Taking the fictional sample out leaves the rest as it was and no trace of the sample."""

import io

import pytest
from django.core.management import CommandError, call_command

from articles.models import Article, IngestRun, Review
from entities import curation
from entities.models import Alias, Change, Decision, Event, Mention, NameKey, Person, Quote
from entities.tests.extractions import Happened, Said, decide, extraction, store
from entities.tests.factories import UserFactory

pytestmark = pytest.mark.django_db


def story(name, *, event=""):
    text = f'Head\n\n"We waited nine years," {name} said at the {event or "gate"}. Ada Quill listened.'
    return extraction(
        text,
        people=[name, "Ada Quill"],
        quotes=[Said(("We waited nine years,",), by=name)],
        events=[Happened(event, people=(name,))] if event else [],
    )


@pytest.fixture
def archive():
    """A real article and one of the sample, with Ada Quill in both."""
    store(story("Bo Tarn", event="Tide Fair"), source="real.txt")
    store(story("Cy Welk", event="Lantern Parade"), source="seeds/fictional/a.txt", sample=True)
    real, sample = IngestRun.objects.order_by("pk")
    IngestRun.objects.filter(pk=real.pk).update(counts={"created": 1, "sample": 0})
    IngestRun.objects.filter(pk=sample.pk).update(counts={"created": 1, "sample": 1})
    return real


def clear(**options) -> str:
    out = io.StringIO()
    call_command("clear_sample", stdout=out, **{"interactive": False, **options})
    return out.getvalue()


def test_what_is_only_in_the_sample_goes_and_all_else_stays(archive):
    said = clear()
    assert "Removed 1 article, 1 quote, 0 captions, 1 person, 1 event, 1 run." in said
    assert [article.source for article in Article.objects.all()] == ["real.txt"]
    assert sorted(person.name for person in Person.objects.all()) == ["Ada Quill", "Bo Tarn"]
    assert [event.name for event in Event.objects.all()] == ["Tide Fair"]
    assert list(IngestRun.objects.all()) == [archive]
    assert set(NameKey.objects.values_list("normalised", flat=True)) == {"ada quill", "bo tarn"}


def test_names_that_only_the_sample_prints_of_somebody_go(archive):
    store(extraction("Head\n\nMayor Ada Quill spoke. Ada waved.", people=["Ada Quill"]), source="b.txt", sample=True)
    Alias.objects.create(person=Person.objects.get(name="Ada Quill"), name="Ada", normalised="ada", kind="first")
    clear()
    assert [alias.name for alias in Alias.objects.filter(person__name="Ada Quill")] == ["Ada Quill"]


def test_decisions_on_the_sample_go_too_and_it_is_said_how_many(archive):
    by = UserFactory()
    curation.confirm(rows=Quote.objects.filter(article__sample=True), by=by)
    curation.confirm(rows=Quote.objects.filter(article__sample=False), by=by)
    curation.confirm(rows=Person.objects.filter(name="Cy Welk"), by=by)
    assert "Editors have decided on 2 of its rows; that goes too." in clear()
    assert Decision.objects.count() == Change.objects.count() == 1
    assert [record.id for record in Quote.history.all()] == [Quote.objects.get().pk] * 2
    assert not Person.history.exists()
    assert Quote.objects.get().review == Review.CONFIRMED


def test_merged_people_of_the_sample_go_together(archive):
    cy = Person.objects.get(name="Cy Welk")
    other = Person.objects.create(name="C. Welk", slug="c-welk", sort_name="Welk, C.")
    decide(cy, Review.EDITED, merged_into=other, survivor=other)
    clear()
    assert not Person.objects.filter(name__contains="Welk").exists()


def test_a_person_of_the_sample_into_whom_a_real_one_was_merged_stays(archive):
    cy, bo = Person.objects.get(name="Cy Welk"), Person.objects.get(name="Bo Tarn")
    decide(bo, Review.EDITED, merged_into=cy, survivor=cy)
    clear()
    assert Person.objects.get(pk=bo.pk).survivor == cy
    assert not Mention.objects.filter(person=cy).exists()


def test_nothing_is_removed_without_a_yes(archive, monkeypatch):
    monkeypatch.setattr("builtins.input", lambda question: "")
    with pytest.raises(CommandError, match="Nothing was removed"):
        clear(interactive=True)
    assert Article.objects.filter(sample=True).exists()


def test_nothing_is_removed_where_nobody_can_be_asked(archive, monkeypatch):
    def nobody(question):
        raise EOFError

    monkeypatch.setattr("builtins.input", nobody)
    with pytest.raises(CommandError, match="--no-input"):
        clear(interactive=True)


def test_a_yes_removes_it(archive, monkeypatch):
    monkeypatch.setattr("builtins.input", lambda question: "y")
    clear(interactive=True)
    assert not Article.objects.filter(sample=True).exists()


def test_an_archive_without_sample_is_left_alone(archive):
    clear()
    assert clear() == "The archive holds no sample.\n"
