"""What the archive keeps of the files that articles were read from, and of those that could not be read."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import asdict, dataclass, field
from datetime import datetime

from django.db.models import Count

from articles.models import IngestRun, SourceFile
from articles.runs import FailedFile
from entities.store.rows import BATCH, fit, lots


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownFile:
    """A file as the archive knows it, with what of it could not be read and still waits."""

    key: int
    digest: str
    rules: str
    holds: int
    is_complete: bool  # all that was stored of it is still there
    failures: list[FailedFile] = field(default_factory=list)

    def is_settled(self, digest: str, rules: str) -> bool:
        """Whether reading such a file with such rules would change nothing."""
        as_it_is = (digest, rules)
        return (
            self.is_complete
            and as_it_is == (self.digest, self.rules)
            and all(as_it_is == (row.digest, row.rules) for row in self.failures)
        )


def load_files(places: Collection[str], *, make: bool, sample: Mapping[str, bool]) -> dict[str, KnownFile]:
    """Look files up by their places; with `make` each has a row from then on, which its articles can point at."""
    found: dict[str, KnownFile] = {}
    waiting: dict[str, list[FailedFile]] = defaultdict(list)
    for lot in lots(set(places)):
        for row in FailedFile.objects.waiting().filter(file__in=lot).order_by("pk"):
            waiting[row.file].append(row)
        rows = SourceFile.objects.filter(source__in=lot)
        if make and (new := {*lot} - set(rows.values_list("source", flat=True))):
            SourceFile.objects.bulk_create(
                [SourceFile(source=place, sample=sample[place]) for place in sorted(new)], ignore_conflicts=True
            )
        for row in rows.annotate(there=Count("articles")):
            found[row.source] = KnownFile(
                key=row.pk, digest=row.digest, rules=row.rules, holds=row.holds,
                is_complete=row.there == row.holds, failures=waiting.get(row.source, []),
            )  # fmt: skip
    return found


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadFile:
    """A file of which nothing is left to be read."""

    source: str
    size: int
    digest: str
    rules: str
    holds: int
    sample: bool


def save_files(files: Iterable[ReadFile]) -> None:
    columns = ("size", "digest", "rules", "holds", "sample")
    SourceFile.objects.bulk_create(
        [SourceFile(**asdict(file)) for file in files],
        batch_size=BATCH,
        update_conflicts=True,
        unique_fields=["source"],
        update_fields=columns,
    )


def save_failure(run: IngestRun, source: str, *, at: datetime, **told: object) -> None:
    """Put a file, or an article in one, among those that wait to be read, with the newest reason alone."""
    source = fit(FailedFile, "source", source)
    told["file"] = fit(FailedFile, "file", told["file"])
    FailedFile.objects.waiting().filter(source=source).update(waits=False)
    FailedFile.objects.create(run=run, source=source, at=at, **told)


def settle_failures(place: str, *, but: IngestRun) -> None:
    """Let what of a file failed in earlier runs than this one wait no longer."""
    FailedFile.objects.waiting().filter(file=place).exclude(run=but).update(waits=False)
