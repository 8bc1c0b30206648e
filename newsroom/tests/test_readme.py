"""What the README promises is there, and what is there the README tells."""

import re

import pytest
from django.core.management import BaseCommand, get_commands, load_command_class

from articles.readers.formats import FORMATS
from newsroom.tests.test_settings import CONFIGURE, ROOT, settings_read

README = (ROOT / "README.md").read_text("utf-8")
MAKEFILE = (ROOT / "Makefile").read_text("utf-8")


def found(pattern: str) -> list[str]:
    return sorted(set(re.findall(pattern, README, re.MULTILINE)))


def options(command: BaseCommand) -> set[str]:
    parser = command.create_parser("manage.py", "command")
    return {action.option_strings[-1] for action in parser._actions if action.option_strings}


def default_and_unit(setting: str, words: str) -> tuple[str, str] | None:
    row = re.search(rf"^\| `{setting}` \| ([^|]+) \| ([^|]+) \|", words, re.MULTILINE)
    return row and (row[1], row[2])


def test_every_option_of_ingest_seeds_is_explained():
    command = load_command_class("entities", "ingest_seeds")
    own = options(command) - options(BaseCommand()) | {"--verbosity"}
    assert found(r"^\| `(--[a-z-]+)") == sorted(own)


def test_every_format_is_told_of_with_its_endings():
    told = (ROOT / "docs/formats.md").read_text("utf-8")
    rows = [row for row in told.splitlines() if row.startswith("| `")]
    for known in FORMATS:
        row = next((row for row in rows if f"`{known.name}`" in row), "")
        assert all(f"`{ending}`" in row for ending in known.endings), f"tell of {known.name} in docs/formats.md"


@pytest.mark.parametrize("setting", settings_read())
def test_every_setting_has_its_default_and_unit(setting):
    row = default_and_unit(setting, README)
    assert row, f"add {setting} to the table under Configure"
    assert row == default_and_unit(setting, CONFIGURE)


@pytest.mark.parametrize("command", found(r"manage\.py ([a-z_]+)"))
def test_every_command_named_is_there(command):
    assert command in get_commands()


@pytest.mark.parametrize("target", found(r"^ +make ([a-z]+)"))
def test_every_make_target_named_is_there(target):
    assert re.search(rf"^{target}:.*## ", MAKEFILE, re.MULTILINE)


@pytest.mark.parametrize("link", found(r"\]\(([^)#:]+)\)"))
def test_every_file_linked_is_there(link):
    assert (ROOT / link).is_file()
