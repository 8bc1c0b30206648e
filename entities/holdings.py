"""What a person or an event has in the archive, counted: what a merge or a split would move."""

from collections.abc import Collection
from dataclasses import dataclass

from entities.models import Alias, Depiction, EventMention, EventParticipant, Mention, Quote


def counted(number: int, noun: str, many: str = "") -> str:
    """`1 quote`, `1,204 quotes`."""
    return f"{number:,} {noun if number == 1 else many or noun + 's'}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Holdings:
    """Counts under the noun of each, in the order in which they are told."""

    counts: dict[tuple[str, str], int]

    def __str__(self) -> str:
        return ", ".join(counted(number, *noun) for noun, number in self.counts.items() if number) or "nothing"


def held_by_people(people: Collection[int]) -> Holdings:
    """What the people have together."""
    mentions = Mention.objects.visible().filter(person__in=people)
    quotes = Quote.objects.visible()
    photos = Depiction.objects.visible().filter(person__in=people)
    events = EventParticipant.objects.visible().filter(person__in=people)
    return Holdings(
        counts={
            ("name", "names"): Alias.objects.filter(person__in=people).values("name").distinct().count(),
            ("mention", "mentions"): mentions.count(),
            ("article", "articles"): mentions.values("article").distinct().count(),
            ("quote", "quotes"): quotes.filter(speaker__in=people).count(),
            ("quote about them", "quotes about them"): quotes.filter(about__in=people).distinct().count(),
            ("quote said to them", "quotes said to them"): quotes.filter(addressees__in=people).distinct().count(),
            ("photo", "photos"): photos.values("caption").distinct().count(),
            ("event", "events"): events.values("event").distinct().count(),
        }
    )


def held_by_events(events: Collection[int]) -> Holdings:
    mentions = EventMention.objects.visible().filter(event__in=events)
    people = EventParticipant.objects.visible().filter(event__in=events)
    return Holdings(
        counts={
            ("mention", "mentions"): mentions.count(),
            ("article", "articles"): mentions.values("article").distinct().count(),
            ("person", "people"): people.values("person").distinct().count(),
        }
    )
