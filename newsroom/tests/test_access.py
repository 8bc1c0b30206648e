"""Nothing but the login page, the state and static files is open; every answer carries the browser's orders."""

import pytest
from django.contrib.auth.models import User
from django.urls import URLPattern, URLResolver, get_resolver, reverse

OPEN = {"login", "health", "theme", "metrics", "stop_mail", "secret_feed"}
ASKING_THEMSELVES = "api/v1/"  # for a token, or for a session: the middleware knows only the latter


def all_patterns(resolver: URLResolver, path: str = "") -> list[tuple[str, URLPattern]]:
    found = []
    for pattern in resolver.url_patterns:
        here = path + str(pattern.pattern)
        found += all_patterns(pattern, here) if isinstance(pattern, URLResolver) else [(here, pattern)]
    return found


def needs_login(pattern: URLPattern) -> bool:
    return getattr(pattern.callback, "login_required", True)


def test_only_these_pages_are_open():
    ours = [
        (path, pattern)
        for path, pattern in all_patterns(get_resolver())
        if not path.startswith(("admin/", ASKING_THEMSELVES))
    ]
    assert {pattern.name for _, pattern in ours if not needs_login(pattern)} == OPEN


def test_admin_opens_only_its_way_to_the_login_page_and_its_words_for_scripts():
    admin = [(path, pattern) for path, pattern in all_patterns(get_resolver()) if path.startswith("admin/")]
    assert {pattern.name for _, pattern in admin if not needs_login(pattern)} <= {"login", "jsi18n"}


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["quotes/", "quotes/1/", "search/?q=x", "openapi.json", "", "nowhere/", "quotes"])
def test_api_answers_no_stranger(client, path):
    answer = client.get(f"/{ASKING_THEMSELVES}{path}")
    assert (answer.status_code, answer.headers["Content-Type"]) == (401, "application/problem+json")
    assert answer.headers["WWW-Authenticate"].startswith("Bearer")


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["home", "password_change", "admin:index", "admin:entities_person_changelist"])
def test_stranger_is_sent_to_the_login_page(client, name):
    answer = client.get(reverse(name), follow=True)
    assert answer.redirect_chain[-1][0].startswith(reverse("login"))


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["login", "home", "admin:index"])
def test_every_page_forbids_inline_scripts_frames_and_devices(client, name):
    client.force_login(User.objects.create_superuser("root"))
    headers = client.get(reverse(name)).headers
    policy = headers["Content-Security-Policy"]
    assert "default-src 'self'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["Referrer-Policy"] == "same-origin"
    assert "camera=()" in headers["Permissions-Policy"]
