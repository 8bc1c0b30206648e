"""Who wrote it, in a field that holds one name, several packed together, or a name with a post."""

import re

from articles.extraction.bylines import BY, read_byline, read_names

MARK = re.compile(r"\s*;\s*|,(?=\S)|\s*\|\s*")


def without_by(words: str) -> str:
    """The words of a byline on one line, without the "By" that opens it."""
    words = " ".join(words.split())
    return words[opening.end() :] if (opening := BY.match(words)) else words


def names_in(words: str) -> tuple[str, ...]:
    """The names in a field; the words as they are where they are none that can be told apart."""
    words = MARK.sub(", ", without_by(words)).strip(" ,")
    packed = read_byline(f"By {words}") if words else None
    return (packed.authors if packed else ()) or read_names(words) or ((words,) if words else ())
