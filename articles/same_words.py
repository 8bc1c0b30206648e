"""What stays of words when their printer changes the marks. Pure: strings in, strings out."""

import re
from hashlib import blake2b

WORD = re.compile(r"\w+")
APOSTROPHES = re.compile(r"['’‘]")


def plain_words(text: str) -> str:
    """Words in lower case with single spaces."""
    return " ".join(WORD.findall(APOSTROPHES.sub("", text.casefold())))


def words_key(text: str) -> str:
    """The same 16 characters for the same plain words, by which a database finds them."""
    return blake2b(plain_words(text).encode(), digest_size=8).hexdigest()
