"""What happened: named and dated events, where they are mentioned and who took part."""

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Coalesce

from articles.addresses import address_of
from articles.constraints import date_constraint, not_empty, once_per_span, span_constraints
from articles.models import DAY_PRECISIONS, PRECISIONS, Article, Reviewable, ReviewableQuerySet
from articles.querysets import DatedQuerySet
from entities.models.person import PartQuerySet, Person, Ruling


def shown_under(rows):
    """Of rows that belong to events: the events whose pages show them, merged ones as their survivor."""
    return rows.order_by().values_list(Coalesce("event__survivor", "event"), flat=True)


def of_events(rows, events):
    """Rows of any of the events, given as their keys, or of those merged into them."""
    return rows.filter(event__in=Event.objects.filter(Q(pk__in=events) | Q(survivor__in=events)).values("pk"))


class EventQuerySet(ReviewableQuerySet, DatedQuerySet):
    def current(self):
        """Events that stand for themselves: neither rejected nor merged into another."""
        return self.visible().filter(merged_into=None)

    def counted(self):
        """As `current`, by the counters, which have them in the order of the lists."""
        return self.filter(counts__isnull=False)

    def with_all(self, clusters):
        """Events in which every one of the people took part, each given as the primary keys of their cluster."""
        rows = self
        for cluster in clusters:
            took_part = EventParticipant.objects.visible().filter(person__in=cluster)
            rows = rows.filter(pk__in=shown_under(took_part))
        return rows

    def reported_by(self, publishers):
        told = EventMention.objects.visible().filter(article__publisher__in=publishers)
        return self.filter(pk__in=shown_under(told))

    def of_kinds(self, kinds):
        return self.filter(kind__in=kinds)

    def in_places(self, names):
        return self.filter(place__in=names)


class Event(Reviewable):
    """Something that happened. A merge is a pointer, as with people: `merged_into` decided, `survivor` its end."""

    name = models.CharField(max_length=300)
    slug = models.SlugField(max_length=320, unique=True)
    kind = models.CharField(max_length=40, blank=True, db_index=True)
    date = models.DateField(null=True, blank=True, db_index=True, help_text="First day of the period that is known.")
    date_precision = models.CharField(max_length=6, choices=PRECISIONS, blank=True)
    date_text = models.CharField(max_length=100, blank=True, help_text="The date as printed.")
    end_date = models.DateField(null=True, blank=True)
    end_precision = models.CharField(max_length=6, choices=PRECISIONS, blank=True)
    place = models.CharField(max_length=200, blank=True)
    merged_into = models.ForeignKey(
        "self", null=True, blank=True, editable=False, on_delete=models.PROTECT, related_name="merged"
    )
    survivor = models.ForeignKey(
        "self", null=True, blank=True, editable=False, on_delete=models.PROTECT, related_name="stands_for"
    )

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
            models.CheckConstraint(
                condition=Q(merged_into=None, survivor=None) | Q(merged_into__isnull=False, survivor__isnull=False),
                name="event_merge_has_a_survivor",
            ),
            models.CheckConstraint(
                condition=~Q(merged_into=F("id")) & ~Q(survivor=F("id")), name="event_not_merged_into_itself"
            ),
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return address_of("event_detail", self.current.slug)

    @property
    def current(self):
        """The event whose page shows this one: the survivor of a merge, or itself."""
        return self.survivor or self

    def cluster(self):
        """Primary keys of this event and of every one merged into it, at any depth."""
        return [self.pk, *self.stands_for.values_list("pk", flat=True)]


class EventsKeptApart(Ruling):
    first = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="+")
    second = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="+")

    class Meta:
        verbose_name_plural = "events kept apart"
        constraints = [
            models.UniqueConstraint(fields=["first", "second"], name="events_kept_apart_once"),
            models.CheckConstraint(condition=Q(first__lt=F("second")), name="events_kept_apart_in_order"),
        ]


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
        indexes = [
            models.Index(fields=["confidence", "id"], name="eventmention_changed", condition=Q(source_changed=True))
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
