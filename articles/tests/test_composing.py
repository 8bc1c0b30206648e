"""The text of an article that comes in parts: what each part becomes in it."""

import pytest

from articles.extraction.structure import build_document
from articles.extraction.types import RawArticle, Role
from articles.readers.composing import Passage, compose

BODY = Passage(role=Role.BODY, words="The ferry stayed in harbour on Monday, its crew said.")


def composed(*passages: Passage, most: int = 100, **fields) -> RawArticle:
    return compose(RawArticle(path="a.json", format="test", text="", **fields), passages, most=most)


def test_parts_stand_in_their_order_with_a_blank_line_between():
    raw = composed(Passage(role=Role.HEADLINE, words=" Ferry stays in "), BODY, Passage(role=Role.BODY, words=" "))
    assert raw.text == f"Ferry stays in\n\n{BODY.words}"
    assert [(label.role, label.span.of(raw.text)) for label in raw.labels] == [
        (Role.HEADLINE, "Ferry stays in"),
        (Role.BODY, BODY.words),
    ]


@pytest.mark.parametrize(
    ("given", "raw", "photographer", "agency"),
    [
        pytest.param({"credit": "Ann Ferris/AP"}, "Ann Ferris/AP", "Ann Ferris", "AP", id="read-from-the-words"),
        pytest.param({"photographer": "Ann Ferris", "agency": "AP"}, "Ann Ferris/AP", "Ann Ferris", "AP", id="apart"),
        pytest.param(
            {"credit": "© Harbour Board", "photographer": "A. F."},
            "© Harbour Board",
            "A. F.",
            "Harbour Board",
            id="both",
        ),
    ],
)
def test_a_credit_stands_below_its_caption(given, raw, photographer, agency):
    document = build_document(composed(BODY, Passage(role=Role.CAPTION, words="The quay at dawn.", **given)))
    (caption,) = document.captions
    assert caption.span.of(document.text) == "The quay at dawn."
    assert caption.credit.span.of(document.text) == caption.credit.raw == raw
    assert (caption.credit.photographer, caption.credit.agency) == (photographer, agency)
    assert document.role_at(caption.credit.span.start) is Role.CREDIT


def test_a_caption_without_a_credit_of_its_own_is_read_for_one():
    document = build_document(composed(BODY, Passage(role=Role.CAPTION, words="The quay. (Ann Ferris/AP)")))
    assert [(c.span.of(document.text), c.credit.photographer) for c in document.captions] == [
        ("The quay.", "Ann Ferris")
    ]


def test_a_related_line_knows_where_it_leads():
    link = Passage(role=Role.RELATED, words="Harbour to close", url="https://dale.example/harbour")
    assert [line.url for line in build_document(composed(BODY, link)).related] == ["https://dale.example/harbour"]


def test_what_is_no_character_is_left_out():
    raw = composed(Passage(role=Role.BODY, words="The\x00 ferry\ud800\r\nstayed."), headline="Fer\x00ry\n stays")
    assert (raw.text, raw.headline) == ("The ferry\nstayed.", "Ferry stays")


def test_more_parts_than_may_be_are_told_of():
    raw = composed(BODY, BODY, BODY, most=2)
    assert raw.text == f"{BODY.words}\n\n{BODY.words}"
    assert raw.warnings == ("Only the first 2 paragraphs were read.",)


def test_a_byline_and_a_dateline_of_the_format_are_read():
    document = build_document(
        composed(Passage(role=Role.BYLINE, words="By Ann Ferris"), Passage(role=Role.DATELINE, words="DALE"), BODY)
    )
    assert (document.authors, document.dateline) == (("Ann Ferris",), "DALE")


def test_an_item_without_a_headline_is_called_by_its_first_words():
    raw = composed(Passage(role=Role.CAPTION, words="The quay at dawn. " * 20))
    assert raw.headline == "The quay at dawn. " * 5 + "The quay …"
    assert composed(BODY, headline="Ferry stays in").headline == "Ferry stays in"
