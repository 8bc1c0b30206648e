"""Archives of files: zip and tar, and any file packed with gzip. What is in them is read as if it lay in a folder.

Nothing is unpacked to the disk, so no name in an archive leads anywhere.
"""

import gzip
import io
import lzma
import stat
import struct
import tarfile
import zipfile
import zlib
from collections.abc import Iterator
from itertools import pairwise
from pathlib import PurePosixPath
from typing import IO

from articles.readers.content import Content
from articles.readers.errors import ReadError

ZIP, GZIP, TAR, TAR_AT = (b"PK\x03\x04", b"PK\x05\x06"), b"\x1f\x8b", b"ustar", 257
# What the libraries raise where an archive lies about itself; numbers that cannot be are ValueErrors.
BROKEN = (
    *(zipfile.BadZipFile, tarfile.TarError, gzip.BadGzipFile, zlib.error, lzma.LZMAError, struct.error),
    *(EOFError, NotImplementedError, ValueError, OSError, OverflowError, RuntimeError),
)
NO_FILE = "a link or device, not a file"
REMEDY = "check the archive, or put what is in it into a folder"
LEAST_PACKED = 50_000  # bytes: a small archive of small files may grow more
Found = Iterator[Content | ReadError]


def is_zip(content: Content) -> bool:
    return content.head.startswith(ZIP)


def is_tar(content: Content) -> bool:
    return _is_tar(content.head)


def is_gzip(content: Content) -> bool:
    return content.head.startswith(GZIP)


def _is_tar(head: bytes) -> bool:
    return head[TAR_AT : TAR_AT + len(TAR)] == TAR


def read_zip(content: Content) -> Found:
    """Each file of a zip archive in the order of its names. Raises ReadError."""
    try:
        with zipfile.ZipFile(content.file) as archive:
            unpacking = _Unpacking(content)
            _refuse_overlap(archive, content)
            for entry in sorted(archive.infolist(), key=lambda entry: entry.filename):
                if entry.is_dir() or _is_hidden(entry.filename):
                    continue
                if stat.S_ISLNK(entry.external_attr >> 16):
                    yield ReadError(unpacking.name(entry.filename), NO_FILE, "pack the file itself")
                    continue
                if entry.flag_bits & 1:
                    yield ReadError(unpacking.name(entry.filename), "packed with a password", "pack it without one")
                    continue
                with archive.open(entry) as file:
                    yield unpacking.take(entry.filename, file, packed=entry.compress_size)
    except ReadError:
        raise
    except BROKEN as error:
        raise _broken(content, error) from error


def _refuse_overlap(archive: zipfile.ZipFile, content: Content) -> None:
    """Raise ReadError where two files of an archive share their bytes: so a small one unpacks to any size."""
    entries = sorted(archive.infolist(), key=lambda entry: entry.header_offset)
    for entry, following in pairwise(entries):
        if following.header_offset < entry.header_offset + entry.compress_size:
            raise ReadError(content.path, "a broken archive (files in it overlap)", REMEDY)


def read_tar(content: Content) -> Found:
    """Each file of a tar archive in its order; what is no file is told of. Raises ReadError."""
    content.file.seek(0)
    yield from _tar(content, content.file)


def read_gzip(content: Content) -> Found:
    """The one file in a gzip, or those of the tar archive in it. Raises ReadError."""
    content.file.seek(0)
    try:
        with gzip.GzipFile(fileobj=content.file) as file:
            head = file.read(TAR_AT + len(TAR))
            file.seek(0)
            if _is_tar(head):
                yield from _tar(content, file)
                return
            packed = content.file.seek(0, io.SEEK_END)
            content.file.seek(0)
            name = PurePosixPath(content.path).name.removesuffix(".gz")
            with gzip.GzipFile(fileobj=content.file) as again:
                yield _Unpacking(content).take(name, again, packed=packed)
    except ReadError:
        raise
    except BROKEN as error:
        raise _broken(content, error) from error


def _tar(content: Content, file: IO[bytes]) -> Found:
    try:
        with tarfile.open(fileobj=file, mode="r|") as archive:
            unpacking = _Unpacking(content)
            for entry in archive:
                if entry.isdir() or _is_hidden(entry.name):
                    continue
                opened = archive.extractfile(entry) if entry.isreg() else None
                if opened is None:
                    yield ReadError(unpacking.name(entry.name), NO_FILE, "pack the file itself")
                else:
                    yield unpacking.take(entry.name, opened, packed=0)
    except ReadError:
        raise
    except BROKEN as error:
        raise _broken(content, error) from error


def _is_hidden(name: str) -> bool:
    """What systems put into archives beside the files: ".DS_Store", "__MACOSX/"."""
    return any(part.startswith((".", "__MACOSX")) and part not in (".", "..") for part in PurePosixPath(name).parts)


def _broken(content: Content, error: Exception) -> ReadError:
    return ReadError(content.path, f"a broken archive ({error})", REMEDY)


class _Unpacking:
    """How much of one archive has been taken, against its bounds."""

    def __init__(self, content: Content) -> None:
        if content.inside >= content.limits.archives:
            problem = f"archives inside each other more than {content.limits.archives} deep"
            raise ReadError(content.path, problem, "unpack them first")
        self.content, self.taken, self.files = content, 0, 0
        self.most = content.limits.ratio * max(content.size, LEAST_PACKED)

    def name(self, inner: str) -> str:
        return f"{self.content.path}#{inner}"

    def take(self, inner: str, file: IO[bytes], *, packed: int) -> Content | ReadError:
        """The file in memory, ready to be read. Raises ReadError where the archive holds too much."""
        limits = self.content.limits
        self.files += 1
        if self.files > limits.articles:
            raise ReadError(self.content.path, f"more than {limits.articles:,} files", "split the archive")
        data = file.read(limits.file_bytes + 1)
        if len(data) > limits.file_bytes:
            return ReadError(self.name(inner), f"larger than {limits.file_bytes:,} bytes", "split it into several")
        if packed and len(data) > limits.ratio * max(packed, 1_000):
            return ReadError(self.name(inner), f"unpacks to more than {limits.ratio} times its size", REMEDY)
        self.taken += len(data)
        if self.taken > self.most:
            raise ReadError(self.content.path, f"unpacks to more than {limits.ratio} times its size", REMEDY)
        if self.taken > limits.unpacked_bytes:
            problem = f"unpacks to more than {limits.unpacked_bytes:,} bytes"
            raise ReadError(self.content.path, problem, "split the archive")
        inside = self.content.inside + 1
        return Content(self.name(inner), io.BytesIO(data), limits, inside, self.content.columns)
