"""The pages of ingests in a real browser: with content and without, and a run that is followed to its end."""

import re

import pytest
from django.contrib.auth.models import Group
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from articles.models import Article, IngestRun
from articles.runs import FailedFile
from entities.models import HeldArticle
from entities.tests.factories import HeldArticleFactory, UserFactory
from entities.tests.ingesting import ingest
from newsroom.tests.looking import check, look_at

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def tab(page, sign_in):
    archivist = UserFactory(is_staff=True)
    archivist.groups.add(Group.objects.get(name="Archivist"))
    return sign_in(page, archivist)


def test_pages_of_an_archive_without_runs_can_be_read(tab):
    for name in ("run_list", "quarantine"):
        look_at(tab, reverse(name))


def test_pages_of_a_run_and_of_what_failed_can_be_read(tab, seeds):
    (seeds / ("long-name-" * 12 + ".txt")).write_text("")
    ingest(force=True)
    run = IngestRun.objects.get()
    for address in (run.get_absolute_url(), reverse("run_list"), reverse("quarantine")):
        look_at(tab, address)
    tab.goto(run.get_absolute_url())
    asked = tab.locator("section", has=tab.get_by_role("heading", name="Asked for"))
    assert asked.locator("dt").all_inner_texts() == ["Files and folders", "What has not changed, too"]
    assert tab.get_by_role("button", name="Try the failed again (1)").is_visible()


def test_a_run_without_articles_and_one_that_was_broken_off_can_be_read(tab):
    for told in ({"seconds": 0.1}, {"started": "2001-01-01T00:00Z"}, {"seconds": 3, "stopped": "Stopped by hand."}):
        run = IngestRun.objects.create(**{"started": timezone.now(), "model": "m", "extraction_version": "4"} | told)
        look_at(tab, run.get_absolute_url())


def test_a_run_is_followed_to_its_end_and_the_focus_stays(tab):
    now = timezone.now()
    run = IngestRun.objects.create(started=now, heard=now, files_found=10_000, model="m", extraction_version="4")
    tab.goto(run.get_absolute_url())
    tab.get_by_role("link", name="Look again").focus()
    run.files_done, run.counts = 2_500, {"created": 2_499, "failed": 1}
    run.save()
    FailedFile.objects.create(run=run, source="a.txt", file="a.txt", at=now, problem="the file is empty")
    expect(tab.get_by_text("2,500 of 10,000 files")).to_be_visible()
    expect(tab.get_by_text("the file is empty")).to_be_visible()
    expect(tab.get_by_role("link", name="Look again")).to_be_focused()
    expect(tab).to_have_title(re.compile(r"^25 % · Ingest of"))
    check(tab, run.get_absolute_url())
    run.files_done, run.seconds = 10_000, 60
    run.save()
    expect(tab.locator("[data-said]")).to_have_text("Finished: 2,499 created, 0 updated, 0 unchanged, 1 failed")
    expect(tab).to_have_title(re.compile("^Ingest of"))
    assert tab.complaints == []


def test_an_article_under_embargo_is_released_without_a_mouse(tab):
    held = HeldArticleFactory(headline="Harbour board to vote on the quay")
    for address in (reverse("held_list"), held.get_absolute_url()):
        look_at(tab, address)
    tab.get_by_label("Who lifted the embargo, and why").focus()
    tab.keyboard.press("Enter")
    assert tab.url.endswith(held.get_absolute_url())  # no release without a reason
    tab.keyboard.type("The board's own desk, by telephone")
    tab.keyboard.press("Tab")
    tab.keyboard.press("Enter")
    tab.wait_for_url("**/articles/*/")  # whose heading is the same
    expect(tab.get_by_role("heading", level=1)).to_have_text("Harbour board to vote on the quay")
    assert tab.url.endswith(Article.objects.get().get_absolute_url())
    assert not HeldArticle.objects.exists()
    check(tab, tab.url)
