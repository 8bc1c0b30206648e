"""Editing on the page of an article in a real browser: by keyboard, with the mouse, and without a script."""

import pytest

from articles.models import Review
from entities import curation
from entities.models import Decision, Mention, Quote
from entities.tests.factories import (
    ArticleFactory,
    CaptionFactory,
    EventMentionFactory,
    MentionFactory,
    PersonFactory,
    QuoteFactory,
    SuggestionFactory,
    UserFactory,
)
from newsroom.tests.looking import NARROW, WIDE, check

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

FOCUSED = "document.activeElement.closest('[id]').id"
# How far the note is from the passage that it belongs to.
BELOW = """() => {
  const card = document.querySelector(".card");
  return card.getBoundingClientRect().top - card.previousElementSibling.getBoundingClientRect().bottom;
}"""


@pytest.fixture
def editor():
    return UserFactory(username="mq", is_staff=True, role="Editor")


@pytest.fixture
def tab(page, sign_in, editor):
    page.set_default_timeout(8000)
    return sign_in(page, editor)


@pytest.fixture
def quote():
    """A quote in the middle of a long article."""
    filler = [f"The harbour board 🛶 met for the {number}th time and said nothing." for number in range(30)]
    told = '"We wait for the tide," said Ada Quill.'
    article = ArticleFactory(paragraphs=[*filler[:15], told, *filler[15:], "At last Bo Tarn left the quay."])
    ada = PersonFactory(name="Ada Quill", description="harbour master")
    MentionFactory(article=article, person=ada)
    return QuoteFactory(article=article, words="We wait for the tide,", speaker=ada)


def opened(tab):
    return tab.get_by_role("dialog", name="A quote")


def told(tab):
    return tab.locator("#did")


def test_speaker_is_changed_by_keyboard_alone_and_undone_in_place(tab, quote):
    maud = PersonFactory(name="Maud Ferrier", description="novelist")
    tab.goto(quote.article.get_absolute_url())
    tab.keyboard.press("n")
    tab.keyboard.press("n")
    tab.keyboard.press("p")
    assert tab.evaluate(FOCUSED) == f"quote-{quote.pk}"
    scrolled = tab.evaluate("scrollY")
    assert scrolled > 0
    tab.keyboard.press("Enter")
    opened(tab).wait_for()
    for key in ("Tab", "Tab", "Tab", "Enter", "Tab"):  # past Confirm and Not a quote to Change…, and into its field
        tab.keyboard.press(key)
    tab.keyboard.type("maud")
    tab.get_by_role("button", name="Maud Ferrier novelist").wait_for()
    tab.keyboard.press("Enter")
    tab.wait_for_function("document.activeElement.name === 'person'")
    tab.keyboard.press("Enter")
    told(tab).get_by_text("You set the speaker: We wait for the tide,").wait_for()
    assert Quote.objects.get(pk=quote.pk).speaker == maud
    assert tab.evaluate(FOCUSED) == f"quote-{quote.pk}"
    assert tab.evaluate("scrollY") == scrolled
    assert opened(tab).count() == 0
    tab.keyboard.press("u")
    told(tab).get_by_text("Undone:").wait_for()
    assert Quote.objects.get(pk=quote.pk).speaker == quote.speaker
    assert tab.evaluate("scrollY") == scrolled
    assert tab.complaints == []


def test_what_is_rejected_leaves_the_page_in_place_and_the_next_mark_in_focus(tab, quote):
    tab.goto(quote.article.get_absolute_url())
    tab.keyboard.press("n")
    scrolled = tab.evaluate("scrollY")
    tab.keyboard.press("Enter")
    opened(tab).wait_for()
    for key in ("Tab", "Tab", "Enter"):
        tab.keyboard.press(key)
    told(tab).get_by_text("You rejected:").wait_for()
    assert tab.evaluate(FOCUSED) == f"m-{quote.article.mentions.get().pk}"
    assert tab.evaluate("scrollY") == scrolled


def test_escape_closes_the_note_and_gives_focus_back(tab, quote):
    tab.goto(f"{quote.article.get_absolute_url()}#quote-{quote.pk}")
    tab.locator(".text .mark.quote").click(position={"x": 8, "y": 8})
    opened(tab).wait_for()
    tab.keyboard.press("Escape")
    assert opened(tab).count() == 0
    assert tab.evaluate(FOCUSED) == f"quote-{quote.pk}"


def test_keys_write_in_fields(tab, quote):
    tab.goto(quote.article.get_absolute_url())
    tab.get_by_label("Search the archive").press_sequentially("npsu?")
    assert tab.get_by_label("Search the archive").input_value() == "npsu?"
    assert tab.get_by_role("dialog").count() == 0
    tab.get_by_label("Search the archive").blur()
    tab.keyboard.press("?")
    tab.get_by_role("dialog", name="Keys").wait_for()


def test_words_are_selected_and_added_with_the_keyboard_alone(tab, quote):
    tab.goto(quote.article.get_absolute_url())
    handle = tab.locator(".passage-handle").last
    handle.focus()
    tab.keyboard.press("s")
    tab.keyboard.press("ArrowRight")
    tab.keyboard.press("ArrowRight")
    tab.keyboard.press("Shift+ArrowRight")
    tab.keyboard.press("Enter")
    tab.get_by_role("button", name="Person", exact=True).press("Enter")
    tab.get_by_role("dialog", name="Add a person").wait_for()
    assert tab.locator(".card .place mark").inner_text() == "Bo Tarn"
    tab.get_by_label("Somebody whom the archive does not know yet").focus()
    tab.keyboard.press("Tab")
    tab.keyboard.press("Enter")
    told(tab).get_by_text("You added the mention:").wait_for()
    assert Mention.objects.get(text="Bo Tarn").person.name == "Bo Tarn"
    assert tab.complaints == []


def test_quote_is_added_by_selecting_its_words_with_the_mouse(tab, quote):
    article = quote.article
    tab.goto(article.get_absolute_url())
    line = tab.get_by_text("At last Bo Tarn left the quay.")
    line.scroll_into_view_if_needed()
    line.click(click_count=3)
    tab.get_by_role("button", name="Quote", exact=True).click()
    tab.get_by_role("dialog", name="Add a quote").wait_for()
    tab.get_by_role("button", name="Ada Quill").click()
    told(tab).get_by_text("You added the quote:").wait_for()
    added = Quote.objects.exclude(pk=quote.pk).get()
    assert added.words == "At last Bo Tarn left the quay."
    assert tab.evaluate(FOCUSED) == f"quote-{added.pk}"
    assert tab.complaints == []


def test_second_editor_is_told_in_the_note(tab, quote):
    tab.goto(f"{quote.article.get_absolute_url()}#quote-{quote.pk}")
    tab.locator(".text .mark.quote").click(position={"x": 8, "y": 8})
    opened(tab).wait_for()
    curation.reject(rows=[quote], by=UserFactory(username="second"))
    opened(tab).get_by_role("button", name="Confirm").click()
    opened(tab).get_by_role("alert").get_by_text("second decided on this").wait_for()
    assert Quote.objects.get(pk=quote.pk).review == Review.REJECTED
    tab.keyboard.press("Escape")
    tab.locator(f"#quote-{quote.pk}").wait_for(state="detached")


def test_suggestion_is_accepted_in_place(tab, quote):
    curation.confirm(rows=[quote], by=UserFactory())
    suggestion = SuggestionFactory(row=quote)
    tab.goto(suggestion.article.get_absolute_url())
    tab.get_by_role("button", name="Accept").focus()
    scrolled = tab.evaluate("scrollY")
    tab.keyboard.press("Enter")
    told(tab).get_by_text("You set the speaker:").wait_for()
    assert tab.evaluate("scrollY") == scrolled
    assert tab.get_by_role("button", name="Accept").count() == 0
    told(tab).get_by_role("button", name="Undo").click()
    told(tab).get_by_text("Undone:").wait_for()


def test_everything_works_without_a_script(open_tab, sign_in, editor, quote):
    PersonFactory(name="Maud Ferrier", description="novelist")
    bo = PersonFactory(name="Bo Tarn")
    tab = sign_in(open_tab(java_script_enabled=False), editor)
    tab.goto(quote.article.get_absolute_url())
    tab.get_by_role("link", name="Quote 1, Ada Quill").first.click()
    tab.get_by_text("Change…").click()
    tab.get_by_label("Look for").first.fill("maud")
    tab.get_by_label("Look for").first.press("Enter")
    tab.get_by_role("button", name="Maud Ferrier novelist").click()
    tab.get_by_text("You set the speaker:").wait_for()
    assert tab.url.endswith(f"#quote-{quote.pk}")
    tab.get_by_role("button", name="Undo").click()
    tab.get_by_text("Undone:").wait_for()
    tab.get_by_text("Add what the machine missed").click()
    tab.get_by_label("The exact words").fill("Bo Tarn")
    tab.get_by_role("button", name="A person").click()
    tab.get_by_role("button", name="Bo Tarn").click()
    tab.get_by_text("You added the mention:").wait_for()
    tab.locator(".passage-handle").last.click(force=True)
    tab.get_by_label("This passage is", exact=True).select_option("related link")
    tab.get_by_role("button", name="Set").click()
    tab.get_by_text("You labelled the words:").wait_for()
    assert Mention.objects.filter(person=bo, review=Review.EDITED).exists()
    assert Decision.objects.count() == 4


@pytest.mark.parametrize(("size", "scheme"), [(WIDE, "light"), (NARROW, "dark")])
def test_notes_are_accessible_and_fit_the_screen(tab, quote, size, scheme):
    article = quote.article
    CaptionFactory(article=article, people=[PersonFactory()])
    EventMentionFactory(article=article)
    tab.set_viewport_size(size)
    tab.emulate_media(color_scheme=scheme, reduced_motion="reduce")
    tab.goto(article.get_absolute_url())
    check(tab, "the article's page")
    for number in range(4):
        tab.locator('.text a[href*="/marks/"]:not([tabindex])').nth(number).press("Enter")
        tab.locator(".card").wait_for()
        tab.locator(".card summary").click()
        check(tab, f"note {number}")
        if size is NARROW:
            assert tab.evaluate(BELOW) >= 0
        tab.keyboard.press("Escape")
    tab.locator(".passage-handle").first.press("Enter")
    tab.locator(".card").wait_for()
    check(tab, "passage")
    assert tab.complaints == []
