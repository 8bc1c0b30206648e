"""The review queue in a real browser: cleared with the keyboard alone, and without a script too.

`ARCHIVE_QUEUE` makes it longer: how many items of each kind are cleared.
"""

import os
import re

import pytest
from django.urls import reverse

from articles.models import Review
from entities.models import Decision, Person, Quote
from entities.queue import KINDS, waiting
from entities.tests.counting import fill_counts
from entities.tests.factories import (
    ArticleFactory,
    CaptionFactory,
    MentionFactory,
    PersonFactory,
    QuoteFactory,
)

EACH = int(os.environ.get("ARCHIVE_QUEUE", "10"))

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def desk(page, sign_in, editor):
    return sign_in(page, editor)


def person(name: str) -> Person:
    return PersonFactory(name=name, description="of the harbour board")


def work(each: int) -> int:
    """So many items of six kinds; returns how many that is."""
    ada = person("Ada Quill")
    for number in range(each):
        article = ArticleFactory()
        MentionFactory(article=article, person=ada, words="harbour")
        QuoteFactory(article=article, speaker=None, confidence=0.5)
        QuoteFactory(article=article, speaker=ada, speaker_inferred=True, confidence=0.7)
        QuoteFactory(article=article, speaker=ada, confidence=0.4)
        MentionFactory(article=article, person=None, words="Friday", chain=7)
        CaptionFactory(article=article, credit=f"Courtesy of quay {number}", photographer="", agency="")
        PersonFactory(name=f"QUAY HOUSE {chr(65 + number // 26)}{chr(65 + number % 26)}")
    fill_counts()
    return 6 * each


def left() -> int:
    return sum(waits.count for waits in waiting())


def press(desk, key: str) -> None:
    """Press a key and wait for the question that comes of it."""
    desk.evaluate("document.querySelector('#queue').dataset.before = 'yes'")
    desk.keyboard.press(key)
    desk.wait_for_selector("#queue:not([data-before])")


def test_items_of_all_kinds_are_cleared_with_the_keyboard_alone(desk):
    items = work(each=EACH)
    assert left() == items
    desk.goto(reverse("admin:queue"))
    keys = "Enter", "x", "1"
    for turn in range(items + len(KINDS)):
        if left() == 0:
            break
        offered = desk.locator("[data-answers] [data-key]").evaluate_all("all => all.map((one) => one.dataset.key)")
        press(desk, keys[turn % 3] if keys[turn % 3] in offered else "Enter")
        assert desk.locator("#question").evaluate("it => it === document.activeElement")
    assert left() == 0
    assert Decision.objects.count() == items
    desk.get_by_text("Nothing else waits either.").wait_for()
    for undone in range(1, 6):
        press(desk, "u")
        assert left() == undone
    assert desk.complaints == []


def test_an_undone_decision_is_asked_again_and_the_list_goes_back_in_time(desk):
    quotes = [QuoteFactory(speaker=None, confidence=0.5) for _ in range(3)]
    desk.goto(reverse("admin:queue_kind", args=["speakers"]))
    press(desk, "x")
    press(desk, "Enter")
    assert desk.url.endswith(f"/{quotes[2].pk}/")
    press(desk, "u")
    assert desk.url.endswith(f"/{quotes[1].pk}/")
    press(desk, "u")
    assert desk.url.endswith(f"/{quotes[0].pk}/")
    assert [quote.review for quote in Quote.objects.all()] == [Review.MACHINE] * 3


def test_moving_decides_nothing_and_the_browser_goes_back(desk):
    quotes = [QuoteFactory(speaker=None, confidence=0.5) for _ in range(3)]
    desk.goto(reverse("admin:queue_kind", args=["speakers"]))
    press(desk, "j")
    press(desk, "j")
    assert desk.url.endswith(f"/{quotes[2].pk}/")
    press(desk, "k")
    assert desk.url.endswith(f"/{quotes[1].pk}/")
    desk.evaluate("document.querySelector('#queue').dataset.before = 'yes'")
    desk.go_back()
    desk.wait_for_selector("#queue:not([data-before])")
    assert desk.url.endswith(f"/{quotes[2].pk}/")
    assert not Decision.objects.exists()


def test_somebody_else_is_chosen_by_typing_a_name(desk):
    quote, chosen = QuoteFactory(speaker=None), person("Maud Ferrier")
    desk.goto(reverse("admin:queue_kind", args=["speakers"]))
    desk.keyboard.press("c")
    desk.keyboard.type("maud x")
    desk.get_by_text("Nobody in the archive is called").wait_for()
    desk.keyboard.press("Backspace")
    desk.keyboard.press("Backspace")
    desk.get_by_role("button", name="Maud Ferrier of the harbour board").wait_for()
    desk.keyboard.press("Enter")
    press(desk, "1")
    quote.refresh_from_db()
    assert quote.speaker == chosen
    assert desk.complaints == []


def test_enter_in_a_field_sets_what_it_says_and_never_confirms(desk):
    article = ArticleFactory(paragraphs=("A viewer was angry.",))
    quote = QuoteFactory(article=article, speaker=None)
    desk.goto(reverse("admin:queue_kind", args=["speakers"]))
    desk.get_by_label("Why").press("Enter")
    desk.get_by_label("In the article's own words").fill("A viewer")
    press(desk, "Enter")
    assert [entry.verb for entry in Decision.objects.all()] == [Decision.Verb.SET_SPEAKER]
    quote.refresh_from_db()
    assert quote.speaker_text == "A viewer"


def test_keys_write_in_a_field_and_do_nothing_with_a_modifier(desk):
    QuoteFactory(speaker=None)
    desk.goto(reverse("admin:queue_kind", args=["speakers"]))
    desk.get_by_label("Why").press_sequentially("xjk1u?")
    assert desk.get_by_label("Why").input_value() == "xjk1u?"
    desk.get_by_label("Why").blur()
    for key in ("Control+x", "Alt+x", "Meta+x"):
        desk.keyboard.press(key)
    desk.keyboard.press("?")
    desk.get_by_role("dialog", name="Keys").wait_for()
    desk.keyboard.press("x")
    desk.keyboard.press("Escape")
    assert not Decision.objects.exists()
    press(desk, "x")
    assert Decision.objects.count() == 1


def test_a_screen_reader_hears_what_was_done_and_what_is_left(desk):
    QuoteFactory.create_batch(3, speaker=None, confidence=0.5)
    desk.goto(reverse("admin:queue_kind", args=["speakers"]))
    press(desk, "x")
    assert re.search(r"Rejected: .* 2 left\.", desk.get_by_role("status").inner_text())


def test_everything_works_without_a_script(open_tab, sign_in, editor):
    quotes = [QuoteFactory(speaker=None, confidence=0.5) for _ in range(2)]
    person("Maud Ferrier")
    tab = sign_in(open_tab(java_script_enabled=False), editor)
    tab.goto(reverse("admin:queue"))
    tab.get_by_role("link", name="Who says this?").first.click()
    tab.get_by_role("button", name="Not a quote").click()
    tab.get_by_label("Somebody else says it").fill("maud")
    tab.get_by_role("button", name="Find").click()
    tab.get_by_role("button", name="Maud Ferrier").click()
    tab.get_by_role("heading", name="Cleared: who says this?").wait_for()
    tab.get_by_role("button", name="Undo set the speaker").click()
    tab.get_by_role("heading", name="Who says this?").wait_for()
    assert [quote.review for quote in Quote.objects.order_by("pk")] == [Review.REJECTED, Review.MACHINE]
    assert {row.pk for row in KINDS["speakers"].rows()} == {quotes[1].pk}
