"""Decisions whose words have gone from the article since."""

from functools import partial

from django.db.models import Exists, OuterRef, Q, QuerySet

from articles.models import ArticleVersion, Caption, Reviewable
from entities import curation
from entities.models import Depiction, EventMention, Mention, Quote
from entities.queue.base import Answer, Kind, Place


class ChangedRows(Kind):
    """What editors decided and a later text no longer says; asked once for each new text."""

    question = "The words are gone: does this stand?"

    def __init__(self, model: type[Reviewable], *, prefetched: tuple[str, ...] = ()) -> None:
        self.model, self.prefetched = model, prefetched
        self.slug = f"changed-{model._meta.model_name}s"
        self.about = f"{model._meta.verbose_name_plural} decided on before their article changed"

    def rows(self) -> QuerySet:
        later = ArticleVersion.objects.filter(article=OuterRef("article"), seen__gt=OuterRef("reviewed_at"))
        asked = Q(Exists(later))
        if self.model is Caption:  # kept for the sake of whom an editor said it shows
            asked |= Q(review="machine") & Q(Exists(Depiction.objects.decided().filter(caption=OuterRef("pk"))))
        return self.model._default_manager.visible().filter(asked, source_changed=True)

    def line(self, row: Reviewable) -> str:
        return row.quoted if isinstance(row, Quote) else row.text

    def places(self, row: Reviewable) -> list[Place]:
        gone = Place(article=row.article, start=0, end=0, marks=(), anchor="", gone=self.line(row))
        new = curation.successor_of(row)
        if new is None:
            return [gone]
        marks = ((new.start, new.end, self.model._meta.model_name),)
        return [gone, Place(article=row.article, start=new.start, end=new.end, marks=marks, anchor="")]

    def evidence(self, row: Reviewable) -> list[tuple[str, str]]:
        if row.is_machine:
            return [("Kept because", "an editor said whom it shows")]
        who = f"{row.get_review_display()}: {row.reviewed_by}, {row.reviewed_at:%-d %B %Y}"
        return [("Decided", who)]

    def answers(self, row: Reviewable) -> list[Answer]:
        new = curation.successor_of(row)
        stands = partial(curation.confirm, rows=[row])
        falls = partial(curation.settle, row=row)
        if new is None or row.is_machine:
            return [
                Answer(name="stands", label="It stands, though the words are gone", key="Enter", verb=stands),
                Answer(name="falls", label="Take the decision back", key="x", verb=falls),
            ]
        carried = partial(curation.carry_over, row=row, to=new)
        return [
            Answer(name="carry", label="It stands, with the new words", key="Enter", verb=carried),
            Answer(name="falls", label="Take the decision back", key="x", verb=partial(curation.restore, rows=[row])),
            Answer(name="stands", label="It stands with the words it had", key="1", verb=stands),
        ]


CHANGED = (
    ChangedRows(Quote, prefetched=("parts",)),
    ChangedRows(Mention),
    ChangedRows(Caption),
    ChangedRows(EventMention),
)
