"""What the benchmarks of the pages ask an invented archive, each beside the same question in plain SQL."""

from collections.abc import Iterator

from benchmarks.questions.asked import Question
from benchmarks.questions.lists import lists
from benchmarks.questions.pages import pages
from benchmarks.questions.searches import completions, searches
from entities.models import Event, EventCount, Person, PersonCount

__all__ = ["Question", "questions"]


def questions() -> Iterator[Question]:
    famous, known, other = _people()
    event = Event.objects.get(pk=EventCount.objects.order_by("-articles")[0].pk)
    yield from lists(famous, other, event)
    yield from pages(famous, known, event)
    yield from searches(famous)
    yield from completions()


def _people() -> list[Person]:
    """The most famous, one of whom there is little, and one who is often in one article with the first."""
    keys = PersonCount.objects.order_by("-articles", "person").values_list("pk", flat=True)
    return [Person.objects.get(pk=keys[place]) for place in (0, keys.count() // 2, 1)]
