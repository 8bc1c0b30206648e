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
# Letters that are not made of another and an accent.
_PLAIN = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "ħ": "h", "ŧ": "t", "ı": "i", "æ": "ae", "œ": "oe", "þ": "th"}
)
_POSSESSIVE = re.compile(r"['’‘ʼ＇][sS]$")


class Word(NamedTuple):
    """A word, folded, and where it stands in the text: half-open."""

    folded: str
    start: int
    end: int


@lru_cache(maxsize=20_000)
def fold(written: str) -> str:
    """Return one word as it is looked for: "Renée’s" as "renee", "DIDN’T" as "didnt", "Søren" as "soren".

    It is "" where no letter is left.
    """
    bare = _POSSESSIVE.sub("", written)
    if bare.isascii():
        return "".join(filter(str.isalnum, bare.lower()))[:LONGEST_WORD]
    letters = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", bare).casefold())
    return "".join(filter(str.isalnum, letters.translate(_PLAIN)))[:LONGEST_WORD]


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


# Words whose other number no rule tells; and some that look like one another's and are not.
_ODD = {
    "man": "men", "woman": "women", "child": "children", "foot": "feet", "tooth": "teeth", "wife": "wives",
    "life": "lives", "knife": "knives", "half": "halves", "leaf": "leaves", "wolf": "wolves", "thief": "thieves",
    "shelf": "shelves", "loaf": "loaves", "scarf": "scarves",
}  # fmt: skip
_OTHER = _ODD | {many: one for one, many in _ODD.items()} | dict.fromkeys(("new", "news", "doe", "does"))


def forms(word: str) -> tuple[str, ...]:
    """A word with its other number: "bridge" also as "bridges", "parties" as "party"; the word itself first."""
    if len(word) < 3 or not (word.isascii() and word.isalpha()):
        return (word,)
    if word in _OTHER:
        return (word, other) if (other := _OTHER[word]) else (word,)
    if word.endswith(("man", "men")):
        return (word, f"{word[:-2]}{'e' if word[-2] == 'a' else 'a'}n", f"{word}s")
    return (word, *(_fewer(word) if word[-1] == "s" and len(word) > 3 else ()), *_more(word))


def _fewer(word: str) -> Iterator[str]:
    """What a word may be the plural of: of "axes" there are two."""
    if word.endswith(("ss", "us", "is")):
        return
    yield word[:-1]
    if word.endswith("ies"):
        yield f"{word[:-3]}y"
    elif word.endswith(("ches", "shes", "ses", "xes", "zes", "oes")):
        yield word[:-2]
        if word.endswith("ses"):
            yield f"{word[:-2]}is"


def _more(word: str) -> Iterator[str]:
    """The plural of a word that is none itself."""
    if word.endswith("sis"):
        yield f"{word[:-2]}es"
    elif word.endswith(("ch", "sh", "ss", "x", "z", "us", "gas")):
        yield f"{word}es"
    elif word.endswith("y") and word[-2] not in "aeiou":
        yield f"{word[:-1]}ies"
    elif not word.endswith("s"):
        yield f"{word}s"
        if word.endswith("o"):
            yield f"{word}es"
