"""Words side by side, as words of their own, in PostgreSQL: what an index that keeps no places can tell of a phrase.

Of common words it would name all rows that hold them anywhere, and each would have to be read. There are too many
different pairs to keep, so they share 65,536 words: a row that only seems to hold a phrase is found out when it is
read. Short rows need none: they are read as soon.
"""

from collections.abc import Sequence
from itertools import pairwise
from zlib import crc32

PAIRED = ("article",)


def pair_words(words: Sequence[str]) -> list[str]:
    numbers = {crc32(other, crc32(one)) & 0xFFFF for one, other in pairwise([word.encode() for word in words])}
    return [f"'~{number:x}'" for number in numbers]
