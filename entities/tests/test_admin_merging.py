import pytest
from django.urls import reverse

from entities.models import Decision, KeptApart, Person
from entities.tests.factories import (
    CaptionFactory,
    EventFactory,
    EventMentionFactory,
    KeptApartFactory,
    MentionFactory,
    PersonFactory,
    QuoteFactory,
)
from entities.tests.indexing import fill_index

pytestmark = pytest.mark.django_db


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
    first, second = response.context["columns"]
    assert [first.row, second.row] == [known, other]
    assert (str(first.held), str(second.held)) == ("1 name, 1 mention, 1 article, 1 quote", "1 name")
    assert first.chosen == {"keep", "name", "description"}
    assert not Decision.objects.exists()


def test_merging_three_people_keeps_the_one_chosen(desk):
    one, two, three = (PersonFactory() for _ in range(3))
    response = desk.post(merge_url(one, two, three), {"keep": two.pk, "reason": "One mayor."})
    assert response.url == reverse("admin:entities_person_change", args=[two.pk])
    assert set(Person.objects.filter(survivor=two)) == {one, three}
    assert list(Decision.objects.values_list("verb", "reason")) == [("merge_people", "One mayor.")]


def test_name_and_description_are_chosen_one_by_one_and_seen_before_it_happens(desk):
    known = PersonFactory(name="William Harmon", description="band leader")
    MentionFactory(person=known)
    other = PersonFactory(name="Bill Harmon", description="cellist", aliases=["Bill Harmon", "Billy"])
    chosen = {"keep": known.pk, "name": other.pk, "description": known.pk}
    result = desk.post(merge_url(known, other), {**chosen, "show": "yes"}).context["result"]
    assert (result.keep, result.name, result.description) == (known, "Bill Harmon", "band leader")
    assert result.names == ["Bill Harmon", "Billy", "William Harmon"]
    assert str(result.held) == "3 names, 1 mention, 1 article"
    assert [(row, str(held)) for row, held in result.moves] == [(other, "2 names")]
    assert not Decision.objects.exists()
    desk.post(merge_url(known, other), chosen)
    known.refresh_from_db()
    assert (known.name, known.description) == ("Bill Harmon", "band leader")
    assert Decision.objects.count() == 1


def test_the_description_of_whoever_has_one_is_proposed(desk):
    known, other = PersonFactory(), PersonFactory(description="cellist")
    MentionFactory(person=known)
    result = desk.get(merge_url(known, other)).context["result"]
    assert (result.keep, result.description) == (known, "cellist")


def test_events_are_merged_on_a_page_of_their_own(desk):
    parade, march = EventFactory(name="Lantern Parade"), EventFactory(name="Lantern March")
    EventMentionFactory(event=march)
    response = desk.post(
        reverse("admin:entities_event_changelist"),
        {"action": "merge_rows", "_selected_action": [parade.pk, march.pk]},
    )
    page = desk.get(response.url)
    assert [column.row for column in page.context["columns"]] == [march, parade]
    assert str(page.context["result"].held) == "1 mention, 1 article"
    desk.post(response.url, {"keep": march.pk})
    parade.refresh_from_db()
    assert parade.survivor == march
    desk.post(reverse("admin:entities_event_decide", args=[parade.pk]), {"verb": "unmerge"})
    parade.refresh_from_db()
    assert parade.survivor is None


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
    fill_index()
    choices = desk.get(
        reverse("admin:autocomplete"),
        {"term": "van a", "app_label": "entities", "model_name": "quote", "field_name": "speaker"},
    ).json()["results"]
    assert [choice["text"] for choice in choices] == ["Ada Vance – mayor of Harrowmere, 2024, 1 article"]
