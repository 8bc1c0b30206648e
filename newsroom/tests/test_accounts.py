import re

import pytest
from django.contrib.auth.models import Group, User
from django.core.management import CommandError, call_command
from django.urls import reverse

from newsroom.accounts import client_address, generate_password

PASSWORD = "harrow-mere-2093"


@pytest.fixture
def editor(db):
    user = User.objects.create_user("ada", password=PASSWORD, is_staff=True)
    user.groups.add(Group.objects.get(name="Editor"))
    return user


@pytest.fixture
def archivist(db):
    user = User.objects.create_user("bo", password=PASSWORD, is_staff=True)
    user.groups.add(Group.objects.get(name="Archivist"))
    return user


def log_in(client, name="ada", password=PASSWORD, **headers):
    return client.post(reverse("login"), {"username": name, "password": password}, **headers)


class TestFirstAccount:
    def test_is_an_archivist_who_may_use_the_admin_with_a_password_printed_once(self, db, capsys):
        call_command("ensure_account")
        printed = re.search(r"password is (\S+) ", capsys.readouterr().out)[1]
        account = User.objects.get()
        assert (account.username, account.is_staff, account.is_superuser) == ("editor", True, False)
        assert [group.name for group in account.groups.all()] == ["Archivist"]
        assert account.check_password(printed)
        assert printed not in account.password

    def test_counts_nobody_who_never_had_a_password(self, db, settings, capsys):
        User.objects.create(username="invented-editor", is_active=False)
        call_command("ensure_account")
        assert User.objects.filter(username="editor").exists()

    def test_takes_name_and_password_from_the_settings_and_prints_no_password(self, db, settings, capsys):
        settings.FIRST_ACCOUNT_NAME, settings.FIRST_ACCOUNT_PASSWORD = "cy", PASSWORD
        call_command("ensure_account")
        assert User.objects.get(username="cy").check_password(PASSWORD)
        assert PASSWORD not in capsys.readouterr().out

    def test_leaves_an_archive_with_accounts_alone(self, editor, settings, capsys):
        settings.FIRST_ACCOUNT_NAME, settings.FIRST_ACCOUNT_PASSWORD = "ada", "another-one-4711"
        before = User.objects.values().get()
        call_command("ensure_account")
        assert User.objects.values().get() == before
        assert capsys.readouterr().out == ""

    def test_refuses_a_name_no_user_can_have(self, db, settings):
        settings.FIRST_ACCOUNT_NAME = "two words"
        with pytest.raises(CommandError, match="DJANGO_SUPERUSER_USERNAME='two words'"):
            call_command("ensure_account")
        assert not User.objects.exists()

    def test_generated_passwords_differ_and_hold_sixteen_characters(self):
        first, second = generate_password(), generate_password()
        assert first != second
        assert len(first.replace("-", "")) == 16


class TestLogIn:
    def test_right_password_opens_the_page_that_was_asked_for(self, client, editor):
        page = reverse("admin:index")
        answer = client.post(f"{reverse('login')}?next={page}", {"username": "ada", "password": PASSWORD})
        assert answer.status_code == 302
        assert answer.url == page

    def test_wrong_password_says_so_and_opens_nothing(self, client, editor):
        answer = log_in(client, password="wrong")
        assert "do not match" in answer.content.decode()
        assert client.get(reverse("home")).status_code == 302

    def test_name_is_locked_after_too_many_wrong_passwords_even_for_the_right_one(self, client, editor, settings):
        for _ in range(settings.AXES_FAILURE_LIMIT):
            locked = log_in(client, password="wrong")
        assert locked.status_code == 429
        assert "too many wrong passwords" in locked.content.decode()
        assert log_in(client).status_code == 429

    def test_lock_holds_for_one_name_from_one_address_only(self, client, editor, archivist, settings):
        for _ in range(settings.AXES_FAILURE_LIMIT):
            log_in(client, password="wrong")
        assert log_in(client, name="bo").status_code == 302
        assert log_in(client, REMOTE_ADDR="192.0.2.7").status_code == 302

    def test_success_forgets_earlier_mistakes(self, client, editor, settings):
        for _ in range(2):
            for _ in range(settings.AXES_FAILURE_LIMIT - 1):
                log_in(client, password="wrong")
            assert log_in(client).status_code == 302

    def test_admin_has_no_login_page_of_its_own(self, client, db):
        answer = client.get(reverse("admin:auth_user_changelist"), follow=True)
        assert answer.redirect_chain[-1][0].startswith(reverse("login"))

    def test_admin_refuses_an_account_without_staff_status(self, client, db):
        client.force_login(User.objects.create_user("dee"))
        assert client.get(reverse("admin:index"), follow=True).status_code == 403


class TestLogOut:
    def test_needs_a_post(self, client, editor):
        client.force_login(editor)
        assert client.get(reverse("logout")).status_code == 405
        assert client.get(reverse("home")).status_code == 200

    def test_ends_the_session(self, client, editor):
        client.force_login(editor)
        assert client.post(reverse("logout")).url == reverse("login")
        assert client.get(reverse("home")).status_code == 302


class TestPasswordChange:
    def test_takes_a_new_password_and_keeps_this_browser_signed_in(self, client, editor):
        client.force_login(editor)
        new = {"old_password": PASSWORD, "new_password1": "vale-lantern-31", "new_password2": "vale-lantern-31"}
        answer = client.post(reverse("password_change"), new, follow=True)
        assert "Your password is changed" in answer.content.decode()
        editor.refresh_from_db()
        assert editor.check_password("vale-lantern-31")

    def test_refuses_a_short_one(self, client, editor):
        client.force_login(editor)
        new = {"old_password": PASSWORD, "new_password1": "x1", "new_password2": "x1"}
        assert "too short" in client.post(reverse("password_change"), new).content.decode()


class TestAccountAdmin:
    def test_archivist_gives_a_role(self, client, archivist):
        client.force_login(archivist)
        reader = User.objects.create_user("eve")
        change = reverse("admin:auth_user_change", args=[reader.pk])
        roles = Group.objects.filter(name="Reader").values_list("pk", flat=True)
        assert client.post(change, {"username": "eve", "is_active": "on", "groups": list(roles)}).status_code == 302
        assert [group.name for group in reader.groups.all()] == ["Reader"]

    def test_archivist_cannot_make_anybody_a_superuser(self, client, archivist, editor):
        client.force_login(archivist)
        change = reverse("admin:auth_user_change", args=[editor.pk])
        form = {
            "username": "ada",
            "is_active": "on",
            "is_staff": "on",
            "is_superuser": "on",
        }
        assert client.post(change, form).status_code == 302
        editor.refresh_from_db()
        assert not editor.is_superuser

    def test_archivist_cannot_change_a_superuser(self, client, archivist):
        root = User.objects.create_superuser("root", password=PASSWORD)
        client.force_login(archivist)
        assert client.post(reverse("admin:auth_user_change", args=[root.pk]), {"username": "mine"}).status_code == 403
        password = reverse("admin:auth_user_password_change", args=[root.pk])
        assert client.post(password, {"password1": "a-new-one-55", "password2": "a-new-one-55"}).status_code == 403
        root.refresh_from_db()
        assert root.check_password(PASSWORD)

    def test_editor_sees_no_accounts(self, client, editor):
        client.force_login(editor)
        assert client.get(reverse("admin:auth_user_changelist")).status_code == 403


class TestClientAddress:
    def test_is_the_connection_when_no_proxy_is_ours(self, rf):
        request = rf.get("/", REMOTE_ADDR="192.0.2.1", headers={"x-forwarded-for": "198.51.100.9"})
        assert client_address(request) == "192.0.2.1"

    def test_is_what_our_proxy_saw_and_not_what_the_client_invents(self, rf, settings):
        settings.BEHIND_PROXY = True
        request = rf.get("/", REMOTE_ADDR="127.0.0.1", headers={"x-forwarded-for": "10.0.0.1, 198.51.100.9"})
        assert client_address(request) == "198.51.100.9"
