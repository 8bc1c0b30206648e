"""The ledger: every decision is found, says what it changed, and is undone from there or says why it cannot be."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from django.conf import settings
from django.contrib.auth.models import Group
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from articles.models import Review
from entities import curation
from entities.ledger import MOST_AT_ONCE
from entities.models import Decision, Quote
from entities.tests.factories import (
    AliasFactory,
    CaptionFactory,
    EntityMentionFactory,
    EventMentionFactory,
    MentionFactory,
    PersonFactory,
    QuoteFactory,
    RelatedLinkFactory,
    UserFactory,
)
from entities.tests.test_lists import RUBBISH

pytestmark = pytest.mark.django_db

LEDGER, NEWSROOM = reverse("decision_list"), ZoneInfo(settings.TIME_ZONE)


@pytest.fixture
def mara():
    return UserFactory(username="mara", first_name="Mara", last_name="Ode", role="Editor")


@pytest.fixture
def editor(client, mara):
    client.force_login(mara)
    return client


def listed(client, **query) -> set[int]:
    response = client.get(LEDGER, query)
    assert response.status_code == 200
    return {entry.decision.pk for entry in response.context.get("entries", ())}


def page(client, **query) -> str:
    return " ".join(client.get(LEDGER, query).content.decode().split())


def undo(client, entry: Decision, **posted) -> str:
    return client.post(reverse("decision_undo", args=[entry.pk]), posted, follow=True).content.decode()


def test_a_decision_says_who_did_what_to_what_when_and_why(editor, mara):
    ada, quote = PersonFactory(name="Ada Vance"), QuoteFactory(words="We sold the quay")
    entry = curation.set_speaker(quote=quote, person=ada, by=mara, reason="It is her column.")
    Decision.objects.filter(pk=entry.pk).update(at=datetime(2024, 5, 3, 9, 30, tzinfo=NEWSROOM))
    text = page(editor)
    for said in ("mara set the speaker", "We sold the quay", "It is her column.", "3 May 2024, 09:30"):
        assert said in text
    assert "<ins>Ada Vance</ins>" in text
    assert f'href="{quote.get_absolute_url()}"' in text


def test_decisions_are_found_by_editor_kind_words_and_day(editor, mara):
    late = datetime(2024, 5, 3, 23, 59, tzinfo=NEWSROOM)
    one = curation.confirm(rows=[QuoteFactory(words="We sold the quay")], by=mara, reason="Heard it.")
    two = curation.reject(rows=[QuoteFactory(words="Nobody came")], by=UserFactory(username="bo"), reason="A caption")
    Decision.objects.filter(pk=one.pk).update(at=late)
    for query, found in [
        ({"editor": "mara"}, one), ({"editor": "Ode"}, one), ({"kind": "reject"}, two), ({"q": "sold quay"}, one),
        ({"q": "caption"}, two), ({"from": "2024-05-04"}, two), ({"to": "2024-05-03"}, one), ({"year": "2024"}, one),
    ]:  # fmt: skip
        assert listed(editor, **query) == {found.pk}, query
    assert "1 decision by mara, from 3 May 2024 on, confirmed" in page(
        editor, editor="mara", kind="confirm", **{"from": "2024-05-03"}
    )


def test_decisions_concerning_a_person_are_on_them_and_on_what_is_theirs(editor, mara):
    ada, other, lost = PersonFactory(name="Ada Vance"), PersonFactory(name="Bo Tarn"), QuoteFactory()
    said, pictured = QuoteFactory(speaker=ada), CaptionFactory(people=[ada]).depictions.get()
    about, mention, alias = QuoteFactory(about=[ada]), MentionFactory(person=ada), AliasFactory(person=ada)
    hers = [curation.confirm(rows=[row], by=mara) for row in (ada, said, about, pictured, mention)]
    hers.append(curation.remove_alias(alias=alias, by=mara))
    hers.append(curation.set_speaker(quote=lost, person=ada, by=mara))
    hers.append(curation.set_speaker(quote=lost, person=other, by=mara))
    hers.append(curation.keep_apart(a=ada, b=other, by=mara))
    curation.confirm(rows=[QuoteFactory()], by=mara)
    assert listed(editor, person=ada.slug) == {entry.pk for entry in hers}


def test_decisions_on_whoever_was_merged_into_a_person_concern_them_too(editor, mara):
    ada, tilly = PersonFactory(name="Ada Vance"), PersonFactory(name="Tilly Vance")
    earlier = curation.confirm(rows=[QuoteFactory(speaker=tilly)], by=mara)
    merge = curation.merge_people(keep=ada, merge=tilly, by=mara)
    assert listed(editor, person=ada.slug) == listed(editor, person=tilly.slug) == {earlier.pk, merge.pk}


def test_decisions_on_one_row_or_on_all_of_an_article_are_asked_for_from_their_pages(editor, mara):
    quote = QuoteFactory()
    depiction = CaptionFactory(article=quote.article, people=[PersonFactory()]).depictions.get()
    told = EventMentionFactory(article=quote.article)
    on_quote, *others = [curation.confirm(rows=[row], by=mara) for row in (quote, depiction, told)]
    curation.confirm(rows=[QuoteFactory()], by=mara)
    for row, found in [
        (quote, {on_quote.pk}),
        (quote.article, {on_quote.pk, *(entry.pk for entry in others)}),
        (depiction.caption, {others[0].pk}),
        (told.event, {others[1].pk}),
    ]:
        query = f"row={row._meta.model_name}-{row.pk}"
        assert f"{LEDGER}?{query}" in editor.get(row.get_absolute_url()).content.decode()
        assert {entry.decision.pk for entry in editor.get(f"{LEDGER}?{query}").context["entries"]} == found


@pytest.mark.parametrize("asked", ["quote-999", "quote-x", "user-1", "quote-" + "9" * 30, "\0"])
def test_a_row_that_is_not_there_is_an_error_and_lists_nothing(editor, mara, asked):
    curation.confirm(rows=[QuoteFactory()], by=mara)
    assert listed(editor, row=asked) == set()
    assert "Change that in the filter" in page(editor, row=asked)


@pytest.mark.parametrize("text", RUBBISH.values(), ids=RUBBISH)
def test_the_ledger_is_calm_about_rubbish(editor, mara, text):
    curation.confirm(rows=[QuoteFactory()], by=mara)
    for name in ("q", "editor", "person", "row", "from", "to", "year", "kind", "stands", "sort", "page"):
        assert editor.get(LEDGER, {name: text}).status_code == 200, name


def test_a_decision_is_undone_and_done_again_from_the_ledger(editor, mara):
    quote = QuoteFactory()
    entry = curation.confirm(rows=[quote], by=mara)
    assert "undid" in undo(editor, entry, reason="It was the next one.")
    assert Quote.objects.get().review == Review.MACHINE
    undone = entry.undone_by
    assert undone.reason == "It was the next one."
    assert "undone</span> by mara" in page(editor, stands="no")
    assert f'action="{reverse("decision_undo", args=[undone.pk])}"' in page(editor, stands="no")
    undo(editor, undone)
    assert Quote.objects.get().review == Review.CONFIRMED
    text = page(editor, kind="confirm")
    assert "done again by mara" in text
    assert f'action="{reverse("decision_undo", args=[undone.undone_by.pk])}"' in text


def test_what_others_built_on_says_what_to_undo_first_and_leads_there(editor, mara):
    quote = QuoteFactory()
    first = curation.set_speaker(quote=quote, person=PersonFactory(), by=mara)
    second = curation.set_speaker(quote=quote, person=PersonFactory(name="Bo Tarn"), by=mara)
    text = page(editor)
    assert f'undo what builds on it: <a href="{second.get_absolute_url()}"' in text
    assert f'action="{reverse("decision_undo", args=[first.pk])}"' not in text
    assert f'action="{reverse("decision_undo", args=[second.pk])}"' in text
    assert "Undo this first" in undo(editor, first)


def test_a_reader_reads_the_ledger_and_undoes_nothing(client, mara):
    entry = curation.confirm(rows=[QuoteFactory()], by=mara)
    reader = UserFactory()
    client.force_login(reader)
    assert client.get(LEDGER).status_code == 403
    assert LEDGER not in client.get(reverse("home")).content.decode()
    reader.groups.add(Group.objects.get(name="Reader"))
    assert listed(client) == {entry.pk}
    assert LEDGER in client.get(reverse("home")).content.decode()
    assert 'class="undo"' not in page(client)
    assert client.post(reverse("decision_undo", args=[entry.pk])).status_code == 403
    assert Quote.objects.get().review == Review.CONFIRMED


def test_what_others_decided_on_many_rows_an_archivist_takes_back(editor, client):
    archivist = UserFactory(is_staff=True, role="Archivist")
    QuoteFactory.create_batch(MOST_AT_ONCE + 1)
    entry = curation.confirm(rows=Quote.objects.all(), by=archivist)
    assert "an archivist’s to undo" in page(editor)
    assert 'class="undo"' not in page(editor)
    assert "101 rows are more than 100" in undo(editor, entry)
    assert Quote.objects.unreviewed().count() == 0
    client.force_login(archivist)
    undo(client, entry)
    assert Quote.objects.decided().count() == 0


def test_what_an_editor_decided_on_many_rows_is_theirs_to_take_back(editor, mara):
    QuoteFactory.create_batch(MOST_AT_ONCE + 1)
    undo(editor, curation.confirm(rows=Quote.objects.all(), by=mara))
    assert Quote.objects.decided().count() == 0


def test_undoing_leads_back_to_the_page_that_asked_and_nowhere_else(editor, mara):
    for asked, led in [("/decisions/?editor=mara", "/decisions/?editor=mara"), ("https://elsewhere.test/", LEDGER)]:
        entry = curation.confirm(rows=[QuoteFactory()], by=mara)
        answer = editor.post(reverse("decision_undo", args=[entry.pk]), {"next": asked})
        assert answer.url == led


def test_a_page_of_the_ledger_takes_as_many_queries_for_many_decisions_as_for_few(editor, mara):
    def decide():
        quote, person = QuoteFactory(), PersonFactory()
        curation.set_speaker(quote=quote, person=person, by=mara)
        curation.confirm(rows=[CaptionFactory(), MentionFactory(person=person), EventMentionFactory()], by=mara)
        entry = curation.rename_person(person=person, name="Someone Else", by=mara)
        undone = curation.undo(entry=entry, by=mara)
        curation.undo(entry=undone, by=mara)

    counts = []
    for _ in range(2):
        for _ in range(3):
            decide()
        editor.get(LEDGER)
        with CaptureQueriesContext(connection) as queries:
            assert editor.get(LEDGER).status_code == 200
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 30


def test_of_a_decision_on_many_rows_a_few_are_told_and_the_rest_counted(editor, mara):
    entry = curation.confirm(rows=[QuoteFactory() for _ in range(15)], by=mara)
    listed_entry = editor.get(LEDGER).context["entries"][0]
    assert (len(listed_entry.lines), listed_entry.more) == (12, 3)
    assert len(editor.get(entry.get_absolute_url()).context["entry"].lines) == 15


def test_decisions_on_names_and_links_lead_to_their_article(editor, mara):
    name = EntityMentionFactory()
    link = RelatedLinkFactory(article=name.article)
    curation.confirm(rows=[name], by=mara), curation.confirm(rows=[link], by=mara)
    page = name.article.get_absolute_url()
    addresses = {entry.address for entry in editor.get(LEDGER, {"article": name.article_id}).context["entries"]}
    assert addresses == {f"{page}#n-{name.pk}", page}
