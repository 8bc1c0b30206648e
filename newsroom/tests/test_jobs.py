"""What an editor does in a day, from the front page to the answer, by the keyboard alone."""

import re

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from entities.tests.conftest import archive  # noqa: F401
from entities.tests.factories import QuoteFactory, UserFactory
from entities.tests.indexing import fill_index

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

MOST_STEPS = 150
SENTENCE = "[data-sentence]"


@pytest.fixture
def tab(page, sign_in, archive):  # noqa: F811
    QuoteFactory(article=archive.courier, speaker=archive.bo, words="We waited nine years for this day")
    fill_index()
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    tab = sign_in(page, UserFactory())
    tab.goto(reverse("home"))
    yield tab
    assert tab.complaints == []


def reach(tab, wanted) -> None:
    """Go to an element as a keyboard does: Tab by Tab."""
    for _ in range(MOST_STEPS):
        if wanted.count() and wanted.first.evaluate("element => element === document.activeElement"):
            return
        tab.keyboard.press("Tab")
    raise AssertionError(f"{wanted} cannot be reached with the Tab key")


def follow(tab, wanted) -> None:
    reach(tab, wanted)
    tab.keyboard.press("Enter")


def section(tab, name: str) -> None:
    follow(tab, tab.get_by_role("navigation", name="Sections").get_by_role("link", name=name))
    expect(tab.locator(".sections [aria-current]")).to_have_text(name)


def test_1_has_this_person_said_that_before(tab):
    tab.keyboard.press("/")
    tab.keyboard.type("ada quill")
    tab.keyboard.press("Enter")
    follow(tab, tab.locator(".search-head .tabs").get_by_role("link", name="People"))
    follow(tab, tab.locator(".results").get_by_role("link", name="Ada Quill"))
    reach(tab, tab.locator("#filter-q"))
    tab.keyboard.type("sorry")
    expect(tab.locator(SENTENCE)).to_have_text("1 quote by Ada Quill containing “sorry”")
    expect(tab.locator(".hit")).to_have_text("sorry")
    reach(tab, tab.locator(".cite summary"))
    tab.keyboard.press("c")
    expect(tab.locator(".told")).to_have_text("Copied with its source")
    assert "I am sorry that Bo goes" in tab.evaluate("navigator.clipboard.readText()")


def test_2_is_this_quote_exact_and_who_said_it(tab):
    section(tab, "Check")
    reach(tab, tab.locator("#draft"))
    tab.keyboard.insert_text("“We waited ten years for this day,” Ada Quill said.")
    follow(tab, tab.get_by_role("button", name="Check"))
    expect(tab.locator("h1")).to_have_text("1 altered and by another speaker")
    expect(tab.locator("del")).to_have_text("printed: nine ")
    expect(tab.locator(".check-row .by").first).to_have_text("Bo Tarn")


def test_3_the_photo_of_a_with_b_that_we_may_use(tab):
    section(tab, "Captions")
    for name in ("Ada Quill", "Bo Tarn"):
        reach(tab, tab.get_by_role("checkbox", name=name))
        tab.keyboard.press("Space")
        expect(tab.locator(".chips")).to_contain_text(name)
    expect(tab.locator(SENTENCE)).to_have_text("1 caption showing Ada Quill and Bo Tarn")
    follow(tab, tab.locator(".copy-credit"))
    expect(tab.locator(".told")).to_have_text("Credit copied")
    assert tab.evaluate("navigator.clipboard.readText()") == tab.locator("[id^=credit-]").inner_text().strip()


def test_4_what_did_they_say_about_it_at_the_time_in_order(tab):
    section(tab, "Events")
    follow(tab, tab.locator(".results").get_by_role("link", name="2002 Lantern Parade"))
    expect(tab.locator(".timeline h3").first).to_contain_text("14 May 2003")
    follow(tab, tab.locator("#list-speakers a"))
    expect(tab.locator(".chips")).to_contain_text("Ada Quill")
    expect(tab.locator(".timeline blockquote")).to_have_count(1)


def test_5_who_is_this_and_how_do_we_write_the_name(tab):
    section(tab, "People")
    follow(tab, tab.locator(".results").get_by_role("link", name="Ada Quill"))
    expect(tab.get_by_role("heading", name="Ada Quill", level=1)).to_be_visible()
    for heading in ("Written as", "Often in the same article"):
        expect(tab.get_by_role("heading", name=heading)).to_be_visible()
    follow(tab, tab.locator(".tabs").get_by_role("link", name="Mentioned"))
    follow(tab, tab.locator(".results").get_by_role("link", name="Tarn leaves the board"))
    expect(tab.locator("[data-told]")).to_have_text("1 mention")
    tab.wait_for_load_state()
    tab.keyboard.press("j")
    expect(tab.locator("[data-told]")).to_have_text("Mention 1 of 1")


def test_9_everything_said_about_a_by_others(tab):
    tab.goto("/people/bo-tarn/")
    follow(tab, tab.locator(".tabs").get_by_role("link", name="Said about"))
    expect(tab.locator(SENTENCE)).to_have_text("2 quotes about Bo Tarn")
    follow(tab, tab.get_by_role("link", name="Open this list with all filters"))
    reach(tab, tab.get_by_role("checkbox", name="confirmed"))
    tab.keyboard.press("Space")
    expect(tab.locator(SENTENCE)).to_have_text("1 quote about Bo Tarn, confirmed by an editor")
    follow(tab, tab.locator("summary", has_text="Export"))
    reach(tab, tab.get_by_role("link", name="CSV"))


def test_back_from_a_row_the_keyboard_is_where_it_left(tab):
    section(tab, "Quotes")
    tab.wait_for_load_state()
    rows = tab.locator("[data-open]")
    for number in range(2):
        tab.keyboard.press("j")
        expect(rows.nth(number)).to_be_focused()
    left = rows.nth(1).get_attribute("href")
    tab.keyboard.press("Enter")
    expect(tab).to_have_url(re.compile(f"{left}$"))
    tab.go_back()
    expect(tab).to_have_url(re.compile("/quotes/$"))
    expect(rows.nth(1)).to_be_focused()
