"""To whom it was said: named by the sentence itself, or nobody."""
# ruff: noqa: E501 -- a table with one row a cause reads best unbroken

import pytest

from articles.extraction.output import as_dict
from articles.extraction.pipeline import extract
from articles.extraction.structure import build_document
from articles.extraction.types import RawArticle

BEFORE = (
    "Harbour board of Tarn votes on the old pier\n\n"
    "Ada Marsh, the mayor of Tarn, met Viktor Lindqvist, a pilot, and Zane Quill, the host of a morning show, on Monday.\n\n"
)


@pytest.fixture
def told(nlp):
    """Whom each quotation was said to, as "speaker to hearers"."""

    def told(body: str) -> list[str]:
        read = as_dict(extract(build_document(RawArticle(path="", text=BEFORE + body)), nlp))
        names = [person["name"].split()[-1] for person in read["people"]]
        return [
            f"{quote['speaker']['text']} to {', '.join(names[index] for index in quote['addressees']) or 'nobody'}"
            for quote in read["quotes"]
        ]

    return told


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        pytest.param('"The pier is gone for good," Marsh told Zane Quill.', "Marsh to Quill", id="told-a-name"),
        pytest.param('"The pier is gone for good," Marsh told host Zane Quill.', "Marsh to Quill", id="told-host-a-name"),
        pytest.param('Marsh told Quill: "The pier is gone for good."', "Marsh to Quill", id="told-before-the-words"),
        pytest.param('"The pier is gone for good," Marsh told the host, Zane Quill.', "Marsh to Quill", id="told-the-host-a-name"),
        pytest.param('"The pier is gone for good," she told Quill on Monday.', "she to Quill", id="by-a-pronoun"),
        pytest.param("Marsh told Quill that the pier was gone for good.", "Marsh to Quill", id="reported"),
        pytest.param("Marsh told Quill the pier was gone for good.", "Marsh to Quill", id="reported-without-that"),
        pytest.param('"The pier is gone for good," Marsh told Quill and Lindqvist.', "Marsh to Quill, Lindqvist", id="two-in-a-row"),
        pytest.param('"The pier is gone for good," Marsh said to Quill.', "Marsh to Quill", id="said-to"),
        pytest.param('Marsh wrote to Quill: "The pier is gone for good."', "Marsh to Quill", id="wrote-to"),
        pytest.param('Marsh said to Quill that the pier was gone for good.', "Marsh to Quill", id="said-to-reported"),
        pytest.param('"Is the pier gone for good?" Marsh asked Quill.', "Marsh to Quill", id="asked-a-name"),
        pytest.param('"The pier is gone for good," Marsh whispered to Lindqvist.', "Marsh to Lindqvist", id="whispered-to"),
        pytest.param('Speaking to Quill, Marsh said: "The pier is gone for good."', "Marsh to Quill", id="speaking-to"),
        pytest.param('"The pier is gone for good," Marsh warned Lindqvist. "All of it is lost to us."', "Marsh to Lindqvist", id="carries-on"),
    ],
)  # fmt: skip
def test_a_hearer_is_named_by_the_sentence(told, body, expected):
    assert told(body) == [expected]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        pytest.param('"The pier is gone for good," Marsh told him.', "Marsh to nobody", id="a-pronoun"),
        pytest.param('"The pier is gone for good," Marsh told Quill\'s lawyer.', "Marsh to nobody", id="somebody-of-a-name"),
        pytest.param('"The pier is gone for good," Marsh told reporters.', "Marsh to nobody", id="no-person"),
        pytest.param('"The pier is gone for good," Marsh told the Tarn Courier.', "Marsh to nobody", id="an-outlet"),
        pytest.param('"The pier is gone for good," said Marsh.', "Marsh to nobody", id="nobody-told"),
        pytest.param('"Is the pier gone for good?" asked Marsh.', "Marsh to nobody", id="the-speaker-behind-the-verb"),
        pytest.param('"The pier is gone for good," Marsh said of Quill.', "Marsh to nobody", id="said-of"),
        pytest.param('"The pier is gone for good," Marsh said in a letter about Quill.', "Marsh to nobody", id="a-letter-about"),
        pytest.param('"The pier is gone for good," Marsh said, pointing to Quill.', "Marsh to nobody", id="pointing-to"),
        pytest.param('"The pier is gone for good," Marsh said after he wrote to Quill.', "Marsh to nobody", id="another-verb"),
        pytest.param('Marsh told herself "the pier is gone for good."', "Marsh to nobody", id="to-oneself"),
        pytest.param('"I told Quill it was gone for good," Marsh said.', "Marsh to nobody", id="told-inside-the-words"),
        pytest.param('Marsh asked about Quill: "Is he gone for good?"', "Marsh to nobody", id="asked-about"),
    ],
)  # fmt: skip
def test_nobody_is_guessed_to_have_heard_it(told, body, expected):
    assert told(body)[:1] == [expected]
