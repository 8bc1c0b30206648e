"""What tells a file that is the same from one that has changed, without reading the articles in it."""

import hashlib
import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from articles.extraction.types import RawArticle
from articles.readers.content import cannot_open, open_content
from articles.readers.errors import ReadError
from articles.readers.limits import Limits
from articles.readers.reading import read_file

PIECE = 1 << 20


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """A file as it was at one moment. `digest` is the SHA-256 of its bytes; the rest tells of a change since."""

    size: int
    digest: str
    inode: int
    changed: int  # nanoseconds

    def still_holds(self, path: str) -> bool:
        try:
            status = os.stat(path)
        except OSError:
            return False
        return (status.st_size, status.st_ino, status.st_mtime_ns) == (self.size, self.inode, self.changed)


def take_fingerprint(path: str) -> Fingerprint:
    """Read all bytes of a file once, in pieces. Raises ReadError; never waits on a pipe or device."""
    digest = hashlib.sha256()
    with open_content(path, Limits()) as content:
        try:
            before = os.fstat(content.file.fileno())
            while piece := content.file.read(PIECE):
                digest.update(piece)
        except OSError as error:
            raise cannot_open(path, error) from error
    return Fingerprint(before.st_size, digest.hexdigest(), before.st_ino, before.st_mtime_ns)


def read_unchanged(
    path: str, fingerprint: Fingerprint, *, limits: Limits, columns: Mapping[str, str]
) -> Iterator[RawArticle | ReadError]:
    """The articles of a file as `read_file` gives them, as long as it is the file of the fingerprint.

    Where it is written to, replaced or removed meanwhile, the last thing given is a ReadError that says so: nothing is
    taken from a file of which one half is old and the other new.
    """
    for article in read_file(path, limits=limits, columns=columns):
        if not fingerprint.still_holds(path):
            problem = "it was changed or removed while it was read"
            yield ReadError(path, problem, "run the same command again once it is whole")
            return
        yield article
