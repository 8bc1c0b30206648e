"""What a browser shows where something is refused, missing or broken: as accessible as the rest."""

import pytest
from django.urls import reverse

from entities.tests.factories import UserFactory
from newsroom.tests.looking import NARROW, check, look_at
from newsroom.views import HomeView

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def log_in(tab, name: str, password: str) -> None:
    tab.get_by_label("User name").fill(name)
    tab.get_by_label("Password").fill(password)
    tab.keyboard.press("Enter")


def test_missing_page_is_accessible(page, sign_in):
    look_at(page, "/nowhere/", status=404)
    look_at(sign_in(page, UserFactory()), "/articles/404/", status=404)


def test_refused_page_is_accessible(page, sign_in):
    look_at(sign_in(page, UserFactory(is_staff=True)), reverse("admin:entities_quote_changelist"), status=403)


@pytest.mark.filterwarnings("ignore::pytest.PytestUnhandledThreadExceptionWarning")
def test_broken_page_is_accessible(page, sign_in, monkeypatch):
    def breaks(self, **kwargs):
        raise RuntimeError("the lights went out")

    monkeypatch.setattr(HomeView, "get_context_data", breaks)
    look_at(sign_in(page, UserFactory()), reverse("home"), status=500)


def test_expired_form_is_accessible(page):
    page.set_viewport_size(NARROW)
    page.goto(reverse("login"))
    page.context.clear_cookies()
    log_in(page, "maren", "correct horse battery")
    page.get_by_role("heading", name="This form has expired.").wait_for()
    check(page, "an expired form")


def test_wrong_password_and_locked_name_are_accessible(page, settings):
    settings.AXES_FAILURE_LIMIT = 2
    page.set_viewport_size(NARROW)
    page.goto(reverse("login"))
    log_in(page, "maren", "wrong")
    page.get_by_role("alert").wait_for()
    check(page, "a wrong password")
    log_in(page, "maren", "wrong again")
    page.get_by_role("heading", name="Locked for a while").wait_for()
    check(page, "a locked name")
