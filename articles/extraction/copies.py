"""Near copies: the same report in two outlets, cut, headed or led into differently by each.

Texts are compared by their runs of five words. A text of any length is filed under a few keys, made so that texts
which share half of their runs share a key nearly always, and others hardly ever: so candidates are found by looking up
keys, and only they are compared.
"""

import re
from collections.abc import Collection
from zlib import crc32

WORD = re.compile(r"\w+")
RUN = 5  # words
LEAST_RUNS = 30  # below this a text is too short to be anyone's copy
BINS, IN_A_KEY = 24, 2
COPY = 0.6  # share of the runs of the shorter text that the other one has
MIX, MASK = 0x9E3779B97F4A7C15, (1 << 64) - 1


def runs_of(text: str) -> frozenset[int]:
    """Every five words in a row, as numbers; capitals and punctuation do not count."""
    words = [word.encode() for word in WORD.findall(text.casefold())]
    return frozenset(crc32(b" ".join(words[at : at + RUN])) for at in range(len(words) - RUN + 1))


def keys_of(runs: Collection[int]) -> tuple[int, ...]:
    """What a text is filed under; nothing where it is too short. Signed, of 64 bits.

    The least of the mixed runs in each of some bins; two bins make a key. An empty bin takes what the next one has.
    """
    if len(runs) < LEAST_RUNS:
        return ()
    least: dict[int, int] = {}
    for run in runs:
        mixed = (run * MIX & MASK) >> 16
        place, value = mixed % BINS, mixed // BINS
        least[place] = min(value, least.get(place, value))
    filled = [
        next(least[at % BINS] for at in range(place, place + BINS) if at % BINS in least) for place in range(BINS)
    ]
    return tuple(_key(place, filled[place : place + IN_A_KEY]) for place in range(0, BINS, IN_A_KEY))


def share(one: Collection[int], other: Collection[int]) -> float:
    """How much of the shorter text the other one has, from 0 to 1."""
    shorter, longer = sorted((frozenset(one), frozenset(other)), key=len)
    return len(shorter & longer) / len(shorter) if shorter else 0.0


def are_copies(one: Collection[int], other: Collection[int]) -> bool:
    return min(len(one), len(other)) >= LEAST_RUNS and share(one, other) >= COPY


def _key(place: int, values: list[int]) -> int:
    key = place
    for value in values:
        key = ((key ^ value) * MIX) & MASK
    return key - (1 << 64) if key >> 63 else key
