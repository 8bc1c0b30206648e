"""What an attacker would try first."""

import pytest
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.contrib.contenttypes.models import ContentType
from django.test import Client
from django.urls import reverse

from entities import curation
from entities.models import Decision, Person, Quote
from entities.tests.factories import PersonFactory, QuoteFactory, UserFactory

pytestmark = pytest.mark.django_db

PASSWORD = "a long enough password"
ELSEWHERE = [
    "https://elsewhere.example/",
    "//elsewhere.example",
    "///elsewhere.example",
    "/\\elsewhere.example",
    "https:elsewhere.example",
    "javascript:alert(1)",
    "\x00//elsewhere.example",
]


def at_the_desk(role: str) -> Client:
    user = UserFactory(is_staff=True, role=role)
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def editor() -> Client:
    return at_the_desk("Editor")


def log_in(client, name, password=PASSWORD, **headers):
    return client.post(reverse("login"), {"username": name, "password": password}, **headers)


class TestPagesAreKeptByNobody:
    @pytest.mark.parametrize("path", ["/", "/articles/", "/people/nobody/", "/admin/", "/admin/entities/quote/"])
    def test_no_cache_keeps_what_only_accounts_may_read(self, editor, path):
        kept = editor.get(path).headers["Cache-Control"]
        assert "no-store" in kept
        assert "private" in kept

    def test_not_even_the_way_to_the_login_page(self, client):
        assert "no-store" in client.get("/articles/").headers["Cache-Control"]


class TestWaysOut:
    @pytest.mark.parametrize("target", ELSEWHERE)
    def test_signing_in_leads_nowhere_else(self, client, target):
        UserFactory(username="ada")
        answer = client.post(reverse("login"), {"username": "ada", "password": PASSWORD, "next": target})
        assert (answer.status_code, answer.url) == (302, reverse("home"))

    @pytest.mark.parametrize("target", ELSEWHERE)
    def test_neither_does_the_switch_of_the_theme(self, client, target):
        assert client.post(reverse("theme"), {"theme": "dark", "next": target}).url == reverse("home")

    def test_another_host_is_not_this_archive(self, client):
        assert client.get(reverse("login"), headers={"host": "elsewhere.example"}).status_code == 400

    def test_a_host_told_by_the_client_is_not_believed(self, client):
        answer = client.get(reverse("home"), headers={"x-forwarded-host": "elsewhere.example"})
        assert "elsewhere" not in answer.url


class TestForgedPosts:
    @pytest.mark.parametrize("name", ["theme", "logout", "login", "password_change", "admin:logout"])
    def test_are_refused(self, name):
        client = Client(enforce_csrf_checks=True)
        client.force_login(UserFactory(is_staff=True, is_superuser=True))
        assert client.post(reverse(name)).status_code == 403

    def test_decide_nothing(self):
        client, quote = Client(enforce_csrf_checks=True), QuoteFactory()
        client.force_login(UserFactory(is_staff=True, is_superuser=True))
        assert (
            client.post(reverse("admin:entities_quote_decide", args=[quote.pk]), {"verb": "confirm"}).status_code == 403
        )
        assert not Decision.objects.exists()


class TestSessions:
    def test_signing_in_starts_a_new_one(self, client):
        UserFactory(username="ada")
        client.get(reverse("login"))
        client.cookies["sessionid"] = before = "chosen-by-somebody-else-000000000"
        log_in(client, "ada")
        assert client.cookies["sessionid"].value != before

    def test_the_cookie_is_out_of_reach_of_scripts_and_other_sites(self, client):
        UserFactory(username="ada")
        cookie = log_in(client, "ada").cookies["sessionid"]
        assert cookie["httponly"]
        assert cookie["samesite"] == "Lax"


class TestLock:
    @pytest.mark.parametrize("written", ["ada", " ada ", "ａda", "ada\u2002"])
    def test_is_not_dodged_by_another_way_to_write_the_name(self, client, settings, written):
        UserFactory(username="ada")
        for attempt in range(settings.AXES_FAILURE_LIMIT):
            log_in(client, written if attempt % 2 else "ada", "wrong")
        assert log_in(client, "ada").status_code == 429
        assert log_in(client, written).status_code == 429

    def test_is_not_dodged_by_inventing_addresses(self, client, settings):
        UserFactory(username="ada")
        for number in range(settings.AXES_FAILURE_LIMIT):
            log_in(
                client,
                "ada",
                "wrong",
                headers={"x-forwarded-for": f"192.0.2.{number}", "x-real-ip": f"192.0.2.{number}"},
            )
        assert log_in(client, "ada").status_code == 429


class TestTheDesksOwnWays:
    """Django's ways in and out of the desk, beside the pages of rows."""

    @pytest.mark.parametrize(
        ("name", "args"),
        [("admin:app_list", ["entities"]), ("admin:jsi18n", []), ("admin:password_change", []), ("admin:index", [])],
    )
    def test_need_an_account_of_the_desk(self, client, name, args):
        page = reverse(name, args=args)
        assert client.get(page).url.startswith(reverse("admin:login")) or client.get(page).url.startswith(
            reverse("login")
        )
        client.force_login(UserFactory())
        assert client.get(page, follow=True).status_code == 403

    def test_an_app_without_a_model_for_the_role_is_not_there(self, editor):
        assert editor.get(reverse("admin:app_list", args=["auth"])).status_code == 404

    def test_the_way_to_a_rows_page_leads_to_this_archive(self, editor):
        person = PersonFactory()
        kind = ContentType.objects.get_for_model(Person)
        url = editor.get(reverse("admin:view_on_site", args=[kind.pk, person.pk])).url
        assert url.endswith(person.get_absolute_url())
        assert "example.com" not in url

    def test_signing_out_takes_a_post(self, editor):
        assert editor.get(reverse("admin:logout")).status_code == 405
        assert editor.post(reverse("admin:logout")).status_code in (200, 302)
        assert editor.get(reverse("home")).status_code == 302


class TestFiltersAskNothingElse:
    @pytest.mark.parametrize(
        "query",
        [
            "reviewed_by__password__startswith=m",
            "article__run__by__password__startswith=m",
            "speaker__reviewed_by__email__contains=a",
        ],
    )
    def test_of_accounts(self, query):
        QuoteFactory(confirmed=True)
        answer = at_the_desk("Reader").get(f"{reverse('admin:entities_quote_changelist')}?{query}")
        assert answer.status_code == 400

    def test_of_those_who_decided(self):
        curation.confirm(rows=[QuoteFactory()], by=UserFactory())
        page = reverse("admin:entities_decision_changelist")
        assert at_the_desk("Reader").get(f"{page}?by__password__startswith=m").status_code == 400

    @pytest.mark.parametrize("model", ["quote", "person", "mention", "event", "decision"])
    @pytest.mark.parametrize(
        "query", ["q=%00", "review__exact=%00", "rule=%00", "work=%00", "_facets=%00", "p=%00", "o=%00"]
    )
    def test_nor_break_at_a_null_character(self, editor, model, query):
        answer = editor.get(f"{reverse(f'admin:entities_{model}_changelist')}?{query}")
        assert answer.status_code in (200, 302, 400)

    @pytest.mark.parametrize("name", ["article_list", "person_list", "quote_list", "caption_list", "event_list"])
    @pytest.mark.parametrize(
        "field", ["q", "person", "speaker", "event", "source", "year", "from", "kind", "sort", "page", "review"]
    )
    def test_nor_on_the_reading_pages(self, editor, name, field):
        assert editor.get(f"{reverse(name)}?{field}=%00").status_code == 200


class TestActionsPostedByHand:
    def act(self, client, model, action, rows, query=""):
        page = f"{reverse(f'admin:entities_{model}_changelist')}?{query}"
        return client.post(page, {"action": action, ACTION_CHECKBOX_NAME: [row.pk for row in rows], "index": 0})

    def test_reach_only_the_rows_of_the_list(self, editor):
        quote = QuoteFactory()
        self.act(editor, "quote", "confirm_rows", [quote], "review__exact=rejected")
        assert Quote.objects.get().is_machine

    @pytest.mark.parametrize("action", ["confirm_rows", "reject_rows", "delete_selected"])
    def test_do_nothing_for_a_reader(self, action):
        quote = QuoteFactory()
        self.act(at_the_desk("Reader"), "quote", action, [quote])
        assert Quote.objects.get().is_machine

    @pytest.mark.parametrize("model", ["quote", "person", "decision", "alias", "keptapart"])
    def test_delete_nothing(self, model):
        curation.confirm(rows=[QuoteFactory()], by=UserFactory())
        self.act(at_the_desk("Archivist"), model, "delete_selected", Decision.objects.all())
        assert (Quote.objects.count(), Person.objects.count(), Decision.objects.count()) == (1, 1, 1)
