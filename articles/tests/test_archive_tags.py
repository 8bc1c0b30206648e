from datetime import UTC, date, datetime

import pytest

from articles.excerpts import excerpt_of
from articles.extraction.types import Role
from articles.models import Article
from articles.templatetags.archive import highlight, in_words, opening, when


@pytest.mark.parametrize(
    ("value", "precision", "written"),
    [
        (date(2004, 1, 1), "year", '<time datetime="2004">2004</time>'),
        (date(2008, 12, 1), "month", '<time datetime="2008-12">December 2008</time>'),
        (date(2008, 12, 2), "day", '<time datetime="2008-12-02">2 December 2008</time>'),
        (
            datetime(2021, 2, 12, 18, 4, tzinfo=UTC),
            "minute",
            '<time datetime="2021-02-12T13:04-05:00">12 February 2021, 13:04</time>',
        ),
        (None, "", "date not in the text"),
    ],
)
def test_when_writes_no_more_than_is_known(settings, value, precision, written):
    settings.TIME_ZONE = "America/New_York"
    assert when(value, precision) == written


def test_in_words_fits_a_sentence():
    assert in_words(date(2004, 1, 1), "year") == "in 2004"
    assert in_words(date(2008, 12, 2), "day") == "on 2 December 2008"
    assert in_words(None, "") == "date not known"


def test_highlight_marks_hits_and_escapes_everything_else():
    marked = highlight('<b> "tide" & <tide>', "tide &")
    assert marked == ('&lt;b&gt; &quot;<mark class="hit">tide</mark>&quot; &amp; &lt;<mark class="hit">tide</mark>&gt;')


@pytest.mark.parametrize(
    ("paragraphs", "opened"),
    [
        pytest.param(["To the Editor:", "The quay is closed."], "The quay is closed.", id="after-a-salutation"),
        pytest.param(["To the Editor:"], "To the Editor:", id="nothing-else"),
        pytest.param([], "", id="no-body"),
    ],
)
def test_opening_is_the_first_paragraph_that_says_something(paragraphs, opened):
    text, spans = "", []
    for paragraph in paragraphs:
        spans.append((len(text), len(text) + len(paragraph), Role.BODY))
        text += paragraph
    assert opening(Article(text=text, spans=spans)) == opened


@pytest.mark.parametrize(
    ("query", "shown"),
    [
        pytest.param("mill", "The mill stood in water.", id="in-the-story-too"),
        pytest.param("flood", "The mill stood in water.", id="in-the-headline-alone"),
        pytest.param("reyes", "By Ana Reyes", id="in-the-byline-alone"),
    ],
)
def test_what_was_found_is_shown_without_the_headline(query, shown):
    text = "Flood at the mill\n\nBy Ana Reyes\n\nThe mill stood in water."
    spans = [[0, 17, "headline"], [17, 19, "blank"], [19, 31, "byline"], [31, 33, "blank"], [33, 57, "body"]]
    assert excerpt_of(Article(text=text, spans=spans), query) == shown


def test_a_line_between_standfirst_and_story_is_not_shown_with_what_was_found():
    text = "The ferry is late.\nPublished 3 May 2003\nThe mill stood in water."
    spans = [[0, 18, "standfirst"], [19, 39, "dateline"], [40, 64, "body"]]
    assert excerpt_of(Article(text=text, spans=spans), "mill") == "The ferry is late. … The mill stood in water."


def test_what_was_found_in_an_article_without_a_story_is_all_of_its_text():
    assert excerpt_of(Article(text="Flood at the mill", spans=[[0, 17, "headline"]]), "mill") == "Flood at the mill"
