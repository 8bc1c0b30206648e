"""People, the names they are known by, and every place where they are mentioned."""

from django.db import models
from django.db.models import F, Q

from articles.addresses import address_of
from articles.constraints import OPEN, not_empty, once_per_span, one_of, span_constraints
from articles.extraction.types import EntityType, MentionKind
from articles.models import Article, Caption, Review, Reviewable, ReviewableQuerySet


class PersonQuerySet(ReviewableQuerySet):
    def current(self):
        """People who stand for themselves: neither rejected nor merged into another."""
        return self.visible().filter(merged_into=None)

    def counted(self):
        """As `current`, by the counters, which have them in the order of the lists."""
        return self.filter(counts__isnull=False)


class Person(Reviewable):
    """Someone in the news.

    A merge is a pointer: `merged_into` is what an editor decided and is never rewritten
    by a later merge; `survivor` is the end of that chain, null for a person who stands for
    themselves. Rows of a merged person stay theirs, so that a merge can always be undone;
    readers ask for `cluster` to see them all together.
    """

    name = models.CharField(max_length=200, help_text="The name to print.")
    slug = models.SlugField(max_length=220, unique=True)
    sort_name = models.CharField(max_length=200, db_index=True, help_text="Surname first: Spears, Britney.")
    description = models.CharField(
        max_length=200, blank=True, help_text="What tells this person from namesakes: mayor of Harrowmere."
    )
    merged_into = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="merged")
    survivor = models.ForeignKey(
        "self", null=True, blank=True, editable=False, on_delete=models.PROTECT, related_name="stands_for"
    )
    created = models.DateTimeField(auto_now_add=True)

    objects = PersonQuerySet.as_manager()

    class Meta(Reviewable.Meta):
        ordering = ["sort_name", "pk"]
        verbose_name_plural = "people"
        indexes = [models.Index(fields=["name"], name="person_name")]
        constraints = [
            *Reviewable.Meta.constraints,
            not_empty("person", "name"),
            models.CheckConstraint(
                condition=Q(merged_into=None, survivor=None) | Q(merged_into__isnull=False, survivor__isnull=False),
                name="person_merge_has_a_survivor",
            ),
            models.CheckConstraint(
                condition=~Q(merged_into=F("id")) & ~Q(survivor=F("id")), name="person_not_merged_into_itself"
            ),
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return address_of("person_detail", self.current.slug)

    @property
    def current(self):
        """The person whose page shows this one: the survivor of a merge, or themselves."""
        return self.survivor or self

    def cluster(self):
        """Primary keys of this person and of everyone merged into them, at any depth."""
        return [self.pk, *self.stands_for.values_list("pk", flat=True)]


def odd(prefix: str = "") -> Q:
    """By their counters, people of whom an editor is asked whether they are any: for their name, or seen once."""
    once = Q(**{f"{prefix}mentions": 1, f"{prefix}quotes": 0, f"{prefix}photos": 0})
    return Q(**{f"{prefix}review": Review.MACHINE}) & (Q(**{f"{prefix}odd_name": True}) | once)


class Alias(models.Model):
    """A name as it was written or as an editor added it."""

    class Kind(models.TextChoices):
        FULL = "full", "full name"
        SURNAME = "surname", "surname"
        FIRST = "first", "first name"
        OTHER = "other", "other form"
        EDITOR = "editor", "added by an editor"

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="aliases")
    name = models.CharField(max_length=200)
    normalised = models.CharField(max_length=200, db_index=True, help_text="As `directory.normalise` writes it.")
    kind = models.CharField(max_length=10, choices=Kind)

    class Meta:
        ordering = ["person", "name"]
        verbose_name_plural = "aliases"
        constraints = [
            models.UniqueConstraint(fields=["person", "name"], name="alias_once_per_person"),
            not_empty("alias", "name"),
            one_of("alias", "kind", ["full", "surname", "first", "other", "editor"]),
        ]

    def __str__(self):
        return self.name


class Ruling(models.Model):
    """Two of whom an editor said that they are not one. Binds every later ingest."""

    reason = models.CharField(max_length=500, blank=True)
    by = models.ForeignKey("auth.User", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        abstract = True

    def __str__(self):
        return f"{self.first} is not {self.second}"


class KeptApart(Ruling):
    first = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    second = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")

    class Meta:
        verbose_name_plural = "people kept apart"
        constraints = [
            models.UniqueConstraint(fields=["first", "second"], name="kept_apart_once"),
            models.CheckConstraint(condition=Q(first__lt=F("second")), name="kept_apart_in_order"),
        ]


# What an editor is asked of names at the desk. Not "is null": see OPEN.
AMBIGUOUS = OPEN & ~Q(person__isnull=False)


class MentionQuerySet(ReviewableQuerySet):
    def of_people(self):
        """Mentions of known people, without those whom an editor called no person."""
        return self.visible().filter(person__isnull=False).exclude(person__review=Review.REJECTED)

    def ambiguous(self):
        """Names that several known people bear; an editor has to say who is meant."""
        return self.visible().filter(person=None)


class Mention(Reviewable):
    """Words in an article that refer to a person; `person` is null where the name is ambiguous."""

    class Place(models.TextChoices):
        HEADLINE = "headline", "headline"
        BODY = "body", "body"
        CAPTION = "caption", "caption"
        QUOTE = "quote", "inside a quote"
        OTHER = "other", "elsewhere"

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="mentions")
    person = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="mentions")
    chain = models.PositiveIntegerField(help_text="Mentions of one person in this article share this number.")
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    text = models.CharField(max_length=300)
    kind = models.CharField(max_length=8, choices=[(k.value, k.value) for k in MentionKind])
    place = models.CharField(max_length=8, choices=Place)
    descriptor = models.CharField(max_length=200, blank=True, help_text="Title or description printed beside it.")
    evidence = models.CharField(max_length=300, blank=True, help_text="Why this person, in words.")

    objects = MentionQuerySet.as_manager()

    class Meta(Reviewable.Meta):
        ordering = ["article", "start"]
        constraints = [
            *Reviewable.Meta.constraints,
            *span_constraints("mention"),
            once_per_span("mention", "article"),
            one_of("mention", "kind", list(MentionKind)),
            one_of("mention", "place", ["headline", "body", "caption", "quote", "other"]),
        ]
        indexes = [
            models.Index(fields=["person", "article"], name="mention_person_article"),
            models.Index(fields=["confidence", "id"], name="mention_ambiguous", condition=AMBIGUOUS),
            models.Index(fields=["article", "chain", "start"], name="mention_ambiguous_chain", condition=AMBIGUOUS),
            models.Index(fields=["confidence", "id"], name="mention_changed", condition=Q(source_changed=True)),
        ]

    def __str__(self):
        return self.text


class PartQuerySet(ReviewableQuerySet):
    """The parts that people play: in a photograph, in an event."""

    def visible(self):
        return super().visible().exclude(person__review=Review.REJECTED)


class Depiction(Reviewable):
    """Someone shown in a photograph, as its caption says."""

    caption = models.ForeignKey(Caption, on_delete=models.CASCADE, related_name="depictions")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="depictions")
    order = models.PositiveSmallIntegerField()
    position = models.CharField(max_length=100, blank=True, help_text="As printed: left, centre, second from left.")

    objects = PartQuerySet.as_manager()

    class Meta(Reviewable.Meta):
        ordering = ["caption_id", "order"]
        constraints = [
            *Reviewable.Meta.constraints,
            models.UniqueConstraint(fields=["caption", "person"], name="depiction_once_per_caption"),
        ]

    def __str__(self):
        return f"{self.person} in a photo"


class EntityMention(Reviewable):
    """An organisation, place or titled work where it was mentioned. These have no pages yet."""

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="entity_mentions")
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    text = models.CharField(max_length=300)
    type = models.CharField(max_length=12, choices=[(t.value, t.value) for t in EntityType], db_index=True)

    objects = ReviewableQuerySet.as_manager()

    class Meta(Reviewable.Meta):
        ordering = ["article", "start"]
        constraints = [
            *Reviewable.Meta.constraints,
            *span_constraints("entitymention"),
            once_per_span("entitymention", "article"),
            one_of("entitymention", "type", list(EntityType)),
        ]
        indexes = [
            models.Index(
                fields=["text"],
                name="entitymention_place",
                condition=Q(type__in=[EntityType.PLACE.value, EntityType.ORGANISATION.value])
                & ~Q(review=Review.REJECTED),
            )
        ]

    def __str__(self):
        return self.text
