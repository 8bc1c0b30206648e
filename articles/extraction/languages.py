"""The language of a text, by a vote of its most common words."""

import re
from collections import Counter
from functools import cache

from articles.extraction.words import DATA

SAMPLE = 20_000
MIN_WORDS = 12
MIN_SHARE = 0.12
LEAD = 1.5
WORD = re.compile(r"[^\W\d_]+")


@cache
def _common_words() -> dict[str, frozenset[str]]:
    lines = (DATA / "common_words.txt").read_text("utf-8").splitlines()
    entries = (line.split(":", 1) for line in lines if line.strip() and not line.startswith("#"))
    return {language: frozenset(words.split()) for language, words in entries}


def guess_language(text: str) -> str:
    """ISO 639-1 code, or "" where the text is short or the vote is close."""
    words = WORD.findall(text[:SAMPLE].lower())
    if len(words) < MIN_WORDS:
        return ""
    counts = Counter(words)
    votes = sorted(
        ((sum(counts[word] for word in common), language) for language, common in _common_words().items()), reverse=True
    )
    (best, language), (second, _) = votes[:2]
    return language if best >= MIN_SHARE * len(words) and best >= LEAD * second else ""
