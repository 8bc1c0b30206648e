"""Characters that make words look like other words: told, so that nobody takes one name for another."""

import re

# Marks that turn the direction of the letters behind them, and marks without any width.
TURNING = re.compile("[\u202a-\u202e\u2066-\u2069]")
NO_WIDTH = re.compile("(?<=\\w)[\u200b\u2060\ufeff\u180e](?=\\w)")
# Letters of other alphabets that look like Latin ones: А Е о р …
ALIKE = re.compile("[АВЕЅІЈКМНОРСТУХаеорсухѕіјһԁԛԝΑΒΕΖΗΙΚΜΝΟΡΤΥΧονυ]")
LATIN, WORD = re.compile("[A-Za-z]"), re.compile(r"\w+")
MOST_NAMED = 3


def odd_characters(text: str) -> tuple[str, ...]:
    """A line about each kind of such characters in a text; most texts have none."""
    if text.isascii():
        return ()
    told = []
    if TURNING.search(text):
        told.append("It has marks that turn the direction of writing: words may read otherwise than they stand there.")
    if NO_WIDTH.search(text):
        told.append("It has marks without width inside words: names may look the same and be two.")
    words = WORD.findall(text) if ALIKE.search(text) else ()
    mixed = dict.fromkeys(word for word in words if ALIKE.search(word) and LATIN.search(word))
    if mixed:
        named = ", ".join(f"“{word[:40]}”" for word in list(mixed)[:MOST_NAMED])
        told.append(
            f"It has words in letters of two alphabets that look alike ({named}): they are other words, and names."
        )
    return tuple(told)
