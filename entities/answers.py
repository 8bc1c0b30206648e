"""Who answers whom: statements that name, or are said to, somebody who spoke before."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q, QuerySet

from entities.models import Person, Quote

MOST = 2_000  # statements of those who are named, the earliest ones

Place = tuple[datetime, int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """Somebody who is named, or told, and what they had said last. Whether that is answered, readers see."""

    person: Person
    before: Quote
    told: bool


def find_answers(quotes: Iterable[Quote], among: QuerySet) -> None:
    """Give each of the quotes `answers`, of the statements `among`; in one query."""
    quotes = list(quotes)
    people = {person.pk for quote in quotes for person in _named(quote)}
    spoke = _statements(people, among) if people else {}
    for quote in quotes:
        quote.answers = list(_answers(quote, spoke))


def _named(quote: Quote) -> dict[Person, bool]:
    """The people of a quote as they are merged now, and whether it was said to them."""
    told = dict.fromkeys((person.current for person in quote.addressees.all()), True)
    return told | {person.current: False for person in quote.about.all() if person.current not in told}


def _statements(people: set[int], among: QuerySet) -> dict[int, list[tuple[Place, Quote]]]:
    """What each of the people said, in order."""
    rows = among.filter(Q(speaker__in=people) | Q(speaker__survivor__in=people), article__published__isnull=False)
    rows = rows.select_related("article", "speaker__survivor").prefetch_related("parts")
    rows = rows.defer("article__text", "article__spans").order_by("article__published", "article", "start")
    spoke = defaultdict(list)
    for row in rows[:MOST]:
        spoke[row.speaker.current.pk].append((_place(row), row))
    return spoke


def _answers(quote: Quote, spoke: dict[int, list[tuple[Place, Quote]]]) -> Iterator[Answer]:
    if not quote.article.published:
        return
    for person, told in _named(quote).items():
        said = spoke.get(person.pk, [])
        number = bisect_left(said, _place(quote), key=lambda entry: entry[0])
        if number and said[number - 1][1].pk != quote.pk:
            yield Answer(person=person, before=said[number - 1][1], told=told)


def _place(quote: Quote) -> Place:
    return quote.article.published, quote.article_id, quote.start
