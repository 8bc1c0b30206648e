"""What a row is beside its words, as words of its third column that no text has: who is in it, and of which year it is.

So the index alone tells which rows hold a word and name somebody, and none of them has to be read for it. People are
marked by their own keys, whoever they were merged into: merging and parting them changes no mark.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime

from django.utils.timezone import localtime

from articles.search import Field, Or, Words

Columns = tuple[str, str, str, str]  # a to d: folded words with spaces between
SIGN = "§"  # stands in no word that is read out of a text
NOBODY = f"{SIGN}0"  # a quote of nobody who is known
# So many marks are asked for at once: of more people or years it is told otherwise.
MOST = 60


def named(people: Iterable[int]) -> list[str]:
    """Marks of those who are named in an article, in a quote in any part, or as shown in a photograph."""
    return [f"{SIGN}n{key}" for key in people]


def saying(people: Iterable[int]) -> list[str]:
    """Marks of those who are quoted."""
    return [f"{SIGN}q{key}" for key in people]


def dated(years: Iterable[int]) -> list[str]:
    """Marks of years of publication, by the clock of the newsroom."""
    return [f"{SIGN}y{year}" for year in years]


def of_quote(speaker: int | None, others: Iterable[int]) -> list[str]:
    """`speaker` is one who is known, and `others` whom the quote is about or was said to."""
    said = [NOBODY] if speaker is None else saying([speaker])
    return [*said, *named(sorted({*others, *([speaker] if speaker else ())}))]


def printed(years: Iterable[int]) -> list[str]:
    """Marks of years as lists have them: of the moment of publication, or as printed where that is another one."""
    return [mark for year in years for mark in (f"{SIGN}y{year}", f"{SIGN}p{year}")]


def of_dates(published: datetime | None, year: int | None) -> list[str]:
    """`year` is as it is printed; far from the newsroom it may be another than its clock had at that moment."""
    if published is None:
        return []
    there = localtime(published).year
    return [f"{SIGN}y{there}", *([] if there == year else [f"{SIGN}p{year}"])]


def with_marks(columns: Columns, marks: Iterable[str]) -> Columns:
    a, b, c, d = columns
    return a, b, " ".join(filter(None, (c, *marks))), d


def apart(column: str) -> tuple[list[str], list[str]]:
    """The words of a column, and its marks."""
    words = column.split()
    return [word for word in words if word[0] != SIGN], [word for word in words if word[0] == SIGN]


def asking(marks: Sequence[str]) -> Field | Or:
    """Asks for rows that have any of the marks, of which there is one at least."""
    nodes = tuple(Field("mark", Words((mark,), exact=True)) for mark in marks)
    return nodes[0] if len(nodes) == 1 else Or(nodes)
