"""An open file, looked into from its first bytes, and what is said where it cannot be opened."""

import os
import stat
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import BinaryIO

from articles.readers.decoding import MARKS, decode
from articles.readers.errors import ReadError
from articles.readers.limits import Limits

HEAD_BYTES = 4096
KINDS = (
    (stat.S_ISDIR, "a folder"),
    (stat.S_ISFIFO, "a named pipe"),
    (stat.S_ISSOCK, "a socket"),
    (stat.S_ISCHR, "a device"),
    (stat.S_ISBLK, "a device"),
)


@dataclass(frozen=True)
class Content:
    """What a reader is given: an open, seekable file, what messages call it, and how much may be taken of it.

    A file inside another is called by both, ``outer#inner``.
    """

    path: str
    file: BinaryIO
    limits: Limits
    inside: int = 0  # archives around it
    columns: Mapping[str, str] = field(default_factory=dict)  # of a table, by field, as whoever ingests names them

    @cached_property
    def ending(self) -> str:
        """The ending of its name, in small letters, with the full stop."""
        return Path(self.path).suffix.lower()

    @cached_property
    def size(self) -> int:
        here = self.file.tell()
        size = self.file.seek(0, os.SEEK_END)
        self.file.seek(here)
        return size

    @cached_property
    def head(self) -> bytes:
        self.file.seek(0)
        return self.file.read(HEAD_BYTES)

    @cached_property
    def opening(self) -> str:
        """The first characters, near enough to tell a format by: white space and marks before them left out."""
        mark, encoding = next(((mark, name) for mark, name in MARKS if self.head.startswith(mark)), (b"", "utf-8"))
        return self.head[len(mark) :].decode(encoding, "ignore").replace("\0", "").lstrip()

    @cached_property
    def data(self) -> bytes:
        """All of it. Raises ReadError where that is too much, or nothing."""
        self.file.seek(0)
        data = self.file.read(self.limits.file_bytes + 1)
        if len(data) > self.limits.file_bytes:
            problem = f"larger than {self.limits.file_bytes:,} bytes"
            raise ReadError(self.path, problem, "split it into one file an article, or raise MAX_FILE_BYTES")
        if not data:
            raise ReadError(self.path, "the file is empty", "put an article into it or remove it")
        return data

    @cached_property
    def decoded(self) -> tuple[str, str]:
        """All of it as text, and a warning that names the encoding where that is not UTF-8. Raises ReadError."""
        return decode(self.data, self.path)


@contextmanager
def open_content(path: str, limits: Limits, columns: Mapping[str, str] | None = None) -> Iterator[Content]:
    """Open a file. Raises ReadError; never waits on a pipe or device."""
    try:
        refuse_special(path, os.stat(path))
        with Path(path).open("rb") as file:
            yield Content(path, file, limits, columns=columns or {})
    except OSError as error:
        raise cannot_open(path, error) from error


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
