"""The English of a filter: "14 quotes by Diane Sawyer, 2003 to 2021, confirmed by an editor"."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from articles.search import joined

# Phrases that say what the rows do: side by side they are a list, "mentioning A, quoting B and containing “c”".
DOING = (
    "appearing",
    "concerning",
    "containing",
    "credited",
    "mentioning",
    "named",
    "quoting",
    "reported",
    "said",
    "saying",
    "showing",
)


@dataclass(frozen=True, slots=True)
class Phrase:
    """One condition in words; `is_list` where it names several."""

    words: str
    is_list: bool = False

    @property
    def is_doing(self) -> bool:
        return self.words.split(" ", 1)[0] in DOING


def run_together(phrases: Iterable[Phrase]) -> str:
    """ "by A about B said to C and containing “d” in articles on E"."""
    parts = []
    for is_doing, side_by_side in groupby(phrases, key=lambda phrase: phrase.is_doing):
        told = [*side_by_side]
        words = [phrase.words for phrase in told]
        # "mentioning A and B, and quoting C": without the comma it would be A, and B, who quotes C.
        is_nested = any(phrase.is_list for phrase in told)
        parts.append(joined(words, ", and " if is_nested else " and ") if is_doing else " ".join(words))
    return " ".join(parts)


def span(first: str, last: str) -> str:
    """ "2003 to 2021", "from 2003 on", "up to 2021"."""
    if first and last:
        return first if first == last else f"{first} to {last}"
    return f"from {first} on" if first else last and f"up to {last}"


def placed(days: str) -> str:
    """Days as they follow a verb: "in 2003", "on 14 May 2003", "from 2003 to 2021"."""
    if not days or days[0].islower():
        return days
    if " to " in days:
        return f"from {days}"
    return f"{'on' if re.match(r'[0-9]{1,2} ', days) else 'in'} {days}"
