"""Adding at the desk what the machine missed: people, and events where an article tells of them."""

import pytest
from django.urls import reverse

from articles.models import Review
from entities.models import Decision, Event, Person
from entities.tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor(client):
    user = factories.UserFactory(is_staff=True, role="Editor")
    client.force_login(user)
    client.user = user
    return client


def add(client, model: str, **given) -> str:
    """Post the form; what the page then says, errors or messages."""
    answer = client.post(reverse(f"admin:entities_{model}_add"), given, follow=True)
    return answer.content.decode()


def test_a_person_is_added_by_the_verb_and_shown(editor):
    page = add(editor, "person", name="Ilse  Marrow", description="potter", reason="Asked for by the books desk.")
    ilse = Person.objects.get()
    assert (ilse.name, ilse.slug, ilse.sort_name, ilse.review) == (
        "Ilse Marrow", "ilse-marrow", "Marrow, Ilse", Review.EDITED,
    )  # fmt: skip
    assert [alias.name for alias in ilse.aliases.all()] == ["Ilse Marrow"]
    decision = Decision.objects.get()
    assert (decision.verb, decision.by, decision.reason) == ("add_person", editor.user, "Asked for by the books desk.")
    assert "Added the person: Ilse Marrow" in page


def test_a_namesake_is_added_only_with_what_tells_the_two_apart(editor):
    factories.PersonFactory(name="Ilse Marrow")
    assert "Say in the description what tells the two apart" in add(editor, "person", name="Ilse Marrow")
    assert Person.objects.count() == 1
    add(editor, "person", name="Ilse Marrow", description="potter")
    assert Person.objects.count() == 2


@pytest.mark.parametrize("name", ["", "12", "x" * 201])
def test_a_person_without_a_proper_name_is_not_added(editor, name):
    page = add(editor, "person", name=name)
    assert "errornote" in page
    assert not Person.objects.exists()


def test_an_event_is_added_where_the_article_tells_of_it(editor):
    article = factories.QuoteFactory().article
    words = " ".join(article.text.split()[:3])
    took_part = factories.PersonFactory(name="Ilse Marrow")
    add(editor, "event", article=article.pk, words=words, name="The sale", when="2021-05", people=[took_part.pk])
    event = Event.objects.get(name="The sale")
    mention = event.mentions.get()
    assert (mention.article, article.text[mention.start : mention.end]) == (article, mention.text)
    assert (str(event.date), event.date_precision) == ("2021-05-01", "month")
    assert [row.person for row in event.participants.all()] == [took_part]


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"words": "words that stand nowhere"}, "The article does not say"),
        ({"when": "next May"}, "is no date"),
        ({"article": ""}, "This field is required"),
    ],
)
def test_an_event_that_cannot_be_is_refused_in_words(editor, given, words):
    article = factories.QuoteFactory().article
    right = {"article": article.pk, "words": article.text.split()[0], "name": "The sale"}
    assert words in add(editor, "event", **right | given)
    assert not Event.objects.filter(name="The sale").exists()
