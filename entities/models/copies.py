"""Articles that are one report: the machine's alone, made anew with every text."""

from django.db import models
from django.db.models import F, Q

from articles.models import Article


class CopyKey(models.Model):
    """One of the keys that a text is filed under, so that its copies are found."""

    key = models.BigIntegerField()
    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="+", db_index=False)

    class Meta:
        indexes = [
            models.Index(fields=["key", "article"], name="copy_key"),
            models.Index(fields=["article"], name="copy_key_of_article"),
        ]

    def __str__(self):
        return f"{self.key} of {self.article_id}"


class NearCopyQuerySet(models.QuerySet):
    def of(self, article):
        return self.filter(Q(first=article) | Q(second=article))

    def for_display(self):
        """Both articles without their texts, the most alike first."""
        shown = [f"{end}__{name}" for end in ("first", "second") for name in ("headline", "publisher", "published")]
        precisions = ["first__published_precision", "second__published_precision"]
        return self.select_related("first", "second").only("share", *shown, *precisions).order_by("-share", "pk")


class NearCopy(models.Model):
    """Two articles, in the order of their keys, of which one has most of the other's words."""

    first = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="+")
    second = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="+")
    share = models.FloatField(help_text="How much of the shorter text the other has, from 0 to 1.")

    objects = NearCopyQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["first", "second"], name="near_copy_once"),
            models.CheckConstraint(condition=Q(first__lt=F("second")), name="near_copy_in_order"),
        ]

    def __str__(self):
        return f"{self.first} and {self.second}"
