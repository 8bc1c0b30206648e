"""The units that are shipped run what there is, as the documents say."""

import configparser
import re
import runpy

import pytest
from django.core.management import get_commands, load_command_class

from newsroom.tests.test_settings import ROOT

UNITS = sorted((ROOT / "deploy").glob("*.service"))
TIMERS = sorted((ROOT / "deploy").glob("*.timer"))
DEPLOY = (ROOT / "docs/deploy.md").read_text("utf-8")


def read(path) -> configparser.ConfigParser:
    unit = configparser.ConfigParser(strict=False, interpolation=None)
    unit.optionxform = str
    unit.read(path)
    return unit


@pytest.mark.parametrize("path", UNITS, ids=lambda path: path.name)
def test_unit_runs_commands_that_are_there_as_a_user_without_rights(path):
    service = read(path)["Service"]
    for command, written in re.findall(r"manage\.py ([a-z_]+)(.*)", path.read_text("utf-8")):
        parser = load_command_class(get_commands()[command], command).create_parser("manage.py", command)
        parser.parse_args(written.split())
    assert (service["User"], service["NoNewPrivileges"], service["ProtectSystem"]) == ("archive", "yes", "strict")
    assert service["EnvironmentFile"] == "/etc/archive.env"


@pytest.mark.parametrize("path", TIMERS, ids=lambda path: path.name)
def test_timer_has_its_unit_and_is_told_of(path):
    assert path.with_suffix(".service") in UNITS
    assert path.name in DEPLOY
    assert read(path)["Install"]["WantedBy"] == "timers.target"


def test_gunicorn_empties_what_was_counted_at_an_earlier_start(tmp_path, monkeypatch):
    (tmp_path / "counter_1.db").touch()
    (tmp_path / "notes.txt").touch()
    monkeypatch.setenv("PROMETHEUS_MULTIPROC_DIR", str(tmp_path))
    runpy.run_path(str(ROOT / "deploy/gunicorn.conf.py"))["on_starting"](None)
    assert [path.name for path in tmp_path.iterdir()] == ["notes.txt"]


def test_gunicorn_serves_inside_alone():
    assert runpy.run_path(str(ROOT / "deploy/gunicorn.conf.py"))["bind"].startswith("127.0.0.1:")
