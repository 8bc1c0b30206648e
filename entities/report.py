"""What came of an ingest: a line for every file, and one for all of them."""

from collections import Counter
from dataclasses import asdict, dataclass, field

from articles.readers.errors import ReadError
from entities.store import Outcome, Totals


@dataclass(frozen=True, slots=True, kw_only=True)
class Failure:
    """A file that is not in the archive, or not in its newest form, and what would help."""

    path: str
    problem: str
    remedy: str
    line: int | None = None

    def __str__(self) -> str:
        return str(ReadError(self.path, self.problem, self.remedy, line=self.line))


@dataclass(frozen=True, slots=True, kw_only=True)
class FileReport:
    """What came of one article: an outcome, a failure, or neither where it doubles another file.

    A file that was passed by as a whole has one report for all the `articles` in it.
    """

    source: str  # what the archive knows it by: its path, relative to the project where it lies inside
    outcome: Outcome | None = None
    articles: int = 1
    failure: Failure | None = None
    lies_in_file: bool = False  # the failure does: as long as its bytes are the same, it stays
    is_known: bool = False  # it failed before and was not tried again
    is_duplicate: bool = False
    is_sample: bool = False
    notes: tuple[str, ...] = ()  # lines for whoever ingests: warnings, doubles, renames


@dataclass(slots=True, kw_only=True)
class IngestReport:
    """What came of a run so far. In a dry run nothing was written and `totals` are noughts."""

    tally: Counter[str] = field(default_factory=Counter)
    skipped: dict[str, int] = field(default_factory=dict)
    totals: Totals = field(default_factory=Totals)
    is_dry_run: bool = False

    def hear(self, report: FileReport) -> None:
        self.tally["seen"] += report.articles
        self.tally["sample"] += report.articles * report.is_sample
        self.tally["duplicates"] += report.is_duplicate
        self.tally["failed"] += report.failure is not None
        self.tally["known"] += report.is_known
        if report.outcome:
            self.tally[report.outcome.value] += report.articles

    @property
    def seen(self) -> int:
        return self.tally["seen"]

    @property
    def failed(self) -> int:
        return self.tally["failed"]

    @property
    def counts(self) -> dict[str, int]:
        """Articles by what came of them and rows by kind, as the run keeps them."""
        outcomes = [outcome.value for outcome in Outcome]
        return {name: self.tally[name] for name in (*outcomes, "failed", "known", "duplicates", "sample")} | asdict(
            self.totals
        )

    def summary(self) -> str:
        """Say in one line what happened to the files and what the archive now has of them."""
        n = self.counts
        files = ", ".join(f"{n[what]} {what}" for what in ("created", "updated", "unchanged", "failed"))
        files += f", {n['held']} held under embargo" if n["held"] else ""
        duplicates = f"; {_counted(n['duplicates'], 'duplicate')}" if n["duplicates"] else ""
        if self.is_dry_run:
            return f"Dry run, nothing written; it would be: {files}{duplicates}"
        rows = (
            f"{_counted(n['quotes'], 'quote')}, {n['attributed']} with a named speaker; "
            f"{_counted(n['captions'], 'caption')}; {_counted(n['people'], 'person', 'people')}; "
            f"{_counted(n['events'], 'event')}"
        )
        return f"{files}; {rows}{duplicates}"


def _counted(number: int, one: str, many: str = "") -> str:
    return f"{number} {one if number == 1 else many or one + 's'}"
