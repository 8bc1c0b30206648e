"""Names in the alphabet, kinds of alias, and whom the directory is told of."""

import pytest

from articles.models import Review
from entities.models import Alias, KeptApart, Mention, Person
from entities.store import load_directory
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
def test_the_directory_is_told_of_namesakes_by_name_and_surname():
    article("Ada Quill", "Bo Tarn", source="a")
    article("Adela Quill", source="b")
    assert list(known("Ada Quill")) == ["Ada Quill", "Adela Quill"]


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
    with django_assert_max_num_queries(8):
        load_directory(people)
