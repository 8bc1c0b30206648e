"""Every list and form of the desk in a real browser, held to what the archive's own pages are."""

import io

import pytest
from django.contrib import admin
from django.contrib.auth.models import User
from django.core.management import call_command
from django.urls import reverse

from articles.models import Article, Caption, IngestRun
from entities import curation
from entities.models import Decision, Event, Mention, Person, Quote
from entities.queue import waiting
from entities.tests.factories import (
    ArticleFactory,
    CaptionFactory,
    EventFactory,
    EventMentionFactory,
    EventParticipantFactory,
    IngestRunFactory,
    MentionFactory,
    PersonFactory,
    QuoteFactory,
    UserFactory,
)
from newsroom.tests.looking import NARROW, WIDE, check, look_at

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

FORMS = [Article, Caption, Decision, Event, IngestRun, Mention, Person, Quote]


@pytest.fixture
def desk(page, sign_in):
    """A tab of an Archivist who decided on a quote; one row of most things."""
    archivist = UserFactory(is_staff=True, role="Archivist")
    article = ArticleFactory(run=IngestRunFactory(), publisher="")
    speaker, other = PersonFactory(name="Ottilie Vance"), PersonFactory(name="Tilly Vance")
    MentionFactory(article=article, person=speaker)
    MentionFactory(article=article, person=None, words="Vance", after=60, chain=9)
    quote = QuoteFactory(article=article, speaker=speaker)
    QuoteFactory(article=article, speaker=None)
    CaptionFactory(article=article, people=[speaker, other])
    event = EventFactory()
    EventMentionFactory(article=article, event=event)
    EventParticipantFactory(article=article, event=event, person=speaker)
    curation.confirm(rows=[quote], by=archivist, reason="Read against the page.")
    return sign_in(page, archivist)


def address(model: type, view: str, *args) -> str:
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_{view}", args=args)


def test_index_is_accessible(desk):
    look_at(desk, reverse("admin:index"))


def test_lists_are_accessible(desk):
    for model in admin.site._registry:
        if model._meta.app_label in ("articles", "auth", "entities"):
            look_at(desk, address(model, "changelist"))


def test_list_where_nothing_matches_is_accessible(desk):
    look_at(desk, address(Quote, "changelist") + "?q=zzzz")


@pytest.mark.parametrize("model", FORMS)
def test_form_is_accessible(desk, model):
    look_at(desk, address(model, "change", model.objects.first().pk))


def test_decisions_on_a_row_are_accessible(desk):
    look_at(desk, address(Quote, "history", Quote.objects.first().pk))


def test_question_before_a_merge_is_accessible(desk):
    people = "&".join(f"people={person.pk}" for person in Person.objects.all())
    look_at(desk, f"{address(Person, 'merge')}?{people}")


def test_question_before_events_are_merged_is_accessible(desk):
    EventFactory(name="Lantern March")
    events = "&".join(f"events={event.pk}" for event in Event.objects.all())
    look_at(desk, f"{address(Event, 'merge')}?{events}")


@pytest.mark.parametrize("model", [Person, Event])
def test_page_on_which_one_becomes_two_is_accessible(desk, model):
    page = address(model, "split", model.objects.filter(mentions__isnull=False).first().pk)
    look_at(desk, page)
    desk.locator("input[name=tick]").first.check()
    desk.get_by_role("button", name="Show what would move").last.click()
    desk.wait_for_url("**/split/#result")
    check(desk, f"{page}, with the result")


def test_question_about_two_who_may_be_one_is_accessible(desk):
    for name in ("Sergei Orlow", "Sergey Orlov"):
        MentionFactory(person=PersonFactory(name=name))
    call_command("find_duplicates", stdout=io.StringIO())
    look_at(desk, reverse("admin:queue_kind", args=["duplicates"]))
    assert desk.get_by_role("heading", name="Sergei Orlow").is_visible()


def test_question_before_deciding_on_all_that_match_is_accessible(desk, monkeypatch):
    monkeypatch.setattr("entities.admin.bulk.TYPED_ABOVE", 0)
    for size, scheme in [(WIDE, "light"), (NARROW, "dark")]:
        desk.set_viewport_size(size)
        desk.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        desk.goto(address(Quote, "changelist"))
        desk.get_by_label("all that match").check()
        desk.locator("select[name=action]").select_option("reject_rows")
        desk.get_by_role("button", name="Go").click()
        check(desk, "the question before deciding on all")
    desk.get_by_label("How many").fill("2")
    desk.keyboard.press("Enter")
    desk.get_by_text("Rejected: 2 quotes").wait_for()
    assert set(Quote.objects.values_list("review", flat=True)) == {"rejected"}


def test_review_queue_is_accessible(desk):
    look_at(desk, reverse("admin:queue"))
    for waits in waiting():
        look_at(desk, reverse("admin:queue_kind", args=[waits.kind.slug]))
    look_at(desk, reverse("admin:queue_kind", args=["changed-quotes"]))
    desk.keyboard.press("?")
    check(desk, "the list of keys")


@pytest.mark.parametrize("model", [Person, Event])
def test_adding_is_accessible(desk, model):
    look_at(desk, address(model, "add"))


def test_export_is_accessible(desk):
    look_at(desk, address(Quote, "export") + "?review__exact=confirmed")


def test_import_is_accessible(desk):
    look_at(desk, address(Quote, "import"))
    decided, other = Quote.objects.order_by("pk")
    for page, state in (("the difference", "confirmed"), ("the refusal", "edited")):
        desk.goto(address(Quote, "import"))
        sheet = f"id,review\n{other.pk},{state}\n{decided.pk},rejected\n".encode()
        desk.set_input_files("[name=import_file]", {"name": "sheet.csv", "mimeType": "text/csv", "buffer": sheet})
        desk.click("text=Show what it would change")
        assert desk.complaints == []
        check(desk, page)
        desk.complaints.clear()  # looking itself writes styles into some forms, to which the policy objects


def test_forms_of_an_account_are_accessible(desk):
    look_at(desk, address(User, "add"))
    look_at(desk, address(User, "change", User.objects.first().pk))
