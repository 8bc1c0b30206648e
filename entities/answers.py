"""Who answers whom: statements that name, or are said to, somebody who spoke before."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from entities.models import Event, Person, Quote, Report, Voice

MOST = 200  # articles on the event that are gone back

Place = tuple[datetime, int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """Somebody who is named, or told, and what they had said last. Whether that is answered, readers see."""

    person: Person
    before: Quote
    told: bool


def find_answers(quotes: Iterable[Quote], event: Event) -> None:
    """Give each of the quotes `answers`, of the statements in articles on the event; in a fixed number of queries."""
    quotes = list(quotes)
    spoke = _statements(quotes, event)
    found = {quote.pk: list(_answers(quote, spoke)) for quote in quotes}
    wanted = {before for answers in found.values() for _, before, _ in answers}
    statements = Quote.objects.with_pieces().only("kind").in_bulk(wanted) if wanted else {}
    for quote in quotes:
        quote.answers = [
            Answer(person=person, before=statements[before], told=told) for person, before, told in found[quote.pk]
        ]


def _named(quote: Quote) -> dict[Person, bool]:
    """The people of a quote as they are merged now, and whether it was said to them."""
    told = dict.fromkeys((person.current for person in quote.told), True)
    return told | {person.current: False for person in quote.spoken_of if person.current not in told}


def _statements(quotes: Sequence[Quote], event: Event) -> dict[int, list[tuple[Place, int]]]:
    """What each of the people named in the quotes had said by then, in order: places and primary keys."""
    dated = [quote for quote in quotes if quote.article.published]
    people = {person.pk for quote in dated for person in _named(quote)}
    spoke = defaultdict(list)
    if people:
        until = max(quote.article.published for quote in dated)
        told = Report.objects.filter(event=event, published__lte=until).order_by("-published", "-article")
        rows = Voice.objects.filter(article__in=list(told.values_list("article", flat=True)[:MOST]), person__in=people)
        place = ("published", "article_id", "start")
        for person, *at, key in rows.filter(said=True).order_by(*place).values_list("person", *place, "quote"):
            spoke[person].append((tuple(at), key))
    return spoke


def _answers(quote: Quote, spoke: dict[int, list[tuple[Place, int]]]) -> Iterator[tuple[Person, int, bool]]:
    if not quote.article.published:
        return
    place = (quote.article.published, quote.article_id, quote.start)
    for person, told in _named(quote).items():
        said = spoke.get(person.pk, [])
        if number := bisect_left(said, place, key=lambda entry: entry[0]):
            yield person, said[number - 1][1], told
