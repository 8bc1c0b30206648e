"""What programs read is what the pages show: the exact words, who found them and who decided."""

from datetime import UTC, datetime

import pytest
from django.urls import reverse

from articles.models import Article
from entities import curation
from entities.citation import cite
from entities.models import NearCopy
from entities.tests.counting import fill_counts
from entities.tests.factories import (
    ArticleFactory,
    MentionFactory,
    PersonFactory,
    QuoteFactory,
    RelatedLinkFactory,
    UserFactory,
)

LISTS = ["article", "person", "quote", "caption", "event"]


def read(program, name: str, *args, **asked):
    answer = program.get(reverse(f"api_{name}", args=args), asked)
    assert answer.status_code == 200, answer.content
    return answer.json()


@pytest.mark.parametrize("kind", LISTS)
def test_list_and_row_say_the_same(program, archive, kind):
    for row in read(program, f"{kind}_list")["results"]:
        again = program.get(row["url"]).json()
        assert row == {name: again[name] for name in row}
        assert row["type"] == kind


@pytest.mark.parametrize("kind", LISTS)
def test_page_address_is_that_of_the_page(program, client, archive, kind):
    client.force_login(UserFactory())
    for row in read(program, f"{kind}_list")["results"]:
        assert client.get(row["page_url"]).status_code == 200


def test_quote_has_exactly_the_words_of_the_article_at_their_places(program, archive):
    quote = QuoteFactory(article=archive.gazette, words=["We waited,", "and then “it” came"], speaker=archive.ada)
    found = read(program, "quote_detail", quote.pk)
    text = read(program, "article_detail", archive.gazette.pk)["text"]
    assert [part["text"] for part in found["parts"]] == ["We waited,", "and then “it” came"]
    assert all(text[part["start"] : part["end"]] == part["text"] for part in found["parts"])
    assert (found["start"], found["end"]) == (found["parts"][0]["start"], found["parts"][-1]["end"])


def test_what_the_machine_found_and_what_an_editor_decided_stand_apart(program, archive):
    machine = read(program, "quote_detail", archive.quotes.late.pk)
    confirmed = read(program, "quote_detail", archive.quotes.early.pk)
    assert machine["review"] == {"state": "machine", "by": None, "at": None}
    assert machine["found"]["rule"] == confirmed["found"]["rule"] == "test-rule"
    assert confirmed["review"]["state"] == "confirmed"
    assert confirmed["review"]["by"]
    assert confirmed["review"]["at"]


def test_what_an_editor_added_no_machine_found(program, archive):
    curation.add_event(article=archive.gazette, start=0, end=5, by=UserFactory(), name="Lock Day")
    (event,) = read(program, "event_list", q="lock")["results"]
    assert event["found"] is None
    assert event["review"]["state"] == "edited"


def test_of_when_somebody_was_last_seen_no_more_is_said_than_is_known(program, archive):
    article = ArticleFactory(published=datetime(2012, 1, 1, tzinfo=UTC), published_precision="year")
    MentionFactory(article=article, person=(person := PersonFactory(name="Greta Sedge")))
    fill_counts()
    assert read(program, "person_detail", person.slug)["last_seen"] == 2012


def test_rejected_rows_are_nowhere(program, archive):
    curation.reject(rows=[archive.quotes.late, archive.caption, archive.parade], by=UserFactory())
    for kind, key in [
        ("quote", archive.quotes.late.pk),
        ("caption", archive.caption.pk),
        ("event", archive.parade.slug),
    ]:
        assert program.get(reverse(f"api_{kind}_detail", args=[key])).status_code == 404
    found = read(program, "article_detail", archive.gazette.pk)
    assert not found["captions"]
    assert not found["events"]


def test_merged_person_leads_to_the_survivor(program, archive):
    curation.merge_people(keep=archive.ada, merge=archive.cy, by=UserFactory())
    answer = program.get(reverse("api_person_detail", args=["cy-welk"]), follow=True)
    assert answer.redirect_chain == [(reverse("api_person_detail", args=["ada-quill"]), 302)]
    assert answer.json()["names"] == ["Ada Quill", "Cy Welk"]
    assert {person["slug"] for person in read(program, "person_list")["results"]} == {"ada-quill", "bo-tarn"}


def test_person_whom_an_editor_called_none_is_not_there(program, archive):
    curation.reject(rows=[archive.bo], by=UserFactory())
    assert program.get(reverse("api_person_detail", args=["bo-tarn"])).status_code == 404
    quote = read(program, "quote_detail", archive.quotes.answer.pk)
    assert quote["speaker"]["person"] is None
    assert {
        mention["person"] and mention["person"]["slug"]
        for mention in read(program, "article_detail", archive.courier.pk)["mentions"]
    } == {"ada-quill", "cy-welk", None}


def test_article_has_everything_that_was_found_in_it(program, archive):
    RelatedLinkFactory(article=archive.gazette)
    found = read(program, "article_detail", archive.gazette.pk)
    article = Article.objects.get(pk=archive.gazette.pk)
    assert found["text"] == article.text
    assert [[one["start"], one["end"], one["role"]] for one in found["stretches"]] == article.spans
    assert [len(found[name]) for name in ("quotes", "captions", "mentions", "events", "links")] == [1, 1, 4, 1, 1]
    for name in ("mentions", "events", "links", "captions"):
        assert all(article.text[row["start"] : row["end"]] == row["text"] for row in found[name])


def test_article_tells_what_its_sender_says_and_who_else_printed_it(program, archive):
    said = {"terms": "No sale after June.", "status": "canceled", "unshown": "x"}
    Article.objects.filter(pk=archive.gazette.pk).update(provenance=said)
    NearCopy.objects.create(first=archive.gazette, second=archive.courier, share=0.914)
    found = read(program, "article_detail", archive.gazette.pk)
    assert found["sender"] == [
        {"name": "terms", "text": "No sale after June."},
        {"name": "status", "text": "canceled"},
    ]
    assert found["withdrawn"]
    assert [(copy["article"]["id"], copy["percent"]) for copy in found["copies"]] == [(archive.courier.pk, 91)]


def test_dates_are_no_more_exact_than_they_are_known(program, archive):
    Article.objects.filter(pk=archive.gazette.pk).update(published_precision="month")
    assert read(program, "article_detail", archive.gazette.pk)["published"] == {
        "value": "2003-05",
        "precision": "month",
        "text": "May 2003",
    }
    assert read(program, "article_detail", archive.undated.pk)["published"] is None


def test_citation_is_that_of_the_page(program, archive):
    for kind, row in [("quote", archive.quotes.early), ("caption", archive.caption), ("article", archive.gazette)]:
        cited = read(program, f"{kind}_detail", row.pk)["citation"]
        assert cited == cite(row, f"http://testserver{row.get_absolute_url()}")


QUERIES = {"article": 7, "person": 8, "quote": 9, "caption": 10, "event": 10}


@pytest.mark.parametrize("kind", LISTS)
def test_list_takes_a_fixed_number_of_queries(program, archive, django_assert_max_num_queries, kind):
    for number in range(12):
        person = PersonFactory(name=f"Di Wren{number}", confirmed=True)
        QuoteFactory(
            article=archive.courier, speaker=person, words=f"Number {number}", about=[archive.ada], confirmed=True
        )
    with django_assert_max_num_queries(QUERIES[kind]):
        read(program, f"{kind}_list")


def test_article_takes_a_fixed_number_of_queries(program, archive, django_assert_max_num_queries):
    for number in range(12):
        QuoteFactory(
            article=archive.courier, speaker=archive.ada, words=f"Number {number}", about=[archive.bo], confirmed=True
        )
    with django_assert_max_num_queries(16):
        read(program, "article_detail", archive.courier.pk)


@pytest.mark.parametrize("asked", [{"page_size": "1"}, {"speaker": "ada-quill"}, {"x": "1"}])
def test_single_row_takes_no_parameter(program, archive, asked):
    assert program.get(reverse("api_quote_detail", args=[archive.quotes.early.pk]), asked).status_code == 400


def test_huge_key_is_of_no_row(program, archive):
    assert program.get(f"/api/v1/quotes/{10**40}/").status_code == 404
