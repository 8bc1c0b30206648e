"""What there is to read: files one after the other, those that have not changed passed by, the others opened."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import count, islice

from articles.extraction.types import Extraction, RawArticle
from articles.readers.errors import ReadError
from articles.readers.files import FoundFile
from articles.readers.fingerprint import Fingerprint, read_unchanged, take_fingerprint
from articles.readers.limits import Limits
from entities.ingest.chain import Chain
from entities.ingest.options import place_of
from entities.report import Failure, FileReport
from entities.store import Outcome
from entities.store.files import KnownFile, load_files

LOT = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class SeenFile:
    """A file of a run. `fingerprint` is None where it cannot be opened, `known` where a dry run has not met it."""

    number: int
    path: str
    place: str
    is_sample: bool
    known: KnownFile | None
    fingerprint: Fingerprint | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Passed:
    """A file that is as it was when all of it was read."""

    file: SeenFile
    reports: tuple[FileReport, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """An article, or what is there in its place. `extraction` gives what was read in it, once it is asked for."""

    file: SeenFile
    article: RawArticle | ReadError
    extraction: Callable[[], Extraction] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Ended:
    """Nothing more comes of the file. `is_whole`: it was the same file from its first byte to its last article."""

    file: SeenFile
    is_whole: bool


Item = Passed | Found | Ended


def look(files: Iterable[FoundFile], chain: Chain, *, first: int = 1) -> Iterator[Item]:
    """What there is to read in the files, in their order, looked up in the archive some files at a time.

    `first` is the number of the first file in its run.
    """
    limits = Limits(file_bytes=chain.newsroom.max_file_bytes)
    files, numbers = iter(files), count(first)
    while lot := list(islice(files, LOT)):
        places = [place_of(file.path, chain.newsroom) for file in lot]
        known = load_files([place for place, _ in places], make=chain.run is not None, sample=dict(places))
        for file, (place, is_sample) in zip(lot, places, strict=True):
            seen = {"number": next(numbers), "path": file.path, "place": place, "is_sample": is_sample}
            yield from _look_at(file, chain, limits, known.get(place), seen)


def _look_at(file: FoundFile, chain: Chain, limits: Limits, known: KnownFile | None, seen: dict) -> Iterator[Item]:
    try:
        if file.error:
            raise file.error
        fingerprint = take_fingerprint(file.path)
    except ReadError as error:
        closed = SeenFile(known=known, **seen)
        yield Found(file=closed, article=error)
        yield Ended(file=closed, is_whole=False)
        return
    opened = SeenFile(known=known, fingerprint=fingerprint, **seen)
    if known and known.is_settled(fingerprint.digest, chain.rules(opened.is_sample)) and not _asked_anew(known, chain):
        yield Passed(file=opened, reports=_as_before(opened))
        return
    for article in read_unchanged(file.path, fingerprint, limits=limits, columns=chain.options.columns):
        yield Found(file=opened, article=article)
    yield Ended(file=opened, is_whole=fingerprint.still_holds(file.path))


def _asked_anew(known: KnownFile, chain: Chain) -> bool:
    return chain.options.force or (chain.options.retry and bool(known.failures))


def _as_before(file: SeenFile) -> tuple[FileReport, ...]:
    """What came of a file when it was read, which would come of it again."""
    unchanged = FileReport(
        source=file.place, outcome=Outcome.UNCHANGED, articles=file.known.holds, is_sample=file.is_sample
    )
    failed = [
        FileReport(
            source=row.source, is_sample=file.is_sample, is_known=True,
            failure=Failure(path=row.source, line=row.line, problem=row.problem, remedy=row.remedy),
        )
        for row in file.known.failures
    ]  # fmt: skip
    return tuple([unchanged, *failed] if file.known.holds else failed)
