"""Quotes in quotes: the outermost speaker has the words, the inner one is kept."""
# ruff: noqa: E501 -- a table with one row a cause reads best unbroken

import pytest

from articles.extraction.output import as_dict
from articles.extraction.pipeline import extract
from articles.extraction.structure import build_document
from articles.extraction.types import RawArticle

BEFORE = (
    "Harbour board of Tarn votes on the old pier\n\n"
    "Ada Marsh, the mayor of Tarn, met Viktor Lindqvist, a pilot, at the pier on Monday.\n\n"
)


@pytest.fixture
def quotes(nlp):
    def quotes(body: str) -> list[dict]:
        return as_dict(extract(build_document(RawArticle(path="", text=BEFORE + body)), nlp))["quotes"]

    return quotes


@pytest.mark.parametrize(
    ("body", "speaker", "quoting"),
    [
        pytest.param('Marsh said that the board had called it "a shame".', "Marsh", "the board", id="reported-in-a-report"),
        pytest.param('Marsh said Lindqvist had called it "a shame".', "Marsh", "Lindqvist", id="a-name"),
        pytest.param('"Lindqvist told us, \'Sail at dawn,\' and we did," Marsh said.', "Marsh", "Lindqvist", id="marks-in-marks"),
        pytest.param("“The old keeper said, ‘Sail at dawn,’” Marsh said.", "Marsh", "The old keeper", id="curly-marks"),
        pytest.param('Marsh called it "a shame".', "Marsh", None, id="nobody-quoted"),
        pytest.param('"He said, \'Sail,\' and we did," Marsh said.', "Marsh", None, id="a-pronoun-tells-nothing"),
    ],
)  # fmt: skip
def test_quotes_keep_whose_words_are_repeated(quotes, body, speaker, quoting):
    (quote,) = [quote for quote in quotes(body) if quote["kind"] != "indirect"]
    assert quote["speaker"]["text"] == speaker
    assert (quote["quoting"] and quote["quoting"]["text"]) == quoting


def test_quotes_know_the_person_whose_words_are_repeated(quotes):
    (quote,) = [q for q in quotes('Marsh said Lindqvist had called it "a shame".') if q["kind"] != "indirect"]
    text = BEFORE + 'Marsh said Lindqvist had called it "a shame".'
    assert quote["quoting"]["person"] == 1
    assert text[quote["quoting"]["start"] : quote["quoting"]["end"]] == "Lindqvist"
