import pytest

from articles.search import excerpt, hits, terms


@pytest.mark.parametrize(
    ("query", "found"),
    [
        pytest.param("bridge closed", ["bridge", "closed"], id="words"),
        pytest.param('"bridge  closed" today', ["bridge closed", "today"], id="phrase"),
        pytest.param("“mind the step”", ["mind the step"], id="curly-phrase"),
        pytest.param('"unfinished phrase', ["unfinished", "phrase"], id="one-mark"),
        pytest.param('" “ ” ""', [], id="marks-alone"),
        pytest.param("", [], id="nothing"),
    ],
)
def test_terms_of_a_query(query, found):
    assert terms(query) == found


@pytest.mark.parametrize(
    ("text", "query", "words"),
    [
        pytest.param("The bridge, the Bridge", "bridge", ["bridge", "Bridge"], id="any-case"),
        pytest.param("We didn’t stop", "didn't", ["didn’t"], id="any-apostrophe"),
        pytest.param("a+b (c)", "a+b (c)", ["a+b", "(c)"], id="no-pattern"),
        pytest.param("lantern lanterns", "lanterns lantern", ["lantern", "lanterns"], id="longest-first"),
        pytest.param("Nothing here", "bridge", [], id="no-hit"),
    ],
)
def test_hits_of_a_query(text, query, words):
    assert [text[start:end] for start, end in hits(text, query)] == words


def test_excerpt_shows_the_first_hit_and_where_it_was_cut():
    text = "one two three " * 40 + "the bridge fell " + "four five six " * 40
    shown = excerpt(text, "bridge", length=80)
    assert shown.startswith("… ")
    assert shown.endswith(" …")
    assert "the bridge fell" in shown
    assert len(shown) < 100


def test_excerpt_of_a_short_text_is_the_text():
    assert excerpt("A short\ntext.", "missing") == "A short text."
