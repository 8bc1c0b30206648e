"""Plain text: one article a file, headline first."""

import os
import stat
from pathlib import Path
from typing import BinaryIO

from articles.extraction.types import RawArticle
from articles.readers.decoding import decode
from articles.readers.errors import ReadError

MAX_LINE = 200_000
"""Characters in one line. A longer one is kept only where it is made of words."""
WORD_LENGTHS = (3, 20)
"""Least and most characters that the words of a long line have on average, each with its blank."""

KINDS = (
    (stat.S_ISDIR, "a folder"),
    (stat.S_ISFIFO, "a named pipe"),
    (stat.S_ISSOCK, "a socket"),
    (stat.S_ISCHR, "a device"),
    (stat.S_ISBLK, "a device"),
)


def read_text(path: str, *, max_bytes: int) -> RawArticle:
    """Read a file of at most `max_bytes` bytes. Raises ReadError; never waits on a pipe or device."""
    try:
        refuse_special(path, os.stat(path))
        with Path(path).open("rb") as file:
            return read_stream(file, path, max_bytes=max_bytes)
    except OSError as error:
        raise cannot_open(path, error) from error


def read_stream(file: BinaryIO, path: str, *, max_bytes: int) -> RawArticle:
    """Read one article from an open binary file; `path` is what messages call it. Raises ReadError."""
    data = file.read(max_bytes + 1)
    if len(data) > max_bytes:
        problem = f"larger than {max_bytes:,} bytes"
        raise ReadError(path, problem, "split it into one file an article, or raise MAX_FILE_BYTES")
    if not data:
        raise ReadError(path, "the file is empty", "put an article into it or remove it")
    decoded, warning = decode(data, path)
    text = decoded.replace("\r\n", "\n").replace("\r", "\n")
    _refuse_unreadable(text, path)
    return RawArticle(path=path, text=text, warnings=(warning,) if warning else ())


def _refuse_unreadable(text: str, path: str) -> None:
    if not text.strip():
        raise ReadError(path, "the file has only blank lines", "put an article into it or remove it")
    if "\0" in text:
        line = text.count("\n", 0, text.index("\0")) + 1
        raise ReadError(path, "a NUL character, which no text has", "remove it", line=line)
    for number, line in enumerate(text.split("\n"), start=1):
        if len(line) > MAX_LINE and not _has_words(line):
            problem = f"a line of {len(line):,} characters that is not made of words"
            raise ReadError(path, problem, "break it into paragraphs, or remove what is no article", line=number)


def _has_words(line: str) -> bool:
    """Whether a line can be prose: data in one line has no blanks, or little else."""
    shortest, longest = WORD_LENGTHS
    words = len(line.split())
    return words * shortest <= len(line) <= words * longest


def refuse_special(path: str, status: os.stat_result) -> None:
    """Raise ReadError for anything but a regular file."""
    for is_kind, what in KINDS:
        if is_kind(status.st_mode):
            raise ReadError(path, f"this is {what}, not a file", "name a text file, or remove it from the folder")


def cannot_open(path: str, error: OSError) -> ReadError:
    """The ReadError for a path that the system refuses."""
    remedies = {
        FileNotFoundError: "check the path",
        PermissionError: "let the user who ingests read it",
    }
    remedy = next((text for kind, text in remedies.items() if isinstance(error, kind)), "check the file and its disk")
    problem = "no such file or folder" if isinstance(error, FileNotFoundError) else _reason(error)
    return ReadError(path, problem, remedy)


def _reason(error: OSError) -> str:
    reason = error.strerror or type(error).__name__
    return f"cannot be read ({reason[0].lower()}{reason[1:]})"
