"""The history of every kind of row that editors decide on, kept by django-simple-history."""

from typing import Any

from django.db import models
from django.db.models import Model
from django.db.models.signals import post_delete, post_save, pre_delete
from simple_history import register
from simple_history.models import HistoricalChanges, HistoricalRecords

from articles.models import Caption, IngestRun, RelatedLink
from entities.models.decision import Decision
from entities.models.event import Event, EventMention, EventParticipant
from entities.models.person import Alias, Depiction, EntityMention, Mention, Person
from entities.models.quote import Quote

RECORDED = (
    Person, Alias, Mention, EntityMention, Depiction, Quote, Caption, RelatedLink,
    Event, EventMention, EventParticipant,
)  # fmt: skip


# Worked out from other columns.
LEFT_OUT = {Quote: ["words_key"]}


class Record(models.Model):
    """A row as a decision or an ingest left it; the first, which has neither, is the machine's."""

    decision = models.ForeignKey(Decision, null=True, on_delete=models.CASCADE, related_name="+")
    ingest = models.ForeignKey(IngestRun, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        abstract = True


class Records(HistoricalRecords):
    """Records nothing by itself: `entities.records` does, in the transaction of the decision."""

    def finalize(self, sender: type[Model], **kwargs: Any) -> None:
        super().finalize(sender, **kwargs)
        # While anybody listens, the rows of the machine are deleted one by one.
        for signal, receiver in (
            (post_save, self.post_save),
            (pre_delete, self.pre_delete),
            (post_delete, self.post_delete),
        ):
            signal.disconnect(receiver, sender=sender)

    def m2m_changed(self, *args: Any, **kwargs: Any) -> None:
        """Record nothing."""

    def get_meta_options(self, model: type[Model]) -> dict[str, Any]:
        return {**super().get_meta_options(model), "default_permissions": ()}

    def get_meta_options_m2m(self, through_model: type[Model]) -> dict[str, Any]:
        return {**super().get_meta_options_m2m(through_model), "default_permissions": ()}


def is_record(model: type[Model]) -> bool:
    """Whether the rows of a model are history, also of whom or what a row was related to."""
    return issubclass(model, HistoricalChanges)


for recorded in RECORDED:
    register(
        recorded,
        app="entities",
        records_class=Records,
        bases=[Record],
        m2m_fields=recorded._meta.many_to_many,
        excluded_fields=LEFT_OUT.get(recorded),
        history_id_field=models.BigAutoField(),
        history_change_reason_field=models.CharField(max_length=500, blank=True),
        no_db_index=[field.name for field in recorded._meta.fields if not field.primary_key],
    )
