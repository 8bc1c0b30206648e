import pytest

from entities.tests import factories


@pytest.mark.django_db
@pytest.mark.parametrize(
    "name",
    sorted(
        name
        for name in vars(factories)
        if name.endswith("Factory") and name not in ("ReviewableFactory", "SpannedFactory")
    ),
)
def test_factory_makes_a_valid_row(name):
    row = getattr(factories, name)()
    row.full_clean(exclude=["options", "counts", "password", "run"])


@pytest.mark.django_db
def test_quote_factory_prints_words_that_the_article_does_not_have():
    article = factories.ArticleFactory(paragraphs=["Nothing was said."])
    quote = factories.QuoteFactory(article=article, words=["We will rebuild", "all of it"])
    article.refresh_from_db()
    assert [article.text[p.start : p.end] for p in quote.parts.all()] == ["We will rebuild", "all of it"]
    assert article.text[quote.speaker_start : quote.speaker_end] == quote.speaker.name
    assert article.text[quote.cue_start : quote.cue_end] == "said"
    assert [start for start, _, _ in article.spans[1:]] == [end for _, end, _ in article.spans[:-1]]
    assert article.spans[-1][1] == len(article.text)


@pytest.mark.django_db
def test_caption_factory_finds_words_that_the_article_has():
    article = factories.ArticleFactory(paragraphs=["The quay at dawn. (Ilse Marrow/Coast Pictures)", "The end."])
    before = article.text
    caption = factories.CaptionFactory(article=article, words="The quay at dawn.", people=[factories.PersonFactory()])
    assert article.text == before
    assert article.text[caption.start : caption.end] == caption.text
    assert article.text[caption.credit_start : caption.credit_end] == caption.credit
    assert caption.depictions.count() == 1
