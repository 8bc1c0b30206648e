"""Plain text files: what is read, and one clear line for each that cannot be."""

import os
import socket

import pytest

from articles.extraction.types import RawArticle
from articles.readers.errors import ReadError
from articles.readers.limits import Limits
from articles.readers.reading import read_file
from articles.readers.text import MAX_LINE


def read(path: str, limits: Limits | None = None) -> RawArticle:
    """The one article of a file."""
    (found,) = read_file(path, limits=limits or Limits())
    if isinstance(found, ReadError):
        raise found
    return found


@pytest.fixture
def written(tmp_path):
    def write(data: bytes) -> str:
        path = tmp_path / "article.txt"
        path.write_bytes(data)
        return str(path)

    return write


@pytest.mark.parametrize(
    ("data", "text"),
    [
        pytest.param(b"Head\r\n\r\nBody.\r\n", "Head\n\nBody.\n", id="windows-line-ends"),
        pytest.param(b"Head\r\rBody.\r", "Head\n\nBody.\n", id="old-mac-line-ends"),
        pytest.param(b"Head\n\r\nBody.\r", "Head\n\nBody.\n", id="mixed-line-ends"),
        pytest.param("\ufeffHead\n\ufeffBody.".encode(), "Head\n\ufeffBody.", id="only-the-first-mark-is-dropped"),
        pytest.param(b'Head\n\n"An open mark.\n', 'Head\n\n"An open mark.\n', id="unbalanced-quotation-marks"),
        pytest.param(
            " Head \t\n\n\n\n  Body\u2028. ".encode(), " Head \t\n\n\n\n  Body\u2028. ", id="nothing-is-cleaned"
        ),
        pytest.param(b"Head", "Head", id="one-line"),
    ],
)
def test_a_text_keeps_every_character_but_mark_and_line_ends(written, data, text):
    assert read(written(data)).text == text


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        pytest.param(b"", "empty", id="empty"),
        pytest.param(b" \n\t\r\n\n", "only blank lines", id="blank"),
        pytest.param("\ufeff\n".encode(), "only blank lines", id="only-a-mark"),
        pytest.param(b"x" * 5_000_000, "a line of 5,000,000 characters", id="a-line-without-blanks"),
        pytest.param(b". " * 2_500_000, "not made of words", id="a-line-without-words"),
        pytest.param(b"Head\n\nA \x00 byte", "NUL", id="nul"),
    ],
)
def test_a_file_that_is_no_article_is_refused(written, data, problem):
    path = written(data)
    with pytest.raises(ReadError) as caught:
        read(path)
    assert problem in caught.value.problem
    assert caught.value.path == path
    assert caught.value.remedy


def test_a_line_just_short_enough_is_read_whatever_it_holds(written):
    assert len(read(written(b"x" * MAX_LINE)).text) == MAX_LINE


def test_one_line_of_5_mb_is_read_where_it_is_made_of_words(written):
    text = "The keeper closed the lock at noon. " * 140_000
    assert read(written(text.encode())).text == text


def test_ten_thousand_paragraphs_are_read(written):
    text = "Head\n\n" + "A paragraph of the record.\n\n" * 10_000
    assert read(written(text.encode())).text == text


def test_a_file_over_the_limit_is_refused(written):
    with pytest.raises(ReadError, match="larger than 10 bytes"):
        read(written(b"x" * 11), Limits(file_bytes=10))


def test_another_encoding_is_a_warning_of_the_article(written):
    assert "cp1252" in read(written("The café’s quay".encode("cp1252"))).warnings[0]


def test_a_pipe_is_refused_without_waiting_for_it(tmp_path):
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(ReadError, match="a named pipe"):
        read(str(tmp_path / "pipe"))


def test_what_is_no_file_is_named_for_what_it_is(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    with socket.socket(socket.AF_UNIX) as server:
        server.bind("socket")
        for path, kind in (("socket", "a socket"), ("/dev/zero", "a device"), (".", "a folder")):
            with pytest.raises(ReadError, match=kind):
                read(path)
