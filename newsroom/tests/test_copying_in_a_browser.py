"""Copying a quote with its source, and addresses of words, in a real browser and by keyboard."""

import pytest

from entities.tests.conftest import archive
from entities.tests.factories import ArticleFactory, QuoteFactory, UserFactory
from newsroom.tests.looking import look_at

__all__ = ["archive"]  # fixture

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True, serialized_rollback=True)]

CLIPBOARD = "navigator.clipboard.readText()"
MARKED = "[...(CSS.highlights.get('span') ?? [])].map((range) => range.toString()).join('|')"


@pytest.fixture
def tab(page, sign_in, archive):
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    return sign_in(page, UserFactory())


def test_one_key_copies_the_quote_that_has_the_focus(tab, archive):
    tab.goto("/quotes/?speaker=ada-quill&sort=oldest")
    tab.get_by_role("link", name="evidence for “Bo did his best”, Ada Quill").focus()
    tab.keyboard.press("c")
    tab.wait_for_selector(".told:has-text('Copied with its source')")
    assert tab.evaluate(CLIPBOARD) == (
        "“Bo did his best”, Ada Quill, in Harrowmere Gazette, “Quill opens the new lock”, 14 May 2003 "
        f"(confirmed by an editor). {tab.url.split('/quotes/')[0]}/quotes/{archive.quotes.early.pk}/"
    )
    assert tab.locator(".told").get_attribute("role") == "status"


def test_a_button_copies_after_the_list_was_filtered_in_place_too(tab, archive):
    tab.goto("/quotes/")
    tab.get_by_label("Ada Quill").first.check()
    tab.wait_for_url("**/quotes/?*speaker=ada-quill*")
    tab.get_by_role("button", name="copy “I am sorry that Bo goes” with its source").click()
    tab.wait_for_selector(".told:has-text('Copied')")
    assert tab.evaluate(CLIPBOARD).startswith("“I am sorry that Bo goes”, Ada Quill")


def test_the_key_is_a_letter_where_somebody_writes(tab, archive):
    tab.goto("/quotes/")
    tab.locator("#search").focus()
    tab.keyboard.type("cab")
    assert tab.locator("#search").input_value() == "cab"
    assert tab.locator(".told").inner_text() == ""


def test_a_quote_is_copied_from_its_place_in_the_article(tab, archive):
    tab.goto(archive.courier.get_absolute_url())
    tab.locator(f'.handle[data-quote="{archive.quotes.answer.pk}"]').focus()
    tab.keyboard.press("c")
    tab.wait_for_selector(".told:has-text('Copied')")
    assert tab.evaluate(CLIPBOARD).startswith("“Ada was always fair”, Bo Tarn, in Vale Courier")


def test_the_quote_of_the_address_is_copied_where_nothing_has_the_focus(tab, archive):
    tab.goto(f"{archive.courier.get_absolute_url()}#quote-{archive.quotes.answer.pk}")
    tab.keyboard.press("c")
    tab.wait_for_selector(".told:has-text('Copied')")
    assert tab.evaluate(CLIPBOARD).startswith("“Ada was always fair”, Bo Tarn, in Vale Courier")


def test_an_address_of_no_words_of_the_article_says_so(tab, archive):
    tab.goto(f"{archive.courier.get_absolute_url()}#s-99000-99010")
    tab.get_by_text("The address names words that are not in this article").wait_for()
    assert tab.evaluate(MARKED) == ""


def test_words_that_are_selected_are_copied_with_an_address_that_marks_them(tab):
    article = ArticleFactory(
        headline="Quay \N{ANCHOR}\N{SLIGHTLY SMILING FACE} opens", paragraphs=["One 😀 two three four."]
    )
    quote = QuoteFactory(article=article, words="We waited long")
    tab.goto(article.get_absolute_url())
    tab.evaluate(
        """words => {
            const walker = document.createTreeWalker(document.querySelector("article.text"), NodeFilter.SHOW_TEXT);
            for (let node = walker.nextNode(); node; node = walker.nextNode()) {
                const at = node.data.indexOf(words);
                if (at >= 0) document.getSelection().setBaseAndExtent(node, at, node, at + words.length);
            }
        }""",
        "two three",
    )
    tab.keyboard.press("c")
    tab.wait_for_selector(".told:has-text('address')")
    copied = tab.evaluate(CLIPBOARD)
    start = article.text.index("two three")
    assert copied.startswith("“two three”, in “Quay")
    assert copied.endswith(f"{article.get_absolute_url()}#s-{start}-{start + 9}-v1")
    tab.goto("/quotes/")
    tab.goto(article.get_absolute_url() + copied[copied.index("#") :])
    assert tab.evaluate(MARKED) == "two three"
    assert tab.locator("#span-of-another-version").is_hidden()
    tab.goto("/quotes/")
    tab.goto(f"{article.get_absolute_url()}#s-{quote.start - 1}-{quote.end + 1}-v7")
    assert tab.evaluate(MARKED).replace("|", "") == '"We waited long,'
    assert tab.locator("#span-of-another-version").is_visible()
    assert tab.complaints == []


def test_pages_that_tell_machines_what_they_hold_keep_to_the_policy(tab, archive):
    for row in (archive.gazette, archive.quotes.early, archive.caption, archive.ada):
        look_at(tab, row.get_absolute_url())


def test_saving_a_search_by_keyboard(tab, archive):
    tab.goto("/quotes/?speaker=ada-quill")
    tab.get_by_role("link", name="Save", exact=True).focus()
    tab.keyboard.press("Enter")
    tab.wait_for_url("**/saved/add/**")
    tab.get_by_label("Name").focus()
    tab.keyboard.press("Control+a")
    tab.keyboard.type("Ada on the record")
    tab.keyboard.press("Enter")
    tab.wait_for_url("**/quotes/?speaker=ada-quill")
    assert "Saved: Ada on the record." in tab.get_by_role("status").filter(has_text="Saved").inner_text()
    for address in ("/saved/", "/saved/add/?at=/quotes/", "/"):
        look_at(tab, address)
    tab.goto("/saved/")
    tab.get_by_role("link", name="Ada on the record").click()
    look_at(tab, tab.url)
