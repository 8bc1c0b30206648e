"""Choices and orders that several lists share."""

from articles.models import Review
from entities.filters.keyset import Key

REVIEWS = [
    (Review.MACHINE.value, "found by the machine"),
    (Review.CONFIRMED.value, "confirmed by an editor"),
    (Review.EDITED.value, "changed by an editor"),
]
SAMPLE = [("no", "without the fictional sample"), ("yes", "only the fictional sample")]


def newest(path: str) -> Key:
    """Order by the day at `path`, rows without one last."""
    return Key(path, desc=True, nullable=True)


def oldest(path: str) -> Key:
    return Key(path, nullable=True)
