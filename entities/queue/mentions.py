"""Names that several people bear."""

from functools import partial

from django.db.models import Exists, OuterRef, QuerySet
from django.db.models.expressions import Combinable

from articles.extraction.types import MentionKind
from entities import curation
from entities.models import Mention, Person
from entities.models.person import AMBIGUOUS
from entities.queue.base import Kind, Place, Verb, named_at, times
from entities.queue.candidates import called

# Sentences shown of one name: more would not tell more.
MOST_SENTENCES = 4


class AmbiguousNames(Kind):
    """One question for all the mentions of one person in one article: the first of them asks it."""

    slug = "names"
    question = "Who is meant?"
    about = "names that several people bear"
    model = Mention
    choosing = "Somebody else is meant"

    def rows(self) -> QuerySet[Mention]:
        earlier = self.together(OuterRef("article"), OuterRef("chain")).filter(start__lt=OuterRef("start"))
        return Mention.objects.filter(AMBIGUOUS).exclude(Exists(earlier))

    def together(self, article: object, chain: object) -> QuerySet[Mention]:
        return Mention.objects.filter(AMBIGUOUS, article=article, chain=chain)

    def seen(self) -> Combinable:
        return times(self.together(OuterRef("article"), OuterRef("chain")))

    def asks(self, row: Mention) -> str:
        return f"Who is “{row.text}”?"

    def line(self, row: Mention) -> str:
        return row.text

    def decided(self, row: Mention) -> list[Mention]:
        """The mentions that one answer answers; the row itself even where it has been answered."""
        return list(self.together(row.article_id, row.chain).order_by("start")) or [row]

    def places(self, row: Mention) -> list[Place]:
        named = [m for m in self.decided(row) if m.kind == MentionKind.NAME] or [row]
        return [named_at(mention) for mention in named[:MOST_SENTENCES]]

    def evidence(self, row: Mention) -> list[tuple[str, str]]:
        others = len(self.decided(row)) - 1
        also = f"{others} other mention{'' if others == 1 else 's'} in this article" if others else ""
        told = [("Because", row.evidence), ("Printed beside it", row.descriptor), ("Also answered", also)]
        return [(name, words) for name, words in told if words]

    def proposals(self, row: Mention) -> tuple[str, str]:
        return "Nobody known for sure", "Not a person"

    def candidates(self, row: Mention) -> list[Person]:
        names = [mention.text for mention in self.decided(row) if mention.kind == MentionKind.NAME]
        return called(names or [row.text])

    def choose(self, row: Mention, person: Person) -> Verb:
        return partial(curation.resolve_mention, mention=row, person=person)
