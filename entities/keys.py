"""Primary keys as forms and files write them."""

from collections.abc import Iterable

LONGEST = 18  # digits: a longer number may be more than the database takes


def key_in(words: str) -> int | None:
    """The primary key that the words are, if they are one."""
    return int(words) if words.isascii() and words.isdecimal() and len(words) <= LONGEST else None


def keys_in(given: Iterable[str]) -> list[int]:
    """The primary keys among what is given, in its order."""
    return [key for words in given if (key := key_in(words)) is not None]
