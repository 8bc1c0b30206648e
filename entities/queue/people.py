"""People who may be none."""

from functools import partial

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.expressions import Combinable
from django.db.models.functions import Coalesce

from articles.extraction.types import MentionKind
from entities import curation
from entities.filters.keyset import Key
from entities.models import Mention, Person, PersonCount
from entities.models.person import odd
from entities.queue.base import Kind, Place, Verb, named_at
from entities.queue.candidates import called

MOST_SENTENCES = 4


class OddPeople(Kind):
    slug = "people"
    question = "Is this a person?"
    about = "people seen once, in capitals, or under a place's name"
    model = Person
    related = ("reviewed_by", "survivor")
    order = (Key("counts__mentions", desc=True), Key("counts__person_id"))
    choosing = "Merge into somebody else"

    def rows(self) -> QuerySet[Person]:
        """As the counters have them; whoever was seen once is known if there is a description."""
        known = Q(counts__odd_name=False) & ~Q(description="")
        merged = Exists(Person.objects.filter(merged_into=OuterRef("pk")))
        return Person.objects.filter(odd("counts__"), ~known, ~merged, source_changed=False)

    def seen(self) -> Combinable:
        return Coalesce("counts__mentions", 0)

    def asks(self, row: Person) -> str:
        return f"Is “{row}” a person?"

    def places(self, row: Person) -> list[Place]:
        said = (
            Mention.objects.visible()
            .filter(person=row, kind=MentionKind.NAME, source_changed=False)
            .select_related("article")
        )
        return [named_at(mention) for mention in said.order_by("article", "start")[:MOST_SENTENCES]]

    def evidence(self, row: Person) -> list[tuple[str, str]]:
        counts, in_capitals = PersonCount.objects.filter(pk=row.pk).first(), row.name.isupper()
        odd = [
            ("mentioned once, never quoted or pictured", counts and counts.mentions == 1),
            ("in capitals throughout", in_capitals),
            ("a place or an organisation is called so", counts and counts.odd_name and not in_capitals),
        ]
        because = ", ".join(words for words, true in odd if true)
        return [("Known as", row.description or "nothing but the name"), ("Odd because", because)]

    def proposals(self, row: Person) -> tuple[str, str]:
        return "A person", "Not a person"

    def candidates(self, row: Person) -> list[Person]:
        return [person for person in called([row.name]) if person.pk != row.pk]

    def choose(self, row: Person, person: Person) -> Verb:
        return partial(curation.merge_people, keep=person, merge=row)
