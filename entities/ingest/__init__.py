"""The only way from files to rows: `ingest` takes every article of some paths through the whole chain."""

from entities.ingest.options import IngestOptions, NewsroomSettings
from entities.ingest.run import ingest
from entities.ingest.troubles import Stopped

__all__ = ["IngestOptions", "NewsroomSettings", "Stopped", "ingest"]
