"""Tokens: made and revoked in the browser, shown once, kept as a digest, of limited life and limited appetite."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from entities.tests.factories import UserFactory
from newsroom.api.models import ApiToken
from newsroom.api.tokens import find_token, make_token, revoke_token, spend

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 3, 1, 9, 30, 15, tzinfo=UTC)
QUOTES = reverse("api_quote_list")


def ask(authorization: str, path: str = QUOTES):
    return Client(headers={"authorization": authorization}).get(path)


def test_token_opens_the_archive_in_the_name_of_its_owner(program):
    assert program.get(QUOTES).status_code == 200
    assert ApiToken.objects.get().last_used


def test_secret_is_kept_nowhere(token):
    row = ApiToken.objects.get()
    assert token not in " ".join(str(value) for value in row.__dict__.values())
    assert token.startswith(row.start)
    assert len(row.start) < 12


@pytest.mark.parametrize(
    "written", ["Bearer", "Bearer ", "Bearer arch_guess", "Bearer {} x", "Basic {}", "{}", "bearer\t{}", "Bearer ä"]
)
def test_anything_else_opens_nothing(token, written):
    answer = ask(written.format(token))
    assert answer.status_code == 401
    assert answer.json()["status"] == 401


@pytest.mark.parametrize("scheme", ["Bearer", "bearer", "BEARER"])
def test_scheme_is_written_in_any_case(token, scheme):
    assert ask(f"{scheme} {token}").status_code == 200


def test_expired_token_opens_nothing():
    token, secret = make_token(user=UserFactory(), name="x", days=30, now=NOW)
    assert find_token(secret, now=NOW + timedelta(days=29)) == token
    assert find_token(secret, now=NOW + timedelta(days=30)) is None


def test_revoked_token_opens_nothing(token, program):
    revoke_token(ApiToken.objects.get(), now=timezone.now())
    assert program.get(QUOTES).status_code == 401


def test_token_of_an_account_no_longer_used_opens_nothing(token, program):
    user = ApiToken.objects.get().user
    user.is_active = False
    user.save()
    assert program.get(QUOTES).status_code == 401


def test_token_opens_no_page_and_changes_nothing(program):
    assert program.get(reverse("home")).status_code == 302
    for method in ("post", "put", "patch", "delete"):
        answer = getattr(program, method)(QUOTES)
        assert answer.status_code == 405
        assert answer["Allow"] == "GET, HEAD, OPTIONS"


def test_somebody_signed_in_may_look_without_one(client):
    client.force_login(UserFactory())
    assert client.get(QUOTES).status_code == 200


class TestInTheBrowser:
    @pytest.fixture
    def ada(self, client):
        client.force_login(UserFactory(username="ada"))
        return client

    def test_secret_is_shown_once_and_works(self, ada):
        page = ada.post(reverse("tokens"), {"name": "newsletter", "days": "30"}).content.decode()
        (secret,) = re.findall(r"arch_[\w-]{43}", page)
        assert ask(f"Bearer {secret}").status_code == 200
        assert secret not in ada.get(reverse("tokens")).content.decode()

    @pytest.mark.parametrize("asked", [{"name": ""}, {"name": "x" * 101}, {"days": "4000"}, {"days": ""}])
    def test_token_without_a_purpose_or_for_ever_is_not_made(self, ada, asked):
        assert ada.post(reverse("tokens"), {"name": "x", "days": "30"} | asked).status_code == 200
        assert not ApiToken.objects.exists()

    def test_own_token_is_revoked_and_stays_in_the_list(self, ada):
        ada.post(reverse("tokens"), {"name": "newsletter", "days": "30"})
        row = ApiToken.objects.get()
        page = ada.post(reverse("token_revoke", args=[row.pk]), follow=True).content.decode()
        assert "newsletter" in page
        assert "revoked" in page
        assert ApiToken.objects.get().revoked

    def test_nobody_elses_is_seen_or_revoked(self, ada):
        token, _ = make_token(user=UserFactory(), name="of another", days=30, now=timezone.now())
        assert "of another" not in ada.get(reverse("tokens")).content.decode()
        assert ada.post(reverse("token_revoke", args=[token.pk])).status_code == 404
        assert ApiToken.objects.get().revoked is None


class TestAtTheDesk:
    @pytest.fixture
    def archivist(self, client):
        client.force_login(UserFactory(is_staff=True, role="Archivist"))
        return client

    def test_archivist_makes_one_for_an_account(self, archivist):
        user = UserFactory(username="machine")
        page = archivist.post(reverse("admin:api_apitoken_add"), {"user": user.pk, "name": "feed", "days": "365"})
        (secret,) = re.findall(r"arch_[\w-]{43}", page.content.decode())
        assert find_token(secret, now=timezone.now()).user == user

    def test_archivist_revokes_any(self, archivist, program):
        row = ApiToken.objects.get()
        posted = {"action": "revoke", "_selected_action": [row.pk]}
        archivist.post(reverse("admin:api_apitoken_changelist"), posted)
        assert program.get(QUOTES).status_code == 401
        assert archivist.get(reverse("admin:api_apitoken_change", args=[row.pk])).status_code == 200

    def test_nobody_else_does(self, client, program):
        client.force_login(UserFactory(is_staff=True, role="Editor"))
        posted = {"action": "revoke", "_selected_action": [ApiToken.objects.get().pk]}
        assert client.post(reverse("admin:api_apitoken_changelist"), posted).status_code == 403
        assert program.get(QUOTES).status_code == 200


class TestLimit:
    def test_one_request_too_many_is_told_when_to_come_back(self, program, settings):
        settings.API_REQUESTS_PER_MINUTE = 2
        answers = [program.get(QUOTES) for _ in range(6)]  # a new minute may begin among them, once
        refused = [answer for answer in answers if answer.status_code == 429]
        assert len(refused) in (2, 3, 4)
        assert 1 <= int(refused[0]["Retry-After"]) <= 60
        assert refused[0].json()["title"] == "Too Many Requests"

    def test_counts_requests_of_one_minute(self):
        token, _ = make_token(user=UserFactory(), name="x", days=30, now=NOW)
        assert [spend(token, limit=2, now=NOW + timedelta(seconds=s)) for s in (0, 10, 20, 44)] == [
            True,
            True,
            False,
            False,
        ]
        assert spend(token, limit=2, now=NOW + timedelta(seconds=45))
        assert ApiToken.objects.get().spent == 1

    def test_of_one_token_is_not_that_of_another(self):
        one, other = (make_token(user=UserFactory(), name="x", days=30, now=NOW)[0] for _ in range(2))
        assert spend(one, limit=1, now=NOW)
        assert not spend(one, limit=1, now=NOW)
        assert spend(other, limit=1, now=NOW)

    def test_is_counted_in_one_query(self, django_assert_num_queries):
        token, _ = make_token(user=UserFactory(), name="x", days=30, now=NOW)
        with django_assert_num_queries(1):
            spend(token, limit=1, now=NOW)

    def test_does_not_count_people_who_look(self, client, settings):
        settings.API_REQUESTS_PER_MINUTE = 1
        client.force_login(UserFactory())
        assert [client.get(QUOTES).status_code for _ in range(3)] == [200, 200, 200]
