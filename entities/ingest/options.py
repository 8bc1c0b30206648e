"""What an ingest is told: by the project's settings, and by whoever calls it."""

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, tzinfo
from pathlib import Path

Clock = Callable[[], datetime]


@dataclass(frozen=True, slots=True, kw_only=True)
class NewsroomSettings:
    """What an ingest takes from the project's settings."""

    model: str  # package or path of the spaCy model
    base_dir: Path  # paths inside it are kept relative to it
    sample_dir: Path
    time_zone: tzinfo
    max_file_bytes: int


@dataclass(frozen=True, slots=True, kw_only=True)
class IngestOptions:
    """What whoever calls an ingest may ask for."""

    dry_run: bool = False  # say what would happen, write nothing
    force: bool = False  # read again what has not changed
    fail_fast: bool = False  # stop at the first failure
    limit: int | None = None  # take so many files only
    sample: bool = True  # False leaves the sample folder out
    columns: Mapping[str, str] = field(default_factory=dict)  # of tables, by what they hold
    retry: bool = False  # try again what failed before, changed or not
    workers: int = 1  # processes that extract beside the one that writes; 1: that one does both


def place_of(path: str, newsroom: NewsroomSettings) -> tuple[str, bool]:
    """What a file is known by, and whether it belongs to the sample."""
    place = Path(os.path.abspath(path))
    is_sample = place.is_relative_to(newsroom.sample_dir)
    if place.is_relative_to(newsroom.base_dir):
        place = place.relative_to(newsroom.base_dir)
    return place.as_posix(), is_sample
