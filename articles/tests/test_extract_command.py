"""`manage.py extract`: one JSON object a file, in order, without a database."""

import io
import json
import os
import re
import sys
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

from articles.management.commands import extract as command
from articles.readers.formats import ENDINGS

STORY = 'Quay to close\n\n"We had no choice," Mayor Ada Quill said on Friday.\n'


@pytest.fixture
def printed(capsys):
    """What the command printed, object by object, and whether it failed."""

    def run(*paths) -> tuple[list[dict], bool]:
        failed = False
        try:
            call_command("extract", *map(str, paths))
        except CommandError:
            failed = True
        return [json.loads(line) for line in capsys.readouterr().out.splitlines()], failed

    return run


def test_files_are_printed_in_sorted_order_and_bad_ones_in_their_place(printed, tmp_path):
    for name, words in (("c.txt", STORY), ("a.txt", STORY), ("b.txt", "")):
        (tmp_path / name).write_text(words)
    objects, failed = printed(tmp_path / "c.txt", tmp_path)
    assert failed
    assert [Path(found["file"]).name for found in objects] == ["a.txt", "b.txt", "c.txt"]
    assert set(objects[1]) == {"file", "error"}
    assert "empty" in objects[1]["error"]


def test_one_article_is_read_from_standard_input(printed, monkeypatch):
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(STORY.encode())))
    objects, failed = printed("-")
    assert not failed
    assert (objects[0]["file"], objects[0]["text"]) == ("-", STORY)


def test_a_terminal_that_lacks_letters_gets_them_escaped(monkeypatch, tmp_path):
    (tmp_path / "a.txt").write_text("Quay “closed”\n\nĐorđe Quill spoke.", "utf-8")
    terminal = io.TextIOWrapper(io.BytesIO(), encoding="latin-1")
    monkeypatch.setattr(sys, "stdout", terminal)
    call_command("extract", str(tmp_path))
    assert json.loads(terminal.buffer.getvalue())["text"] == "Quay “closed”\n\nĐorđe Quill spoke."


def test_a_reader_that_has_seen_enough_is_no_error(monkeypatch, tmp_path):
    (tmp_path / "a.txt").write_text(STORY)
    reads, writes = os.pipe()
    os.close(reads)
    with os.fdopen(writes, "w") as pipe:
        monkeypatch.setattr(sys, "stdout", pipe)
        assert call_command("extract", str(tmp_path)) is None


def test_every_documented_field_is_printed_and_no_other(printed, tmp_path):
    (tmp_path / "a.txt").write_text(STORY)
    example = (Path(settings.BASE_DIR) / "docs/extract-format.md").read_text("utf-8")
    example = json.loads(re.search(r"```json\n(.*?)```", example, re.DOTALL)[1].replace("...", ""))
    assert list(printed(tmp_path)[0][0]) == list(example)


def test_a_folder_without_articles_is_told(tmp_path, capsys):
    call_command("extract", str(tmp_path))
    printed = capsys.readouterr()
    assert (printed.out, printed.err) == (
        "",
        f"No articles found; in folders, {', '.join(sorted(ENDINGS))} files are read.\n",
    )


def test_spans_cover_the_text(printed, tmp_path):
    (tmp_path / "a.txt").write_text(STORY)
    spans = printed(tmp_path)[0][0]["spans"]
    assert [span["start"] for span in spans] == [0, *(span["end"] for span in spans[:-1])]
    assert spans[-1]["end"] == len(STORY)


def test_a_rule_that_fails_costs_one_article_only(printed, tmp_path, monkeypatch, caplog):
    def extract(document, nlp):
        if "b.txt" in document.path:
            raise RecursionError("too deep")
        return real(document, nlp)

    real = command.extract
    monkeypatch.setattr(command, "extract", extract)
    for name in ("a.txt", "b.txt", "c.txt"):
        (tmp_path / name).write_text(STORY)
    objects, failed = printed(tmp_path)
    assert failed
    assert ["error" in found for found in objects] == [False, True, False]
    assert "RecursionError" in objects[1]["error"]
    assert "too deep" in caplog.text


def test_a_missing_model_is_said_with_the_command_that_installs_it(settings, tmp_path):
    settings.SPACY_MODEL = "no_such_model"
    (tmp_path / "a.txt").write_text(STORY)
    with pytest.raises(CommandError, match="pip install"):
        call_command("extract", str(tmp_path))
