"""What lists are read from: narrow rows, worked out from the archive's own, in the order in which they are shown.

Nobody writes here but `entities.counting`, which can always work everything out anew. People and events
are those who stand for others in a merge; whatever an editor rejected is not in here. None of these rows
holds the one that it is about: what an ingest deletes is taken out, and off the counters, when it is counted.
"""

from django.db import models
from django.db.models import DO_NOTHING, Q

from articles.models import Article, Caption
from entities.models.event import Event
from entities.models.person import Person
from entities.models.quote import Quote


def key_of(model: type[models.Model], name: str, *, once: bool = False, **options) -> models.ForeignKey:
    """A column with the key of a row, which it does not keep from being deleted."""
    kind = models.OneToOneField if once else models.ForeignKey
    index = {} if once else {"db_index": False}
    return kind(model, on_delete=DO_NOTHING, db_constraint=False, related_name=name, **index, **options)


class Dated(models.Model):
    """When and where the article was published; of these lists the newest come first."""

    article = key_of(Article, "+")
    published = models.DateTimeField(null=True)

    class Meta:
        abstract = True

    def __str__(self):
        return f"{type(self).__name__.lower()} in article {self.article_id}"


class Printed(Dated):
    year = models.PositiveSmallIntegerField(null=True)
    publisher = models.CharField(max_length=200)
    sample = models.BooleanField()

    class Meta:
        abstract = True


class ArticleCount(Printed):
    """An article, and how many people, quotes and captions can be seen in it."""

    article = key_of(Article, "counts", once=True, primary_key=True)
    headline = models.CharField(max_length=200, help_text="As far as lists are ordered by it.")
    last_ingested = models.DateTimeField()
    people = models.PositiveIntegerField()
    quotes = models.PositiveIntegerField()
    captions = models.PositiveIntegerField()

    class Meta:
        indexes = [
            models.Index(fields=["published", "article"], name="article_count_newest"),
            models.Index(fields=["publisher", "published", "article"], name="article_count_publisher"),
            models.Index(fields=["year", "published", "article"], name="article_count_year"),
            models.Index(fields=["headline", "article"], name="article_count_headline"),
            models.Index(fields=["last_ingested", "article"], name="article_count_ingested"),
            models.Index(fields=["published", "article"], name="article_count_sample", condition=Q(sample=True)),
        ]


class Statement(Printed):
    """A quote that can be seen."""

    quote = key_of(Quote, "statement", once=True, primary_key=True)
    start = models.PositiveIntegerField()
    kind = models.CharField(max_length=8)
    review = models.CharField(max_length=10)
    voice = models.CharField(max_length=200, null=True, help_text="Sort name of a speaker who is known.")  # noqa: DJ001

    class Meta:
        indexes = [
            models.Index(fields=["published", "article"], name="statement_newest"),
            models.Index(fields=["publisher", "published", "article"], name="statement_publisher"),
            models.Index(fields=["year", "published", "article"], name="statement_year"),
            models.Index(fields=["voice", "published", "article"], name="statement_voice"),
            models.Index(fields=["article", "start"], name="statement_article"),
            models.Index(
                fields=["review", "published", "article"], name="statement_decided", condition=~Q(review="machine")
            ),
            models.Index(fields=["published", "article"], name="statement_sample", condition=Q(sample=True)),
        ]


class Voice(Dated):
    """Someone who said a quote, whom it is about or to whom it was said."""

    quote = key_of(Quote, "voices")
    person = key_of(Person, "voices")
    start = models.PositiveIntegerField()
    said = models.BooleanField()
    about = models.BooleanField()
    heard = models.BooleanField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["quote", "person"], name="voice_once_per_quote")]
        indexes = [
            models.Index(
                fields=["person", "published", "article", "start", "said", "about", "heard", "quote"],
                name="voice_newest",
            ),
            models.Index(fields=["article"], name="voice_article"),
            models.Index(fields=["quote", "person", "said", "about", "heard"], name="voice_of_quote"),
        ]


class Photo(Printed):
    """A caption that can be seen. The year is the one in which the photograph was taken."""

    caption = key_of(Caption, "photo", once=True, primary_key=True)
    start = models.PositiveIntegerField()
    photographer = models.CharField(max_length=200)
    agency = models.CharField(max_length=200)
    place = models.CharField(max_length=200)
    taken = models.DateField(null=True)
    review = models.CharField(max_length=10)

    class Meta:
        indexes = [
            models.Index(fields=["published", "article"], name="photo_newest"),
            models.Index(fields=["publisher", "published", "article"], name="photo_publisher"),
            models.Index(fields=["agency", "published", "article"], name="photo_agency"),
            models.Index(fields=["photographer", "agency", "article"], name="photo_photographer"),
            models.Index(fields=["place", "published", "article"], name="photo_place"),
            models.Index(fields=["taken", "article"], name="photo_taken"),
            models.Index(fields=["article", "start"], name="photo_article"),
            models.Index(
                fields=["review", "published", "article"], name="photo_decided", condition=~Q(review="machine")
            ),
            models.Index(fields=["published", "article"], name="photo_sample", condition=Q(sample=True)),
        ]


class Portrait(Dated):
    """Someone in a photograph."""

    caption = key_of(Caption, "portraits")
    person = key_of(Person, "portraits")
    start = models.PositiveIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["caption", "person"], name="portrait_once_per_caption")]
        indexes = [
            models.Index(fields=["person", "published", "article", "start", "caption"], name="portrait_newest"),
            models.Index(fields=["person", "caption"], name="portrait_of"),
            models.Index(fields=["article"], name="portrait_article"),
        ]


class Appearance(Printed):
    """Someone in an article: how often mentioned, quoted, spoken about, spoken to and pictured there."""

    article = key_of(Article, "appearances")
    person = key_of(Person, "appearances")
    mentions = models.PositiveIntegerField()
    quotes = models.PositiveIntegerField()
    about = models.PositiveIntegerField()
    heard = models.PositiveIntegerField()
    photos = models.PositiveIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "article"], name="appearance_once_per_article")]
        indexes = [
            models.Index(fields=["person", "published", "article", "mentions"], name="appearance_newest"),
            models.Index(
                fields=["person", "publisher", "published", "article", "mentions"], name="appearance_publisher"
            ),
            models.Index(fields=["person", "article"], name="appearance_named", condition=Q(mentions__gt=0)),
            models.Index(fields=["article", "person", "mentions", "quotes"], name="appearance_in_article"),
            models.Index(
                fields=["person", "published", "article"], name="appearance_quoted", condition=Q(quotes__gt=0)
            ),
        ]


class Report(Printed):
    """An event in an article that tells of it, and how often it is mentioned there."""

    article = key_of(Article, "reports")
    event = key_of(Event, "reports")
    mentions = models.PositiveIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["event", "article"], name="report_once_per_article")]
        indexes = [
            models.Index(fields=["event", "published", "article"], name="report_newest"),
            models.Index(fields=["article", "event"], name="report_article"),
            models.Index(fields=["publisher", "event"], name="report_publisher"),
        ]


class Attendance(models.Model):
    """Someone who took part in an event, as one article has it."""

    event = key_of(Event, "attendances")
    person = key_of(Person, "attendances")
    article = key_of(Article, "+")
    decided = models.BooleanField(help_text="An editor says so.")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["event", "person", "article"], name="attendance_once_per_article")
        ]
        indexes = [
            models.Index(fields=["person"], name="attendance_person"),
            models.Index(fields=["article"], name="attendance_article"),
        ]

    def __str__(self):
        return f"person {self.person_id} at event {self.event_id} in article {self.article_id}"
