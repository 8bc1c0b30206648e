"""People who may be none."""

from functools import partial

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.expressions import Combinable
from django.db.models.functions import Lower, Upper

from articles.extraction.types import EntityType, MentionKind
from entities import curation
from entities.models import Depiction, EntityMention, Mention, Person, Quote
from entities.queue.base import Kind, Place, Verb, named_at, times
from entities.queue.candidates import called

MOST_SENTENCES = 4


def seen_once() -> Q:
    """Mentioned once and never quoted, pictured or described: the archive knows nothing but the name."""
    mentions = Mention.objects.visible().filter(person=OuterRef("pk")).order_by("pk")
    quoted = Quote.objects.visible().filter(speaker=OuterRef("pk"))
    pictured = Depiction.objects.visible().filter(person=OuterRef("pk"))
    once = Q(Exists(mentions)) & ~Q(Exists(mentions[1:2]))
    return Q(description="") & ~Q(Exists(quoted)) & ~Q(Exists(pictured)) & once


def names_of_places() -> QuerySet[EntityMention]:
    return EntityMention.objects.visible().filter(type__in=(EntityType.PLACE, EntityType.ORGANISATION))


class OddPeople(Kind):
    slug = "people"
    question = "Is this a person?"
    about = "people seen once, in capitals, or under a place's name"
    model = Person
    related = ("reviewed_by", "survivor")
    choosing = "Merge into somebody else"

    def rows(self) -> QuerySet[Person]:
        capitals = Q(name=Upper("name")) & ~Q(name=Lower("name"))
        odd = capitals | Q(name__in=names_of_places().values("text")) | seen_once()
        return Person.objects.unreviewed().current().filter(odd, source_changed=False, merged=None)

    def seen(self) -> Combinable:
        return times(Mention.objects.visible().filter(person=OuterRef("pk")))

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
        told = Person.objects.filter(pk=row.pk).annotate(
            mentioned=times(Mention.objects.visible().filter(person=OuterRef("pk"))),
            named_so=times(names_of_places().filter(text=OuterRef("name"))),
        )
        mentioned, named_so = told.values_list("mentioned", "named_so").get()
        odd = [
            ("mentioned once, never quoted or pictured", mentioned == 1),
            ("in capitals throughout", row.name.isupper()),
            ("a place or an organisation is called so", bool(named_so)),
        ]
        because = ", ".join(words for words, true in odd if true)
        return [("Known as", row.description or "nothing but the name"), ("Odd because", because)]

    def proposals(self, row: Person) -> tuple[str, str]:
        return "A person", "Not a person"

    def candidates(self, row: Person) -> list[Person]:
        return [person for person in called([row.name]) if person.pk != row.pk]

    def choose(self, row: Person, person: Person) -> Verb:
        return partial(curation.merge_people, keep=person, merge=row)
