import factory

from articles.extraction.kept import to_plain
from articles.extraction.structure import build_document
from articles.extraction.types import Extraction, RawArticle
from entities.models import HeldArticle, NearCopy
from entities.tests.factories.articles import ArticleFactory
from entities.tests.factories.base import MOMENT


class HeldArticleFactory(factory.django.DjangoModelFactory):
    """An article under embargo until further notice."""

    class Meta:
        model = HeldArticle
        exclude = ["text"]

    headline = factory.Sequence(lambda n: f"Harbour board to vote on quay {n}")
    text = factory.LazyAttribute(lambda held: f"{held.headline}\n\nThe Harrowmere harbour board meets on Friday.\n")
    source = factory.Sequence(lambda n: f"seeds/held-{n}.json")
    content_hash = factory.Sequence(lambda n: f"{n:064x}")
    extraction = factory.LazyAttribute(
        lambda held: to_plain(Extraction(document=build_document(RawArticle(path=held.source, text=held.text))))
    )
    model = "en_core_web_md 3.8.0"
    extraction_version = "1"
    seen = MOMENT


class NearCopyFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = NearCopy

    first = factory.SubFactory(ArticleFactory)
    second = factory.SubFactory(ArticleFactory)
    share = 0.9
