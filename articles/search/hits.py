"""Where the words of a query stand in a text, and the stretch of it to show."""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterator

from articles.search.parsing import parse_query
from articles.search.query import And, Near, Node, Not, Or, Words
from articles.search.words import Word, forms, read_words

Run = tuple[int, int]  # the first and the last of some words that stand side by side, by their numbers


class WordsOf:
    """The words of a text, numbered, and where each stands."""

    def __init__(self, text: str) -> None:
        self.words: list[Word] = list(read_words(text))
        self.places: dict[str, list[int]] = defaultdict(list)
        for number, word in enumerate(self.words):
            self.places[word.folded].append(number)

    def runs(self, asked: Words) -> list[Run]:
        """Where the words stand side by side."""
        starts = self._places(asked, 0)
        return [
            (start, start + len(asked.words) - 1)
            for start in starts
            if all(self._is(asked, offset, start + offset) for offset in range(1, len(asked.words)))
        ]

    def _places(self, asked: Words, offset: int) -> list[int]:
        if asked.prefix and offset == len(asked.words) - 1:
            return sorted(
                place for word, places in self.places.items() if word.startswith(asked.words[-1]) for place in places
            )
        wanted = asked.words[offset : offset + 1] if asked.exact else forms(asked.words[offset])
        return sorted(place for word in wanted for place in self.places.get(word, ()))

    def _is(self, asked: Words, offset: int, number: int) -> bool:
        if number >= len(self.words):
            return False
        word, wanted = self.words[number].folded, asked.words[offset]
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


def hits(text: str, query: str) -> list[tuple[int, int]]:
    """Return where the words that a query asks for stand in a text: half-open, in order, without overlaps."""
    asked = parse_query(query).shown if query else []
    if not asked:
        return []
    there = WordsOf(text)
    spans, end = [], 0
    for first, last in sorted(run for one in asked for run in there.found(one)):
        if there.words[last].end > end:
            spans.append((max(end, there.words[first].start), there.words[last].end))
            end = there.words[last].end
    return spans


def excerpt(text: str, query: str, *, length: int = 220) -> str:
    """Return about `length` characters of a text, around the first hit, cut at spaces; '…' shows a cut."""
    found = hits(text, query)
    start = max(0, found[0][0] - length // 3) if found else 0
    end = min(len(text), start + length)
    if start and (space := text.find(" ", start, start + 30)) > 0:
        start = space + 1
    if end < len(text) and (space := text.rfind(" ", start, end)) > 0:
        end = space
    return ("… " if start else "") + " ".join(text[start:end].split()) + (" …" if end < len(text) else "")
