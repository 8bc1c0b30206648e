"""Logs for machines: a JSON object a line, whose request and account are told, and no words of articles or secrets."""

import io
import json
import logging

import pytest
from django.db import IntegrityError
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from entities.tests.factories import UserFactory
from newsroom.api.tokens import make_token
from newsroom.logs import JsonFormatter, TextFormatter


@pytest.fixture
def lines():
    """Everything that is logged, as it would be written; read it by calling."""
    written = io.StringIO()
    handler, root = logging.StreamHandler(written), logging.getLogger()
    handler.setFormatter(JsonFormatter())
    level = root.level
    root.addHandler(handler)
    root.setLevel("DEBUG")
    yield lambda: [json.loads(line) for line in written.getvalue().splitlines()]
    root.removeHandler(handler)
    root.setLevel(level)


def access(lines) -> dict:
    (line,) = (line for line in lines() if line["logger"] == "newsroom.access")
    return line


@pytest.mark.django_db
class TestRequest:
    def test_is_told_with_its_view_its_account_and_how_long_it_took(self, client, lines):
        user = UserFactory()
        client.force_login(user)
        answer = client.get(reverse("quote_list"), {"q": "secret words"})
        line = access(lines)
        told = {name: line[name] for name in ("level", "method", "path", "view", "status", "user", "request")}
        assert told == {
            "level": "INFO", "method": "GET", "path": "/quotes/", "view": "quote_list", "status": 200, "user": user.pk,
            "request": answer["X-Request-ID"],
        }  # fmt: skip
        assert line["milliseconds"] > 0
        assert "secret" not in json.dumps(lines())

    def test_of_a_program_is_told_with_its_account(self, lines):
        token, secret = make_token(user=UserFactory(), name="x", days=30, now=timezone.now())
        Client(headers={"authorization": f"Bearer {secret}"}).get(reverse("api_quote_list"))
        assert access(lines)["user"] == token.user_id
        assert secret not in json.dumps(lines())

    def test_of_a_stranger_has_no_account_and_asks_the_database_nothing_for_it(
        self, client, lines, django_assert_num_queries
    ):
        with django_assert_num_queries(0):
            client.get(reverse("login"))
        assert "user" not in access(lines)

    def test_keeps_the_id_that_our_own_proxy_gave_it_and_no_other(self, client, settings, lines):
        given = {"x-request-id": "trace-12345678"}
        assert client.get(reverse("login"), headers=given)["X-Request-ID"] != "trace-12345678"
        settings.BEHIND_PROXY = True
        assert client.get(reverse("login"), headers=given)["X-Request-ID"] == "trace-12345678"
        forged = client.get(reverse("login"), headers={"x-request-id": 'x"\n{"level": "fine"}'})
        assert len(forged["X-Request-ID"]) == 16

    @pytest.mark.parametrize("formatter", [TextFormatter(), JsonFormatter()])
    def test_is_told_without_the_secret_in_its_address(self, client, caplog, formatter):
        caplog.set_level("DEBUG")
        client.get(reverse("stop_mail", args=["guess:from:a-mail"]))
        written = "".join(map(formatter.format, caplog.records))
        assert "/saved/no-mail/…/" in written
        assert "a-mail" not in written

    def test_every_line_that_is_written_meanwhile_has_its_id(self, client, lines):
        answer = client.get("/no/such/page/")
        assert {line.get("request") for line in lines() if line["logger"] != "asyncio"} == {answer["X-Request-ID"]}


def formatted(message: str, *args, error: Exception | None = None) -> dict:
    try:
        if error:
            raise error
        info = None
    except Exception as err:
        info = (type(err), err, err.__traceback__)
    return json.loads(JsonFormatter().format(logging.LogRecord("x", logging.ERROR, "", 0, message, args, info)))


def test_line_is_one_line_whatever_is_said():
    line = JsonFormatter().format(
        logging.LogRecord("x", logging.INFO, "", 0, 'two\nlines "and" more \u2028 %s', ("é",), None)
    )
    assert "\n" not in line
    assert json.loads(line)["message"] == 'two\nlines "and" more \u2028 é'


def test_error_is_told_with_its_place_and_without_the_row_that_was_refused():
    line = formatted(
        "Ingest failed", error=IntegrityError("breaks the rule\nDETAIL:  Failing row contains (the story).")
    )
    assert line["exception"]["type"] == "IntegrityError"
    assert line["exception"]["message"] == "breaks the rule"
    assert "test_logs.py" in line["exception"]["at"][0]
    assert "the story" not in json.dumps(line)


def test_long_message_is_cut():
    assert len(formatted("x" * 10_000)["message"]) == 500
