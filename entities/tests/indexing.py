"""The index of rows that factories made."""

from articles import index
from entities.indexing import check, rebuild
from entities.tests.counting import fill_counts


def fill_index() -> None:
    fill_counts()
    for _ in rebuild():
        pass


def clear_index() -> None:
    """Forget every word: these tables have no models, and Django's flush passes them over."""
    for kind in index.KINDS:
        index.drop(kind, index.indexed_keys(kind, 0, 1_000_000))
    for kind in index.NAMED:
        index.drop_starts(kind, index.started_keys(kind, 0, 1_000_000))


def wrong_in_index() -> list[tuple[str, int]]:
    """The rows of which the index does not hold what it should."""
    return [(lot.kind, key) for lot in check() for key in lot.wrong]
