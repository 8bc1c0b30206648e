"""The desk's lists: what waits is found, in a bounded number of queries, with its evidence beside it."""

from collections.abc import Callable

import pytest
from django.contrib import admin
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from articles.models import Caption, RelatedLink
from entities import curation
from entities.admin.work import CaptionWork, EventWork, MentionWork, PersonWork, QuoteWork
from entities.models import (
    Alias,
    Decision,
    Depiction,
    EntityMention,
    Event,
    EventMention,
    EventParticipant,
    Mention,
    Person,
    Quote,
    QuotePart,
)
from entities.queue import waiting
from entities.tests.factories import (
    AliasFactory,
    ArticleFactory,
    CaptionFactory,
    DepictionFactory,
    EntityMentionFactory,
    EventFactory,
    EventMentionFactory,
    EventParticipantFactory,
    MentionFactory,
    PersonFactory,
    QuoteFactory,
    RelatedLinkFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db

LISTS = {
    Alias: AliasFactory,
    Caption: lambda: CaptionFactory(people=[PersonFactory(), PersonFactory()]),
    Decision: lambda: curation.confirm(rows=[QuoteFactory()], by=UserFactory()),
    Depiction: DepictionFactory,
    EntityMention: EntityMentionFactory,
    Event: EventFactory,
    EventMention: EventMentionFactory,
    EventParticipant: EventParticipantFactory,
    Mention: MentionFactory,
    Person: PersonFactory,
    Quote: QuoteFactory,
    QuotePart: QuoteFactory,
    RelatedLink: RelatedLinkFactory,
}


def list_of(model: type, query: str = "") -> str:
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist") + query


def page_of(row) -> str:
    return reverse(f"admin:{row._meta.app_label}_{row._meta.model_name}_change", args=[row.pk])


def found(client, model: type, query: str) -> set:
    return {row.pk for row in client.get(list_of(model, query)).context["cl"].result_list}


@pytest.fixture
def role(client) -> Callable:
    def signed_in(name: str):
        user = UserFactory(is_staff=True, role=name)
        client.force_login(user)
        return client

    return signed_in


@pytest.mark.parametrize("model", LISTS, ids=lambda model: model._meta.model_name)
def test_a_list_takes_as_many_queries_for_many_rows_as_for_few(role, model):
    client = role("Editor")
    counts = []
    for _ in range(2):
        for _ in range(3):
            LISTS[model]()
        client.get(list_of(model))  # content types and the like are asked for once a process
        with CaptureQueriesContext(connection) as queries:
            assert client.get(list_of(model)).status_code == 200
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 20


@pytest.mark.parametrize("model", LISTS, ids=lambda model: model._meta.model_name)
def test_a_list_can_be_searched_by_words_that_are_not_there(role, model):
    LISTS[model]()
    assert found(role("Reader"), model, "?q=zzyzx") == set()


def test_quotes_are_found_by_their_words_and_their_speaker_once_each(role):
    quote = QuoteFactory(words=["We sold the quay", "the quay is gone"], speaker=PersonFactory(name="Ada Vance"))
    QuoteFactory()
    client = role("Reader")
    assert found(client, Quote, "?q=quay is gone") == {quote.pk}
    assert found(client, Quote, "?q=Ada") == {quote.pk}
    assert client.get(list_of(Quote, "?q=Ada")).context["cl"].result_count == 1


def test_quotes_wait_in_the_lists_they_belong_to(role):
    nameless = QuoteFactory(speaker=None, speaker_text="")
    viewer = QuoteFactory(speaker=None, speaker_text="a viewer")
    inferred = QuoteFactory(speaker_inferred=True)
    unsure = QuoteFactory(confidence=0.4)
    gone = QuoteFactory(confirmed=True, source_changed=True)
    QuoteFactory(speaker=None, speaker_text="", confirmed=True)
    client = role("Editor")
    waiting = {kind: found(client, Quote, f"?work={kind}") for kind, _, _ in QuoteWork.kinds}
    assert waiting == {
        "unreviewed": {nameless.pk, viewer.pk, inferred.pk, unsure.pk},
        "speaker": {nameless.pk},
        "words": {viewer.pk},
        "inferred": {inferred.pk},
        "unsure": {unsure.pk},
        "changed": {gone.pk},
    }


def test_people_wait_in_the_lists_they_belong_to(role):
    one, two = PersonFactory(name="Ada Vance", slug="a"), PersonFactory(name="Ada Vance", slug="b")
    once = PersonFactory(name="Ilse Marrow")
    MentionFactory(person=once)
    word = PersonFactory(name="Bread", confidence=0.3)
    merged = PersonFactory(name="Tilly Vance", merged_into=one)
    client = role("Editor")
    waiting = {kind: found(client, Person, f"?work={kind}") for kind, _, _ in PersonWork.kinds}
    assert waiting["namesakes"] == {one.pk, two.pk}
    assert waiting["once"] == {once.pk}
    assert waiting["one-word"] == {word.pk}
    assert waiting["unsure"] == {word.pk}
    assert waiting["merged"] == {merged.pk}


def test_captions_mentions_and_events_wait_in_the_lists_they_belong_to(role):
    unread = CaptionFactory(credit="by hand", photographer="", agency="")
    shown = CaptionFactory(people=[PersonFactory()])
    ambiguous = MentionFactory(person=None, words="Vance")
    MentionFactory()
    undated = EventFactory()
    client = role("Editor")
    assert found(client, Caption, "?work=credit") == {unread.pk}
    assert shown.pk not in found(client, Caption, "?work=nobody")
    assert found(client, Mention, "?work=ambiguous") == {ambiguous.pk}
    assert found(client, Event, "?work=date") == found(client, Event, "?work=people") == {undated.pk}
    for model, work in [(Caption, CaptionWork), (Mention, MentionWork), (Event, EventWork)]:
        for kind, _, _ in work.kinds:
            assert client.get(list_of(model, f"?work={kind}")).status_code == 200


def test_the_sample_can_be_left_out(role):
    real, fiction = ArticleFactory(), ArticleFactory(sample=True)
    known, invented = MentionFactory(article=real).person, MentionFactory(article=fiction).person
    client = role("Reader")
    assert found(client, Person, "?sample=no") == {known.pk}
    assert found(client, Person, "?sample=yes") == {invented.pk}


def test_the_front_page_leads_to_what_waits(role):
    QuoteFactory(speaker=None, speaker_text="")
    MentionFactory(person=None, words="Vance")
    page = role("Editor").get(reverse("admin:index")).content.decode()
    assert [waits.kind.slug for waits in waiting()] == ["names", "speakers"]
    for waits in waiting():
        assert f'href="{reverse("admin:queue_kind", args=[waits.kind.slug])}"' in page
    assert "What waits for you" not in role("Reader").get(reverse("admin:index")).content.decode()


def test_a_quote_is_shown_in_its_sentence_with_cue_and_speaker_marked(role):
    article = ArticleFactory(paragraphs=['All rose. "We sold the quay," said Ada Vance. All sat.'])
    quote = QuoteFactory(article=article, words="We sold the quay,", speaker_text="Ada Vance")
    page = role("Reader").get(page_of(quote)).content.decode()
    assert (
        '&quot;<mark class="quote">We sold the quay,</mark>&quot; '
        '<mark class="cue">said</mark> <mark class="person">Ada Vance</mark>.</span>'
    ) in page
    assert f'href="{article.get_absolute_url()}#quote-{quote.pk}"' in page


def test_words_that_have_gone_are_not_looked_for_in_the_newer_text(role):
    quote = QuoteFactory(words="We sold the quay", confirmed=True, source_changed=True)
    page = role("Reader").get(page_of(quote)).content.decode()
    assert "no longer says this" in page
    assert "<mark" not in page


@pytest.mark.parametrize("factory", [QuoteFactory, PersonFactory, CaptionFactory, EventFactory])
def test_rows_lead_to_their_page_in_the_archive_and_back(role, factory):
    row = factory()
    client = role("Editor")
    link = reverse("admin:view_on_site", args=[client.get(page_of(row)).context["content_type_id"], row.pk])
    assert client.get(link).url.endswith(row.get_absolute_url())
    assert page_of(row) in client.get(row.get_absolute_url()).content.decode()


def test_a_reader_sees_the_evidence_and_no_button(role):
    quote = QuoteFactory()
    response = role("Reader").get(page_of(quote))
    page = response.content.decode()
    assert response.context["verbs"] == []
    assert 'name="_save"' not in page
    assert 'name="speaker"' not in page
    assert quote.words in page


def test_every_row_of_ours_tells_its_decisions_and_not_those_of_the_admin_log(role):
    client = role("Editor")
    quote = QuoteFactory()
    client.post(reverse("admin:entities_quote_decide", args=[quote.pk]), {"verb": "confirm"})
    assert not admin.models.LogEntry.objects.exists()
    history = client.get(reverse("admin:entities_quote_history", args=[quote.pk]))
    assert [step.entry and step.entry.decision.verb for step in history.context["steps"]] == ["confirm", None]


@pytest.mark.parametrize(
    ("address", "current"),
    [
        ("/admin/queue/", '"page">Queue'),
        ("/admin/entities/quote/", '"page">Quotes'),
        ("/admin/queue/speakers/", '"true">Queue'),
        ("/admin/", '"page">Everything'),
    ],
)
def test_the_desk_says_which_of_its_sections_is_open(admin_client, address, current):
    page = admin_client.get(address).content.decode()
    assert f"aria-current={current}</a>" in page
    assert page.count("aria-current=") == 1
