"""The only place where dataclasses become rows and rows become dataclasses.

`save_extraction` is the way in, `load_directory` the way out; the other modules are its parts.
"""

from entities.store.articles import Outcome, save_extraction
from entities.store.dates import first_moment
from entities.store.directory import load_directory
from entities.store.runs import Known, Totals, finish_run, load_known, load_totals, rename_article, start_run
from entities.store.turns import wait_for_turn

__all__ = [
    "Known",
    "Outcome",
    "Totals",
    "finish_run",
    "first_moment",
    "load_directory",
    "load_known",
    "load_totals",
    "rename_article",
    "save_extraction",
    "start_run",
    "wait_for_turn",
]
