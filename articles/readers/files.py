"""Which files to read: paths as a user gives them, folders walked, in one sorted order."""

import errno
import os
import re
import stat
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from articles.readers.errors import ReadError
from articles.readers.text import cannot_open, refuse_special

SUFFIXES = frozenset({".txt"})
"""Files with these endings are read out of folders. A file named by itself is read whatever its ending."""

CONTROL = re.compile(r"[\x00-\x1f\x7f]")


@dataclass(frozen=True, slots=True)
class FoundFile:
    """A file to read, or the reason why it cannot be."""

    path: str
    error: ReadError | None = None


@dataclass(frozen=True, slots=True)
class FileList:
    """Files in sorted order, errors among them, and what was passed over in folders, by reason."""

    files: tuple[FoundFile, ...]
    skipped: dict[str, int] = field(default_factory=dict)


def find_files(paths: Iterable[str | Path], *, leave_out: Path | None = None) -> FileList:
    """Return every file under `paths`, each once, sorted by path; nothing is opened.

    `leave_out` is a folder to pass over wherever it is met. Symbolic links are followed,
    to each folder at most once on the way down.
    """
    walk = _Walk(leave_out=leave_out.resolve() if leave_out else None)
    found: dict[str, FoundFile] = {}
    for path in dict.fromkeys(os.path.normpath(p) if str(p) else "" for p in paths):
        for file in walk.visit(path, named=True):
            found.setdefault(_identity(file), file)
    ordered = sorted(found.values(), key=lambda file: Path(file.path).parts)
    return FileList(files=tuple(ordered), skipped=dict(sorted(walk.skipped.items())))


def _identity(file: FoundFile) -> str:
    return file.path if file.error else os.path.abspath(file.path)


@dataclass(slots=True)
class _Walk:
    leave_out: Path | None
    skipped: Counter[str] = field(default_factory=Counter)

    def visit(self, path: str, above: tuple[tuple[int, int], ...] = (), *, named: bool = False) -> Iterator[FoundFile]:
        """Yield what a path stands for: itself, or all that its folder holds. `named`: given by the user."""
        try:
            status = os.stat(path)
            if stat.S_ISDIR(status.st_mode):
                yield from self._folder(path, above, (status.st_dev, status.st_ino))
                return
            refuse_special(path, status)
        except (OSError, ReadError) as error:
            yield _failed(path, error)
            return
        if named or Path(path).suffix.lower() in SUFFIXES:
            yield _named(path)
        else:
            self.skipped["unknown ending"] += 1

    def _folder(self, path: str, above: tuple[tuple[int, int], ...], here: tuple[int, int]) -> Iterator[FoundFile]:
        if here in above:
            raise OSError(errno.ELOOP, os.strerror(errno.ELOOP))
        if self.leave_out and Path(path).resolve() == self.leave_out:
            self.skipped["left out"] += 1
            return
        for name in sorted(os.listdir(path)):
            if name.startswith("."):
                self.skipped["hidden"] += 1
            else:
                yield from self.visit(os.path.join(path, name), (*above, here))


def _named(path: str) -> FoundFile:
    """A file whose name can be written down: in UTF-8, as a database wants it, and on one line."""
    shown = _shown(path)
    if shown == path:
        return FoundFile(path)
    problem = "its name has a line break or another control character"
    try:
        path.encode("utf-8")
    except UnicodeEncodeError:
        problem = "its name is not valid UTF-8"
    return FoundFile(shown, ReadError(shown, problem, "rename it"))


def _shown(path: str) -> str:
    """A path as one line of text can hold it."""
    path = path.encode("utf-8", "backslashreplace").decode("utf-8")
    return CONTROL.sub(lambda control: f"\\x{ord(control[0]):02x}", path) or "''"


def _failed(path: str, error: OSError | ReadError) -> FoundFile:
    if isinstance(error, FileNotFoundError) and os.path.islink(path):
        error = ReadError(path, f"a link to {_shown(os.readlink(path))}, which does not exist", "remove the link")
    path = _shown(path)
    if isinstance(error, ReadError):
        return FoundFile(path, ReadError(path, error.problem, error.remedy))
    if error.errno == errno.ELOOP:
        return FoundFile(path, ReadError(path, "a link that leads back to itself", "remove the link"))
    return FoundFile(path, cannot_open(path, error))
