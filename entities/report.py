"""What came of an ingest: a line for every file, and one for all of them."""

from dataclasses import asdict, dataclass, field
from typing import Any

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
    """What came of one file: an outcome, a failure, or neither where it doubles another file."""

    source: str  # what the archive knows it by: its path, relative to the project where it lies inside
    outcome: Outcome | None = None
    failure: Failure | None = None
    is_duplicate: bool = False
    is_sample: bool = False
    notes: tuple[str, ...] = ()  # lines for whoever ingests: warnings, doubles, renames


@dataclass(frozen=True, slots=True, kw_only=True)
class IngestReport:
    """What came of a run. In a dry run nothing was written and `totals` are noughts."""

    files: tuple[FileReport, ...] = ()
    skipped: dict[str, int] = field(default_factory=dict)
    totals: Totals = field(default_factory=Totals)
    is_dry_run: bool = False

    @property
    def failures(self) -> tuple[Failure, ...]:
        return tuple(file.failure for file in self.files if file.failure)

    @property
    def duplicates(self) -> int:
        return sum(file.is_duplicate for file in self.files)

    @property
    def counts(self) -> dict[str, int]:
        """Files by what came of them and rows by kind, as the run keeps them."""
        return {
            **{outcome.value: sum(file.outcome is outcome for file in self.files) for outcome in Outcome},
            "failed": len(self.failures),
            "duplicates": self.duplicates,
            "sample": sum(file.is_sample for file in self.files),
            **asdict(self.totals),
        }

    def failures_as_data(self) -> list[dict[str, Any]]:
        return [asdict(failure) for failure in self.failures]

    def summary(self) -> str:
        """Say in one line what happened to the files and what the archive now has of them."""
        n = self.counts
        files = ", ".join(f"{n[what]} {what}" for what in ("created", "updated", "unchanged", "failed"))
        duplicates = f"; {_counted(self.duplicates, 'duplicate')}" if self.duplicates else ""
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
