"""The desk: every row with its evidence, and the editors' verbs. One module a noun."""

from entities.admin import (
    captions,
    events,
    ledger,
    mentions,
    names,
    people,
    precision,
    queue,
    quotes,
    suggestions,
)

__all__ = [
    "captions",
    "events",
    "ledger",
    "mentions",
    "names",
    "people",
    "precision",
    "queue",
    "quotes",
    "suggestions",
]
