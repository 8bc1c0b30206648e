"""Quotes: who says them, and whether they are quotes at all."""

from collections.abc import Mapping
from functools import partial

from django.db.models import Case, Q, QuerySet, Value, When
from django.db.models.expressions import Combinable

from articles.constraints import OPEN
from entities import curation
from entities.filters.keyset import Key
from entities.models import Person, Quote
from entities.models.quote import INFERRED, NAMELESS, UNCERTAIN
from entities.queue.base import Answer, Field, Kind, Place, Verb
from entities.queue.candidates import speakers

# What stands in a headline, and so among an article's first characters, is read by all; its opening by most.
HEAD = 300
OPENING = 1500


class QuoteKindOfWork(Kind):
    model = Quote
    related = ("article", "reviewed_by", "speaker__survivor")
    prefetched = ("parts",)
    choosing = "Somebody else says it"
    fillable = True
    order = (Key("confidence"), Key("start"), Key("pk"))
    asked: Q

    def rows(self) -> QuerySet[Quote]:
        return Quote.objects.filter(OPEN, self.asked)

    def seen(self) -> Combinable:
        """By how many readers, as its place in the article has it."""
        return Case(When(start__lt=HEAD, then=Value(3)), When(start__lt=OPENING, then=Value(2)), default=Value(1))

    def line(self, row: Quote) -> str:
        return row.quoted

    def places(self, row: Quote) -> list[Place]:
        return [quoted_at(row)]

    def evidence(self, row: Quote) -> list[tuple[str, str]]:
        speaker = str(row.named_speaker or "") or (f"“{row.speaker_text}”" if row.speaker_text else "nobody named")
        told = [("Speaker", speaker), ("Because", row.speaker_evidence)]
        return [(name, words) for name, words in told if words]

    def candidates(self, row: Quote) -> list[Person]:
        return speakers(row)

    def choose(self, row: Quote, person: Person) -> Verb:
        return partial(curation.set_speaker, quote=row, person=person)

    def fields(self, row: Quote) -> list[Field]:
        return [Field(name="words", label="In the article's own words", value=row.speaker_text)]

    def fill(self, row: Quote, said: Mapping[str, str]) -> Verb:
        return partial(curation.set_speaker, quote=row, words=said.get("words", ""))


class NamelessQuotes(QuoteKindOfWork):
    slug = "speakers"
    question = "Who says this?"
    about = "quotes for which the text names no speaker"
    asked = NAMELESS

    def proposals(self, row: Quote) -> tuple[str, str]:
        return "Nobody is named", "Not a quote"


class InferredSpeakers(QuoteKindOfWork):
    slug = "inferred"
    question = "Is this the speaker?"
    about = "speakers whom a pronoun or a description stands for"
    asked = INFERRED

    def asks(self, row: Quote) -> str:
        words = row.speaker_text
        return f"Is “{words}” {row.named_speaker}?" if words else f"Does {row.named_speaker} say this?"

    def proposals(self, row: Quote) -> tuple[str, str]:
        return f"Yes, {row.named_speaker}", ""

    def answers(self, row: Quote) -> list[Answer]:
        yes, _ = super().answers(row)
        nobody = partial(curation.set_speaker, quote=row, words=row.speaker_text)
        return [yes, Answer(name="nobody", label="No, and the text does not tell who", key="x", verb=nobody)]


class DoubtfulQuotes(QuoteKindOfWork):
    slug = "quotes"
    question = "Is this quote right?"
    about = "quotes that the machine is not sure of"
    asked = UNCERTAIN

    def proposals(self, row: Quote) -> tuple[str, str]:
        speaker = row.named_speaker or (f"“{row.speaker_text}”" if row.speaker_text else "")
        return f"Right: {speaker} says this" if speaker else "Right, and nobody is named", "Not a quote"


def quoted_at(row: Quote) -> Place:
    """Where a quote stands, with its words, its speaker and its cue."""
    marks = [(part.start, part.end, "quote") for part in row.parts.all()]
    marks += [(row.speaker_start, row.speaker_end, "person"), (row.cue_start, row.cue_end, "cue")]
    return Place(article=row.article, start=row.start, end=row.end, marks=tuple(marks), anchor=f"quote-{row.pk}")
