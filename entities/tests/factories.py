"""Rows for tests whose offsets are true: every span points at the words it says.

A factory that is given an article looks for its words there and prints them in a new
last paragraph where the article does not have them yet; without one it makes an article.
"""

from datetime import UTC, datetime

import factory
from django.utils.text import slugify

from articles.extraction.types import EntityType, MentionKind, Precision, QuoteKind, Role
from articles.models import Article, Caption, IngestRun, RelatedLink, Review
from entities.models import (
    Alias,
    Depiction,
    EntityMention,
    Event,
    EventMention,
    EventParticipant,
    KeptApart,
    Mention,
    Person,
    Quote,
    QuotePart,
)

MOMENT = datetime(2024, 5, 3, 9, 30, tzinfo=UTC)


class UserFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = "auth.User"
        skip_postgeneration_save = True

    username = factory.Sequence(lambda n: f"editor{n}")
    password = factory.django.Password("a long enough password")


class IngestRunFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = IngestRun

    started = MOMENT
    seconds = 1.5
    model = "en_core_web_md 3.8.0"
    extraction_version = "1"


def compose(paragraphs: list[tuple[str, str]]) -> tuple[str, list[list]]:
    """Return a text of (role, words) paragraphs with a blank line between them, and its labelled spans."""
    text, spans = "", []
    for role, words in paragraphs:
        if text:
            spans.append([len(text), len(text) + 2, Role.BLANK])
            text += "\n\n"
        spans.append([len(text), len(text) + len(words), role])
        text += words
    return text, spans


class ArticleFactory(factory.django.DjangoModelFactory):
    """An article of a headline and body `paragraphs`; `published=None` gives one without a date."""

    class Meta:
        model = Article
        exclude = ["paragraphs", "layout"]

    headline = factory.Sequence(lambda n: f"Harbour board votes on quay {n}")
    paragraphs = ("The Harrowmere harbour board met on Friday.",)
    layout = factory.LazyAttribute(
        lambda a: compose([(Role.HEADLINE, a.headline), *((Role.BODY, words) for words in a.paragraphs)])
    )
    text = factory.LazyAttribute(lambda a: a.layout[0])
    spans = factory.LazyAttribute(lambda a: a.layout[1])

    source = factory.Sequence(lambda n: f"seeds/article-{n}.txt")
    content_hash = factory.Sequence(lambda n: f"{n:064x}")
    publisher = "Harrowmere Gazette"
    publisher_rule = "footer"
    language = "en"
    published = MOMENT
    published_precision = factory.LazyAttribute(lambda a: Precision.DAY if a.published else "")
    year = factory.LazyAttribute(lambda a: a.published.year if a.published else None)
    extraction_version = "1"
    model = "en_core_web_md 3.8.0"
    first_seen = MOMENT
    last_ingested = MOMENT


def place(article: Article, words: str, *, after: int = 0, role: str = Role.BODY, within: str = "") -> tuple[int, int]:
    """Return the offsets of `words` in the article from `after` on.

    Words that are not there are printed as a new last paragraph, inside the sentence `within`.
    """
    start = article.text.find(words, after)
    if start < 0:
        paragraph = within or words
        start = len(article.text) + 2 + paragraph.index(words)
        added, spans = compose([(role, paragraph)])
        shift = len(article.text) + 2
        article.spans = [
            *article.spans,
            [len(article.text), shift, Role.BLANK],
            *([s + shift, e + shift, r] for s, e, r in spans),
        ]
        article.text += "\n\n" + added
        article.save(update_fields=["text", "spans"])
    return start, start + len(words)


class ReviewableFactory(factory.django.DjangoModelFactory):
    """Machine rows by default; the traits `confirmed`, `edited`, `rejected` add the editor and the time."""

    class Meta:
        abstract = True

    rule = "test-rule"
    confidence = 0.9
    review = Review.MACHINE
    reviewed_at = factory.LazyAttribute(lambda r: None if r.review == Review.MACHINE else MOMENT)

    class Params:
        confirmed = factory.Trait(review=Review.CONFIRMED)
        edited = factory.Trait(review=Review.EDITED)
        rejected = factory.Trait(review=Review.REJECTED)


class PersonFactory(ReviewableFactory):
    """A person with an alias for their name; `merged_into=other` makes a merged one."""

    class Meta:
        model = Person
        skip_postgeneration_save = True

    name = factory.Sequence(lambda n: f"Ottilie Vance{n}")
    slug = factory.LazyAttribute(lambda p: slugify(p.name))
    sort_name = factory.LazyAttribute(lambda p: ", ".join(reversed(p.name.rsplit(" ", 1))))
    survivor = factory.LazyAttribute(lambda p: p.merged_into.current if p.merged_into else None)
    merged_into = None

    @factory.post_generation
    def aliases(person, create, names):
        if create:
            for name in names or [person.name]:
                AliasFactory(person=person, name=name)


class AliasFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Alias

    person = factory.SubFactory(PersonFactory)
    name = factory.Sequence(lambda n: f"O. Vance{n}")
    normalised = factory.LazyAttribute(lambda a: a.name.casefold())
    kind = factory.LazyAttribute(lambda a: Alias.Kind.FULL if " " in a.name else Alias.Kind.SURNAME)


class KeptApartFactory(factory.django.DjangoModelFactory):
    """Two people in either order."""

    class Meta:
        model = KeptApart

    first = factory.SubFactory(PersonFactory)
    second = factory.SubFactory(PersonFactory)
    by = factory.SubFactory(UserFactory)
    reason = "Two people with one name."

    @classmethod
    def _create(cls, model_class, *args, **kwargs):
        kwargs["first"], kwargs["second"] = sorted((kwargs["first"], kwargs["second"]), key=lambda person: person.pk)
        return super()._create(model_class, *args, **kwargs)


class SpannedFactory(ReviewableFactory):
    """A row about a stretch of an article, found there by its words (the `words` parameter)."""

    class Meta:
        abstract = True

    article = factory.SubFactory(ArticleFactory)

    @classmethod
    def _create(cls, model_class, *args, words, after=0, **kwargs):
        kwargs["start"], kwargs["end"] = place(kwargs["article"], words, after=after)
        return super()._create(model_class, *args, text=words, **kwargs)


class MentionFactory(SpannedFactory):
    """`MentionFactory(article=article, person=person)` finds the person's name; `after` skips earlier ones."""

    class Meta:
        model = Mention

    person = factory.SubFactory(PersonFactory)
    words = factory.LazyAttribute(lambda m: m.person.name)
    chain = factory.LazyAttribute(lambda m: m.person.pk if m.person else 0)
    kind = MentionKind.NAME
    place = Mention.Place.BODY


class EntityMentionFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = EntityMention

    article = factory.SubFactory(ArticleFactory)
    words = "Harrowmere"
    type = EntityType.PLACE
    rule = "test-rule"
    confidence = 0.9

    @classmethod
    def _create(cls, model_class, *args, words, **kwargs):
        kwargs["start"], kwargs["end"] = place(kwargs["article"], words)
        return super()._create(model_class, *args, text=words, **kwargs)


class RelatedLinkFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = RelatedLink

    article = factory.SubFactory(ArticleFactory)
    words = factory.Sequence(lambda n: f"RELATED: What the board decided, part {n}")
    kind = Role.RELATED

    @classmethod
    def _create(cls, model_class, *args, words, **kwargs):
        kwargs["start"], kwargs["end"] = place(kwargs["article"], words, role=kwargs["kind"])
        return super()._create(model_class, *args, text=words, **kwargs)


class CaptionFactory(ReviewableFactory):
    """A caption found by its `words`; `people=[...]` are shown in that order."""

    class Meta:
        model = Caption
        skip_postgeneration_save = True

    article = factory.SubFactory(ArticleFactory)
    words = factory.Sequence(lambda n: f"The old quay at low water, view {n}.")
    credit = "Ilse Marrow/Coast Pictures"
    photographer = factory.LazyAttribute(lambda c: c.credit.partition("/")[0] if "/" in c.credit else "")
    agency = factory.LazyAttribute(lambda c: c.credit.rpartition("/")[2])
    date_precision = factory.LazyAttribute(lambda c: Precision.DAY if c.date else "")
    date = None

    @classmethod
    def _create(cls, model_class, *args, words, **kwargs):
        article = kwargs["article"]
        kwargs["start"], kwargs["end"] = place(article, words, role=Role.CAPTION)
        if kwargs["credit"]:
            kwargs["credit_start"], kwargs["credit_end"] = place(
                article, kwargs["credit"], after=kwargs["end"], role=Role.CREDIT
            )
        return super()._create(model_class, *args, text=words, **kwargs)

    @factory.post_generation
    def people(caption, create, shown):
        for order, person in enumerate(shown or ()):
            DepictionFactory(caption=caption, person=person, order=order)


class DepictionFactory(ReviewableFactory):
    class Meta:
        model = Depiction

    caption = factory.SubFactory(CaptionFactory)
    person = factory.SubFactory(PersonFactory)
    order = 0


class QuoteFactory(ReviewableFactory):
    """A quote of `words` (a string, or a list of strings for several parts) that stand in the article.

    Where they do not stand there yet they are printed as `"words," said Name.`; the speaker's
    name and the cue are then real spans too. `speaker=None` leaves the quote unattributed,
    `speaker_text="a viewer"` names a speaker in words only, `about=[...]` adds people.
    """

    class Meta:
        model = Quote
        skip_postgeneration_save = True

    article = factory.SubFactory(ArticleFactory)
    words = factory.Sequence(lambda n: f"We will rebuild the quay, stone by stone, number {n}")
    kind = QuoteKind.DIRECT
    speaker = factory.SubFactory(PersonFactory)
    speaker_text = factory.LazyAttribute(lambda q: q.speaker.name if q.speaker else "")
    cue_text = factory.LazyAttribute(lambda q: "said" if q.speaker_text else "")

    @classmethod
    def _create(cls, model_class, *args, words, **kwargs):
        article, speaker, cue = kwargs["article"], kwargs["speaker_text"], kwargs["cue_text"]
        tail = " ".join(filter(None, [cue, speaker]))
        parts, after = [], 0
        for text in [words] if isinstance(words, str) else words:
            parts.append(
                (*place(article, text, after=after, within=f'"{text}," {tail}.' if tail else f'"{text}."'), text)
            )
            after = parts[-1][1]
        kwargs["start"], kwargs["end"] = parts[0][0], parts[-1][1]
        if cue:
            kwargs["cue_start"], kwargs["cue_end"] = place(article, cue, after=after)
            after = kwargs["cue_end"]
        if speaker:
            kwargs["speaker_start"], kwargs["speaker_end"] = place(article, speaker, after=after)
        quote = super()._create(model_class, *args, **kwargs)
        QuotePart.objects.bulk_create(
            QuotePart(quote=quote, order=order, start=start, end=end, text=text)
            for order, (start, end, text) in enumerate(parts)
        )
        return quote

    @factory.post_generation
    def about(quote, create, people):
        if people:
            quote.about.set(people)


class EventFactory(ReviewableFactory):
    class Meta:
        model = Event

    name = factory.Sequence(lambda n: f"2024 Harrowmere Lantern Parade {n}")
    slug = factory.LazyAttribute(lambda e: slugify(e.name))
    kind = "parade"
    date = None
    date_precision = factory.LazyAttribute(lambda e: Precision.DAY if e.date else "")


class EventMentionFactory(SpannedFactory):
    class Meta:
        model = EventMention

    event = factory.SubFactory(EventFactory)
    words = factory.LazyAttribute(lambda m: m.event.name)


class EventParticipantFactory(ReviewableFactory):
    class Meta:
        model = EventParticipant

    event = factory.SubFactory(EventFactory)
    person = factory.SubFactory(PersonFactory)
    article = factory.SubFactory(ArticleFactory)
