"""Slices of an index in PostgreSQL: every row has a word for its own, which no query can hold."""

SLICE = 2_000  # rows, by their keys


def slice_word(number: int) -> str:
    return f"'#{number}'"
