"""What happened: named and dated events, where they are mentioned and who took part."""

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from articles.constraints import date_constraint, not_empty, once_per_span, span_constraints
from articles.models import DAY_PRECISIONS, PRECISIONS, Article, Reviewable, ReviewableQuerySet
from articles.querysets import DatedQuerySet
from articles.search import holds
from entities.models.person import PartQuerySet, Person


class EventQuerySet(ReviewableQuerySet, DatedQuerySet):
    def containing(self, query):
        """Events whose name, place or printed date holds every term of the query."""
        return self.filter(*holds(query, "name", "place", "date_text"))

    def with_all(self, clusters):
        """Events in which every one of the people took part, each given as the primary keys of their cluster."""
        rows = self
        for cluster in clusters:
            took_part = EventParticipant.objects.visible().filter(person__in=cluster)
            rows = rows.filter(pk__in=took_part.values("event"))
        return rows

    def reported_by(self, publishers):
        told = EventMention.objects.visible().filter(article__publisher__in=publishers)
        return self.filter(pk__in=told.values("event"))

    def of_kinds(self, kinds):
        return self.filter(kind__in=kinds)

    def in_places(self, names):
        return self.filter(place__in=names)


class Event(Reviewable):
    name = models.CharField(max_length=300)
    slug = models.SlugField(max_length=320, unique=True)
    kind = models.CharField(max_length=40, blank=True, db_index=True)
    date = models.DateField(null=True, blank=True, db_index=True, help_text="First day of the period that is known.")
    date_precision = models.CharField(max_length=6, choices=PRECISIONS, blank=True)
    date_text = models.CharField(max_length=100, blank=True, help_text="The date as printed.")
    end_date = models.DateField(null=True, blank=True)
    end_precision = models.CharField(max_length=6, choices=PRECISIONS, blank=True)
    place = models.CharField(max_length=200, blank=True)

    objects = EventQuerySet.as_manager()

    class Meta(Reviewable.Meta):
        ordering = ["date", "name", "pk"]
        constraints = [
            *Reviewable.Meta.constraints,
            not_empty("event", "name"),
            date_constraint("event", "date", "date_precision", DAY_PRECISIONS),
            date_constraint("event", "end_date", "end_precision", DAY_PRECISIONS),
            models.CheckConstraint(
                condition=Q(end_date=None) | Q(date__isnull=False, end_date__gte=F("date")),
                name="event_ends_after_it_begins",
            ),
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("event_detail", args=[self.slug])


class EventMention(Reviewable):
    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="mentions")
    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="event_mentions")
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    text = models.CharField(max_length=500)

    objects = ReviewableQuerySet.as_manager()

    class Meta(Reviewable.Meta):
        ordering = ["article", "start"]
        constraints = [
            *Reviewable.Meta.constraints,
            *span_constraints("eventmention"),
            once_per_span("eventmention", "event", "article"),
        ]

    def __str__(self):
        return self.text


class EventParticipant(Reviewable):
    """Someone who took part in an event, as one article has it."""

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="participants")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="participations")
    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="event_participants")

    objects = PartQuerySet.as_manager()

    class Meta(Reviewable.Meta):
        ordering = ["event", "person"]
        constraints = [
            *Reviewable.Meta.constraints,
            models.UniqueConstraint(fields=["event", "person", "article"], name="participant_once_per_article"),
        ]

    def __str__(self):
        return f"{self.person} at {self.event}"
