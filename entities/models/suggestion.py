"""What the machine would now say differently from what an editor decided."""

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import F, Model, Q

from articles.constraints import one_of
from articles.models import Article, IngestRun

FIELDS = ("speaker", "reach", "about", "addressees", "pictured", "credit", "name", "date", "person")


class SuggestionQuerySet(models.QuerySet):
    def waiting(self):
        """Suggestions that nobody has dismissed."""
        return self.filter(dismissed_at=None)

    def on(self, row: Model):
        return self.filter(row_type=ContentType.objects.get_for_model(row), row_id=row.pk)

    def for_display(self):
        return self.select_related("article", "row_type", "run")


class Suggestion(models.Model):
    """One thing that the machine, at its last reading of an article, would say of a row that is the editors'.

    It changes nothing by itself. Each reading replaces those of its article; a dismissed one stays,
    so that it is not made again until the machine says something else.
    """

    class Field(models.TextChoices):
        SPEAKER = "speaker", "the speaker"
        REACH = "reach", "where the quote begins and ends"
        ABOUT = "about", "whom the quote is about"
        ADDRESSEES = "addressees", "to whom it was said"
        PICTURED = "pictured", "who is pictured"
        CREDIT = "credit", "the credit"
        NAME = "name", "the name of the event"
        DATE = "date", "the date of the event"
        PERSON = "person", "who is meant"

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="suggestions")
    row_type = models.ForeignKey(ContentType, on_delete=models.PROTECT, related_name="+")
    row_id = models.PositiveBigIntegerField()
    field = models.CharField(max_length=10, choices=Field)
    value = models.JSONField(help_text="What the verb that accepts it is given.")
    words = models.CharField(max_length=500, help_text="The value, in words.")
    rule = models.CharField(max_length=80, blank=True, help_text="The rule that says so.")
    confidence = models.FloatField(default=1.0)
    run = models.ForeignKey(IngestRun, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    dismissed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    dismissed_at = models.DateTimeField(null=True, blank=True)

    objects = SuggestionQuerySet.as_manager()

    class Meta:
        ordering = ["article", "row_type", "row_id", "field"]
        constraints = [
            models.UniqueConstraint(
                fields=["row_type", "row_id", "field", "article"], name="suggestion_once_per_field_and_article"
            ),
            models.CheckConstraint(
                condition=Q(dismissed_by=None, dismissed_at=None)
                | Q(dismissed_by__isnull=False, dismissed_at__isnull=False),
                name="suggestion_dismissal_has_an_author_and_a_time",
            ),
            one_of("suggestion", "field", FIELDS),
        ]
        indexes = [
            models.Index(F("confidence").desc(), "id", name="suggestion_waiting", condition=Q(dismissed_at=None))
        ]

    def __str__(self):
        return f"{self.get_field_display()}: {self.words}"

    @property
    def row(self) -> Model | None:
        """The row that it is about, if that is still there."""
        return self.row_type.model_class()._base_manager.filter(pk=self.row_id).first()
