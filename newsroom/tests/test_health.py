import json
from datetime import UTC, datetime

import pytest
from django.db import OperationalError, connection
from django.urls import reverse

from articles.models import IngestRun
from newsroom.health import health
from newsroom.jobs import jobs_by_status

# Of nothing that waits: only PostgreSQL has a queue.
QUEUE = {"waiting": 0, "running": 0, "failed": 0} if connection.vendor == "postgresql" else None


@pytest.mark.django_db
def test_health_tells_a_stranger_the_state_and_the_last_run_and_nothing_else(client):
    IngestRun.objects.create(started=datetime(2026, 3, 1, 9, 30, tzinfo=UTC), model="m", extraction_version="1")
    answer = client.get(reverse("health"))
    assert answer.status_code == 200
    assert answer.json() == {"status": "ok", "database": "ok", "last_run": "2026-03-01T09:30:00Z", "queue": QUEUE}
    assert "no-store" in answer["Cache-Control"]


@pytest.mark.django_db
def test_health_of_an_empty_archive_is_good(client):
    assert client.get(reverse("health")).json()["last_run"] is None


@pytest.mark.django_db
def test_health_is_bad_when_the_database_is_gone(rf):
    def refuse(*args):
        raise OperationalError("could not connect to db.internal as desk")

    with connection.execute_wrapper(refuse):
        answer = health(rf.get(reverse("health")))
    assert answer.status_code == 503
    assert json.loads(answer.content) == {
        "status": "unavailable",
        "database": "unreachable",
        "last_run": None,
        "queue": None,
    }


@pytest.mark.django_db
def test_health_answers_inside_without_tls(client, settings):
    settings.SECURE_SSL_REDIRECT = True
    assert client.get(reverse("health")).status_code == 200
    assert client.get(reverse("login")).status_code == 301


def test_health_is_only_read(client):
    assert client.post(reverse("health")).status_code == 405


@pytest.mark.django_db
@pytest.mark.skipif(connection.vendor != "postgresql", reason="the queue is one of PostgreSQL")
def test_health_tells_how_much_waits_for_the_workers(client):
    if jobs_by_status() is None:
        with connection.cursor() as cursor:
            cursor.execute("CREATE TABLE procrastinate_jobs (id serial PRIMARY KEY, status text NOT NULL)")
    with connection.cursor() as cursor:
        cursor.execute("SELECT column_name FROM information_schema.columns WHERE table_name = 'procrastinate_jobs'")
        more = "queue_name, task_name, " if len(cursor.fetchall()) > 2 else ""
        values = "'ingest', 'read', " if more else ""
        for status in ("todo", "todo", "doing", "failed", "succeeded"):
            cursor.execute(f"INSERT INTO procrastinate_jobs ({more}status) VALUES ({values}'{status}')")  # noqa: S608
    assert client.get(reverse("health")).json()["queue"] == {"waiting": 2, "running": 1, "failed": 1}
