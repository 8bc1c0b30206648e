"""What a query asks for, as a tree."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

TEXT_FIELDS = ("headline", "caption", "credit", "agency", "source")
NAME_FIELDS = ("speaker", "person", "event")
DATE_FIELDS = ("year", "before", "after")
STATES = ("confirmed", "machine", "unattributed")
FIELDS = (*TEXT_FIELDS, *NAME_FIELDS, *DATE_FIELDS, "is")
SYNONYMS = {"title": "headline", "publisher": "source", "photographer": "credit", "by": "speaker"}


@dataclass(frozen=True, slots=True)
class Words:
    """Words that stand side by side; one word alone is found in either number, words in marks only as they are."""

    words: tuple[str, ...]
    exact: bool = False
    prefix: bool = False  # the last word is only the beginning of one
    quoted: bool = False


@dataclass(frozen=True, slots=True)
class Near:
    """Two groups of words with at most `distance` words between them, in either order."""

    first: Words
    second: Words
    distance: int


@dataclass(frozen=True, slots=True)
class Field:
    """Something asked of one side of a row: `speaker:quill`, `year:2003..2008`, `is:confirmed`.

    `value` is Words, a State's name, or a period (first and last day, None where it is open).
    """

    name: str
    value: "Words | str | tuple[date | None, date | None]"


@dataclass(frozen=True, slots=True)
class Not:
    child: "Node"


@dataclass(frozen=True, slots=True)
class And:
    children: tuple["Node", ...]


@dataclass(frozen=True, slots=True)
class Or:
    children: tuple["Node", ...]


Node = Words | Near | Field | Not | And | Or


@dataclass(frozen=True, slots=True)
class Problem:
    """What in a query was not understood, where (half-open, in characters), and what was done about it."""

    start: int
    end: int
    message: str


@dataclass(frozen=True, slots=True)
class Place:
    """Words or a field of a query, and where they stand in it: half-open, in characters."""

    node: Words | Field
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Query:
    """A query that was read; `root` is None where it asks for nothing."""

    written: str
    root: Node | None
    problems: tuple[Problem, ...] = ()
    places: tuple[Place, ...] = ()

    def __bool__(self) -> bool:
        return self.root is not None

    @property
    def is_plain(self) -> bool:
        """Whether all of it is asked for together: words and fields."""
        return all(isinstance(part, Words | Field) for part in self._parts)

    @property
    def shown(self) -> list[Words | Near]:
        """The words that a result has because they were asked for: those to mark wherever they stand."""
        return [node for node in self.ranked if not isinstance(node, Field)]

    @property
    def ranked(self) -> list[Words | Near | Field]:
        """The same, and what is asked of one side of a row."""
        return list(_ranked(self.root))

    def shown_in(self, *fields: str) -> list[Words | Near]:
        """The words to mark on one side of a row."""
        return [*self.shown, *(node.value for node in self.ranked if isinstance(node, Field) and node.name in fields)]

    @property
    def bare(self) -> tuple[str, ...]:
        """The words of a query of nothing but plain words, and fields: what may be somebody's name."""
        plain = self._words
        return () if any(node.quoted for node in plain) else tuple(word for node in plain for word in node.words)

    @property
    def name(self) -> tuple[str, ...]:
        """The same, or the words of a name with a nickname inside: `dwayne "the rock" johnson`."""
        plain = self._words
        inside = len(plain) > 2 and not plain[0].quoted and not plain[-1].quoted
        return tuple(word for node in plain for word in node.words) if inside else self.bare

    @property
    def _parts(self) -> tuple[Node | None, ...]:
        return self.root.children if isinstance(self.root, And) else (self.root,)

    @property
    def _words(self) -> list[Words]:
        """The words of a query that asks for whole words, and fields, and for nothing else."""
        plain = [node for node in self._parts if isinstance(node, Words)]
        return [] if not self.is_plain or any(node.prefix for node in plain) else plain


def _ranked(node: Node | None) -> Iterator[Words | Near | Field]:
    if isinstance(node, Words | Near) or (isinstance(node, Field) and node.name in TEXT_FIELDS):
        yield node
    elif isinstance(node, And | Or):
        for child in node.children:
            yield from _ranked(child)
