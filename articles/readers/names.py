"""Who wrote it, in a field that holds one name, several packed together, or a name with a post."""

import re

from articles.extraction.bylines import read_byline, read_names

BY = re.compile(r"by:?\s+", re.IGNORECASE)
MARK = re.compile(r"\s*;\s*|,(?=\S)|\s*\|\s*")


def names_in(words: str) -> tuple[str, ...]:
    """The names in a field; the words as they are where they are none that can be told apart."""
    words = MARK.sub(", ", BY.sub("", " ".join(words.split()), count=1)).strip(" ,")
    packed = read_byline(f"By {words}") if words else None
    return (packed.authors if packed else ()) or read_names(words) or ((words,) if words else ())
