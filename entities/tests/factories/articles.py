"""Articles, what stands in them, and the runs that read them."""

import factory

from articles.extraction.types import EntityType, Precision, Role
from articles.models import Article, ArticleVersion, IngestRun, RelatedLink
from articles.runs import FailedFile
from entities.models import EntityMention
from entities.tests.factories.base import MOMENT, ReviewableFactory, compose, place


class IngestRunFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = IngestRun

    started = MOMENT
    seconds = 1.5
    model = "en_core_web_md 3.8.0"
    extraction_version = "1"


class FailedFileFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = FailedFile

    run = factory.SubFactory(IngestRunFactory)
    at = MOMENT
    source = factory.Sequence("seeds/{}.txt".format)
    file = factory.SelfAttribute("source")
    problem = "it is empty"


class ArticleVersionFactory(factory.django.DjangoModelFactory):
    """The newest text of an article, which the article holds; `text` and `spans` make it an older one."""

    class Meta:
        model = ArticleVersion

    article = factory.SubFactory("entities.tests.factories.articles.ArticleFactory", version=None)
    number = 1
    source = factory.SelfAttribute("article.source")
    content_hash = factory.SelfAttribute("article.content_hash")
    seen = MOMENT


class ArticleFactory(factory.django.DjangoModelFactory):
    """An article of a headline and body `paragraphs`; `published=None` gives one without a date."""

    class Meta:
        model = Article
        exclude = ["paragraphs", "layout"]
        skip_postgeneration_save = True

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

    version = factory.RelatedFactory(ArticleVersionFactory, "article")


class SpannedFactory(ReviewableFactory):
    """A row about a stretch of an article, found there by its words (the `words` parameter)."""

    class Meta:
        abstract = True

    article = factory.SubFactory(ArticleFactory)

    @classmethod
    def _create(cls, model_class, *args, words, after=0, **kwargs):
        kwargs["start"], kwargs["end"] = place(kwargs["article"], words, after=after)
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
