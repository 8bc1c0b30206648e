"""Citations to paste: the words as published, and honest about whatever is not known."""

import pytest

from entities.citation import cite
from entities.tests.factories import ArticleFactory, CaptionFactory, PersonFactory, QuoteFactory

pytestmark = pytest.mark.django_db

AT = "https://archive.example/quotes/1/"


@pytest.fixture
def article():
    return ArticleFactory(headline="Quay opens", publisher="Vale Courier", authors=["Ada Quill", "Bo Tarn"])


@pytest.mark.parametrize(
    ("quote", "cited"),
    [
        pytest.param({"words": "We wait"}, "“We wait”, Ilse Marrow, in", id="comma-outside-the-marks"),
        pytest.param({"words": "We wait,"}, "“We wait,” Ilse Marrow, in", id="comma-as-published"),
        pytest.param({"words": "Do we wait?"}, "“Do we wait?” Ilse Marrow, in", id="question"),
        pytest.param({"words": ["We wait", "or go"]}, "“We wait” “or go”, Ilse Marrow, in", id="parts"),
        pytest.param(
            {"words": "that they wait", "kind": "indirect"},
            "Reported, not quoted (“said”): that they wait, Ilse Marrow, in",
            id="reported",
        ),
        pytest.param(
            {"words": "We wait", "speaker_text": "she", "speaker_inferred": True},
            "“We wait”, Ilse Marrow (inferred from “she”), in",
            id="inferred",
        ),
        pytest.param(
            {"words": "We wait", "speaker_text": "she", "speaker_inferred": True, "confirmed": True},
            "“We wait”, Ilse Marrow, in Vale Courier, “Quay opens”, 3 May 2024 (confirmed by an editor).",
            id="an-editor-agreed",
        ),
        pytest.param(
            {"words": "We wait", "speaker": None, "speaker_text": "a viewer"},
            "“We wait”, “a viewer” (not identified), in",
            id="not-named",
        ),
        pytest.param({"words": "We wait", "speaker": None}, "“We wait”, speaker not identified, in", id="nobody"),
        pytest.param(
            {"words": "We wait", "quoting_text": "the board"},
            "“We wait”, Ilse Marrow, quoting the board, in",
            id="quoting",
        ),
    ],
)
def test_a_quote_is_cited_with_what_is_known_of_its_speaker(article, quote, cited):
    given = {"speaker": PersonFactory(name="Ilse Marrow")} | quote
    assert cite(QuoteFactory(article=article, **given), AT).startswith(cited)


def test_a_citation_says_who_says_so_and_where(article):
    quote = QuoteFactory(article=article, words="We wait", speaker=PersonFactory(name="Ilse Marrow"))
    assert cite(quote, AT) == (
        "“We wait”, Ilse Marrow, in Vale Courier, “Quay opens”, 3 May 2024 (found by the machine, not confirmed). " + AT
    )


def test_a_citation_of_an_article_without_date_and_publisher_says_so():
    quote = QuoteFactory(article=ArticleFactory(headline="Quay opens", publisher="", published=None, sample=True))
    cited = cite(quote, AT)
    assert "in source not known, “Quay opens”, date not in the text" in cited
    assert "fictional sample" in cited


def test_a_quote_whose_words_are_gone_says_so(article):
    quote = QuoteFactory(article=article, confirmed=True)
    quote.source_changed = True
    assert "(confirmed by an editor; the article has since lost these words)" in cite(quote, AT)


def test_a_caption_and_an_article_are_cited_too(article):
    caption = CaptionFactory(article=article, words="The quay at noon.", credit="Ilse Marrow/Coast Pictures")
    assert cite(caption, AT) == (
        "Caption: “The quay at noon.” photo: Ilse Marrow/Coast Pictures, in Vale Courier, “Quay opens”, 3 May 2024 "
        "(found by the machine, not confirmed). " + AT
    )
    agency = CaptionFactory(article=article, words="The quay at dusk.", credit="Photo: Coast Pictures")
    assert cite(agency, AT).startswith("Caption: “The quay at dusk.” Photo: Coast Pictures, in Vale Courier")
    assert cite(article, AT) == "“Quay opens”, by Ada Quill and Bo Tarn, Vale Courier, 3 May 2024. " + AT
