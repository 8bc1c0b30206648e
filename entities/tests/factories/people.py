"""People, their names and mentions, and the captions that show them."""

import factory
from django.utils.text import slugify

from articles.extraction.directory import normalise
from articles.extraction.types import MentionKind, Precision, Role
from articles.models import Caption
from entities.models import Alias, Depiction, KeptApart, Mention, Person
from entities.tests.factories.articles import ArticleFactory, SpannedFactory
from entities.tests.factories.base import ReviewableFactory, UserFactory, place


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
    normalised = factory.LazyAttribute(lambda alias: normalise(alias.name))
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


class MentionFactory(SpannedFactory):
    """`MentionFactory(article=article, person=person)` finds the person's name; `after` skips earlier ones."""

    class Meta:
        model = Mention

    person = factory.SubFactory(PersonFactory)
    words = factory.LazyAttribute(lambda m: m.person.name)
    chain = factory.LazyAttribute(lambda m: m.person.pk if m.person else 0)
    kind = MentionKind.NAME
    place = Mention.Place.BODY


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
