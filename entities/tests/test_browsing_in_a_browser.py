"""The lists and pages in a real browser: no accessibility violation, no overflow, no script needed."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from entities.tests.factories import UserFactory
from entities.tests.indexing import fill_index

LONG = "a" * 300
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

ADDRESSES = [
    "/articles/?q=lock",
    "/search/?q=lock",
    "/search/?q=lock&kind=event",
    f"/search/?q={LONG}",
    "/people/",
    f"/people/?q={LONG}",
    "/quotes/?speaker=ada-quill",
    "/quotes/?speaker=cy-welk&about=bo-tarn",
    "/quotes/?year=soon&speaker=l&from=x",
    "/captions/",
    "/events/",
    "/people/ada-quill/",
    f"/people/ada-quill/?q={LONG}",
    "/people/ada-quill/?tab=pictured",
    "/people/ada-quill/?tab=events",
    "/events/2002-lantern-parade/",
    f"/events/2002-lantern-parade/?q={LONG}",
]


@pytest.fixture
def tab(page, sign_in, archive):
    return sign_in(page, UserFactory())


@pytest.mark.parametrize(("width", "scheme"), [(390, "dark"), (1280, "light"), (1600, "dark")])
def test_pages_are_accessible_and_fit_the_screen(tab, archive, width, scheme):
    tab.set_viewport_size({"width": width, "height": 900})
    tab.emulate_media(color_scheme=scheme)
    own_pages = [archive.quotes.early.get_absolute_url(), archive.caption.get_absolute_url()]
    for address in [*ADDRESSES, *own_pages]:
        tab.goto(address)
        violations = [(found["id"], found["nodes"][0]["html"]) for found in Axe().run(tab).response["violations"]]
        assert violations == [], address
        assert tab.evaluate("document.documentElement.scrollWidth") <= width, address
    assert tab.complaints == []


@pytest.mark.parametrize("address", ["/", "/quotes/"])
def test_a_name_is_completed_in_the_box_of_the_search_and_opened_by_keyboard(tab, archive, address):
    fill_index()
    tab.goto(address)
    tab.keyboard.press("/")
    tab.keyboard.type("qui")
    expect(tab.get_by_role("listbox", name="people").get_by_role("option")).to_have_count(1)
    assert [found["id"] for found in Axe().run(tab).response["violations"]] == []
    tab.keyboard.press("Escape")
    tab.keyboard.type("l")
    expect(tab.get_by_role("option")).to_have_count(1)
    tab.keyboard.press("ArrowDown")
    tab.keyboard.press("Enter")
    tab.wait_for_url("**/people/ada-quill/")
    tab.keyboard.press("/")
    tab.keyboard.type("quil")
    expect(tab.get_by_role("option")).to_have_count(1)
    tab.keyboard.press("Enter")
    tab.wait_for_url("**/search/?q=quil")
    assert tab.complaints == []


def test_filter_works_by_keyboard_and_without_script(open_tab, sign_in, archive):
    tab = sign_in(open_tab(java_script_enabled=False), UserFactory())
    tab.goto("/quotes/")
    tab.get_by_label("Ada Quill").first.focus()
    tab.keyboard.press("Space")
    tab.keyboard.press("Enter")
    tab.wait_for_url("**/quotes/?*speaker=ada-quill*")
    assert tab.get_by_role("heading", level=1).inner_text() == "2 quotes by Ada Quill"
    tab.get_by_role("link", name="Remove speaker: Ada Quill").click()
    assert tab.get_by_role("heading", level=1).inner_text() == "4 quotes"


def test_ticking_a_choice_applies_it(tab):
    tab.goto("/quotes/")
    tab.get_by_label("Ada Quill").first.check()
    tab.wait_for_url("**/quotes/?speaker=ada-quill")
    assert tab.get_by_role("heading", level=1).inner_text() == "2 quotes by Ada Quill"


def test_rows_are_gone_through_and_opened_by_keys(tab, archive):
    tab.goto("/quotes/")
    for key in "jjjk":
        tab.keyboard.press(key)
    expect(tab.locator(":focus")).to_have_attribute("href", archive.quotes.answer.get_absolute_url())
    for key in "jjjj":  # the last row is the last
        tab.keyboard.press(key)
    tab.keyboard.press("Enter")
    tab.wait_for_url(f"**{archive.quotes.early.get_absolute_url()}")
    assert tab.complaints == []


def test_keys_lead_to_the_words_and_files_of_a_list_and_from_tab_to_tab(tab, archive):
    tab.goto("/quotes/")
    tab.keyboard.press("j")
    row = tab.locator(":focus").get_attribute("href")
    for keys in ("/", "Escape"):
        tab.keyboard.press(keys)
    expect(tab.locator(":focus")).to_have_attribute("href", row)
    tab.keyboard.press("w")
    expect(tab.get_by_label("Words")).to_be_focused()
    tab.goto("/quotes/")
    tab.keyboard.press("e")
    expect(tab.get_by_role("link", name="CSV")).to_be_visible()
    tab.goto("/people/ada-quill/?tab=said")
    tab.keyboard.press("]")
    tab.wait_for_url("**/people/ada-quill/?tab=about")
    tab.keyboard.press("[")
    tab.wait_for_url("**/people/ada-quill/?tab=said")
    tab.keyboard.press("s")
    tab.wait_for_url("**/saved/add/?at=**")
    assert tab.complaints == []


def test_the_credit_of_a_caption_is_copied_by_a_key(tab):
    tab.context.grant_permissions(["clipboard-read", "clipboard-write"])
    tab.goto("/captions/")
    tab.keyboard.press("j")
    tab.keyboard.press("c")
    expect(tab.locator(".told")).to_contain_text("Credit copied")


def test_the_list_is_two_stops_away_from_the_top_of_the_page(tab):
    for address in ("/quotes/", "/people/ada-quill/", "/events/2002-lantern-parade/", "/search/?q=lock"):
        tab.goto(address)
        tab.keyboard.press("Tab")
        tab.keyboard.press("Tab")
        expect(tab.locator(":focus")).to_have_text("Skip to the list")
        tab.keyboard.press("Enter")
        expect(tab.locator("#list-results")).to_be_focused()


def test_a_printed_event_has_its_statements_and_no_lists_of_names(tab, admin_user, sign_in):
    sign_in(tab, admin_user)
    tab.goto("/events/2002-lantern-parade/")
    tab.emulate_media(media="print")
    for left_out in ("Statements by", "Who took part", "Correct in the admin", "Split", "Choose a speaker"):
        expect(tab.get_by_text(left_out, exact=left_out != "Who took part")).to_be_hidden()
    expect(tab.get_by_text("Bo did his best").first).to_be_visible()
    expect(tab.get_by_text("How we know")).to_be_visible()
    expect(tab.locator("[data-open]").first).to_be_hidden()  # what only a click makes sense of


def test_a_printed_list_says_its_filter_once(tab):
    tab.goto("/articles/?person=ada-quill")
    tab.emulate_media(media="print")
    expect(tab.get_by_role("heading", level=1)).to_have_text("2 articles mentioning Ada Quill")
    expect(tab.locator(".chips")).to_be_hidden()
    expect(tab.get_by_role("link", name="Quill opens the new lock")).to_be_visible()


def test_checked_quotes_are_read_from_their_verdicts(tab):
    tab.goto("/check/")
    assert tab.title() == "Check quotes · The Archive"
    for draft, begins in [("“Bo did his best”", "1 verbatim"), ("One", "There is no quotation")]:
        tab.get_by_label("Draft").fill(draft)
        tab.get_by_role("button", name="Check").click()
        expect(tab.locator(":focus")).to_contain_text(begins)
        expect(tab.locator(":focus")).to_be_in_viewport()
    assert tab.title() == "No quotation · Check quotes · The Archive"
    tab.goto("/check/?q=Bo+did+his+best")
    assert tab.title() == "1 verbatim · Check quotes · The Archive"
