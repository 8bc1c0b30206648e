"""The only place where dataclasses become rows and rows become dataclasses.

`save_extraction` is the way in, `load_directory` the way out; the other modules are its parts.
"""

from entities.store.articles import Outcome, save_extraction
from entities.store.dates import first_moment
from entities.store.directory import load_directory
from entities.store.runs import Known, finish_run, load_known, note_progress, rename_article, set_file, start_run
from entities.store.totals import Counting, Totals
from entities.store.turns import wait_for_turn

__all__ = [
    "Counting",
    "Known",
    "Outcome",
    "Totals",
    "finish_run",
    "first_moment",
    "load_directory",
    "load_known",
    "note_progress",
    "rename_article",
    "save_extraction",
    "set_file",
    "start_run",
    "wait_for_turn",
]
