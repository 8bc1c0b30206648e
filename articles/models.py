"""What was published: articles, their captions and the runs that read them."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from articles.addresses import address_of
from articles.constraints import (
    OPEN,
    date_constraint,
    not_empty,
    once_per_span,
    one_of,
    place_constraint,
    share_constraint,
    span_constraints,
    web_address,
)
from articles.extraction.types import Precision, Role
from articles.querysets import DatedQuerySet, PublishedQuerySet
from articles.runs import IngestRun, SourceFile
from articles.sent import Sent

PRECISIONS = [(p.value, p.value) for p in Precision]
DAY_PRECISIONS = [Precision.YEAR, Precision.MONTH, Precision.DAY]
LINK_KINDS = [(Role.RELATED.value, "related"), (Role.CROSSLINK.value, "cross-link")]


class Review(models.TextChoices):
    MACHINE = "machine", "found by the machine"
    CONFIRMED = "confirmed", "confirmed by an editor"
    EDITED = "edited", "changed by an editor"
    REJECTED = "rejected", "rejected by an editor"


class ReviewableQuerySet(models.QuerySet):
    def visible(self):
        return self.exclude(review=Review.REJECTED)

    def in_review(self, states):
        return self.filter(review__in=states)

    def unreviewed(self):
        return self.filter(review=Review.MACHINE)

    def decided(self):
        return self.exclude(review=Review.MACHINE)


class Reviewable(models.Model):
    """A row that a rule derived from an article, and what editors said of it since.

    A row in any state but `machine` belongs to the editors: no ingest changes or deletes it.
    """

    rule = models.CharField(max_length=80, blank=True, help_text="The rule that found it.")
    confidence = models.FloatField(default=1.0, help_text="0 to 1, as the rule rates itself.")
    run = models.ForeignKey(IngestRun, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    review = models.CharField(max_length=10, choices=Review, default=Review.MACHINE, db_index=True)
    reviewed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    reviewed_at = models.DateTimeField(null=True, blank=True)
    source_changed = models.BooleanField(
        default=False, help_text="An editor decided on this row and its words have since gone from the article."
    )

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=Q(review="machine", reviewed_by=None, reviewed_at=None)
                | (~Q(review="machine") & Q(reviewed_by__isnull=False, reviewed_at__isnull=False)),
                name="%(class)s_decision_has_an_author_and_a_time",
            ),
            one_of("%(class)s", "review", Review.values),
            share_constraint("%(class)s"),
        ]

    @property
    def is_machine(self):
        return self.review == Review.MACHINE


class ArticleQuerySet(PublishedQuerySet):
    article = ""

    def newest_first(self):
        return self.order_by(F("published").desc(nulls_last=True), "-pk")


class Article(Sent):
    source = models.CharField(
        max_length=1000,
        unique=True,
        help_text="Where the article came from: its path, with #item in a file of several.",
    )
    content_hash = models.CharField(max_length=64, db_index=True, help_text="SHA-256 of the file's decoded text.")
    identity = models.CharField(max_length=500, blank=True, help_text="What its sender calls it, in every version.")
    address = models.CharField(
        max_length=500, blank=True, editable=False, help_text="That of its page, without what names no story."
    )
    format = models.CharField(max_length=20, default="text")
    sample = models.BooleanField(default=False, db_index=True, help_text="Part of the fictional sample.")

    headline = models.CharField(max_length=1000)
    standfirst = models.TextField(blank=True)
    authors = models.JSONField(default=list, blank=True, help_text="Names in the byline, in order.")
    publisher = models.CharField(max_length=200, blank=True, db_index=True)
    publisher_rule = models.CharField(max_length=40, blank=True, help_text="How the publisher is known.")
    section = models.CharField(max_length=200, blank=True)
    language = models.CharField(max_length=20, blank=True)
    dateline = models.CharField(max_length=200, blank=True)
    url = models.URLField(max_length=2000, blank=True)
    published = models.DateTimeField(
        null=True, blank=True, db_index=True, help_text="Start of the period that the text gives. Never guessed."
    )
    published_precision = models.CharField(max_length=6, choices=PRECISIONS, blank=True)
    year = models.PositiveSmallIntegerField(null=True, blank=True, db_index=True)
    text = models.TextField(help_text="The canonical text: every offset in the archive points into it.")
    spans = models.JSONField(default=list, help_text="[start, end, role] over every character of the text.")
    unquoted = models.JSONField(
        null=True, default=None, editable=False,
        help_text="[start, end, rule] of what stands between quotation marks and is no quote.",
    )  # fmt: skip
    decided_spans = models.JSONField(
        default=list, blank=True, editable=False, help_text="[start, end, role, words] as editors labelled them."
    )

    run = models.ForeignKey(IngestRun, null=True, blank=True, on_delete=models.SET_NULL, related_name="articles")
    file = models.ForeignKey(
        SourceFile, null=True, blank=True, editable=False, on_delete=models.SET_NULL, related_name="articles"
    )
    extraction_version = models.CharField(max_length=20)
    model = models.CharField(max_length=100)
    warnings = models.JSONField(default=list, blank=True)

    first_seen = models.DateTimeField()
    last_ingested = models.DateTimeField()

    objects = ArticleQuerySet.as_manager()

    class Meta:
        constraints = [
            date_constraint("article", "published", "published_precision", list(Precision)),
            models.CheckConstraint(
                condition=Q(published=None, year=None) | Q(published__isnull=False, year__isnull=False),
                name="article_published_has_a_year",
            ),
            not_empty("article", "source"),
            models.UniqueConstraint(fields=["identity"], condition=~Q(identity=""), name="article_once_per_identity"),
            web_address("article"),
        ]
        indexes = [models.Index(fields=["address"], condition=~Q(address=""), name="article_by_address")]

    def __str__(self):
        return self.headline

    def get_absolute_url(self):
        return address_of("article_detail", self.pk)

    def labelled_text(self):
        """Yield (role, start, end, words) for every span but blank ones."""
        for start, end, role in self.spans:
            if role != Role.BLANK:
                yield role, start, end, self.text[start:end]


class ArticleVersion(Sent):
    """One text that an article has had. `text` is empty (null) in the newest one: the article itself holds it.

    So no text is stored twice, every article has its version 1 from its first ingest, and a text
    moves here when another one replaces it. A text that comes back is a version of its own.
    """

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField(help_text="From 1, in the order in which the texts were seen.")
    source = models.CharField(max_length=1000, help_text="Where this text was first seen.")
    content_hash = models.CharField(max_length=64, help_text="SHA-256 of the file's decoded text.")
    text = models.TextField(null=True, blank=True)  # noqa: DJ001 (an article may be empty, and null says where the text is)
    spans = models.JSONField(null=True, blank=True, help_text="[start, end, role] over every character of the text.")
    rows = models.JSONField(
        default=list,
        blank=True,
        help_text="The quotes and captions read in this text, as they were when it was replaced.",
    )
    run = models.ForeignKey(IngestRun, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    seen = models.DateTimeField()

    class Meta:
        ordering = ["article", "number"]
        constraints = [
            models.UniqueConstraint(fields=["article", "number"], name="articleversion_once_per_number"),
            models.UniqueConstraint(
                fields=["article"], condition=Q(text__isnull=True), name="articleversion_one_text_is_the_article_s"
            ),
            models.CheckConstraint(
                condition=Q(text__isnull=True, spans__isnull=True) | Q(text__isnull=False, spans__isnull=False),
                name="articleversion_text_has_spans",
            ),
        ]

    def __str__(self):
        return f"version {self.number}"

    @property
    def words(self):
        return self.article.text if self.text is None else self.text


# What an editor is asked of credits at the desk. As with OPEN, not "is empty" for what has an index of its own.
UNREAD_CREDIT = OPEN & ~Q(credit="") & ~Q(photographer__gt="") & ~Q(agency__gt="")


class CaptionQuerySet(ReviewableQuerySet, PublishedQuerySet, DatedQuerySet):
    def by_photographers(self, names):
        return self.filter(photographer__in=names)

    def by_agencies(self, names):
        return self.filter(agency__in=names)

    def taken_in_places(self, names):
        return self.filter(place__in=names)

    def for_display(self):
        """Everything _caption.html reads, in a fixed number of queries."""
        return self.select_related("article").prefetch_related("depictions__person__survivor")


class Caption(Reviewable):
    """The words printed under a photograph. The archive stores words, not pictures."""

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="captions")
    start = models.PositiveIntegerField(help_text="Characters from the start of the article's text.")
    end = models.PositiveIntegerField(help_text="First character after the caption.")
    text = models.TextField(help_text="The words as printed, without the credit.")
    credit = models.CharField(max_length=500, blank=True, help_text="As printed, without brackets.")
    credit_start = models.PositiveIntegerField(null=True, blank=True)
    credit_end = models.PositiveIntegerField(null=True, blank=True)
    photographer = models.CharField(max_length=200, blank=True, db_index=True)
    agency = models.CharField(max_length=200, blank=True, db_index=True)
    date = models.DateField(null=True, blank=True, help_text="First day of the period that the words give.")
    date_precision = models.CharField(max_length=6, choices=PRECISIONS, blank=True)
    date_text = models.CharField(max_length=100, blank=True, help_text="The date as printed.")
    place = models.CharField(max_length=200, blank=True)

    objects = CaptionQuerySet.as_manager()

    class Meta(Reviewable.Meta):
        ordering = ["article", "start"]
        constraints = [
            *Reviewable.Meta.constraints,
            *span_constraints("caption"),
            once_per_span("caption", "article"),
            place_constraint("caption", "credit"),
            date_constraint("caption", "date", "date_precision", DAY_PRECISIONS),
        ]
        indexes = [
            models.Index(
                fields=["confidence", "id"],
                name="caption_unread_credit",
                condition=UNREAD_CREDIT,
            ),
            models.Index(fields=["confidence", "id"], name="caption_changed", condition=Q(source_changed=True)),
        ]

    def __str__(self):
        return self.text[:80]

    def get_absolute_url(self):
        return address_of("caption_detail", self.pk)


class RelatedLink(Reviewable):
    """A line in the article that points elsewhere: RELATED, READ MORE, an upper-case cross-link."""

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="related_links")
    kind = models.CharField(max_length=10, choices=LINK_KINDS)
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    text = models.TextField()
    url = models.URLField(max_length=2000, blank=True)

    objects = ReviewableQuerySet.as_manager()

    class Meta(Reviewable.Meta):
        ordering = ["article", "start"]
        constraints = [
            *Reviewable.Meta.constraints,
            *span_constraints("relatedlink"),
            once_per_span("relatedlink", "article"),
            one_of("relatedlink", "kind", dict(LINK_KINDS)),
            web_address("relatedlink"),
        ]

    def __str__(self):
        return self.text[:80]
