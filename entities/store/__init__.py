"""The only place where dataclasses become rows and rows become dataclasses.

`save_extraction` is the way in, `load_directory` the way out; the other modules are its parts.
"""

from entities.store.articles import Outcome, save_extraction
from entities.store.dates import first_moment
from entities.store.directory import load_directory
from entities.store.following import Following
from entities.store.held import hold, let_go, load_held, release, release_due, take_back_held
from entities.store.identity import (
    BY_ADDRESS,
    Known,
    Sought,
    better_name,
    displace,
    has_version,
    keep_earlier,
    load_known,
    provenance_of,
    withdraw,
)
from entities.store.runs import finish_run, note_progress, rename_article, set_file, start_run
from entities.store.totals import Counting, Totals
from entities.store.turns import wait_for_turn

__all__ = [
    "BY_ADDRESS",
    "Counting",
    "Following",
    "Known",
    "Outcome",
    "Sought",
    "Totals",
    "better_name",
    "displace",
    "finish_run",
    "first_moment",
    "has_version",
    "hold",
    "keep_earlier",
    "let_go",
    "load_directory",
    "load_held",
    "load_known",
    "note_progress",
    "provenance_of",
    "release",
    "release_due",
    "rename_article",
    "save_extraction",
    "set_file",
    "start_run",
    "take_back_held",
    "wait_for_turn",
    "withdraw",
]
