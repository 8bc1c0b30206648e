"""Which words stand between quotation marks; no model needed."""

from itertools import pairwise

import pytest

from articles.extraction.quotes.marks import find_marked, read_paragraphs
from articles.extraction.types import Document, LabelledSpan, Role, Span


def marked(text: str, role: Role = Role.BODY) -> list[str]:
    document = Document(path="", text=text, headline="", spans=(LabelledSpan(Span(0, len(text)), role),))
    return [m.words.of(text) for m in find_marked(text, read_paragraphs(document))]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        pytest.param('"We will row," she said.', ["We will row,"], id="straight"),
        pytest.param("“We will row,” she said.", ["We will row,"], id="curly"),
        pytest.param("''We will row,'' she said.", ["We will row,"], id="doubled-apostrophes"),
        pytest.param("``We will row,'' she said.", ["We will row,"], id="backticks"),
        pytest.param("«We will row», she said.", ["We will row"], id="guillemets"),
        pytest.param('She said “row” and "sail."', ["row", "sail."], id="two-styles-in-one-paragraph"),
        pytest.param("“Row“ she said.", ["Row"], id="opening-mark-used-to-close"),
        pytest.param("” … so we rowed,” she said.", ["… so we rowed,"], id="closing-mark-used-to-open"),
        pytest.param("“He said, ‘Row,’ and we did,” she said.", ["He said, ‘Row,’ and we did,"], id="inner-marks-stay"),
        pytest.param("“She calls it “the tub” now,” he said.", ["She calls it “the tub” now,"], id="nested-double"),
        pytest.param("It was 6' 2\" tall and the boys' boat.", [], id="feet-and-apostrophes"),
        pytest.param("Rock 'n' roll of the '90s, the players' choice.", [], id="elisions"),
        pytest.param("‘We row,’ she said. ‘Don’t you?’", ["We row,", "Don’t you?"], id="british-outer-marks"),
        pytest.param(
            "‘She said “row”, and I did,’ he said. ‘Twice.’",
            ["She said “row”, and I did,", "Twice."],
            id="british-nested",
        ),
        pytest.param(
            "An open “mark that never closes\n\n“Row,” she said.",
            ["mark that never closes", "Row,"],
            id="unbalanced-costs-its-paragraph",
        ),
        pytest.param(
            '"First part.\n\n"Second part," she said.', ["First part.", "Second part,"], id="reopened-paragraph"
        ),
        pytest.param(
            "‘We don’t row.\n\n‘We sail,’ she said.", ["We don’t row.", "We sail,"], id="reopened-british-paragraph"
        ),
        pytest.param("She wrote “” and “ ”.", [], id="nothing-between"),
    ],
)
def test_marks_are_paired(text, words):
    assert marked(text) == words


def test_marks_take_single_ones_in_a_headline():
    assert marked("Mayor of Tarn: 'We will row the boys' boat'", Role.HEADLINE) == ["We will row the boys' boat"]


def test_marks_are_not_read_in_credits():
    assert marked("“Row” by Ada Marsh", Role.CREDIT) == []


@pytest.mark.parametrize("text", ['"' * 20_000, "“" * 20_000, " 'a" * 20_000, "“a” " * 20_000, "''" * 20_000])
def test_marks_of_hostile_texts_are_disjoint_and_in_order(text):
    document = Document(path="", text=text, headline="", spans=(LabelledSpan(Span(0, len(text)), Role.BODY),))
    found = find_marked(text, read_paragraphs(document))
    assert all(one.outer.end <= other.outer.start for one, other in pairwise(found))
