"""The runs that read articles, the files they read, and what failed."""

from datetime import timedelta

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

# A run that has not been heard of for so long was broken off.
SILENT_FOR = timedelta(minutes=2)


class IngestRun(models.Model):
    """One call of `ingest_seeds`: what was asked, how far it has come, and what came of it."""

    started = models.DateTimeField(db_index=True)
    seconds = models.FloatField(null=True, blank=True, help_text="Wall-clock seconds; empty while it runs.")
    heard = models.DateTimeField(null=True, blank=True, help_text="When it last told how far it has come.")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    options = models.JSONField(default=dict, help_text="Paths and options as given.")
    files_found = models.PositiveIntegerField(null=True, blank=True)
    files_done = models.PositiveIntegerField(default=0)
    stopped = models.TextField(blank=True, help_text="Why it ended before its end.")
    counts = models.JSONField(default=dict, help_text="Articles by outcome and rows by kind.")
    model = models.CharField(max_length=100, help_text="spaCy model and version.")
    extraction_version = models.CharField(max_length=20)

    class Meta:
        ordering = ["-started", "-pk"]

    def __str__(self):
        return f"Ingest of {self.started:%d %b %Y %H:%M}"

    def get_absolute_url(self):
        return reverse("run_detail", args=[self.pk])

    @property
    def is_running(self):
        return self.seconds is None and timezone.now() - (self.heard or self.started) < SILENT_FOR

    @property
    def was_broken_off(self):
        return self.seconds is None and not self.is_running


class SourceFile(models.Model):
    """A file that articles were read from, as its bytes were then: while they are the same it is not read again."""

    source = models.CharField(max_length=1000, unique=True, help_text="Its path, relative to the project if inside.")
    sample = models.BooleanField(default=False, db_index=True)
    size = models.PositiveBigIntegerField(default=0, help_text="Bytes.")
    digest = models.CharField(max_length=64, blank=True, help_text="SHA-256 of its bytes; empty until all is read.")
    rules = models.CharField(max_length=200, blank=True, help_text="Rules, model and bounds that it was read with.")
    holds = models.PositiveIntegerField(default=0, help_text="Articles that the archive has of it.")

    def __str__(self):
        return self.source


class FailedFileQuerySet(models.QuerySet):
    def waiting(self):
        """What could not be read and has not been since: the quarantine."""
        return self.filter(waits=True)


class FailedFile(models.Model):
    """A file, or an article in one, that a run could not read: why, and what would help."""

    run = models.ForeignKey(IngestRun, on_delete=models.CASCADE, related_name="failed")
    at = models.DateTimeField()
    file = models.CharField(max_length=1000, db_index=True, help_text="The file, as SourceFile names it.")
    source = models.CharField(max_length=1000, help_text="The file, or the article in it.")
    line = models.PositiveIntegerField(null=True, blank=True)
    problem = models.TextField()
    remedy = models.TextField(blank=True)
    digest = models.CharField(
        max_length=64,
        blank=True,
        help_text="SHA-256 of the file where the fault lies in it: as it is, it stays failed.",
    )
    rules = models.CharField(max_length=200, blank=True, help_text="Rules, model and bounds that it was read with.")
    waits = models.BooleanField(default=True, db_index=True, help_text="Nothing has come of it since.")

    objects = FailedFileQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["source"], condition=Q(waits=True), name="failedfile_waits_once"),
        ]

    def __str__(self):
        place = self.source if self.line is None else f"{self.source}:{self.line}"
        return f"{place}: {self.problem}; {self.remedy}"


class Batch(models.Model):
    """Some files of a run that many machines share: read by whoever takes it, stored in the order of the numbers.

    So the rows are those that one process would have made, however many read ahead.
    """

    run = models.ForeignKey(IngestRun, on_delete=models.CASCADE, related_name="batches")
    number = models.PositiveIntegerField(help_text="From 0, in the order of the files.")
    first = models.PositiveIntegerField(help_text="The number of its first file in the run.")
    files = models.JSONField(help_text="[path, problem, remedy] a file; the last two where it could not be found.")
    done = models.PositiveIntegerField(default=0, help_text="Files of which everything has been read.")
    tries = models.PositiveIntegerField(default=0, help_text="How often the file after those was begun.")
    hand = models.JSONField(default=dict, help_text="What has been stored of the file that is being stored.")
    is_settled = models.BooleanField(default=False, help_text="Everything of it has been stored.")

    class Meta:
        ordering = ["run", "number"]
        constraints = [models.UniqueConstraint(fields=["run", "number"], name="batch_once_per_number")]
        indexes = [models.Index(fields=["run", "number"], condition=Q(is_settled=False), name="batch_to_be_settled")]

    def __str__(self):
        return f"batch {self.number} of run {self.run_id}"


class Reading(models.Model):
    """What was read and waits to be stored: an article of a file, the failure in its place, or the file's end."""

    batch = models.ForeignKey(Batch, on_delete=models.CASCADE, related_name="readings")
    file = models.PositiveIntegerField(help_text="Its file's place in the batch.")
    order = models.PositiveIntegerField(help_text="Its place in the file.")
    item = models.BinaryField()

    class Meta:
        ordering = ["batch", "file", "order"]
        constraints = [models.UniqueConstraint(fields=["batch", "file", "order"], name="reading_once_per_place")]

    def __str__(self):
        return f"{self.file}.{self.order} of {self.batch}"
