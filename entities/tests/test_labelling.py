"""What editors say a stretch of an article is."""

import pytest

from articles.models import Review
from entities import curation
from entities.curation import CurationError
from entities.models import Quote
from entities.tests.extractions import Said, Shown, extraction, store, stored
from entities.tests.factories import UserFactory, place

pytestmark = pytest.mark.django_db

TEXT = """Ada Quill opens the lock

"We waited nine years," Ada Quill said.

The lock from the north. Coast Pictures

Read more: "It was worth it," Bo Tarn said.
"""
LINK = 'Read more: "It was worth it," Bo Tarn said.'
PHOTO = "The lock from the north."


def read(text=TEXT, captions=()):
    said = [Said(("We waited nine years,",), by="Ada Quill"), Said(("It was worth it,",), by="Bo Tarn")]
    said = [one for one in said if one.parts[0] in text]
    return store(extraction(text, people=["Ada Quill", "Bo Tarn"], quotes=said, captions=captions))


@pytest.fixture
def editor(db):
    read()
    return UserFactory()


def label(words, role, editor):
    start, end = place(stored(), words)
    return curation.relabel_span(article=stored(), start=start, end=end, role=role, by=editor)


def labels():
    return {words: role for role, _, _, words in stored().labelled_text()}


def covers_every_character():
    article = stored()
    ends = [end for _, end, _ in article.spans]
    return [start for start, _, _ in article.spans] == [0, *ends[:-1]] and ends[-1] == len(article.text)


def test_a_stretch_that_is_a_link_becomes_one_and_nobody_is_quoted_there(editor):
    label(LINK, "related", editor)
    assert labels()[LINK] == "related"
    link = stored().related_links.get()
    assert (link.text, link.kind, link.review, link.reviewed_by) == (LINK, "related", Review.EDITED, editor)
    assert [(quote.words, quote.review) for quote in Quote.objects.order_by("start")] == [
        ("We waited nine years,", Review.MACHINE),
        ("It was worth it,", Review.REJECTED),
    ]
    assert covers_every_character()


def test_a_part_of_a_paragraph_becomes_a_caption(editor):
    label(PHOTO, "caption", editor)
    assert (labels()[PHOTO], labels()[" Coast Pictures"]) == ("caption", "body")
    caption = stored().captions.get()
    assert (caption.text, caption.review) == (PHOTO, Review.EDITED)
    assert covers_every_character()


def test_a_caption_that_is_none_is_rejected(editor):
    read(captions=[Shown(PHOTO)])
    label(PHOTO, "body", editor)
    read(captions=[Shown(PHOTO)])
    assert stored().captions.get().review == Review.REJECTED
    assert labels()[PHOTO] == "body"


def test_labels_stand_after_later_ingests_and_move_with_their_words(editor):
    label(LINK, "related", editor)
    label(PHOTO, "caption", editor)
    read()
    read("A line more\n\n" + TEXT)
    assert (labels()[LINK], labels()[PHOTO]) == ("related", "caption")
    assert stored().related_links.get().text == LINK
    assert {quote.words for quote in Quote.objects.visible()} == {"We waited nine years,"}
    assert covers_every_character()


def test_a_label_whose_words_are_gone_waits_for_them(editor):
    label(LINK, "related", editor)
    read(TEXT.replace(LINK, "Nothing more."))
    assert covers_every_character()
    assert stored().related_links.get().source_changed
    read()
    assert labels()[LINK] == "related"
    assert not stored().related_links.get().source_changed


def test_undoing_a_label_gives_the_stretch_back_with_all_that_stood_there(editor):
    before = stored().spans
    decision = label(LINK, "related", editor)
    read()
    curation.undo(entry=decision, by=editor)
    assert stored().spans == before
    assert Quote.objects.visible().count() == 2
    assert not stored().related_links.exists()


@pytest.mark.parametrize(
    ("start", "end", "role", "why"),
    [
        pytest.param(0, 9, "poem", "no label", id="no-such-label"),
        pytest.param(9, 9, "body", "no words", id="empty"),
        pytest.param(0, 9999, "body", "no words", id="past-the-end"),
        pytest.param(24, 26, "body", "no words", id="blank"),
        pytest.param(0, 24, "headline", "already", id="as-it-is"),
    ],
)
def test_a_label_is_refused(editor, start, end, role, why):
    with pytest.raises(CurationError, match=why):
        curation.relabel_span(article=stored(), start=start, end=end, role=role, by=editor)
