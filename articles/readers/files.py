"""Which files to read: paths as a user gives them, folders walked, in one sorted order."""

import errno
import os
import re
import stat
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from heapq import merge
from itertools import pairwise
from pathlib import Path

from articles.readers.content import cannot_open, open_content, refuse_special
from articles.readers.errors import ReadError
from articles.readers.formats import ENDINGS, recognised
from articles.readers.limits import Limits

CONTROL = re.compile(r"[\x00-\x1f\x7f]")


@dataclass(frozen=True, slots=True)
class FoundFile:
    """A file to read, or the reason why it cannot be."""

    path: str
    error: ReadError | None = None


@dataclass(slots=True)
class FileWalk:
    """The files under some paths, each once, sorted by path: walked anew, and not held, whenever it is iterated over.

    A file that is named is taken whatever it is. Out of folders those are taken whose ending a format has, and
    those of other endings that show by their first bytes what they are. `leave_out` is a folder to pass over
    wherever it is met. Symbolic links are followed within the paths, to each folder at most once on the way down; one
    that leads out of them is told of: who can put a link into a folder could else bring in any file of the machine.
    After a walk `skipped` has what was passed over in folders, by reason.
    """

    paths: tuple[str, ...]
    leave_out: Path | None
    skipped: dict[str, int] = field(default_factory=dict)

    def __iter__(self) -> Iterator[FoundFile]:
        within = tuple(os.path.realpath(path) for path in self.paths)
        walk = _Walk(leave_out=self.leave_out.resolve() if self.leave_out else None, within=within)
        if _overlap(self.paths):
            yield from self._each_once(walk)
        else:
            yield from merge(*(walk.visit(path, named=True) for path in self.paths), key=_order)
        self.skipped = dict(sorted(walk.skipped.items()))

    def _each_once(self, walk: "_Walk") -> list[FoundFile]:
        """Where one path lies in another, files are met twice: whoever named a file first has it."""
        found: dict[str, FoundFile] = {}
        for path in self.paths:
            for file in walk.visit(path, named=True):
                found.setdefault(file.path if file.error else os.path.abspath(file.path), file)
        return sorted(found.values(), key=_order)


def find_files(paths: Iterable[str | Path], *, leave_out: Path | None = None) -> FileWalk:
    """Every file under `paths`, one after the other, the errors of those that cannot be read among them."""
    return FileWalk(tuple(dict.fromkeys(os.path.normpath(p) if str(p) else "" for p in paths)), leave_out)


def _order(file: FoundFile) -> tuple[str, ...]:
    return Path(file.path).parts


def _overlap(paths: Iterable[str]) -> bool:
    """Whether one of the paths lies in another: in their order, it would be in the one right before it."""
    places = sorted(Path(os.path.abspath(path)).parts for path in paths)
    return any(after[: len(before)] == before for before, after in pairwise(places))


@dataclass(slots=True)
class _Walk:
    leave_out: Path | None
    within: tuple[str, ...] = ()
    skipped: Counter[str] = field(default_factory=Counter)

    def visit(self, path: str, above: tuple[tuple[int, int], ...] = (), *, named: bool = False) -> Iterator[FoundFile]:
        """Yield what a path stands for: itself, or all that its folder holds. `named`: given by the user."""
        try:
            status = os.stat(path)
            if not named and os.path.islink(path):
                self._refuse_link_out(path)
            if stat.S_ISDIR(status.st_mode):
                yield from self._folder(path, above, (status.st_dev, status.st_ino))
                return
            refuse_special(path, status)
        except (OSError, ReadError) as error:
            yield _failed(path, error)
            return
        if named or Path(path).suffix.lower() in ENDINGS or _shows_format(path):
            yield _named(path)
        else:
            self.skipped["unknown ending"] += 1

    def _refuse_link_out(self, path: str) -> None:
        target = os.path.realpath(path)
        if not any(os.path.commonpath([target, place]) == place for place in self.within):
            problem = f"a link to {_shown(target)}, which lies outside of what is read"
            raise ReadError(path, problem, "name that path as well, or put the file itself here")

    def _folder(self, path: str, above: tuple[tuple[int, int], ...], here: tuple[int, int]) -> Iterator[FoundFile]:
        if here in above:
            raise OSError(errno.ELOOP, os.strerror(errno.ELOOP))
        if self.leave_out and Path(path).resolve() == self.leave_out:
            self.skipped["left out"] += 1
            return
        names = sorted(os.listdir(path))
        parts = {f"{Path(name).stem}_files" for name in names if name.lower().endswith((".html", ".htm"))}
        for name in names:
            if name.startswith("."):
                self.skipped["hidden"] += 1
            elif name in parts:
                self.skipped["part of a saved page"] += 1
            else:
                yield from self.visit(os.path.join(path, name), (*above, here))


def _shows_format(path: str) -> bool:
    try:
        with open_content(path, Limits()) as content:
            return recognised(content) is not None
    except ReadError:
        return False


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
