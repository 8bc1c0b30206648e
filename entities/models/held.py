"""Articles that their senders hold back, complete and apart from the archive: nothing else in it knows of them."""

from django.db import models
from django.db.models import F
from django.urls import reverse

from articles.constraints import not_empty
from articles.models import IngestRun
from articles.sent import Sent


class HeldArticleQuerySet(models.QuerySet):
    def due(self, now):
        """Those whose time has come."""
        return self.filter(until__lte=now)

    def soonest_first(self):
        return self.order_by(F("until").asc(nulls_last=True), "pk")


class HeldArticle(Sent):
    """An article under embargo, read already, and stored when its time comes.

    It is no Article: no list, count, search, export or page can show any of it, whoever writes them.
    """

    source = models.CharField(max_length=1000, unique=True, help_text="As it will be the article's.")
    identity = models.CharField(max_length=500, blank=True, db_index=True)
    content_hash = models.CharField(max_length=64)
    sample = models.BooleanField(default=False)
    until = models.DateTimeField(
        null=True, blank=True, db_index=True, help_text="Empty where the sender says no moment: until further notice."
    )
    headline = models.CharField(max_length=1000)
    extraction = models.JSONField(help_text="All that was read, as it will be stored.")
    run = models.ForeignKey(IngestRun, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    model = models.CharField(max_length=100)
    extraction_version = models.CharField(max_length=20)
    seen = models.DateTimeField(help_text="When its file was read last.")

    objects = HeldArticleQuerySet.as_manager()

    class Meta:
        constraints = [not_empty("heldarticle", "source")]

    def __str__(self):
        return self.headline

    def get_absolute_url(self):
        return reverse("held_detail", args=[self.pk])
