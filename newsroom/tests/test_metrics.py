"""Metrics: for who has the token, true of the archive, counted over all workers."""

import os
import subprocess
import sys

import pytest
from django.core.checks import run_checks
from django.urls import reverse

from articles.runs import FailedFile
from entities.tests.factories import MOMENT, IngestRunFactory, QuoteFactory
from newsroom.tests.test_settings import PRODUCTION, ROOT, manage

TOKEN = "a-token-of-twenty-letters"


@pytest.fixture
def collector(client, settings):
    settings.METRICS_TOKEN = TOKEN
    client.defaults["HTTP_AUTHORIZATION"] = f"Bearer {TOKEN}"
    return client


def read(client) -> dict[str, float]:
    lines = client.get(reverse("metrics")).content.decode().splitlines()
    return {name: float(number) for name, _, number in (line.rpartition(" ") for line in lines if line[0] != "#")}


@pytest.mark.django_db
class TestAddress:
    def test_is_none_unless_a_token_is_set(self, client):
        assert client.get(reverse("metrics")).status_code == 404

    @pytest.mark.parametrize(
        "given", ["", "Bearer", "Bearer x", TOKEN, f"Basic {TOKEN}", f"Bearer {TOKEN}x", "Bearer ä"]
    )
    def test_takes_the_token_and_no_other(self, client, settings, given):
        settings.METRICS_TOKEN = TOKEN
        answer = client.get(reverse("metrics"), headers={"authorization": given})
        assert answer.status_code == 401
        assert b"archive_" not in answer.content

    def test_answers_inside_without_tls(self, collector, settings):
        settings.SECURE_SSL_REDIRECT = True
        assert collector.get(reverse("metrics")).status_code == 200

    def test_is_only_read(self, collector):
        assert collector.post(reverse("metrics")).status_code == 405


@pytest.mark.django_db
class TestArchive:
    def test_is_told_in_numbers(self, collector):
        QuoteFactory()
        QuoteFactory(rejected=True)
        run = IngestRunFactory(seconds=3)
        FailedFile.objects.create(run=run, at=MOMENT, file="a.txt", source="a.txt", problem="empty")
        found = read(collector)
        assert found['archive_rows{kind="quote"}'] == 1
        assert found["archive_ingest_runs"] == 1
        assert found["archive_files_failed"] == 1
        assert found["archive_ingest_last_started_seconds"] == run.started.timestamp()
        assert found["archive_ingest_last_broken_off"] == 0

    def test_that_is_empty_has_metrics_too(self, collector):
        assert read(collector)['archive_rows{kind="article"}'] == 0

    def test_tells_what_waits_for_an_editor(self, collector):
        QuoteFactory(speaker=None)
        assert read(collector)['archive_review_waiting{kind="speakers"}'] == 1


@pytest.mark.django_db
def test_requests_are_counted_by_view_and_answer(client, settings):
    settings.METRICS_TOKEN = TOKEN
    client.handler.load_middleware()
    headers = {"authorization": f"Bearer {TOKEN}"}

    def counted(view, status):
        lines = client.get(reverse("metrics"), headers=headers).content.decode().splitlines()
        name = f'archive_requests_total{{method="GET",status="{status}",view="{view}"}}'
        return sum(float(line.rpartition(" ")[2]) for line in lines if line.startswith(name))

    logins, nowhere = counted("login", 200), counted("none", 404)
    for path in ("/accounts/login/", "/accounts/login/", "/no/such/page/", "/another/"):
        client.get(path)
    assert (counted("login", 200), counted("none", 404)) == (logins + 2, nowhere + 2)


COUNTING = """
import sys, django; django.setup()
from newsroom.metrics import requests, latency
for _ in range(int(sys.argv[1])): requests.labels("login", "GET", 200).inc(); latency.labels("login").observe(0.1)
"""
TELLING = """
import django; django.setup()
from django.test import Client
from newsroom import metrics
metrics.Archive.collect = lambda self: []  # no database in this process
headers = {"host": "localhost", "authorization": "Bearer a-token-of-twenty-letters"}
print(Client(headers=headers).get("/metrics/").content.decode())
"""


def test_workers_that_count_apart_are_told_together(tmp_path):
    """As gunicorn has them: processes of their own, of which some have ended."""
    told = {"PATH": os.environ["PATH"], "DJANGO_SETTINGS_MODULE": "newsroom.settings", "METRICS_TOKEN": TOKEN}
    env = (
        told | PRODUCTION | {"HTTPS": "False", "ALLOWED_HOSTS": "localhost", "PROMETHEUS_MULTIPROC_DIR": str(tmp_path)}
    )
    run = {"cwd": ROOT, "env": env, "check": True, "capture_output": True, "text": True}
    for number in ("3", "4"):
        subprocess.run([sys.executable, "-c", COUNTING, number], **run)
    lines = subprocess.run([sys.executable, "-c", TELLING], **run).stdout
    assert 'archive_requests_total{method="GET",status="200",view="login"} 7.0' in lines
    assert 'archive_request_seconds_count{view="login"} 7.0' in lines


def test_metrics_of_workers_that_share_nothing_are_warned_of(settings):
    settings.METRICS_TOKEN, settings.METRICS_DIR = TOKEN, None
    assert "newsroom.W001" in [found.id for found in run_checks(include_deployment_checks=True)]


@pytest.mark.parametrize("token", ["short", "with a space in the middle", "ümlaut-ümlaut-ümlaut"])
def test_weak_token_stops_the_start_and_is_not_repeated(token):
    stopped = manage("check", **PRODUCTION | {"METRICS_TOKEN": token})
    assert "METRICS_TOKEN: use at least 20" in stopped.stderr.splitlines()[-1]
    assert token not in stopped.stderr.splitlines()[-1]
