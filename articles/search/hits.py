"""Where the words of a query stand in a text, and the stretch of it to show."""

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cached_property
from operator import itemgetter

from articles.search.parsing import parse_query
from articles.search.query import And, Near, Node, Not, Or, Words
from articles.search.words import folded_words, forms, start_of_word, word_spans

# An excerpt looks for its hits in so many characters of a text, then in four times as many, and in no more than these:
# the index knows no words beyond. For all of them together it looks less far.
NBSP = "\u00a0"  # so that no line has a mark of omission alone
FIRST_STRETCH, LAST_STRETCH, MOST_FOR_ALL = 1_000, 256_000, 16_000

Run = tuple[int, int]  # the first and the last of some words that stand side by side, by their numbers


class WordsOf:
    """The words of a text, numbered; where each stands is read where there is something to show."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.folded = folded_words(text)
        self.known = frozenset(self.folded)

    @cached_property
    def spans(self) -> list[tuple[int, int]]:
        return word_spans(self.text)

    def runs(self, asked: Words) -> list[Run]:
        """Where the words stand side by side."""
        return [
            (start, start + len(asked.words) - 1)
            for start in self._starts(asked)
            if all(self._is(asked, offset, start + offset) for offset in range(1, len(asked.words)))
        ]

    def _starts(self, asked: Words) -> list[int]:
        first = asked.words[0]
        if asked.prefix and len(asked.words) == 1:
            return [place for place, word in enumerate(self.folded) if word.startswith(first)]
        return sorted(place for word in ((first,) if asked.exact else forms(first)) for place in self._places(word))

    def _places(self, word: str) -> Iterator[int]:
        place = -1
        for _ in range(self.folded.count(word) if word in self.known else 0):
            yield (place := self.folded.index(word, place + 1))

    def _is(self, asked: Words, offset: int, number: int) -> bool:
        if number >= len(self.folded):
            return False
        word, wanted = self.folded[number], asked.words[offset]
        return word.startswith(wanted) if asked.prefix and offset == len(asked.words) - 1 else word == wanted

    def near(self, asked: Near) -> list[Run]:
        """The runs of either side that have one of the other near; none where the two lie over each other."""
        firsts, seconds = self.runs(asked.first), self.runs(asked.second)
        return sorted({*_beside(firsts, seconds, asked.distance), *_beside(seconds, firsts, asked.distance)})

    def found(self, asked: Words | Near) -> list[Run]:
        return self.near(asked) if isinstance(asked, Near) else self.runs(asked)

    def match(self, node: Node) -> bool:
        """Whether the text is what a query of words alone asks for."""
        if isinstance(node, Not):
            return not self.match(node.child)
        if isinstance(node, And):
            return all(map(self.match, node.children))
        if isinstance(node, Or):
            return any(map(self.match, node.children))
        return bool(self.found(node))


def _beside(ones: list[Run], others: list[Run], distance: int) -> Iterator[Run]:
    starts, ends = [start for start, _ in others], sorted(end for _, end in others)
    for start, end in ones:
        after = bisect_right(starts, end)
        before = bisect_left(ends, start) - 1
        if (after < len(starts) and starts[after] - end - 1 <= distance) or (
            before >= 0 and start - ends[before] - 1 <= distance
        ):
            yield start, end


def hits(text: str, query: str, *fields: str) -> list[tuple[int, int]]:
    """Return where the words that a query asks for stand in a text: half-open, in order, without overlaps.

    `fields` are those that ask for words of this text: words of others are no hits in it.
    """
    asked = parse_query(query).shown_in(*fields) if query else []
    if not asked:
        return []
    there = WordsOf(text)
    spans, end = [], 0
    for first, last in sorted(run for one in asked for run in there.found(one)):
        (start, _), (_, stop) = there.spans[first], there.spans[last]
        if stop > end:
            spans.append((max(end, start), stop))
            end = stop
    return spans


def excerpt(text: str, query: str, *, length: int = 220) -> str:
    """Return about `length` characters of a text, cut at spaces; '…' shows a cut.

    They are those around the first hit of what is asked for, or around the first of several that stand together.
    """
    before = length // 3
    start = max(0, _best_hit(text, query, length - before) - before)
    end = min(len(text), start + length)
    if start and (space := text.find(" ", start, start + 30)) > 0:
        start = space + 1
    if end < len(text) and (space := text.rfind(" ", start, end)) > 0:
        end = space
    return (f"…{NBSP}" if start else "") + " ".join(text[start:end].split()) + (f"{NBSP}…" if end < len(text) else "")


def _best_hit(text: str, query: str, room: int) -> int:
    """Where that hit begins behind which the most of what is asked for stands in so many characters; 0 without one."""
    asked, stretch, found = parse_query(query).shown if query else [], FIRST_STRETCH, {}
    end = 0
    while asked and end < len(text) and (stretch <= LAST_STRETCH if not found else stretch <= MOST_FOR_ALL):
        end = len(text) if len(text) <= stretch else stretch + max(0, text[stretch : stretch + 100].find(" "))
        there = WordsOf(text[:end])
        found = {one: runs for one in dict.fromkeys(asked) if (runs := there.found(one))}
        if len(found) == len({*asked}):
            break
        stretch *= 4
    if len(found) < 2:
        return min((start_of_word(text, runs[0][0]) for runs in found.values()), default=0)
    places = [(there.spans[first][0], one) for one, runs in found.items() for first, _ in runs]
    return _densest(sorted(places, key=itemgetter(0)), room)


def _densest(places: Sequence[tuple[int, Words | Near]], room: int) -> int:
    """The first place from where on the most different things stand in so many characters."""
    best, most, last, inside = places[0][0], 0, 0, Counter()
    for start, one in places:
        while last < len(places) and places[last][0] < start + room:
            inside[places[last][1]] += 1
            last += 1
        if (number := len(+inside)) > most:
            best, most = start, number
        inside[one] -= 1
    return best
