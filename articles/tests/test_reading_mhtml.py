"""Pages that a browser saved whole, with pictures and styles, in one file."""

import pytest

from articles.extraction.structure import build_document
from articles.readers.errors import ReadError
from articles.readers.limits import Limits
from articles.readers.reading import read_file

STORY = (
    "The ferry stayed in harbour on Monday, its crew said, and nobody on the quay could say when it would sail.",
    "“We wait for the tide,” said Ida Marsh, the skipper, who has run the boat for nine years.",
)
ADDRESS = "https://harbour.example/2024/ferry"
PAGE = (
    "<!DOCTYPE html><html><head><title>Ferry stays in</title></head><body><article><h1>Ferry stays in</h1>"
    f"{''.join(f'<p>{words}</p>' for words in STORY)}</article></body></html>"
)
WHOLE = """From: <Saved by Blink>
Snapshot-Content-Location: {address}
Subject: Ferry stays in
MIME-Version: 1.0
Content-Type: multipart/related;
\ttype="text/html";
\tboundary="--Boundary--x----"

----Boundary--x----
Content-Type: text/css
Content-Transfer-Encoding: quoted-printable

p {{ color: red }}

----Boundary--x----
Content-Type: {type}
Content-ID: <frame-1@mhtml.blink>
Content-Transfer-Encoding: {encoding}
Content-Location: {address}

{page}
----Boundary--x----
Content-Type: image/gif
Content-Transfer-Encoding: base64
Content-Location: https://harbour.example/quay.gif

R0lGODlhAQABAAAAACw=

----Boundary--x------
"""


@pytest.fixture
def read(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)

    def read(whole: bytes, name: str = "page.mhtml") -> list:
        (tmp_path / name).write_bytes(whole)
        return list(read_file(name, limits=Limits()))

    return read


def saved(page: bytes, type: str = "text/html", encoding: str = "8bit") -> bytes:
    filled = WHOLE.format(address=ADDRESS, type=type, encoding=encoding, page="\0")
    return filled.replace("\n", "\r\n").encode().replace(b"\0", page)


@pytest.mark.parametrize("name", ["page.mhtml", "page.mht", "nameless"])
def test_the_page_is_read_with_its_address_and_the_rest_is_passed_over(read, name):
    (raw,) = read(saved(PAGE.encode()), name)
    document = build_document(raw)
    assert (document.headline, document.url, raw.format) == ("Ferry stays in", ADDRESS, "mhtml")
    assert document.text == "\n\n".join(("Ferry stays in", *STORY))


def test_a_page_that_names_its_address_is_there(read):
    page = PAGE.replace("</head>", "<link rel=canonical href='https://harbour.example/ferry'></head>")
    assert read(saved(page.encode()))[0].url == "https://harbour.example/ferry"


@pytest.mark.parametrize(
    ("type", "encoding", "page"),
    [
        ("text/html", "quoted-printable", PAGE.replace("“", "=E2=80=9C").replace("”", "=\r\n=E2=80=9D").encode()),
        ("text/html; charset=windows-1252", "8bit", PAGE.encode("windows-1252")),
        ("text/html; charset=of-nobody", "8bit", PAGE.encode()),
        ('text/html; charset="utf-8"', "8bit", PAGE.replace("<head>", "<head><meta charset=latin-1>").encode()),
    ],
    ids=["quoted-printable", "windows", "unknown", "part-before-page"],
)
def test_the_words_are_those_of_the_page_however_they_are_written_down(read, type, encoding, page):
    assert STORY[1] in read(saved(page, type, encoding))[0].text


@pytest.mark.parametrize(
    ("whole", "says"),
    [
        (saved(b"%PDF", "application/pdf"), "no page in this MHTML"),
        (saved(b""), "no story on the page"),
        (saved(b"<html><body></body></html>"), "no story on the page"),
        (b"The ferry stayed.", "no page in this MHTML"),
    ],
    ids=["no-page", "empty", "no-story", "text"],
)
def test_one_without_a_story_is_refused_in_words(read, whole, says):
    (refused,) = read(whole)
    assert isinstance(refused, ReadError)
    assert says in refused.problem
    assert refused.remedy
