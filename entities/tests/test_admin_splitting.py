"""The page on which mentions that are of somebody else are ticked."""

import pytest
from django.urls import reverse

from entities.admin.splitting import MENTIONS_ON_A_PAGE
from entities.models import Decision, Event, EventsKeptApart, KeptApart, Mention, Person
from entities.tests.factories import (
    ArticleFactory,
    EventFactory,
    EventMentionFactory,
    MentionFactory,
    PersonFactory,
    QuoteFactory,
)
from entities.tests.indexing import fill_index

pytestmark = pytest.mark.django_db


def page_of(row) -> str:
    return reverse(f"admin:entities_{row._meta.model_name}_split", args=[row.pk])


@pytest.fixture
def vances():
    """A person with two mentions and a quote in one article, and a mention in another."""
    person = PersonFactory(name="Ada Vance")
    first, second = ArticleFactory(), ArticleFactory()
    here = MentionFactory(article=first, person=person)
    again = MentionFactory(article=first, person=person, after=here.end)
    there = MentionFactory(article=second, person=person)
    QuoteFactory(article=second, speaker=person)
    return person, here, again, there


def test_the_page_shows_each_mention_in_its_sentence_and_changes_nothing(desk, vances):
    person, here, again, there = vances
    groups = desk.get(page_of(person)).context["groups"]
    assert {article: [line.mention for line in lines] for article, _, lines in groups} == {
        here.article: [here, again],
        there.article: [there],
    }
    assert all("Ada Vance" in line.words for _, _, lines in groups for line in lines)
    assert not Decision.objects.exists()


def test_what_would_move_is_shown_and_nothing_of_it_stays(desk, vances):
    person, _, _, there = vances
    said = {"tick": [f"a{there.article_id}"], "into": "new", "name": "Ada M. Vance", "show": "yes"}
    result = desk.post(page_of(person), said).context["result"]
    assert (result.is_new, str(result.other)) == (True, "Ada M. Vance")
    assert str(result.gets) == "2 names, 1 mention, 1 article, 1 quote"
    assert str(result.stays) == "1 name, 2 mentions, 1 article"
    assert Person.objects.count() == 1
    assert not Decision.objects.exists()


def test_ticked_mentions_move_to_a_new_person_under_the_name_given(desk, vances):
    person, here, *_ = vances
    response = desk.post(page_of(person), {"tick": [f"m{here.pk}"], "into": "new", "name": "Eva Vance", "split": "yes"})
    other = Person.objects.get(name="Eva Vance")
    assert response.url == reverse("admin:entities_person_change", args=[other.pk])
    assert list(other.mentions.all()) == [here]
    assert KeptApart.objects.get().second == other
    assert Decision.objects.count() == 1


def test_a_whole_article_moves_to_somebody_known(desk, vances):
    person, here, again, _ = vances
    known = PersonFactory(name="Tilly Vance")
    found = desk.post(page_of(person), {"who": "tilly", "show": "yes"}).context["others"]
    assert found == [known]
    desk.post(page_of(person), {"tick": [f"a{here.article_id}"], "into": known.pk, "split": "yes"})
    assert set(known.mentions.all()) == {here, again}


def test_a_split_that_leaves_nothing_is_refused_in_words(desk, vances):
    person, here, _, there = vances
    ticks = {"tick": [f"a{here.article_id}", f"a{there.article_id}"]}
    assert "Nothing would be left" in desk.post(page_of(person), ticks | {"show": "yes"}).context["problem"]
    assert desk.post(page_of(person), ticks | {"split": "yes"}).status_code == 200
    assert desk.post(page_of(person), {"split": "yes"}).status_code == 200
    assert not Decision.objects.exists()


def test_mentions_of_somebody_else_cannot_be_ticked(desk, vances):
    stranger = MentionFactory()
    desk.post(page_of(vances[0]), {"tick": [f"m{stranger.pk}"], "split": "yes"})
    assert Mention.objects.get(pk=stranger.pk).person == stranger.person
    assert not Decision.objects.exists()


def test_many_mentions_are_paged_and_what_is_ticked_stays_ticked(desk, django_assert_max_num_queries):
    person, article = PersonFactory(name="Ada Vance"), ArticleFactory()
    row = MentionFactory(article=article, person=person)
    Mention.objects.bulk_create(
        Mention(article=article, person=person, chain=1, start=n, end=n + 1, text="A", kind="name", place="body")
        for n in range(1000, 1000 + 2 * MENTIONS_ON_A_PAGE)
    )
    with django_assert_max_num_queries(25):
        first = desk.get(page_of(person))
    assert sum(len(lines) for _, _, lines in first.context["groups"]) == MENTIONS_ON_A_PAGE
    second = desk.post(page_of(person), {"tick": [f"m{row.pk}"], "into": "new", "page": "2"})
    assert second.context["page"].number == 2
    assert second.context["elsewhere"] == f"m{row.pk}"
    ticked = {"elsewhere": second.context["elsewhere"], "into": "new", "page": "1"}
    lines = desk.post(page_of(person), ticked).context["groups"][0][2]
    assert [line.mention for line in lines if line.ticked] == [row]


def test_a_merged_person_leads_to_the_page_of_the_survivor(desk, vances):
    merged = PersonFactory(merged_into=vances[0])
    assert desk.get(page_of(merged)).url == page_of(vances[0])


def test_mentions_of_an_event_move_to_another(desk):
    event = EventFactory(name="Lantern Parade")
    mentions = [EventMentionFactory(event=event) for _ in range(2)]
    said = {"tick": [f"m{mentions[0].pk}"], "into": "new", "name": "Lantern March"}
    result = desk.post(page_of(event), said | {"show": "yes"}).context["result"]
    assert (str(result.gets), str(result.stays)) == ("1 mention, 1 article", "1 mention, 1 article")
    desk.post(page_of(event), said | {"split": "yes"})
    assert [row.event.name for row in mentions[0].__class__.objects.order_by("pk")] == [
        "Lantern March",
        "Lantern Parade",
    ]
    assert EventsKeptApart.objects.get().second == Event.objects.get(name="Lantern March")


def test_the_event_that_mentions_are_of_is_looked_for_by_its_words(desk):
    event, march = EventFactory(name="Lantern Parade"), EventFactory(name="Lantern March")
    EventMentionFactory(event=event)
    fill_index()
    page = desk.post(page_of(event), {"show": "yes", "who": "lantern march"}).content.decode()
    assert f'value="{march.pk}"' in page
    assert f'value="{march.pk}"' not in desk.post(page_of(event), {"show": "yes", "who": "!!!"}).content.decode()
