"""The words of a text as the search sees them: in small letters, without accents, whatever the marks around them."""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from itertools import islice
from typing import NamedTuple

LONGEST_WORD = 40  # letters; of anything longer the beginning counts

# Letters and figures, joined by apostrophes and by accents that stand alone. Nothing that matched is ever tried again.
_ACCENTED = r"[\u0300-\u036f][^\W_]*+"
_LETTERS = rf"(?:[^\W_]++|{_ACCENTED})(?:{_ACCENTED})*+"
_WORD = re.compile(rf"{_LETTERS}(?:['’‘ʼ＇]{_LETTERS})*+")
_POSSESSIVE = re.compile(r"['’‘ʼ＇][sS]$")


class Word(NamedTuple):
    """A word, folded, and where it stands in the text: half-open."""

    folded: str
    start: int
    end: int


@lru_cache(maxsize=20_000)
def fold(written: str) -> str:
    """Return one word as it is looked for: "Renée’s" as "renee", "DIDN’T" as "didnt"; "" where no letter is left."""
    bare = _POSSESSIVE.sub("", written)
    if bare.isascii():
        return "".join(filter(str.isalnum, bare.lower()))[:LONGEST_WORD]
    letters = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", bare).casefold())
    return "".join(filter(str.isalnum, letters))[:LONGEST_WORD]


def read_words(text: str) -> Iterator[Word]:
    for match in _WORD.finditer(text):
        if folded := fold(match.group()):
            yield Word(folded, match.start(), match.end())


def word_spans(text: str) -> list[tuple[int, int]]:
    """Where each of the words stands that `folded_words` brings."""
    return [match.span() for match in _WORD.finditer(text) if fold(match.group())]


def start_of_word(text: str, number: int) -> int:
    """Where one of them begins; what stands behind it is not read."""
    starts = (match.start() for match in _WORD.finditer(text) if fold(match.group()))
    return next(islice(starts, number, None))


def folded_words(text: str) -> list[str]:
    return [word for word in map(fold, _WORD.findall(text)) if word]


def forms(word: str) -> tuple[str, ...]:
    """A word with its other number: "bridge" also as "bridges", "parties" as "party"; the word itself first."""
    found = [word]
    if len(word) > 3 and word.isascii() and word.isalpha():
        if word.endswith("ies"):
            found.append(f"{word[:-3]}y")
        elif word.endswith(("ches", "shes", "sses", "xes", "zes")):
            found.append(word[:-2])
        elif word.endswith("s") and not word.endswith(("ss", "us", "is")):
            found.append(word[:-1])
        elif word.endswith("y") and word[-2] not in "aeiou":
            found.append(f"{word[:-1]}ies")
        elif word.endswith(("ch", "sh", "ss", "x", "z")):
            found.append(f"{word}es")
        elif not word.endswith("s"):
            found.append(f"{word}s")
    return tuple(found)
