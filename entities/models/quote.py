"""Quotes: exactly the words that were published, and who is said to have said them."""

from django.db import models
from django.db.models import Prefetch, Q
from django.utils.functional import cached_property

from articles.addresses import address_of
from articles.constraints import OPEN, not_empty, once_per_span, one_of, place_constraint, span_constraints
from articles.extraction.types import QuoteKind
from articles.models import Article, Review, Reviewable, ReviewableQuerySet
from articles.querysets import PublishedQuerySet
from articles.same_words import plain_words
from entities.models.person import Person

KINDS = [
    (QuoteKind.DIRECT.value, "quoted"),
    (QuoteKind.MIXED.value, "partly quoted"),
    (QuoteKind.INDIRECT.value, "reported"),
]

# Quotes whose speaker is nobody the archive knows: no person at all, or one whom an editor called none.
UNATTRIBUTED = Q(speaker=None) | Q(speaker__review=Review.REJECTED)

# What an editor is asked of quotes at the desk, each with an index of its own. Not "is null": see OPEN.
NAMELESS = Q(kind=QuoteKind.DIRECT.value, speaker_text="") & ~Q(speaker__isnull=False)
INFERRED = Q(speaker_inferred=True) & ~Q(speaker__isnull=True)
UNCERTAIN = Q(confidence__lt=0.6) & ~NAMELESS & ~INFERRED


def somebody(people):
    """The people but for those whom an editor called nobody, each with the survivor of a merge: enough to name them."""
    named = ("name", "slug", "review")
    return people.visible().select_related("survivor").only(*named, *(f"survivor__{name}" for name in named))


class QuoteQuerySet(ReviewableQuerySet, PublishedQuerySet):
    def by(self, clusters):
        """Quotes said by any of the people; each is given as the primary keys of their cluster."""
        return self.filter(speaker__in=[pk for cluster in clusters for pk in cluster])

    def about_all(self, clusters):
        """Quotes about every one of the people."""
        rows = self
        for cluster in clusters:
            rows = rows.filter(pk__in=Quote.about.through.objects.filter(person__in=cluster).values("quote"))
        return rows

    def told_to_all(self, clusters):
        """Quotes that were said to every one of the people."""
        rows = self
        for cluster in clusters:
            rows = rows.filter(pk__in=Quote.addressees.through.objects.filter(person__in=cluster).values("quote"))
        return rows

    def involving_all(self, clusters):
        """Quotes that every one of the people said or is spoken of in."""
        rows = self
        for cluster in clusters:
            about = Quote.about.through.objects.filter(person__in=cluster).values("quote")
            rows = rows.filter(Q(speaker__in=cluster) | Q(pk__in=about))
        return rows

    def of_kinds(self, kinds):
        return self.filter(kind__in=kinds)

    def attributed(self, answers):
        """'yes' brings quotes whose speaker is a known person, 'no' the others."""
        return self.annotate(nameless=UNATTRIBUTED).filter(nameless__in=[answer == "no" for answer in answers])

    def unattributed(self):
        """Quotes whose speaker no person in the archive is known to be."""
        return self.filter(UNATTRIBUTED)

    def with_pieces(self):
        return self.prefetch_related(Prefetch("parts", to_attr="pieces"))

    def with_told(self):
        return self.prefetch_related(Prefetch("addressees", queryset=somebody(Person.objects), to_attr="told"))

    def with_spoken_of(self):
        return self.prefetch_related(Prefetch("about", queryset=somebody(Person.objects), to_attr="spoken_of"))

    def for_list(self):
        """Everything _quote.html reads, in a fixed number of queries."""
        return self.select_related("article", "speaker__survivor").with_pieces().with_told()

    def for_display(self):
        """As for a list, and whom the quotes are about."""
        return self.for_list().with_spoken_of()


class Quote(Reviewable):
    """Words in an article attributed to someone; the words themselves are the parts'."""

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="quotes")
    kind = models.CharField(max_length=8, choices=KINDS)
    start = models.PositiveIntegerField(help_text="First character of the first part.")
    end = models.PositiveIntegerField(help_text="First character after the last part.")
    words_key = models.CharField(
        max_length=16, blank=True, editable=False, help_text="The same for nearly the same words."
    )

    speaker = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="quotes")
    speaker_text = models.CharField(
        max_length=500, blank=True, help_text="The speaker as written: he, a viewer. Empty where the text names none."
    )
    speaker_start = models.PositiveIntegerField(null=True, blank=True)
    speaker_end = models.PositiveIntegerField(null=True, blank=True)
    speaker_inferred = models.BooleanField(
        default=False, help_text="Reached through a pronoun, a description or a neighbouring quote."
    )
    speaker_evidence = models.CharField(max_length=300, blank=True, help_text="Why this speaker, in words.")
    cue_text = models.CharField(max_length=100, blank=True, help_text="The reporting words: said, told.")
    cue_start = models.PositiveIntegerField(null=True, blank=True)
    cue_end = models.PositiveIntegerField(null=True, blank=True)
    quoting_text = models.CharField(
        max_length=200, blank=True, help_text="Whose words the speaker repeats, as written: the board."
    )
    quoting_start = models.PositiveIntegerField(null=True, blank=True)
    quoting_end = models.PositiveIntegerField(null=True, blank=True)
    about = models.ManyToManyField(Person, blank=True, related_name="quotes_about")
    addressees = models.ManyToManyField(
        Person, blank=True, related_name="quotes_to", help_text="To whom it was said, where the text names them."
    )

    objects = QuoteQuerySet.as_manager()

    class Meta(Reviewable.Meta):
        ordering = ["article", "start"]
        indexes = [
            models.Index(fields=["words_key", "speaker"], name="quote_by_words_and_speaker"),
            *(
                models.Index(fields=["confidence", "start", "id"], name=name, condition=condition)
                for name, condition in (
                    ("quote_nameless", OPEN & NAMELESS),
                    ("quote_inferred", OPEN & INFERRED),
                    ("quote_uncertain", OPEN & UNCERTAIN),
                )
            ),
            models.Index(fields=["confidence", "id"], name="quote_changed", condition=Q(source_changed=True)),
        ]
        constraints = [
            *Reviewable.Meta.constraints,
            *span_constraints("quote"),
            once_per_span("quote", "article"),
            one_of("quote", "kind", list(QuoteKind)),
            place_constraint("quote", "speaker"),
            place_constraint("quote", "cue"),
            place_constraint("quote", "quoting"),
            models.CheckConstraint(
                condition=Q(speaker_text="", speaker_start=None, speaker_end=None)
                | (~Q(speaker_text="") & Q(speaker_start__isnull=False, speaker_end__isnull=False))
                | ~Q(review="machine"),  # words an editor decided on may have gone from the article since
                name="quote_speaker_words_have_a_place",
            ),
        ]

    def __str__(self):
        return self.quoted[:80]

    def get_absolute_url(self):
        return address_of("quote_detail", self.pk)

    @property
    def named_speaker(self):
        """The person to name as speaker: none where an editor said that it is nobody."""
        person = self.speaker and self.speaker.current
        return None if person is None or person.review == Review.REJECTED else person

    @cached_property
    def pieces(self):
        """The parts in their order. This and the next two hold what a list brings for all of its quotes at once."""
        return list(self.parts.all())

    @cached_property
    def told(self):
        """Whom the words were said to."""
        return list(somebody(self.addressees))

    @cached_property
    def spoken_of(self):
        return list(somebody(self.about))

    @property
    def reported(self):
        """What stands before reported speech: its cue too, for what somebody denied is not what they said."""
        if self.kind != QuoteKind.INDIRECT:
            return ""
        if not any(map(str.isalpha, self.cue_text)) or any(
            part.start <= (self.cue_start or 0) < part.end for part in self.pieces
        ):
            return "Reported, not quoted:"  # the verb is among the words, or there is none
        return f"Reported, not quoted (“{self.cue_text}”):"

    @property
    def words(self):
        """All the words in one line, without marks: to compare and to search. To show them, take `quoted`."""
        return " ".join(part.text for part in self.pieces)

    @property
    def plain(self):
        """The words as they are compared: quotes of one `words_key` may differ in little words."""
        return plain_words(self.words)

    @property
    def quoted(self):
        """The words in one line as print would have them: each part in marks, reported speech in none."""
        line = "{}" if self.kind == QuoteKind.INDIRECT else "“{}”"
        return " ".join(line.format(part.text) for part in self.pieces)


class QuotePart(models.Model):
    """A stretch of quoted words. `text` is always `quote.article.text[start:end]`.

    The one exception is a quote whose `source_changed` is set: `text` stays the words of the
    version that the editor decided on, and `start` and `end` claim nothing about later ones.
    """

    quote = models.ForeignKey(Quote, on_delete=models.CASCADE, related_name="parts")
    order = models.PositiveSmallIntegerField()
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    text = models.TextField()

    class Meta:
        ordering = ["quote_id", "order"]
        constraints = [
            *span_constraints("quotepart"),
            models.UniqueConstraint(fields=["quote", "order"], name="quotepart_once_per_place"),
            not_empty("quotepart", "text"),
        ]

    def __str__(self):
        return self.text[:80]
