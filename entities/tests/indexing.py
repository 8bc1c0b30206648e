"""The index of rows that factories made."""

from entities.indexing import check, rebuild
from entities.tests.counting import fill_counts


def fill_index() -> None:
    fill_counts()
    for _ in rebuild():
        pass


def wrong_in_index() -> list[tuple[str, int]]:
    """The rows of which the index does not hold what it should."""
    return [(lot.kind, key) for lot in check() for key in lot.wrong]
