"""Sign in, look around and sign out in a real browser, which says when a page breaks the content policy."""

import pytest
from django.contrib.auth.models import Group, User
from django.urls import reverse
from playwright.sync_api import expect

from entities.models import Person
from entities.tests.factories import ArticleFactory

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def archivist():
    user = User.objects.create_user("bo", password="vale-lantern-31", is_staff=True)
    user.groups.add(Group.objects.get(name="Archivist"))
    return user


def test_signing_in_and_out(page, archivist):
    page.goto(reverse("home"))
    page.get_by_label("User name").fill("bo")
    page.get_by_label("Password").fill("vale-lantern-31")
    page.get_by_role("button", name="Log in").click()
    page.wait_for_url(f"**{reverse('home')}")
    assert page.complaints == []


def test_admin_keeps_to_the_content_policy(page, sign_in, archivist):
    person = Person.objects.create(name="Ada Quill", slug="ada-quill", sort_name="Quill, Ada")
    sign_in(page, archivist)
    for path in (
        reverse("admin:index"),
        reverse("admin:auth_user_changelist"),
        reverse("admin:auth_user_change", args=[archivist.pk]),
        reverse("admin:auth_user_add"),
        reverse("admin:entities_person_changelist"),
        reverse("admin:entities_person_change", args=[person.pk]),
    ):
        answer = page.goto(path)
        assert answer.status == 200, path
        assert page.complaints == [], path


def test_the_section_that_is_open_is_in_sight_on_a_phone(page, sign_in, archivist):
    sign_in(page, archivist)
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(reverse("quote_check"))
    expect(page.locator(".sections [aria-current]")).to_be_in_viewport(ratio=0.99)
    assert page.evaluate("scrollX + scrollY") == 0


def test_keys_are_said_as_they_are(page, sign_in, archivist):
    for publisher in ("Harrowmere Gazette", "Vale Courier"):
        ArticleFactory(publisher=publisher)
    sign_in(page, archivist)
    page.goto("/articles/")
    page.locator("#search").focus()
    page.keyboard.type("?")
    expect(page.get_by_role("dialog")).to_have_count(0)
    page.get_by_role("link", name="Keys").focus()
    page.keyboard.press("?")
    expect(page.get_by_role("dialog")).to_contain_text("While you write in a field")
    page.keyboard.press("Escape")
    page.get_by_role("checkbox").first.focus()
    page.keyboard.press("/")
    expect(page.locator("#search")).to_be_focused()
