"""Credits that no rule could read."""

from collections.abc import Mapping
from functools import partial

from django.db.models import OuterRef, QuerySet, Value
from django.db.models.expressions import Combinable

from articles.models import UNREAD_CREDIT, Caption
from entities import curation
from entities.models import Depiction
from entities.queue.base import Answer, Field, Kind, Place, Verb, times


class UnreadCredits(Kind):
    slug = "credits"
    question = "Who took this photo?"
    about = "credits that were not understood"
    model = Caption
    fillable = True

    def rows(self) -> QuerySet[Caption]:
        return Caption.objects.filter(UNREAD_CREDIT)

    def seen(self) -> Combinable:
        return times(Depiction.objects.visible().filter(caption=OuterRef("pk"))) + Value(1)

    def line(self, row: Caption) -> str:
        return row.credit

    def places(self, row: Caption) -> list[Place]:
        return [captioned_at(row)]

    def evidence(self, row: Caption) -> list[tuple[str, str]]:
        return [("Credit as printed", row.credit)]

    def proposals(self, row: Caption) -> tuple[str, str]:
        return "The credit names neither", "Not a caption"

    def answers(self, row: Caption) -> list[Answer]:
        words = row.credit[: Caption._meta.get_field("agency").max_length]
        return [
            *super().answers(row),
            *(
                Answer(name=name, label=f"{words}: the {name}", key=key, verb=self.fill(row, {name: words}))
                for key, name in (("1", "photographer"), ("2", "agency"))
            ),
        ]

    def fields(self, row: Caption) -> list[Field]:
        return [Field(name="photographer", label="Photographer"), Field(name="agency", label="Agency")]

    def fill(self, row: Caption, said: Mapping[str, str]) -> Verb:
        credit = {name: said.get(name, "") for name in ("photographer", "agency")}
        return partial(curation.set_credit, caption=row, **credit)


def captioned_at(row: Caption) -> Place:
    """Where a caption stands, with its credit."""
    marks = ((row.start, row.end, "caption"), (row.credit_start, row.credit_end, "credit"))
    end = max(row.end, row.credit_end or 0)
    start = min(row.start, row.credit_start if row.credit_start is not None else row.start)
    return Place(article=row.article, start=start, end=end, marks=marks, anchor=f"c-{row.pk}")
