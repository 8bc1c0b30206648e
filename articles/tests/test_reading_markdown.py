"""Markdown: front matter, headings, pictures and paragraphs."""

import pytest

from articles.extraction.structure import build_document
from articles.extraction.types import Role
from articles.readers.errors import ReadError
from articles.readers.limits import Limits
from articles.readers.reading import read_file

PAGE = """---
title: "Ferry stays in: a tale"
authors: [Tom Reed, Ann Ferris]
date: 2024-03-04
publisher: Harbour Press
---

The ferry *stayed* in [harbour](https://harbour.example)
on Monday.

## At the quay

- “We wait,” said Ida Marsh.

<script>alert(1)</script>
"""


@pytest.fixture
def read(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)

    def read(words: str, name: str = "a.md"):
        (tmp_path / name).write_text(words)
        return list(read_file(name, limits=Limits()))

    return read


@pytest.mark.parametrize("name", ["a.md", "nameless"])
def test_front_matter_gives_the_fields_and_marks_are_no_words(read, name):
    (raw,) = read(PAGE, name)
    document = build_document(raw)
    assert (document.headline, document.authors) == ("Ferry stays in: a tale", ("Tom Reed", "Ann Ferris"))
    assert (document.published.value, document.publisher) == ("2024-03-04", "Harbour Press")
    found = [(label.role, label.span.of(document.text)) for label in document.spans if label.role is not Role.BLANK]
    assert found[1:] == [
        (Role.BODY, "The ferry stayed in harbour on Monday."),
        (Role.SUBHEADING, "At the quay"),
        (Role.BODY, "“We wait,” said Ida Marsh."),
    ]


def test_the_first_heading_is_the_headline_where_no_front_matter_gives_one(read):
    (raw,) = read("# Ferry stays in\n\nThe ferry stayed.\n")
    assert (raw.headline, raw.text) == ("Ferry stays in", "Ferry stays in\n\nThe ferry stayed.")


@pytest.mark.parametrize("control", ["\v", "\f", "\x01"], ids=ascii)
def test_controls_in_the_title_of_a_picture_are_no_words(read, control):
    (raw,) = read(f'# Ferry stays in\n\n![Quay](quay.jpg "The{control} quay at dawn.")\n\nThe ferry stayed.\n')
    (caption,) = build_document(raw).captions
    assert caption.span.of(raw.text) == "The quay at dawn."


@pytest.mark.parametrize(
    ("words", "says"),
    [
        ("---\ntitle: [a\n---\n\nWords.", "a.md:3: its front matter is not YAML"),
        ("---\n- a\n---\n\nWords.", "a.md: its front matter names no fields"),
        ("---\ntitle: A\n---\n\n", "a.md: no words below the headline"),
    ],
    ids=["broken", "a-list", "empty"],
)
def test_broken_front_matter_is_refused_with_its_line(read, words, says):
    (refused,) = read(words)
    assert isinstance(refused, ReadError)
    assert str(refused).startswith(says)
