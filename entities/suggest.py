"""Completes a name while it is typed: any part of it, whoever is most spoken of first."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass

from django.db.models import Sum

from articles.index import find_starting
from articles.search import folded_words
from entities.models import Event, EventCount, Person, Tally
from entities.rows import people_told_apart, told_apart_by

MOST = 10
LONGEST, MOST_WORDS = 100, 5  # of what is typed


@dataclass(frozen=True, slots=True)
class Completion:
    """`value` stands in the address of a list, `label` is read, `detail` tells namesakes apart."""

    value: str
    label: str
    detail: str


def complete(kind: str, typed: str) -> list[dict[str, str]]:
    """Return what a person, an event or a source may be called whose name is being typed."""
    words = folded_words(typed[:LONGEST])[:MOST_WORDS]
    return [asdict(found) for found in KINDS[kind](words)] if words else []


def _people(words: Sequence[str]) -> list[Completion]:
    keys = find_starting("person", words, MOST)
    people = {person.pk: person for person in people_told_apart(Person.objects.filter(pk__in=keys))}
    return [Completion(p.slug, p.name, told_apart_by(p)) for p in (people[key] for key in keys if key in people)]


def _events(words: Sequence[str]) -> list[Completion]:
    keys = find_starting("event", words, MOST)
    events = Event.objects.in_bulk(keys)
    articles = dict(EventCount.objects.filter(pk__in=keys).values_list("pk", "articles"))
    return [Completion(events[key].slug, events[key].name, _told(articles.get(key, 0))) for key in keys]


def _sources(words: Sequence[str]) -> list[Completion]:
    """There are few sources: all of them are looked through."""
    rows = Tally.objects.filter(of="article").exclude(publisher="").order_by().values_list("publisher")
    rows = rows.annotate(articles=Sum("number"))
    named = [(name, number) for name, number in rows if _begins(folded_words(name), words)]
    named.sort(key=lambda entry: (-entry[1], entry[0]))
    return [Completion(name, name, _told(number)) for name, number in named[:MOST]]


def _begins(name: Sequence[str], words: Sequence[str]) -> bool:
    return all(any(part.startswith(word) for part in name) for word in words)


def _told(articles: int) -> str:
    return "1 article" if articles == 1 else f"{articles:,} articles"


KINDS = {"person": _people, "event": _events, "source": _sources}
