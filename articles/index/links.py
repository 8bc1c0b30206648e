"""Words that follow one another, as words of their own, in PostgreSQL: an index without places knows phrases by them.

Of common words it would else name all rows that hold them anywhere, and each would have to be read. A link is two words
with whatever small words stand between them: "budget of the bridge" has one. There are too many different links to
keep, so they share 65,536 words: a row that only seems to hold a phrase is found out when it is read.
"""

from collections.abc import Sequence
from zlib import crc32

LINKED = ("article", "quote", "caption")
# They follow and lead so many others that a link to them would tell little. Whoever changes them writes the index anew.
SMALL = frozenset(
    b"a about after all an and are as at be been but by can could did do for from had has have he her him his i if in "
    b"is it its me more my no not of on one or our out said say says she so than that the their them then there they "
    b"this to up was we were what when which who will with would you".split()
)


def link_words(words: Sequence[str]) -> list[str]:
    numbers, link = set(), 0
    for word in map(str.encode, words):
        if word not in SMALL:
            if link:
                numbers.add(crc32(word, link) & 0xFFFF)
            link = crc32(word + b" ")
        elif link:
            link = crc32(word + b" ", link)
    return [f"'~{number:x}'" for number in numbers]
