"""Names in the alphabet, kinds of alias, and whom the directory is told of."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.text import slugify

from articles.extraction.types import PersonChain
from articles.models import Review
from entities.models import Alias, KeptApart, Mention, Person
from entities.store import directory, load_directory
from entities.store.names import alias_kind, free_slugs, sort_name
from entities.tests.extractions import decide, extraction, store
from entities.tests.factories import KeptApartFactory


@pytest.mark.parametrize(
    ("name", "sorted_as"),
    [
        ("Ada Quill", "Quill, Ada"),
        ("Ada Mary Quill", "Quill, Ada Mary"),
        ("Jan van der Berg", "van der Berg, Jan"),
        ("Maria de la Cruz", "de la Cruz, Maria"),
        ("Bo Tarn Jr.", "Tarn, Bo, Jr."),
        ("Bo Tarn, III", "Tarn, Bo, III"),
        ("Zephyrine", "Zephyrine"),
        ("Van Morrow", "Morrow, Van"),
    ],
)
def test_surnames_come_first(name, sorted_as):
    assert sort_name(name) == sorted_as


@pytest.mark.parametrize(
    ("alias", "kind"),
    [
        ("Jan van der Berg", "full"),
        ("van der Berg", "surname"),
        ("Jan", "first"),
        ("J. van der Berg", "full"),
        ("Janny", "other"),
    ],
)
def test_an_alias_knows_which_form_it_is(alias, kind):
    assert alias_kind(alias, "Jan van der Berg") == kind


@pytest.mark.django_db
def test_slugs_are_free_and_in_order():
    Person.objects.create(name="Ada Quill", slug="ada-quill", sort_name="Quill, Ada")
    names = ["Ada Quill", "Ada Quill", "Zoë Lind", "李明", "x" * 300]
    slugs = free_slugs(Person, names, fallback="person")
    assert slugs[:4] == ["ada-quill-2", "ada-quill-3", "zoe-lind", "person"]
    assert len(slugs[4]) <= Person._meta.get_field("slug").max_length


def known(*names):
    return {person.name: person for person in load_directory(names)._known}


def article(*people, source):
    store(extraction("Head\n\n" + " met ".join(people), people=people), source=source)


@pytest.mark.django_db
def test_the_directory_is_told_whom_a_name_may_mean_and_of_nobody_else_of_the_surname():
    names = ("William Quill", "Bill Quill", "W. Quill", "Wiliam Quill", "Ann William Quill")
    for name in (*names, "Zoe Quill", "William Tarn"):
        Person.objects.create(name=name, slug=slugify(name), sort_name=sort_name(name))
    assert list(known("William Quill")) == list(names)


@pytest.mark.django_db
def test_where_somebody_is_called_so_nobody_else_of_the_surname_is_known():
    article("William Quill", source="a")
    article("Wesley Quill", source="b")
    assert list(known("William Quill")) == ["William Quill"]
    assert list(known("W. Quill")) == ["William Quill", "Wesley Quill"]


@pytest.mark.django_db
def test_a_rejected_bearer_of_a_name_hides_nobody_of_a_name_like_it():
    article("William Quill", source="a")
    decide(Person.objects.get(), Review.REJECTED)
    article("Bill Quill", source="b")
    assert list(known("William Quill")) == ["Bill Quill"]


@pytest.mark.django_db
def test_of_a_crowd_with_one_surname_those_are_known_who_were_named_beside_the_others(monkeypatch):
    monkeypatch.setattr(directory, "CROWD", 2)
    for source, (name, beside) in enumerate([("Ada", "Bo Tarn"), ("Cy", "Dee Welk"), ("Ed", "Flo Lund")]):
        article(f"{name} Quill", beside, source=str(source))
    for person in Person.objects.filter(sort_name__startswith="Quill"):
        Alias.objects.create(person=person, name="Quill", normalised="quill", kind="surname")
    assert list(known("Quill", "Bo Tarn")) == ["Ada Quill", "Bo Tarn"]
    assert known("Quill") == {}
    alone = PersonChain(name="Quill", mentions=())
    resolution = load_directory(["Quill"]).resolve(alone)
    assert (resolution.outcome, resolution.reason) == ("ambiguous", "3 people share the name Quill")
    in_company = load_directory(["Quill", "Bo Tarn"])
    bo = Person.objects.get(name="Bo Tarn")
    assert in_company.resolve(alone, frozenset({bo.pk})).person.name == "Ada Quill"


@pytest.mark.django_db
@pytest.mark.skipif(connection.vendor != "sqlite", reason="the plan of SQLite")
def test_nobody_is_looked_for_among_all_people():
    with CaptureQueriesContext(connection) as queries:
        load_directory(["Ada Quill", "Bo Tarn-Lund", "Welk"])
        free_slugs(Person, ["Ada Quill"], fallback="person")
    with connection.cursor() as cursor:
        for query in queries:
            cursor.execute("EXPLAIN QUERY PLAN " + query["sql"])
            plan = [row[3] for row in cursor.fetchall()]
            assert not [step for step in plan if step.startswith("SCAN entities_person")], query["sql"]


@pytest.mark.django_db
def test_the_directory_is_told_who_is_named_with_whom():
    article("Ada Quill", "Bo Tarn", source="a")
    article("Ada Quill", "Cy Welk", source="b")
    people = known("Ada Quill", "Bo Tarn", "Cy Welk")
    ada, bo, cy = (people[name] for name in ("Ada Quill", "Bo Tarn", "Cy Welk"))
    assert ada.companions == {bo.id, cy.id}
    assert bo.companions == {ada.id}


@pytest.mark.django_db
def test_merged_people_are_known_under_the_survivor_with_both_names():
    article("Ada Quill", source="a")
    article("Addie Quillon", source="b")
    ada, addie = Person.objects.order_by("pk")
    decide(addie, Review.EDITED, merged_into=ada, survivor=ada)
    assert [(p.id, p.aliases) for p in known("Addie Quillon").values()] == [(ada.pk, ("Ada Quill", "Addie Quillon"))]


@pytest.mark.django_db
def test_rejected_people_are_not_offered():
    article("Ada Quill", source="a")
    decide(Person.objects.get(), Review.REJECTED)
    assert known("Ada Quill") == {}


@pytest.mark.django_db
def test_descriptions_of_editors_and_articles_are_told():
    article("Ada Quill", source="a")
    Person.objects.update(description="mayor of Harrowmere")
    Mention.objects.update(descriptor="mayor")
    assert known("Ada Quill")["Ada Quill"].descriptors == ("mayor of Harrowmere", "mayor")


@pytest.mark.django_db
def test_rulings_that_keep_people_apart_are_told():
    article("Ada Quill", "Bo Tarn", source="a")
    ada, bo = Person.objects.order_by("pk")
    Alias.objects.create(person=bo, name="Ada Quill", normalised="ada quill", kind="editor")
    KeptApartFactory(first=ada, second=bo)
    assert KeptApart.objects.exists()
    assert load_directory(["Ada Quill"])._kept_apart == {frozenset({ada.pk, bo.pk})}


@pytest.mark.django_db
def test_the_directory_is_loaded_in_a_fixed_number_of_queries(django_assert_max_num_queries):
    people = [f"Ada Quill{letter}" for letter in "abcdefghij"]
    article(*people, source="a")
    with django_assert_max_num_queries(9):
        load_directory(people)
