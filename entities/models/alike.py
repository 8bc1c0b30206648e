"""Pairs that may be one. The machine's alone: an editor's answer is a merge or a ruling, not a row here."""

from django.db import models
from django.db.models import Exists, F, OuterRef, Q

from articles.models import IngestRun, Review
from entities.models.event import Event, EventsKeptApart
from entities.models.person import KeptApart, Person


class PairQuerySet(models.QuerySet):
    ruling: type[models.Model]

    def standing(self):
        """Pairs of which neither is rejected or merged: with the undoing of a merge they are back."""
        ends = self.model._meta.get_field("first").related_model.objects
        gone = ends.filter(Q(merged_into__isnull=False) | Q(review=Review.REJECTED)).order_by()
        first, second = (Exists(gone.filter(pk=OuterRef(end))) for end in ("first", "second"))
        return self.exclude(first | second)

    def waiting(self):
        """Pairs that no editor has answered: of nobody in either cluster is it ruled that they are two."""
        first, second = self._cluster("first"), self._cluster("second")
        ruled = self.ruling.objects
        return self.standing().exclude(
            Exists(ruled.filter(first__in=first, second__in=second))
            | Exists(ruled.filter(first__in=second, second__in=first))
        )

    def _cluster(self, end):
        """That end of the outer query and whoever is merged into it; asked by key, so that an index answers."""
        outer = OuterRef(OuterRef(end))
        ends = self.model._meta.get_field(end).related_model.objects
        return ends.filter(Q(pk=outer) | Q(survivor=outer)).order_by().values("pk")

    def with_any(self, rows):
        return self.filter(Q(first__in=rows) | Q(second__in=rows))


class PossibleDuplicateQuerySet(PairQuerySet):
    ruling = KeptApart


class PossibleSameEventQuerySet(PairQuerySet):
    ruling = EventsKeptApart


class Pair(models.Model):
    """Two rows in the order of their keys, how much they look like one, and what the machine goes by in words."""

    score = models.FloatField(help_text="From 0, surely two, to 1, surely one.")
    reasons_for = models.JSONField(default=list)
    reasons_against = models.JSONField(default=list)
    run = models.ForeignKey(IngestRun, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        abstract = True
        ordering = ["-score", "pk"]

    def __str__(self):
        return f"{self.first} and {self.second}"


class PossibleDuplicate(Pair):
    first = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    second = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")

    objects = PossibleDuplicateQuerySet.as_manager()

    class Meta(Pair.Meta):
        constraints = [
            models.UniqueConstraint(fields=["first", "second"], name="possible_duplicate_once"),
            models.CheckConstraint(condition=Q(first__lt=F("second")), name="possible_duplicate_in_order"),
        ]
        indexes = [models.Index(F("score").desc(), "id", name="possible_duplicate_score")]


class PossibleSameEvent(Pair):
    first = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="+")
    second = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="+")

    objects = PossibleSameEventQuerySet.as_manager()

    class Meta(Pair.Meta):
        constraints = [
            models.UniqueConstraint(fields=["first", "second"], name="possible_same_event_once"),
            models.CheckConstraint(condition=Q(first__lt=F("second")), name="possible_same_event_in_order"),
        ]
        indexes = [models.Index(F("score").desc(), "id", name="possible_same_event_score")]


class NameKey(models.Model):
    """A key that names which are nearly the same have in common: how they sound, the words turned round.

    It depends on the name alone, whoever bears it, and so is never out of date.
    """

    normalised = models.CharField(max_length=200, help_text="As in Alias.")
    key = models.CharField(max_length=200, db_index=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["normalised", "key"], name="name_key_once")]

    def __str__(self):
        return f"{self.normalised}: {self.key}"
