import pytest
from django.contrib.auth.models import Group
from django.urls import reverse

from entities.models import Decision, KeptApart, Person
from entities.tests.factories import (
    CaptionFactory,
    KeptApartFactory,
    MentionFactory,
    PersonFactory,
    QuoteFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(client):
    user = UserFactory(is_staff=True)
    user.groups.add(Group.objects.get(name="Editor"))
    client.force_login(user)
    return client


def merge_url(*people):
    return reverse("admin:entities_person_merge") + "?" + "&".join(f"people={person.pk}" for person in people)


def select(client, action, *people):
    return client.post(
        reverse("admin:entities_person_changelist"),
        {"action": action, "_selected_action": [person.pk for person in people]},
    )


def test_the_action_leads_to_the_merge_page_and_changes_nothing(desk):
    people = [PersonFactory(), PersonFactory()]
    assert select(desk, "merge_rows", *people).url == merge_url(*people)
    assert not Decision.objects.exists()


def test_one_person_alone_cannot_be_merged(desk):
    person = PersonFactory()
    assert select(desk, "merge_rows", person).status_code == 302
    assert desk.get(merge_url(person)).url == reverse("admin:entities_person_changelist")


def test_two_selected_people_are_kept_apart_and_three_are_not(desk):
    one, two, three = (PersonFactory() for _ in range(3))
    select(desk, "keep_rows_apart", one, two, three)
    assert not KeptApart.objects.exists()
    select(desk, "keep_rows_apart", one, two)
    assert (KeptApart.objects.get().first, KeptApart.objects.get().second) == (one, two)


def test_the_page_shows_what_each_brings_before_it_happens(desk):
    known, other = PersonFactory(name="Ada Vance"), PersonFactory(name="Tilly Vance")
    quote = QuoteFactory(speaker=known)
    MentionFactory(person=known, article=quote.article)
    response = desk.get(merge_url(other, known))
    people = [person for person, _ in response.context["people"]]
    assert people == [known, other]
    assert (people[0].quote_count, people[0].article_count) == (1, 1)
    assert response.context["kept"] == str(known.pk)
    assert not Decision.objects.exists()


def test_merging_three_people_keeps_the_one_chosen(desk):
    one, two, three = (PersonFactory() for _ in range(3))
    response = desk.post(merge_url(one, two, three), {"keep": two.pk, "reason": "One mayor."})
    assert response.url == reverse("admin:entities_person_change", args=[two.pk])
    assert set(Person.objects.filter(survivor=two)) == {one, three}
    assert set(Decision.objects.values_list("verb", "reason")) == {("merge_people", "One mayor.")}


def test_people_seen_together_need_a_second_yes(desk):
    one, two = PersonFactory(), PersonFactory()
    CaptionFactory(people=[one, two], words="One and two on the quay.")
    assert "One and two on the quay." in desk.get(merge_url(one, two)).content.decode()
    desk.post(merge_url(one, two), {"keep": one.pk})
    assert not Person.objects.exclude(survivor=None).exists()
    desk.post(merge_url(one, two), {"keep": one.pk, "sure": "on"})
    assert Person.objects.get(survivor=one) == two


def test_a_refused_merge_of_several_merges_none(desk):
    one, two, three = (PersonFactory() for _ in range(3))
    KeptApartFactory(first=one, second=three)
    response = desk.post(merge_url(one, two, three), {"keep": one.pk})
    assert "two people" in response.content.decode()
    assert not Person.objects.exclude(survivor=None).exists()
    assert not Decision.objects.exists()


def test_somebody_not_on_the_page_cannot_be_kept(desk):
    one, two, stranger = (PersonFactory() for _ in range(3))
    assert desk.post(merge_url(one, two), {"keep": stranger.pk}).status_code == 200
    assert not Decision.objects.exists()


def test_a_merge_is_undone_with_a_button(desk):
    keep = PersonFactory()
    merged = PersonFactory(merged_into=keep)
    page = reverse("admin:entities_person_change", args=[merged.pk])
    assert [verb for verb, _ in desk.get(page).context["verbs"]] == ["unmerge"]
    desk.post(reverse("admin:entities_person_decide", args=[merged.pk]), {"verb": "unmerge"})
    merged.refresh_from_db()
    assert merged.survivor is None


def test_the_autocomplete_tells_namesakes_apart_and_offers_only_people_who_stand_for_themselves(desk):
    mayor = PersonFactory(name="Ada Vance", slug="a", description="mayor of Harrowmere")
    MentionFactory(person=mayor)
    PersonFactory(name="Ada Vance", slug="b", merged_into=mayor)
    PersonFactory(name="Ada Vance", slug="c", rejected=True)
    choices = desk.get(
        reverse("admin:autocomplete"),
        {"term": "vance", "app_label": "entities", "model_name": "quote", "field_name": "speaker"},
    ).json()["results"]
    assert [choice["text"] for choice in choices] == ["Ada Vance – mayor of Harrowmere, 2024, 1 article"]
