"""From mention to mention of the person for whom the reader came."""

import pytest
from playwright.sync_api import expect

from entities.tests.factories import ArticleFactory, MentionFactory, PersonFactory, QuoteFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def article(db):
    ada, bo = PersonFactory(name="Ada Quill", slug="ada-quill"), PersonFactory(name="Bo Tarn", slug="bo-tarn")
    article = ArticleFactory(
        paragraphs=["Ada Quill came. Bo Tarn left.", "Long after, Quill wrote to Tarn.", "Quill slept."]
    )
    for person, words, after in [(ada, "Ada Quill", 0), (bo, "Bo Tarn", 0), (ada, "Quill", 40), (ada, "Quill", 80)]:
        MentionFactory(article=article, person=person, words=words, after=after)
    return article


def open_page(reader, article, query=""):
    response = reader.get(article.get_absolute_url() + query)
    assert response.status_code == 200
    return response.content.decode()


def test_every_mention_of_the_person_stands_out_and_the_next_is_a_link(reader, article):
    anchors = [f"m-{pk}" for pk in article.mentions.filter(person__slug="ada-quill").values_list("pk", flat=True)]
    page = open_page(reader, article, "?person=ada-quill")
    assert page.count("sought") == 2 * 3  # the mark and its note
    assert f'rel="next" href="?person=ada-quill&amp;mention=1#{anchors[0]}"' in page
    page = open_page(reader, article, "?person=ada-quill&mention=2")
    assert "Mention 2 of 3" in page
    assert f'rel="prev" href="?person=ada-quill&amp;mention=1#{anchors[0]}"' in page
    assert f'rel="next" href="?person=ada-quill&amp;mention=3#{anchors[2]}"' in page


@pytest.mark.parametrize(
    "query", ["", "?person=", "?person=nobody", "?person=%00", "?person=ada-quill&mention=99999999999"]
)
def test_rubbish_in_the_address_is_no_matter(reader, article, query):
    assert "Mention 100" not in open_page(reader, article, query)


def test_whoever_was_merged_is_sought_under_the_survivor(reader, article):
    PersonFactory(name="A. Quill", slug="a-quill", merged_into=article.mentions.first().person)
    assert "3 mentions" in open_page(reader, article, "?person=a-quill")


def test_lists_of_a_person_lead_to_the_person_s_mentions(reader, article):
    link = f"{article.get_absolute_url()}?person=ada-quill"
    assert link in reader.get("/articles/?person=ada-quill").content.decode()
    assert link in reader.get("/people/ada-quill/?tab=mentioned").content.decode()


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_j_and_k_go_from_mention_to_mention(page, sign_in, article):
    tab = sign_in(page, UserFactory())
    tab.goto(article.get_absolute_url() + "?person=ada-quill")
    for key, told in [
        ("j", "Mention 1 of 3"),
        ("j", "Mention 2 of 3"),
        ("j", "Mention 3 of 3"),
        ("k", "Mention 2 of 3"),
    ]:
        tab.keyboard.press(key)
        expect(tab.locator("[data-told]")).to_have_text(told)
    expect(tab.locator(":focus")).to_have_text("Quill")
    assert tab.complaints == []


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_the_way_begins_at_the_quote_that_the_address_leads_to(page, sign_in, article):
    quote = QuoteFactory(article=article, words="wrote to Tarn")
    tab = sign_in(page, UserFactory())
    for key, told in [("j", "Mention 3 of 3"), ("k", "Mention 2 of 3")]:
        tab.goto("/")
        tab.goto(f"{article.get_absolute_url()}?person=ada-quill#quote-{quote.pk}")
        tab.keyboard.press(key)
        expect(tab.locator("[data-told]")).to_have_text(told)
        assert "#" not in tab.url
