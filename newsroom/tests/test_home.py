"""The front page and the frame around every page."""

import re

import pytest
from django.urls import reverse
from django.utils import timezone

from articles.models import IngestRun
from entities.tests.factories import (
    ArticleFactory,
    FailedFileFactory,
    IngestRunFactory,
    MentionFactory,
    PersonFactory,
    QuoteFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db


def words(response) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


@pytest.fixture
def reader(client):
    client.force_login(UserFactory())
    return client


@pytest.fixture
def staff(client):
    client.force_login(UserFactory(is_staff=True, is_superuser=True))
    return client


@pytest.fixture
def work_waits():
    """One name that several people bear, one quote without a speaker, one that its rule doubts."""
    article = ArticleFactory()
    MentionFactory(article=article, person=None, words="Vance", chain=1)
    QuoteFactory(article=article, speaker=None)
    QuoteFactory(article=article, confidence=0.4)
    QuoteFactory(article=article, speaker=None, speaker_text="a viewer")
    QuoteFactory(article=article, confidence=0.4, confirmed=True)


def test_home_of_an_empty_archive_says_how_to_ingest(reader):
    page = words(reader.get(reverse("home")))
    assert "The archive is empty." in page
    assert "python manage.py ingest_seeds" in page


def test_home_shows_what_is_new_and_the_last_run(reader):
    article = ArticleFactory(headline="Quay vote delayed")
    run = IngestRunFactory(counts={"created": 1204, "updated": 0, "unchanged": 3, "failed": 1})
    response = reader.get(reverse("home"))
    page = words(response)
    assert "Quay vote delayed" in page
    assert f'href="{article.get_absolute_url()}"' in response.content.decode()
    assert f'href="{run.get_absolute_url()}"' in response.content.decode()
    assert "1,204 created, 0 updated, 3 unchanged, 1 failed" in page


def test_home_tells_of_a_run_that_is_on_its_way_and_of_one_that_was_broken_off(reader):
    ArticleFactory()
    run = IngestRunFactory(seconds=None, files_done=1040, files_found=10000, heard=timezone.now())
    assert "running: 1,040 of 10,000 files" in words(reader.get(reverse("home")))
    IngestRun.objects.filter(pk=run.pk).update(heard=run.started)
    assert "not finished: broken off after 1,040 files" in words(reader.get(reverse("home")))


def test_home_counts_neither_rejected_nor_merged_rows(reader):
    article = ArticleFactory()
    person = PersonFactory()
    PersonFactory(merged_into=person)
    PersonFactory(rejected=True)
    QuoteFactory(article=article, speaker=person, rejected=True)
    page = words(reader.get(reverse("home")))
    assert "1 article 1 person 0 quotes 0 captions 0 events" in page


def test_home_labels_a_sample_article_as_fiction(reader):
    ArticleFactory(sample=True)
    assert "Fictional sample" in words(reader.get(reverse("home")))


def test_home_says_what_needs_an_editor(reader, work_waits):
    page = words(reader.get(reverse("home")))
    assert "Who is meant? names that several people bear 1" in page
    assert "Who says this? quotes for which the text names no speaker 1" in page
    assert "Is this quote right? quotes that the machine is not sure of 1" in page


def test_home_with_a_clear_desk_says_so(reader):
    ArticleFactory()
    assert "Nothing waits. The desk is clear." in words(reader.get(reverse("home")))


def test_desk_count_is_for_staff(client, staff, work_waits):
    assert "Desk 3 waiting for an editor" in words(staff.get(reverse("home")))
    client.force_login(UserFactory())
    assert "Desk 3" not in words(client.get(reverse("home")))


def test_desk_links_lead_to_the_queue_for_those_who_may_decide(staff, client, work_waits):
    page = reverse("admin:queue_kind", args=["names"])
    assert page in staff.get(reverse("home")).content.decode()
    reader_at_the_desk = UserFactory(is_staff=True, role="Reader")
    client.force_login(reader_at_the_desk)
    assert page not in client.get(reverse("home")).content.decode()


def test_home_takes_a_fixed_number_of_queries(staff, work_waits, django_assert_max_num_queries):
    for _ in range(5):
        ArticleFactory()
    with django_assert_max_num_queries(16):
        staff.get(reverse("home"))


def test_frame_marks_the_section_that_is_open(reader):
    article = ArticleFactory()
    assert re.search(r'aria-current="page">\s*Quotes', reader.get(reverse("quote_list")).content.decode())
    assert re.search(r'aria-current="true">\s*Articles', reader.get(article.get_absolute_url()).content.decode())


def test_frame_gives_the_admin_to_staff_only(client):
    client.force_login(UserFactory())
    assert reverse("admin:index") not in client.get(reverse("home")).content.decode()
    client.force_login(UserFactory(is_staff=True))
    assert reverse("admin:index") in client.get(reverse("home")).content.decode()


def test_frame_remembers_dark_and_returns_to_the_page(reader):
    response = reader.post(reverse("theme"), {"theme": "dark", "next": "/runs/"})
    assert response["Location"] == "/runs/"
    assert 'data-theme="dark"' in reader.get(reverse("home")).content.decode()
    reader.post(reverse("theme"), {"theme": ""})
    assert "data-theme=" not in reader.get(reverse("home")).content.decode()


@pytest.mark.parametrize("elsewhere", ["https://elsewhere.example/", "//elsewhere.example/", "javascript:alert(1)", ""])
def test_theme_switch_never_leads_out_of_the_archive(reader, elsewhere):
    assert reader.post(reverse("theme"), {"theme": "dark", "next": elsewhere})["Location"] == reverse("home")


def test_theme_switch_ignores_an_unknown_theme(reader):
    reader.cookies["theme"] = '"><script>'
    assert "data-theme=" not in reader.get(reverse("home")).content.decode()


def test_theme_is_changed_by_post_only(reader):
    assert reader.get(reverse("theme")).status_code == 405


def test_run_page_says_what_failed_and_what_to_do(reader):
    run = IngestRunFactory()
    FailedFileFactory(run=run, source="seeds/a.txt", line=3, problem="it holds NUL bytes", remedy="save it as UTF-8")
    ArticleFactory(run=run, headline="Quay vote delayed", warnings=["read as windows-1252"])
    page = words(reader.get(run.get_absolute_url()))
    assert "seeds/a.txt:3 it holds NUL bytes To do: save it as UTF-8" in page
    assert "Quay vote delayed" in page
    assert "read as windows-1252" in page


def test_run_list_of_a_new_archive_says_how_to_ingest(reader):
    assert "Nothing has been ingested yet." in words(reader.get(reverse("run_list")))


def test_run_that_did_not_finish_says_so(reader):
    run = IngestRunFactory(seconds=None)
    assert "not finished" in words(reader.get(reverse("run_list")))
    assert "not finished" in words(reader.get(run.get_absolute_url()))


def test_missing_page_says_so_in_the_frame(reader):
    response = reader.get("/no-such-page/")
    assert response.status_code == 404
    assert "There is no such page in the archive." in words(response)


def test_locked_page_says_for_how_long(client, settings):
    settings.AXES_FAILURE_LIMIT = 2
    settings.AXES_COOLOFF_TIME = 36
    wrong = {"username": "maren", "password": "wrong"}
    for _ in range(2):
        response = client.post(reverse("login"), wrong)
    assert response.status_code == 429
    assert "Nothing is lost. Try again in 36 hours" in words(response)
