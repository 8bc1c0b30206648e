"""Lists that follow their filter at once, driven by the keyboard in a real browser."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.urls import reverse
from playwright.sync_api import expect

from entities.tests.factories import ArticleFactory, CaptionFactory, PersonFactory, QuoteFactory, UserFactory
from entities.tests.indexing import fill_index

SENTENCE, SAID = "[data-sentence]", "#announced"


@pytest.fixture
def tab(page, sign_in, archive):
    for number in range(50):
        QuoteFactory(article=archive.gazette, speaker=archive.bo, words=f"Word {number} is given")
    fill_index()
    return sign_in(page, UserFactory())


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["article_list", "person_list", "quote_list", "caption_list", "event_list"])
def test_a_list_is_sent_without_its_frame_where_only_the_list_is_asked_for(reader, archive, name):
    whole, part = (reader.get(reverse(name), headers=headers) for headers in ({}, {"HX-Request": "true"}))
    assert "HX-Request" in whole["Vary"]
    assert "<title>" in part.content.decode()
    assert '<nav class="sections"' not in part.content.decode()
    assert len(part.content) < len(whole.content)


@pytest.mark.django_db
def test_a_part_costs_as_many_queries_as_the_page(reader, archive, django_assert_max_num_queries):
    with django_assert_max_num_queries(60) as whole:
        reader.get(reverse("quote_list"))
    with django_assert_max_num_queries(len(whole)):
        reader.get(reverse("quote_list"), headers={"HX-Request": "true"})


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
class TestInABrowser:
    def test_a_ticked_facet_keeps_the_focus_and_is_announced(self, tab):
        tab.goto("/quotes/")
        tab.evaluate("window.stays = true")
        tab.get_by_role("checkbox", name="Ada Quill").first.focus()
        tab.keyboard.press("Space")
        expect(tab.locator(SENTENCE)).to_have_text("2 quotes by Ada Quill")
        expect(tab.locator(SAID)).to_have_text("2 quotes by Ada Quill")
        assert tab.url.endswith("/quotes/?speaker=ada-quill")
        expect(tab.locator(":focus")).to_have_value("ada-quill")
        assert tab.evaluate("window.stays")
        assert tab.title().startswith("2 quotes by Ada Quill")
        tab.keyboard.press("Space")
        expect(tab.locator(SENTENCE)).to_have_text("54 quotes")
        assert tab.complaints == []

    def test_the_list_follows_what_is_typed_and_the_box_is_left_alone(self, tab):
        tab.goto("/quotes/")
        tab.locator("#filter-q").focus()
        tab.keyboard.type("sorry", delay=20)
        expect(tab.locator(SENTENCE)).to_have_text("1 quote containing “sorry”")
        expect(tab.locator(":focus")).to_have_value("sorry")
        tab.get_by_role("link", name="Remove words: sorry").focus()
        tab.keyboard.press("Enter")
        expect(tab.locator(SENTENCE)).to_have_text("54 quotes")
        expect(tab.locator("#filter-q")).to_have_value("")
        expect(tab.locator(":focus")).to_have_text("54 quotes")
        tab.go_back()
        expect(tab.locator(SENTENCE)).to_have_text("1 quote containing “sorry”")

    def test_a_search_follows_its_tabs_its_order_and_its_box(self, tab):
        tab.goto("/search/?q=word&kind=quote")
        tab.evaluate("window.stays = true")
        tab.get_by_role("link", name="Next page").focus()
        tab.keyboard.press("Enter")
        expect(tab.locator(".pagination")).to_contain_text("Page 2 of 3")
        expect(tab.locator(":focus")).to_have_text("50 quotes for “word”")
        tab.get_by_label("Found in").get_by_role("link", name="Captions").focus()
        tab.keyboard.press("Enter")
        expect(tab.locator(SENTENCE)).to_have_text("No captions for “word”")
        expect(tab.locator(SAID)).to_have_text("No captions for “word”")
        expect(tab.locator(":focus")).to_contain_text("Captions")
        assert tab.url.endswith("/search/?q=word&kind=caption")
        tab.locator("#search").fill("headline:")
        expect(tab.locator(SENTENCE)).to_have_text("Nothing to look for in “headline:”")
        expect(tab.locator(":focus")).to_have_id("search")
        tab.locator("#search").fill("loc")
        expect(tab.locator(SENTENCE)).to_have_text("1 article for “loc*”")
        tab.locator("#search").fill("lock")
        tab.keyboard.press("Enter")
        expect(tab.locator(SENTENCE)).to_have_text("1 article for “lock”")
        assert tab.url.endswith("/search/?q=lock")
        assert tab.evaluate("window.stays")
        tab.go_back()
        expect(tab.locator(SENTENCE)).to_have_text("No captions for “word”")
        expect(tab.locator("#search")).to_have_value("word")
        assert tab.complaints == []

    def test_a_year_a_sort_and_a_page_are_chosen_in_place(self, tab):
        tab.goto("/quotes/")
        tab.evaluate("window.stays = true")
        tab.get_by_role("link", name="Next page").focus()
        tab.keyboard.press("Enter")
        expect(tab.get_by_role("link", name="Previous page")).to_be_visible()
        expect(tab.locator(":focus")).to_have_text("54 quotes")
        tab.get_by_role("link", name="Oldest").focus()
        tab.keyboard.press("Enter")
        expect(tab.locator(".sort [aria-current]")).to_have_text("Oldest")
        expect(tab.locator(":focus")).to_have_text("Oldest")
        tab.locator(".year-bars a").last.focus()
        tab.keyboard.press("Enter")
        expect(tab.locator(SENTENCE)).to_have_text("3 quotes, 2020 to 2029")
        expect(tab.locator(".year-bars a").first).to_be_focused()
        tab.locator('[data-keep="year 2021"]').focus()
        tab.keyboard.press("Enter")
        expect(tab.locator(SENTENCE)).to_have_text("3 quotes, 2021")
        expect(tab.locator(":focus")).to_have_attribute("aria-current", "true")
        assert tab.evaluate("window.stays")

    def test_a_value_that_is_left_out_keeps_the_focus_where_it_is_seen(self, tab):
        tab.set_viewport_size({"width": 1280, "height": 500})
        tab.goto("/quotes/")
        out = tab.get_by_role("link", name="Leave out Vale Courier")
        out.focus()
        tab.keyboard.press("Enter")
        expect(tab.locator(SENTENCE)).to_have_text("51 quotes, not from Vale Courier")
        left_out = tab.get_by_role("checkbox", name="not Vale Courier")
        expect(left_out).to_be_focused()
        expect(left_out).to_be_in_viewport()
        tab.keyboard.press("Space")
        expect(tab.locator(SENTENCE)).to_have_text("54 quotes")
        expect(out).to_be_focused()
        expect(out).to_be_in_viewport()

    def test_a_box_that_goes_leaves_the_focus_to_its_group(self, tab, archive):
        for number in range(9):
            CaptionFactory(article=ArticleFactory(), people=[PersonFactory(name=f"Ines Marrow {number}")])
        fill_index()
        tab.set_viewport_size({"width": 1280, "height": 500})
        tab.goto("/captions/")
        tab.locator("#add-person").focus()
        tab.keyboard.type("quill")
        expect(tab.get_by_role("option")).to_have_count(1)
        tab.keyboard.press("ArrowDown")
        tab.keyboard.press("Enter")
        expect(tab.locator(SENTENCE)).to_have_text("1 caption showing Ada Quill")
        expect(tab.locator("#add-person")).to_have_count(0)
        first = tab.get_by_role("group", name="People shown").get_by_role("checkbox").first
        expect(first).to_be_focused()
        expect(first).to_be_in_viewport()

    def test_letters_are_one_step_back_and_a_choice_is_another(self, tab):
        tab.goto("/quotes/")
        steps = tab.evaluate("history.length")
        tab.locator("#filter-q").focus()
        for typed, said in [("s", "s"), ("orr", "sorr…"), ("y", "sorry")]:  # what begins so, where no word is so
            tab.keyboard.type(typed)
            expect(tab.locator(SENTENCE)).to_contain_text(f"containing “{said}”")
            assert tab.evaluate("history.length") == steps + 1
        with tab.expect_response("**/quotes/?*q=sorry*"):
            tab.keyboard.press("Enter")
        tab.get_by_role("link", name="Oldest").focus()
        assert tab.evaluate("history.length") == steps + 1
        tab.keyboard.press("Enter")
        expect(tab.locator(".sort [aria-current]")).to_have_text("Oldest")
        assert tab.evaluate("history.length") == steps + 2
        tab.go_back()
        expect(tab.locator(".sort [aria-current]")).to_have_text("Newest")
        expect(tab.locator(SENTENCE)).to_have_text("1 quote containing “sorry”")
        tab.go_back()
        expect(tab.locator(SENTENCE)).to_have_text("54 quotes")

    def test_a_name_that_several_bear_leads_on_to_them(self, tab):
        tab.goto("/quotes/?speaker=a")
        tab.locator("#add-speaker").fill("a")
        with tab.expect_response("**/quotes/?*speaker=a*"):
            tab.keyboard.press("Enter")
        expect(tab.locator(":focus")).to_have_attribute("data-candidate", "")

    def test_esc_leads_out_of_the_words_and_keeps_them(self, tab):
        tab.goto("/quotes/?q=sorry")
        tab.keyboard.press("w")
        expect(tab.locator(":focus")).to_have_id("filter-q")
        tab.keyboard.press("Escape")
        expect(tab.locator("#filter-q")).not_to_be_focused()
        expect(tab.locator("#filter-q")).to_have_value("sorry")
        expect(tab.locator(SENTENCE)).to_have_text("1 quote containing “sorry”")

    def test_going_back_leads_to_the_list_again(self, tab):
        tab.goto("/quotes/")
        tab.get_by_role("link", name="Oldest").click()
        expect(tab.locator(".sort [aria-current]")).to_have_text("Oldest")
        tab.go_back()
        expect(tab.locator(".sort [aria-current]")).to_have_text("Newest")
        expect(tab.locator(":focus")).to_have_text("54 quotes")

    def test_the_tabs_of_a_person_keep_the_focus_and_are_announced(self, tab):
        tab.goto("/people/ada-quill/?q=sorry")
        tab.evaluate("window.stays = true")
        tab.get_by_label("What the archive holds").get_by_role("link", name="Pictured").focus()
        tab.keyboard.press("Enter")
        expect(tab.locator(SENTENCE)).to_have_text("No captions showing Ada Quill and containing “sorry”")
        expect(tab.locator(SAID)).to_have_text("No captions showing Ada Quill and containing “sorry”")
        expect(tab.locator(":focus")).to_contain_text("Pictured 0")
        expect(tab.locator(":focus")).to_have_attribute("aria-current", "page")
        expect(tab.locator("#filter-q")).to_have_value("sorry")
        tab.locator("#filter-q").select_text()
        tab.keyboard.type("lock", delay=20)
        expect(tab.locator(SENTENCE)).to_have_text("1 caption showing Ada Quill and containing “lock”")
        assert tab.evaluate("window.stays")
        assert tab.complaints == []

    def test_enter_leads_from_the_words_on_to_the_list(self, tab):
        tab.goto("/quotes/")
        tab.locator("#filter-q").focus()
        tab.keyboard.type("sorry")
        tab.keyboard.press("Enter")
        expect(tab.locator(SENTENCE)).to_have_text("1 quote containing “sorry”")
        expect(tab.locator(SENTENCE)).to_be_focused()
        tab.keyboard.press("j")
        expect(tab.locator(".row [data-open]")).to_be_focused()

    def test_a_printed_list_says_where_it_has_come_to(self, tab):
        tab.goto("/quotes/")
        tab.locator("#filter-q").focus()
        tab.keyboard.type("sorry")
        expect(tab.locator(SENTENCE)).to_have_text("1 quote containing “sorry”")
        tab.emulate_media(media="print")
        tab.evaluate("dispatchEvent(new Event('beforeprint'))")
        expect(tab.locator("#printed-from")).to_be_visible()
        expect(tab.locator("#printed-from")).to_have_text(tab.url)
        assert tab.complaints == []

    def test_a_choice_stays_where_it_is_on_the_screen(self, tab, archive):
        for number in range(9):
            QuoteFactory(article=archive.gazette, speaker=PersonFactory(name=f"Ines Marrow {number}"))
        tab.set_viewport_size({"width": 1280, "height": 500})
        tab.goto("/quotes/")
        box = tab.get_by_role("checkbox", name="confirmed by an editor")
        box.scroll_into_view_if_needed()
        top = box.bounding_box()["y"]
        box.focus()
        tab.keyboard.press("Space")
        expect(tab.locator(SENTENCE)).to_contain_text(", confirmed by an editor")
        expect(box).to_be_focused()
        assert abs(box.bounding_box()["y"] - top) < 3

    def test_the_last_question_wins(self, tab):
        """An answer that comes late is not shown over the one to a later question."""
        tab.goto("/quotes/")
        held = []
        tab.route("**/quotes/?*speaker=ada-quill*", lambda route: route.continue_() if held else held.append(route))
        tab.get_by_role("checkbox", name="Ada Quill").first.focus()
        tab.keyboard.press("Space")
        tab.locator("#filter-q").focus()
        tab.keyboard.type("sorry")
        expect(tab.locator(SENTENCE)).to_have_text("1 quote by Ada Quill containing “sorry”")
        assert len(held) == 1
        held[0].abort()

    def test_a_name_is_completed_and_chosen_with_the_arrow_keys(self, tab, archive):
        for number in range(9):  # more than are listed, so that there is a box
            QuoteFactory(article=archive.gazette, speaker=PersonFactory(name=f"Ines Marrow {number}"))
        fill_index()
        tab.set_viewport_size({"width": 1280, "height": 500})
        tab.goto("/quotes/")
        box = tab.locator("#add-speaker")
        box.focus()
        tab.keyboard.type("marrow")
        expect(box).to_have_attribute("aria-expanded", "true")
        expect(tab.get_by_role("status").filter(has_text="9 people. Arrow keys choose.")).to_have_count(1)
        expect(tab.get_by_role("listbox")).to_be_in_viewport(ratio=0.99)
        expect(box).to_be_in_viewport(ratio=0.99)
        assert Axe().run(tab).violations_count == 0
        tab.keyboard.press("Escape")
        expect(box).to_have_attribute("aria-expanded", "false")
        tab.keyboard.press("ArrowDown")
        expect(box).to_have_attribute("aria-expanded", "true")
        tab.keyboard.press("ArrowDown")
        tab.keyboard.press("ArrowDown")
        chosen = tab.locator("[role=option][aria-selected=true]")
        expect(chosen).to_have_count(1)
        assert box.get_attribute("aria-activedescendant") == chosen.get_attribute("id")
        name = chosen.evaluate("option => option.firstChild.textContent")
        tab.keyboard.press("Enter")
        expect(tab.locator(SENTENCE)).to_have_text(f"1 quote by {name}")
        expect(tab.locator("#add-speaker")).to_be_focused()
        assert tab.complaints == []

    def test_what_is_no_list_is_shown_as_a_page(self, tab):
        tab.goto("/quotes/")
        tab.context.clear_cookies()
        tab.get_by_role("checkbox", name="Ada Quill").first.focus()
        tab.keyboard.press("Space")
        tab.wait_for_url("**/accounts/login/**")

    def test_the_lists_of_a_person_and_of_an_event_follow_too(self, tab):
        tab.goto("/people/ada-quill/")
        tab.locator("#filter-q").focus()
        tab.keyboard.type("sorry", delay=20)
        expect(tab.locator(SENTENCE)).to_have_text("1 quote by Ada Quill containing “sorry”")
        tab.goto("/events/2002-lantern-parade/")
        tab.locator("#list-speakers a").first.focus()
        tab.keyboard.press("Enter")
        expect(tab.locator("#list-speakers [aria-current]")).to_be_focused()
        expect(tab.locator(".chip")).to_be_visible()
        assert tab.complaints == []

    def test_who_speaks_of_an_event_is_asked_before_the_statements(self, tab):
        tab.set_viewport_size({"width": 1280, "height": 900})
        tab.goto("/events/2002-lantern-parade/")
        tab.locator(".page-head a").last.focus()
        tab.keyboard.press("Tab")
        expect(tab.locator("#list-speakers a").first).to_be_focused()
        speakers, list_ = (tab.locator(name).bounding_box() for name in ("#list-speakers", "#list-results"))
        assert speakers["x"] > list_["x"] + list_["width"]
        tab.set_viewport_size({"width": 390, "height": 844})
        expect(tab.locator("#list-speakers")).to_be_hidden()
        tab.get_by_text("Choose a speaker").focus()
        tab.keyboard.press("Enter")
        tab.keyboard.press("Tab")
        tab.keyboard.press("Enter")
        expect(tab.locator(SENTENCE)).to_be_focused()
        expect(tab.locator(".timeline blockquote").first).to_be_in_viewport()
        expect(tab.locator("#list-speakers")).to_be_hidden()

    def test_on_a_phone_the_filter_stays_for_more_choices_and_makes_way_when_the_list_is_asked_for(self, tab):
        tab.set_viewport_size({"width": 390, "height": 844})
        tab.goto("/quotes/")
        tab.locator("summary", has_text="Filter").click()
        show = tab.get_by_role("button", name="Apply")
        expect(show).to_be_in_viewport(ratio=1)
        tab.get_by_role("checkbox", name="Ada Quill").first.check()
        expect(tab.locator("[data-group=actions]")).to_contain_text("2 found")
        expect(show).to_be_in_viewport(ratio=1)
        show.click()
        expect(tab.locator(SENTENCE)).to_be_focused()
        expect(show).to_be_hidden()
        expect(tab.locator(".results blockquote").first).to_be_in_viewport()
        assert tab.complaints == []

    def test_enter_in_a_date_asks_once_and_the_console_stays_silent(self, tab):
        said, asked = [], []
        tab.on("console", lambda message: said.append(message.text))
        tab.on("request", lambda request: asked.append(request.url) if "from=" in request.url else None)
        tab.goto("/quotes/")
        tab.locator("[name=from]").focus()
        tab.keyboard.type("2003")
        tab.keyboard.press("Enter")
        expect(tab.locator("#filter-count")).to_have_text("(1)")
        assert (said, len(asked)) == ([], 1)
