"""From mention to mention of one person through an article."""

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import QueryDict

from entities.keys import key_in
from entities.models import Person
from entities.reading import PersonEntry


@dataclass(frozen=True, slots=True, kw_only=True)
class Trail:
    """`at` is the mention that is shown now, counted from 1; 0 before the first."""

    person: Person
    anchors: Sequence[str]
    at: int

    @property
    def before(self) -> str:
        return self._address(max(self.at - 1, 1))

    @property
    def after(self) -> str:
        return self._address(min(self.at + 1, len(self.anchors)))

    def _address(self, number: int) -> str:
        query = urlencode({"person": self.person.slug, "mention": number})
        return f"?{query}#{self.anchors[number - 1]}"


def person_sought(asked: QueryDict) -> Person | None:
    """The person whom an address names, if it does."""
    slug = asked.get("person", "").replace("\0", "")
    person = Person.objects.visible().filter(slug=slug).select_related("survivor").first() if slug else None
    return person and person.current


def trail_of(person: Person | None, asked: QueryDict, people: Sequence[PersonEntry]) -> Trail | None:
    """The trail of a person through an article, if it names them."""
    entry = person and next((entry for entry in people if entry.person == person), None)
    if not entry:
        return None
    number = key_in(asked.get("mention", "")) or 0
    return Trail(person=person, anchors=entry.anchors, at=min(number, entry.times))
