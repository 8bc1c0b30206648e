"""Every page in a real browser: accessible, quiet in its console, usable with the keyboard alone."""

import re

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from articles.extraction.types import MentionKind
from articles.models import Article
from entities import curation
from entities.tests.factories import (
    ArticleFactory,
    CaptionFactory,
    EventFactory,
    EventMentionFactory,
    EventParticipantFactory,
    FailedFileFactory,
    HeldArticleFactory,
    IngestRunFactory,
    MentionFactory,
    NearCopyFactory,
    PersonFactory,
    QuoteFactory,
    RelatedLinkFactory,
    UserFactory,
)
from entities.tests.indexing import fill_index
from newsroom.tests.looking import check, look_at

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True, serialized_rollback=True)]

LISTS = [
    "home",
    "article_list",
    "person_list",
    "quote_list",
    "caption_list",
    "event_list",
    "decision_list",
    "held_list",
    "run_list",
]
SEARCHED = LISTS[1:-2]
DETAILS = [f"{name}_detail" for name in ("article", "person", "quote", "caption", "event", "decision", "held", "run")]
PAPER = "getComputedStyle(document.documentElement).backgroundColor"


@pytest.fixture
def archive() -> dict[str, str]:
    """One of everything, in every state of review; the address of the page of each by URL name."""
    run = IngestRunFactory(counts={"created": 1})
    FailedFileFactory(run=run)
    article = ArticleFactory(run=run, sample=True, paragraphs=["Ottilie Vance opened the Lantern Parade. She smiled."])
    speaker, other = PersonFactory(name="Ottilie Vance"), PersonFactory(name="Ilse Marrow", confirmed=True)
    MentionFactory(article=article, person=speaker)
    MentionFactory(article=article, person=speaker, words="She", kind=MentionKind.PRONOUN)
    MentionFactory(article=article, person=other, confirmed=True)
    MentionFactory(article=article, person=None, words="Vance", after=60, chain=9)
    quote = QuoteFactory(article=article, words=["Ask Ilse about it,", "or wait"], speaker=speaker, about=[other])
    MentionFactory(article=article, person=other, words="Ilse", after=quote.start)
    QuoteFactory(article=article, speaker=other, confirmed=True)
    QuoteFactory(article=article, speaker=None)
    caption = CaptionFactory(article=article, people=[speaker, other])
    CaptionFactory(article=article, confirmed=True)
    RelatedLinkFactory(article=article)
    NearCopyFactory(first=article)
    Article.objects.filter(pk=article.pk).update(
        provenance={"status": "canceled", "note": "KILL: it did not happen.", "notice": "© Harbour Press"}
    )
    event = EventFactory(name="Lantern Parade")
    EventMentionFactory(article=article, event=event)
    EventParticipantFactory(article=article, event=event, person=speaker)
    rows = {"article": article, "person": speaker, "quote": quote, "caption": caption, "event": event, "run": run}
    rows["decision"] = curation.confirm(rows=[event], by=UserFactory(), reason="Read twice.")
    rows["held"] = HeldArticleFactory()
    return {f"{name}_detail": row.get_absolute_url() for name, row in rows.items()}


@pytest.fixture
def signed_in(page, sign_in):
    return sign_in(page, UserFactory(is_staff=True, is_superuser=True))


@pytest.mark.parametrize("name", LISTS)
def test_list_with_rows_is_accessible(signed_in, archive, name):
    look_at(signed_in, reverse(name))


def test_keys_are_listed_on_a_page_and_in_a_dialog(signed_in, archive):
    look_at(signed_in, reverse("keys"))
    signed_in.goto(reverse("quote_list"))
    signed_in.keyboard.press("?")
    dialog = signed_in.get_by_role("dialog", name="Keys")
    expect(dialog.get_by_text("to the search box")).to_be_visible()
    check(signed_in, "the keys")
    signed_in.keyboard.press("Escape")
    expect(dialog).to_have_count(0)
    signed_in.keyboard.press("/")
    signed_in.keyboard.type("?")
    expect(signed_in.locator("#search")).to_have_value("?")
    assert signed_in.complaints == []


@pytest.mark.parametrize("asked", ["", "?q=Ask+Ilse+about+it", "?q=Ask+us+about+it", "?q=Nobody+says+so", "?q=One"])
def test_quote_check_is_accessible(signed_in, archive, asked):
    fill_index()
    look_at(signed_in, reverse("quote_check") + asked)


@pytest.mark.parametrize(
    "asked",
    ["", "?q=vance", "?q=parade&kind=event", "?q=quay&kind=caption", "?q=ask&kind=quote", "?q=zzzz", "?q=(lock+year:x"],
)
def test_search_is_accessible(signed_in, archive, asked):
    fill_index()
    look_at(signed_in, reverse("search") + asked)


@pytest.mark.parametrize("name", LISTS)
def test_empty_list_is_accessible(signed_in, name):
    look_at(signed_in, reverse(name))


@pytest.mark.parametrize("name", SEARCHED)
def test_list_where_nothing_matches_is_accessible(signed_in, archive, name):
    look_at(signed_in, f"{reverse(name)}?q=zzzz")


def test_list_whose_filter_is_not_understood_is_accessible(signed_in, archive):
    look_at(signed_in, f"{reverse('quote_list')}?year=soon&speaker=nobody&from=x")


def test_rejected_person_is_accessible(signed_in):
    look_at(signed_in, PersonFactory(rejected=True).get_absolute_url(), status=404)


@pytest.mark.parametrize("name", DETAILS)
def test_page_is_accessible(signed_in, archive, name):
    look_at(signed_in, archive[name])


def test_login_page_is_accessible(page):
    look_at(page, reverse("login"))


def test_password_page_is_accessible(signed_in):
    look_at(signed_in, reverse("password_change"))


@pytest.mark.parametrize("name", ["tokens", "api_docs"])
def test_page_for_programs_is_accessible(signed_in, name):
    look_at(signed_in, reverse(name))


def test_a_token_is_made_and_shown_once(signed_in):
    signed_in.goto(reverse("tokens"))
    signed_in.get_by_label("What it is for").fill("newsletter")
    signed_in.keyboard.press("Enter")
    expect(signed_in.locator("#secret")).to_contain_text("arch_")
    check(signed_in, "a token just made")
    signed_in.goto(reverse("tokens"))
    expect(signed_in.locator("#secret")).to_have_count(0)
    expect(signed_in.locator(".rows")).to_contain_text("newsletter")


def test_login_says_what_is_wrong_and_then_opens_the_page_asked_for(page, archive):
    UserFactory(username="maren", password="correct horse battery")
    page.goto(archive["article_detail"])
    for password in ("wrong", "correct horse battery"):
        page.get_by_label("User name").fill("maren")
        page.get_by_label("Password").fill(password)
        page.keyboard.press("Enter")
        if password == "wrong":
            expect(page.get_by_role("alert")).to_contain_text("do not match")
    page.wait_for_url(f"**{archive['article_detail']}")


def test_slash_goes_to_the_search_box_and_enter_searches(signed_in, archive):
    signed_in.goto(archive["article_detail"])
    signed_in.keyboard.press("/")
    signed_in.keyboard.type("quay/board")
    expect(signed_in.locator("#search")).to_have_value("quay/board")
    signed_in.keyboard.press("Enter")
    signed_in.wait_for_url(f"**{reverse('search')}?q=quay%2Fboard")


def test_first_tab_stop_skips_to_the_content(signed_in, archive):
    signed_in.goto(archive["article_detail"])
    signed_in.keyboard.press("Tab")
    expect(signed_in.locator(":focus")).to_have_text("Skip to the content")
    signed_in.keyboard.press("Enter")
    expect(signed_in.locator("#content")).to_be_focused()


def test_note_shows_on_focus_and_on_hover_and_goes_with_escape(signed_in, archive):
    signed_in.goto(archive["article_detail"])
    mark = signed_in.locator(".text .mark.person").first
    link, note = mark.locator("a").first, mark.locator(".note").first
    expect(note).to_be_hidden()
    link.focus()
    expect(note).to_be_visible()
    expect(note).to_contain_text("found by the machine")
    signed_in.keyboard.press("Escape")
    expect(note).to_be_hidden()
    link.blur()
    link.hover()
    expect(note).to_be_visible()


@pytest.mark.parametrize("width", [390, 960, 1280, 1600])
def test_notes_stay_inside_the_window_and_off_the_words(page, sign_in, archive, width):
    tab = sign_in(page, UserFactory())  # on a phone an editor's notes open as pages of their own
    tab.set_viewport_size({"width": width, "height": 600})
    tab.emulate_media(reduced_motion="reduce")
    tab.goto(archive["article_detail"])
    for link in tab.locator(".text .mark[id] > :is(a[aria-describedby], .handle)").all():
        link.evaluate("element => element.scrollIntoView({ block: 'end' })")
        link.hover()
        note = tab.locator(f"#{link.get_attribute('aria-describedby')}")
        expect(note).to_be_visible()
        box, text = note.bounding_box(), tab.locator(".text").bounding_box()
        assert 0 <= box["x"] <= width - box["width"]
        assert 0 <= box["y"] <= 600 - box["height"]
        assert box["x"] >= text["x"] + text["width"] or width < 960  # there it lies at the foot of the window


def test_only_the_innermost_note_shows(signed_in, archive):
    signed_in.goto(archive["article_detail"])
    quote = signed_in.locator(".text .mark.quote:has(.mark.person)").first
    quote.locator(".mark.person a").hover()
    expect(quote.locator(".mark.person .note")).to_be_visible()
    expect(quote.locator(":scope > .note")).to_be_hidden()


def test_margin_and_text_follow_each_other(signed_in, archive):
    signed_in.goto(archive["article_detail"])
    signed_in.locator(".text .handle").first.focus()
    entry = signed_in.locator(".margin .current")
    expect(entry).to_have_count(1)
    entry.locator("a").first.press("Enter")
    expect(signed_in.locator(".text .mark.quote:target")).to_have_count(1)


def test_marks_can_be_put_away_without_a_script(open_tab, sign_in, archive):
    tab = sign_in(open_tab(java_script_enabled=False), UserFactory())
    tab.goto(archive["article_detail"])
    mark = tab.locator(".text p .mark.quote").first
    drawn = mark.evaluate("e => getComputedStyle(e).backgroundColor")
    tab.get_by_label("quotes", exact=True).uncheck()
    expect(mark).not_to_have_css("background-color", drawn)


def test_theme_is_switched_at_once_and_remembered(signed_in, archive):
    signed_in.emulate_media(color_scheme="light")
    signed_in.goto(archive["article_detail"])
    paper = signed_in.evaluate(PAPER)
    signed_in.locator(".menu summary").press("Enter")
    signed_in.get_by_role("button", name="Dark").press("Enter")
    dark = signed_in.evaluate(PAPER)
    assert dark != paper
    signed_in.goto(archive["run_detail"])
    assert signed_in.evaluate(PAPER) == dark


def test_menu_closes_with_escape_and_gives_the_focus_back(signed_in, archive):
    signed_in.goto(archive["run_detail"])
    summary, log_out = signed_in.locator(".menu summary"), signed_in.get_by_role("button", name="Log out")
    summary.press("Enter")
    expect(log_out).to_be_visible()
    signed_in.keyboard.press("Escape")
    expect(log_out).to_be_hidden()
    expect(summary).to_be_focused()


def test_article_is_printed_without_the_frame(signed_in, archive):
    signed_in.goto(archive["article_detail"])
    signed_in.emulate_media(media="print")
    expect(signed_in.locator(".frame-head")).to_be_hidden()
    expect(signed_in.locator(".text h1")).to_be_visible()
    expect(signed_in.locator(".text .rest")).to_contain_text(re.compile(r"Ottilie Vance\s+opened"))
