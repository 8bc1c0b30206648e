"""Counters: how much the archive has of everybody and every event, and of rows that are alike.

Nobody writes here but `entities.counting`, as for the rows that lists are read from (`models.listed`).
"""

from django.db import models
from django.db.models import F

from entities.models.event import Event
from entities.models.listed import key_of
from entities.models.person import Person, odd


class AttendanceCount(models.Model):
    """Someone who took part in an event, and in how many articles: in all, and as an editor decided."""

    event = key_of(Event, "attended")
    person = key_of(Person, "attended")
    articles = models.IntegerField(default=0, db_default=0)
    decided = models.IntegerField(default=0, db_default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["event", "person"], name="attendance_count_once")]
        indexes = [
            models.Index(fields=["person", "event"], name="attendance_count_person"),
            models.Index("event", F("articles").desc(), "person", name="attendance_count_articles"),
        ]

    def __str__(self):
        return f"person {self.person_id} at event {self.event_id}"


class PersonCount(models.Model):
    """Someone who stands for themselves, and how much the archive has of them."""

    person = key_of(Person, "counts", once=True, primary_key=True)
    sort_name = models.CharField(max_length=200)
    review = models.CharField(max_length=10)
    articles = models.IntegerField(default=0, db_default=0, help_text="Articles that mention the person.")
    mentions = models.IntegerField(default=0, db_default=0)
    quoted_in = models.IntegerField(default=0, db_default=0, help_text="Articles that quote the person.")
    quotes = models.IntegerField(default=0, db_default=0)
    about = models.IntegerField(default=0, db_default=0, help_text="Quotes about the person.")
    heard = models.IntegerField(default=0, db_default=0, help_text="Quotes that were said to the person.")
    photos = models.IntegerField(default=0, db_default=0)
    events = models.IntegerField(default=0, db_default=0, help_text="Events at which the person was.")
    sampled = models.IntegerField(default=0, db_default=0, help_text="Of the articles: those of the fictional sample.")
    first_seen = models.DateTimeField(null=True)
    last_seen = models.DateTimeField(null=True)
    odd_name = models.BooleanField(
        default=False,
        db_default=False,
        help_text="In capitals, or what an article calls a place or an organisation.",
    )

    class Meta:
        indexes = [
            models.Index(fields=["sort_name", "person"], name="person_count_name"),
            models.Index(F("articles").desc(), "sort_name", "person", name="person_count_articles"),
            models.Index(F("quotes").desc(), "sort_name", "person", name="person_count_quotes"),
            models.Index(F("quoted_in").desc(), "sort_name", name="person_count_quoted_in"),
            models.Index(F("about").desc(), "sort_name", name="person_count_about"),
            models.Index(F("heard").desc(), "sort_name", name="person_count_heard"),
            models.Index(F("photos").desc(), "sort_name", name="person_count_photos"),
            models.Index(F("events").desc(), "sort_name", "person", name="person_count_events"),
            models.Index(F("last_seen").desc(), "sort_name", "person", name="person_count_seen"),
            models.Index(F("mentions").desc(), "person", name="person_count_odd", condition=odd()),
        ]

    def __str__(self):
        return self.sort_name


class PersonTally(models.Model):
    """How much the archive has of someone in one year, or from one publisher."""

    class By(models.TextChoices):
        YEAR = "year", "year"
        SOURCE = "source", "source"

    person = key_of(Person, "tallies")
    by = models.CharField(max_length=6, choices=By)
    value = models.CharField(max_length=200, help_text="The year, nothing where it is not known; or the publisher.")
    articles = models.IntegerField(default=0, db_default=0)
    mentions = models.IntegerField(default=0, db_default=0)
    quoted_in = models.IntegerField(default=0, db_default=0)
    quotes = models.IntegerField(default=0, db_default=0)
    about = models.IntegerField(default=0, db_default=0)
    heard = models.IntegerField(default=0, db_default=0)
    photos = models.IntegerField(default=0, db_default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "by", "value"], name="person_tally_once")]
        indexes = [
            models.Index("by", "value", F("articles").desc(), name="person_tally_articles"),
            models.Index("by", "value", F("quotes").desc(), name="person_tally_quotes"),
        ]

    def __str__(self):
        return f"person {self.person_id} in {self.value}"


class EventCount(models.Model):
    """An event that stands for itself, and how much the archive has of it."""

    event = key_of(Event, "counts", once=True, primary_key=True)
    name = models.CharField(max_length=300)
    date = models.DateField(null=True)
    kind = models.CharField(max_length=40)
    place = models.CharField(max_length=200)
    review = models.CharField(max_length=10)
    articles = models.IntegerField(default=0, db_default=0)
    people = models.IntegerField(default=0, db_default=0, help_text="People who were there.")
    sampled = models.IntegerField(default=0, db_default=0)

    class Meta:
        indexes = [
            models.Index(F("date").desc(), "name", "event", name="event_count_latest"),
            models.Index(fields=["date", "name", "event"], name="event_count_earliest"),
            models.Index(F("articles").desc(), "name", "event", name="event_count_articles"),
            models.Index(F("people").desc(), "name", "event", name="event_count_people"),
            models.Index(fields=["name", "event"], name="event_count_name"),
        ]

    def __str__(self):
        return self.name


class Tally(models.Model):
    """How many rows of one kind are alike in all that the small questions of a filter ask."""

    of = models.CharField(max_length=10, help_text="article, quote, caption, person or event")
    publisher = models.CharField(max_length=200, blank=True)
    year = models.PositiveSmallIntegerField(help_text="0 where it is not known.")
    agency = models.CharField(max_length=200, blank=True)
    kind = models.CharField(max_length=40, blank=True)
    attributed = models.BooleanField(default=False)
    review = models.CharField(max_length=10, blank=True)
    sample = models.BooleanField(default=False)
    number = models.IntegerField(default=0, db_default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["of", "publisher", "year", "agency", "kind", "attributed", "review", "sample"],
                name="tally_once",
            )
        ]

    def __str__(self):
        return f"{self.number} of {self.of}"
