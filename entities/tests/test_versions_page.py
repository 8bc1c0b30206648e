"""That article was corrected: what else is affected?"""

import pytest
from django.urls import reverse

from articles.models import Review
from entities import curation
from entities.models import Decision, Mention, Quote, Suggestion
from entities.queue import KINDS
from entities.tests.extractions import Said, Shown, extraction, store, stored
from entities.tests.factories import PersonFactory, UserFactory
from newsroom.tests.looking import look_at

pytestmark = pytest.mark.django_db

FIRST = """Lock opens

"We waited nine years for this day," Ada Quill said.

"It was well worth the trouble," Bo Tarn said.

Ada Quill at the lock.
"""
SECOND = FIRST.replace("nine years", "ten years").replace('"It was well worth the trouble," Bo Tarn said.\n\n', "")
NINE, WORTH = "We waited nine years for this day,", "It was well worth the trouble,"


def read(text):
    said = [(NINE, "Ada Quill"), (NINE.replace("nine", "ten"), "Ada Quill"), (WORTH, "Bo Tarn")]
    return extraction(
        text,
        people=[name for name in ("Ada Quill", "Bo Tarn") if name in text],
        quotes=[Said((words,), by=by) for words, by in said if words in text],
        captions=[Shown("Ada Quill at the lock.", ("Ada Quill",))],
    )


@pytest.fixture
def editor(client):
    user = UserFactory(username="Mara", role="Editor")
    client.force_login(user)
    client.user = user
    return client


@pytest.fixture
def cy():
    return PersonFactory(name="Cy Welk", confirmed=True)


def address():
    return reverse("article_versions", args=[stored().pk])


def html(client, query=""):
    return client.get(address() + query).content.decode()


def decisions_on(response):
    return [f"{risk.key} {risk.seen}" for risk in response.context["risks"]]


def accept(client, *, which=slice(None)):
    chosen = decisions_on(client.get(address()))[which]
    return client.post(address(), {"decision": chosen}, follow=True).content.decode()


def test_the_article_page_leads_to_its_versions(reader):
    store(read(FIRST))
    assert "version 1 of 1" in reader.get(stored().get_absolute_url()).content.decode()
    assert "One version" in html(reader)
    store(read(SECOND))
    assert "version 2 of 2" in reader.get(stored().get_absolute_url()).content.decode()


def test_the_difference_is_shown_word_by_word_with_what_it_touches(reader):
    store(read(FIRST))
    store(read(SECOND))
    shown = html(reader)
    assert "We waited <del>nine </del><ins>ten </ins>years" in shown
    assert [
        (row.kind, row.what, row.before, row.after) for row in reader.get(address()).context["comparison"].touched
    ] == [
        ("quote", "changed", NINE, NINE.replace("nine", "ten")),
        ("quote", "gone", WORTH, ""),
    ]


def test_any_two_versions_can_be_compared(reader):
    for text in (FIRST, SECOND, FIRST):
        store(read(text))
    assert "From version 2 to version 3" in html(reader)
    assert "the same, paragraph for paragraph" in html(reader, "?from=1&to=3")
    assert "From version 2 to version 3" in html(reader, "?from=x&to=99")


def test_words_that_only_moved_down_are_not_touched_and_those_that_changed_places_are(reader):
    store(read(FIRST))
    store(read("A line more\n\n" + FIRST))
    assert reader.get(address()).context["comparison"].touched == []
    lines = FIRST.strip().split("\n\n")
    store(read("\n\n".join([lines[0], lines[2], lines[1], lines[3]]) + "\n"))
    assert {row.what for row in reader.get(address()).context["comparison"].touched} == {"moved"}


def test_other_articles_that_carry_the_older_words_are_named(reader):
    store(read(FIRST))
    store(read("Elsewhere\n\n" + FIRST), source="b")
    store(read(SECOND))
    changed = reader.get(address()).context["comparison"].touched[0]
    assert [quote.article.source for quote in changed.elsewhere] == ["b"]


def test_a_decision_is_carried_over_to_the_words_that_came_in_its_place(editor, cy):
    store(read(FIRST))
    curation.set_speaker(quote=Quote.objects.get(parts__text=NINE), person=cy, by=editor.user)
    curation.set_about(quote=Quote.objects.get(parts__text=NINE), people=[cy], by=editor.user)
    store(read(SECOND))
    said = accept(editor)
    assert "1 decision settled" in said
    assert f'href="{Decision.objects.first().get_absolute_url()}">Look at it' in said
    quote = Quote.objects.get(parts__text=NINE.replace("nine", "ten"))
    assert list(quote.about.all()) == [cy]
    assert (quote.speaker, quote.review, quote.reviewed_by) == (cy, Review.EDITED, editor.user)
    assert Decision.objects.first().verb == "carry_over"
    assert decisions_on(editor.get(address())) == []


def test_a_decision_without_words_in_its_place_goes_back_to_the_machine(editor):
    store(read(FIRST))
    curation.confirm(rows=[Quote.objects.get(parts__text=WORTH)], by=editor.user)
    store(read(SECOND))
    accept(editor)
    store(read(SECOND))
    assert not Quote.objects.filter(parts__text=WORTH).exists()
    assert Decision.objects.first().verb == "restore"


def test_all_decisions_are_accepted_at_once_or_none(editor, cy):
    store(read(FIRST))
    curation.confirm(rows=[*Quote.objects.all(), Mention.objects.get(text="Bo Tarn")], by=editor.user)
    store(read(SECOND))
    stale = decisions_on(editor.get(address()))
    assert len(stale) == 3
    curation.reject(rows=[Quote.objects.get(parts__text=WORTH)], by=UserFactory(username="Ines"))
    before = Decision.objects.count()
    said = editor.post(address(), {"decision": stale}, follow=True).content.decode()
    assert "Ines decided on this" in said
    assert Decision.objects.count() == before
    assert "3 decisions settled" in accept(editor)


def test_what_the_machine_now_says_otherwise_stands_there_too(editor, cy):
    store(read(FIRST))
    curation.set_speaker(quote=Quote.objects.get(parts__text=NINE), person=cy, by=editor.user)
    text = FIRST.replace("Ada Quill said", "Bo Tarn said")
    store(extraction(text, people=["Ada Quill", "Bo Tarn"], quotes=[Said((NINE,), by="Bo Tarn")]))
    page = editor.get(address())
    assert [suggested.suggestion.words for suggested in page.context["suggestions"]] == ["Bo Tarn"]
    assert "The machine now says otherwise" in page.content.decode()
    assert ("It stands as", "Cy Welk") in KINDS["suggestions"].evidence(Suggestion.objects.get())


def test_readers_see_what_is_at_risk_and_cannot_accept(reader):
    store(read(FIRST))
    curation.confirm(rows=Quote.objects.filter(parts__text=WORTH), by=UserFactory())
    store(read(SECOND))
    shown = html(reader)
    assert "Decisions whose words are gone" in shown
    assert "Accept" not in shown.split("<ul", 1)[1].split("</section>")[0]
    assert reader.post(address(), {"decision": decisions_on(reader.get(address()))}).status_code == 403


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_the_page_of_versions_is_readable_wide_and_narrow_light_and_dark(page, sign_in, editor, cy):
    store(read(FIRST))
    curation.set_speaker(quote=Quote.objects.get(parts__text=NINE), person=cy, by=editor.user)
    curation.confirm(rows=Quote.objects.filter(parts__text=WORTH), by=editor.user)
    store(read(SECOND))
    look_at(sign_in(page, editor.user), address())
