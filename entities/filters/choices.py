"""Choices and orders that several lists share."""

from django.db.models import F

from articles.models import Review

REVIEWS = [
    (Review.MACHINE.value, "found by the machine"),
    (Review.CONFIRMED.value, "confirmed by an editor"),
    (Review.EDITED.value, "changed by an editor"),
]
SAMPLE = [("no", "without the fictional sample"), ("yes", "only the fictional sample")]


def newest(path: str) -> list:
    """Order by the publication date at `path`, undated articles last."""
    return [F(f"{path}published").desc(nulls_last=True)]


def oldest(path: str) -> list:
    return [F(f"{path}published").asc(nulls_last=True)]
