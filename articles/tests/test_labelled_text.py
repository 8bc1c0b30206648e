"""Texts that databases of newspapers export: named fields over the story, one or several articles a file."""

import pytest

from articles.extraction.structure import build_document
from articles.extraction.types import Role
from articles.readers.limits import Limits
from articles.readers.reading import read_file

FIRST = "The ferry stayed in harbour on Monday, its crew said."
SECOND = "Source: nobody on the quay could say when it would sail."
STORY = f"{FIRST}\n\n{SECOND}"
OLD = f"""
                       Copyright 2004 Harbour Holdings
                              Harbour Press

                         March 4, 2004 Thursday
                              FINAL EDITION

SECTION: LOCAL; Pg. B1

LENGTH: 210 words

HEADLINE: Ferry stays in harbour
as crew waits

BYLINE: Tom Reed, Press staff writer

DATELINE: PORT ELLIS

BODY:
The ferry stayed in harbour on Monday,
its crew said.

{SECOND}

GRAPHIC: The quay at dawn.

LOAD-DATE: March 5, 2004
"""
NEW = f"""Page 1 of 2
Ferry stays in harbour as crew waits

Harbour Press (Port Ellis)
March 4, 2004 Thursday

Copyright 2004 Harbour Holdings
Section: LOCAL; Pg. B1
Length: 210 words
Byline: Tom Reed
Body

{STORY}

Graphic: The quay at dawn.
Classification

Language: ENGLISH
"""
BARE = f"""1 of 1 DOCUMENTS

Harbour Press

March 4, 2004 Thursday

Ferry stays in harbour as crew waits

BYLINE: Tom Reed

BODY:

{STORY}

GRAPHIC: The quay at dawn.
"""
FIELDS = f"""Headline: Ferry stays in harbour as crew waits
Byline: By Tom Reed
Date: 4 March 2004
Publication: Harbour Press

{STORY}
"""


@pytest.fixture
def read(tmp_path):
    def read(words: str) -> list:
        path = tmp_path / "export.txt"
        path.write_text(words)
        return list(read_file(str(path), limits=Limits()))

    return read


def of_role(document, role: Role) -> list[str]:
    return [label.span.of(document.text) for label in document.spans if label.role is role]


@pytest.mark.parametrize("words", [OLD, NEW, BARE, FIELDS], ids=["old", "new", "bare", "fields"])
def test_fields_over_a_story_are_told_from_it(read, words):
    (raw,) = read(words)
    document = build_document(raw)
    assert (raw.format, document.headline) == ("labelled", "Ferry stays in harbour as crew waits")
    assert (document.authors, document.publisher) == (("Tom Reed",), "Harbour Press")
    assert document.published.value == "2004-03-04"
    assert of_role(document, Role.BODY) == [FIRST, SECOND]
    captions = [caption.span.of(document.text) for caption in document.captions]
    assert captions == ([] if words == FIELDS else ["The quay at dawn."])


@pytest.mark.parametrize("mark", ["{} of 2 DOCUMENTS\n{}", "{1}\nEnd of Document\n"])
def test_every_document_of_an_export_is_an_article(read, mark):
    found = read(mark.format(1, OLD) + mark.format(2, OLD))
    assert [(raw.item, raw.published) for raw in found] == [
        (1, "March 4, 2004 Thursday"),
        (2, "March 4, 2004 Thursday"),
    ]


@pytest.mark.parametrize(
    "words",
    [
        f"Ferry stays in\n\nBy Tom Reed\n\nDate: soon\n\n{STORY}\n",
        f"Title: a tale\n\n{STORY}\n",
        f"Q&A\n\nReed: Why?\n\nMarsh: The tide.\n\nBody\n\n{STORY}\n",
    ],
)
def test_a_field_or_two_make_no_export(read, words):
    assert read(words)[0].format == "text"
