"""What every factory builds on: a moment, true offsets, review states."""

from datetime import UTC, datetime

import factory
from django.contrib.auth.models import Group

from articles.extraction.types import Role
from articles.models import Article, Review

MOMENT = datetime(2024, 5, 3, 9, 30, tzinfo=UTC)


class UserFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = "auth.User"
        skip_postgeneration_save = True

    username = factory.Sequence(lambda n: f"editor{n}")
    password = factory.django.Password("a long enough password")

    @factory.post_generation
    def role(self, create, name, **kwargs):
        if name:
            self.groups.add(Group.objects.get(name=name))


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
    reviewed_by = factory.LazyAttribute(lambda r: None if r.review == Review.MACHINE else UserFactory())
    reviewed_at = factory.LazyAttribute(lambda r: None if r.review == Review.MACHINE else MOMENT)

    class Params:
        confirmed = factory.Trait(review=Review.CONFIRMED)
        edited = factory.Trait(review=Review.EDITED)
        rejected = factory.Trait(review=Review.REJECTED)
