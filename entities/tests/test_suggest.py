"""A name is completed while it is typed, whoever is most spoken of first."""

import pytest
from django.urls import reverse

from articles.index import find_starting
from entities.curation import add_alias, merge_people, reject, rename_person, undo
from entities.models import PersonCount
from entities.suggest import MOST, complete
from entities.tests.factories import ArticleFactory, MentionFactory, PersonFactory, UserFactory
from entities.tests.indexing import fill_index, wrong_in_index

pytestmark = pytest.mark.django_db


@pytest.fixture
def people():
    """Three whose names begin alike, the last one named in the most articles."""
    named = [PersonFactory(name=name) for name in ("Renée Hartfield", "Ren Hartley", "Otto Renwick")]
    for number, person in enumerate(named):
        for _ in range(2 * number + 1):
            MentionFactory(article=ArticleFactory(), person=person)
    fill_index()
    return named


def labels(kind: str, typed: str) -> list[str]:
    return [found["label"] for found in complete(kind, typed)]


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        pytest.param("ren", ["Otto Renwick", "Ren Hartley", "Renée Hartfield"], id="any-word-the-most-famous-first"),
        pytest.param("RENEE", ["Renée Hartfield"], id="accents-and-capitals-fold"),
        pytest.param("rené", ["Renée Hartfield"], id="accents-typed-fold"),
        pytest.param("hart", ["Ren Hartley", "Renée Hartfield"], id="surname"),
        pytest.param("hartf", ["Renée Hartfield"], id="more-letters-than-are-kept"),
        pytest.param("hartley r", ["Ren Hartley"], id="words-in-any-order"),
        pytest.param("r h", ["Ren Hartley", "Renée Hartfield"], id="single-letters"),
        pytest.param("otto renw", ["Otto Renwick"], id="both-words"),
        pytest.param("artley", [], id="not-the-middle-of-a-word"),
        pytest.param("zzz", [], id="nobody"),
        pytest.param("", [], id="nothing"),
        pytest.param("%_' \\ ¶ (", [], id="marks-alone"),
        pytest.param("o%", ["Otto Renwick"], id="no-mark-is-a-wildcard"),
    ],
)
def test_people_are_completed(people, typed, found):
    assert labels("person", typed) == found


def test_a_completion_tells_namesakes_apart(people):
    people[2].description = "mayor"
    people[2].save()
    assert complete("person", "renw") == [
        {"value": people[2].slug, "label": "Otto Renwick", "detail": "mayor, 2024, 5 articles"}
    ]


def test_articles_are_counted_with_a_thousands_separator(people):
    PersonCount.objects.filter(pk=people[2].pk).update(articles=1107)
    (found,) = complete("person", "renw")
    assert found["detail"].endswith("1,107 articles")


def test_events_and_sources_are_completed(archive):
    assert complete("event", "lant par") == [
        {"value": archive.parade.slug, "label": "2002 Lantern Parade", "detail": "1 article"}
    ]
    assert labels("event", "2002") == ["2002 Lantern Parade"]
    assert complete("source", "vale") == [{"value": "Vale Courier", "label": "Vale Courier", "detail": "2 articles"}]


def test_completions_follow_every_decision(people):
    by = UserFactory()
    merged = merge_people(keep=people[0], merge=people[2], by=by, reason="One.", sure=True)
    assert labels("person", "renw") == ["Renée Hartfield"]
    undo(entry=merged, by=by)
    assert labels("person", "renw") == ["Otto Renwick"]
    reject(rows=[people[1]], by=by)
    rename_person(person=people[2], name="Otto Vane", by=by)
    add_alias(person=people[0], name="The Ferryman", by=by)
    assert labels("person", "hart") == ["Renée Hartfield"]
    assert labels("person", "vane") == ["Otto Vane"]
    assert labels("person", "ferry") == ["Renée Hartfield"]
    assert wrong_in_index() == []


def test_completions_are_few(db):
    for number in range(MOST + 5):
        PersonFactory(name=f"Ada Quill{number}")
    fill_index()
    assert len(labels("person", "ada")) == MOST


def test_a_beginning_that_very_many_share_is_looked_through_as_far_as_told(people, monkeypatch):
    monkeypatch.setattr("articles.index.starts.MOST_SEEN", 1)
    assert find_starting("person", ["hart", "ren"], 9) == [people[1].pk]


def test_completing_costs_a_fixed_number_of_queries(people, django_assert_max_num_queries):
    with django_assert_max_num_queries(4):
        complete("person", "ren")


def test_completions_are_answered_as_a_list(reader, people):
    found = reader.get(reverse("suggest"), {"kind": "person", "q": "otto"})
    assert found["Content-Type"] == "application/json"
    assert found.json() == complete("person", "otto")


@pytest.mark.parametrize("asked", [{}, {"kind": "nobody", "q": "a"}, {"kind": "person\0", "q": "\0"}])
def test_what_cannot_be_completed_is_refused_with_the_kinds_there_are(reader, asked):
    refused = reader.get(reverse("suggest"), asked)
    assert (refused.status_code, refused.json()) == (400, {"error": "kind is one of: person, event, source"})


@pytest.mark.parametrize("typed", ["a" * 100_000, "a " * 10_000, "\0", "ﬁ ﬃ", "🙂", "\ud7ff"])
@pytest.mark.parametrize("kind", ["person", "event", "source"])
def test_whatever_is_typed_is_answered(archive, kind, typed):
    assert len(complete(kind, typed)) <= MOST
