"""However long a text is: all of it is kept and labelled, its beginning is read, and a warning says so."""

import pytest

from articles.extraction import blocks, bounds
from articles.extraction.bounds import readable, unread
from articles.extraction.people import chains
from articles.extraction.people.chains import Group, Groups
from articles.extraction.pipeline import extract
from articles.extraction.structure import build_document
from articles.extraction.types import RawArticle, Role

STORY = """Ferry to stop in May

The ferry will stop in May. "We have no boat," said Ines Calder, the harbour master.

Ines Calder on the pier in Dunmouth. (Ana Ferris/Lamp Photos)
"""
FURTHER = """
"We have no crew," said Tobias Rook, who left the Dunmouth Film Festival of 2003. "She knows," he said.

Tobias Rook at the quay in Dunmouth. (Bo Lind/Lamp Photos)
"""


def document_of(text: str):
    return build_document(RawArticle(path="long.txt", text=text))


@pytest.fixture
def cut_short(nlp, monkeypatch):
    monkeypatch.setattr(bounds, "READING_LIMIT", len(STORY) + 20)
    return extract(document_of(STORY + FURTHER), nlp)


def test_words_past_the_limit_are_kept_and_labelled(cut_short):
    document = cut_short.document
    assert document.text == STORY + FURTHER
    assert "".join(labelled.span.of(document.text) for labelled in document.spans) == document.text
    roles = [label.role for label in document.spans if label.span.start > len(STORY)]
    assert [role for role in roles if role != Role.BLANK] == [Role.BODY, Role.CAPTION, Role.CREDIT]


def test_nothing_past_the_limit_is_read(cut_short, nlp):
    alone = extract(document_of(STORY), nlp)
    assert (cut_short.people, cut_short.quotes, cut_short.events) == (alone.people, alone.quotes, alone.events)


def test_captions_past_the_limit_are_shown_as_printed(cut_short):
    first, second = cut_short.captions
    assert [len(caption.people) for caption in (first, second)] == [1, 0]
    assert (second.text, second.credit.photographer) == ("Tobias Rook at the quay in Dunmouth.", "Bo Lind")


def test_article_that_is_not_read_whole_says_so_once(cut_short):
    (warning,) = cut_short.warnings
    assert "Split the file" in warning
    assert f"{len(STORY + FURTHER):,} characters" in warning


def test_article_within_the_bounds_is_read_whole():
    document = document_of(STORY)
    assert readable(document) is document
    assert unread(document, document) == ""


@pytest.mark.parametrize("mark", ['"', "“", "(", "a ", '"a" ', "🙂", "a\n", "a-", "1. "])
def test_reading_stops_after_so_many_words_and_marks(nlp, monkeypatch, mark):
    monkeypatch.setattr(bounds, "MOST_WORDS", 1_000)
    read = readable(document_of(mark * 3_000))
    assert 900 <= len(nlp.tokenizer(read.text)) <= 1_100


def test_paragraph_is_not_cut_where_one_ends_near_the_limit(monkeypatch):
    monkeypatch.setattr(bounds, "READING_LIMIT", len(STORY) + 40)
    assert readable(document_of(STORY + FURTHER)).text.strip() == STORY.strip()


def test_lines_past_the_most_that_are_judged_are_story(monkeypatch):
    monkeypatch.setattr(blocks, "MOST_BLOCKS", 3)
    document = document_of(STORY + FURTHER)
    assert {label.role for label in document.spans if label.span.end > len(STORY)} == {Role.BODY}
    assert "".join(labelled.span.of(document.text) for labelled in document.spans) == document.text


def test_name_is_compared_with_so_many_people_only(monkeypatch):
    monkeypatch.setattr(chains, "MOST_NEAR", 5)
    groups = Groups()
    for number in range(50):
        groups.add(Group(), ("ada", f"finch{number}"))
    assert len(groups.near(("ada", "marsh"))) == 5
