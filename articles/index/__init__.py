"""The index of words: one table a kind of row, kept beside the rows themselves, in SQLite (FTS5) and PostgreSQL.

Both databases are given words that we have folded already, and none of their own reading of language:
so the same query finds the same rows in both.
"""

from articles.index.columns import BARE, KINDS, Columns, columns_of, is_indexed
from articles.index.limits import LONGEST_IN_A_LIST, Limits, Spent, limited
from articles.index.probing import Holding, are_dense, holding, is_frequent, is_small
from articles.index.scanning import Condition, Found, among, few, scan, scan_each
from articles.index.starts import (
    NAMED,
    Name,
    differing_starts,
    drop_starts,
    find_starting,
    load_starts,
    named,
    names_starting,
    put_starts,
    started_keys,
    starting,
)
from articles.index.tables import differing, drop, indexed_keys, load, lock, matching, put, rank

__all__ = [
    "BARE",
    "KINDS",
    "LONGEST_IN_A_LIST",
    "NAMED",
    "Columns",
    "Condition",
    "Found",
    "Holding",
    "Limits",
    "Name",
    "Spent",
    "among",
    "are_dense",
    "columns_of",
    "differing",
    "differing_starts",
    "drop",
    "drop_starts",
    "few",
    "find_starting",
    "holding",
    "indexed_keys",
    "is_frequent",
    "is_indexed",
    "is_small",
    "limited",
    "load",
    "load_starts",
    "lock",
    "matching",
    "named",
    "names_starting",
    "put",
    "put_starts",
    "rank",
    "scan",
    "scan_each",
    "started_keys",
    "starting",
]
