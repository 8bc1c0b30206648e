"""The desk in a real browser, which complains where a page breaks the content policy."""

import pytest
from django.urls import reverse

from articles.models import Review
from entities.models import Quote
from entities.tests.factories import CaptionFactory, PersonFactory, QuoteFactory
from entities.tests.indexing import fill_index

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def desk(page, sign_in, editor):
    return sign_in(page, editor)


def test_a_speaker_is_chosen_by_typing_a_name(desk):
    quote, speaker = QuoteFactory(), PersonFactory(name="Ada Vance", description="mayor of Harrowmere")
    fill_index()
    desk.goto(reverse("admin:entities_quote_change", args=[quote.pk]))
    desk.get_by_role("combobox", name="Speaker").click()
    desk.keyboard.type("Ada")
    desk.get_by_role("option", name="Ada Vance – mayor of Harrowmere").click()
    desk.get_by_label("Why").fill("Named above.")
    desk.get_by_role("button", name="Save and stay").click()
    desk.get_by_text("Set the speaker").wait_for()
    assert desk.complaints == []
    quote = Quote.objects.get()
    assert (quote.speaker, quote.review) == (speaker, Review.EDITED)


def test_the_keys_are_told_where_no_page_has_keys_of_its_own(desk):
    desk.goto(reverse("admin:entities_quote_changelist"))
    desk.keyboard.press("?")
    desk.get_by_role("dialog", name="Keys").get_by_text("to the search box").wait_for()
    desk.keyboard.press("Escape")
    desk.keyboard.press("/")
    assert desk.evaluate("document.activeElement.id") == "searchbar"
    assert desk.complaints == []


def test_the_desk_is_printed_without_a_complaint(desk):
    desk.goto(reverse("admin:entities_quote_changelist"))
    desk.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert desk.complaints == []


def test_a_row_is_confirmed_with_a_button_and_many_from_the_list(desk):
    first, second = QuoteFactory(), QuoteFactory()
    desk.goto(reverse("admin:entities_quote_change", args=[first.pk]))
    desk.get_by_role("button", name="Confirm").click()
    desk.get_by_text("Confirmed:").wait_for()
    desk.goto(reverse("admin:entities_quote_changelist") + "?work=unreviewed")
    desk.get_by_label("Select all objects on this page for an action").check()
    desk.get_by_label("Action:").select_option(label="Reject the selected")
    desk.get_by_role("button", name="Go").click()
    desk.get_by_text("Rejected:").wait_for()
    assert desk.complaints == []
    assert [quote.review for quote in Quote.objects.order_by("pk")] == [Review.CONFIRMED, Review.REJECTED]
    assert second.pk == Quote.objects.get(review=Review.REJECTED).pk


def test_two_people_of_one_photo_are_merged_after_a_second_yes(desk):
    keep, merged = PersonFactory(name="Ada Vance"), PersonFactory(name="Tilly Vance")
    CaptionFactory(people=[keep, merged])
    desk.goto(f"{reverse('admin:entities_person_merge')}?people={keep.pk}&people={merged.pk}")
    desk.get_by_role("radio", name="Ada Vance : keep this page").check()
    desk.get_by_label("they are one person all the same").check()
    desk.get_by_role("button", name="Merge 2 people").click()
    desk.get_by_text("Merged: Tilly Vance into Ada Vance").wait_for()
    assert desk.complaints == []
    merged.refresh_from_db()
    assert merged.survivor == keep
