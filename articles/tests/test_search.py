import pytest

from articles.search import excerpt, hits


@pytest.mark.parametrize(
    ("text", "query", "words"),
    [
        pytest.param("The bridge, the Bridge", "bridge", ["bridge", "Bridge"], id="any-case"),
        pytest.param("We didn’t stop", "didn't", ["didn’t"], id="any-apostrophe"),
        pytest.param("a+b (c)", "a+b (c)", ["a+b", "c"], id="no-pattern"),
        pytest.param("lantern lanterns", "lanterns lantern", ["lantern", "lanterns"], id="either-number"),
        pytest.param("lantern lanterns", '"lantern"', ["lantern"], id="as-it-is-in-marks"),
        pytest.param("Renée’s café, CAFE\u0301", "renee cafe", ["Renée’s", "café", "CAFE\u0301"], id="accents"),
        pytest.param(
            "Søren, ÆBLE, Łódź", "soren aeble lodz", ["Søren", "ÆBLE", "Łódź"], id="letters-that-are-no-accents"
        ),
        pytest.param("mind the gap, mind the step", '"mind the step"', ["mind the step"], id="phrase"),
        pytest.param("harbour harbours harpoon", "harb*", ["harbour", "harbours"], id="beginning"),
        pytest.param("lock and gate, then at length the lock", "gate NEAR/1 lock", ["lock", "gate"], id="near"),
        pytest.param("lock and weir", "lock -weir", ["lock"], id="not-what-is-left-out"),
        pytest.param("lock and weir", "weir OR ferry", ["weir"], id="or"),
        pytest.param("Quill at the lock", "speaker:quill headline:lock", [], id="words-of-another-field"),
        pytest.param("a new lock gate", '"new lock" "lock gate"', ["new lock", " gate"], id="over-one-another"),
        pytest.param("Nothing here", "bridge", [], id="no-hit"),
    ],
)
def test_hits_of_a_query(text, query, words):
    assert [text[start:end] for start, end in hits(text, query)] == words


def test_words_of_a_field_are_hits_there_alone():
    assert hits("The lock", "headline:lock gate", "headline") == [(4, 8)]
    assert hits("The lock", "headline:lock gate", "source") == []
    assert hits("The gate", "headline:lock gate", "source") == [(4, 8)]


@pytest.mark.parametrize(
    ("one", "many"),
    [
        ("bridge", "bridges"), ("law", "laws"), ("tax", "taxes"), ("city", "cities"), ("tie", "ties"), ("box", "boxes"),
        ("axe", "axes"), ("prize", "prizes"), ("house", "houses"), ("bus", "buses"), ("hero", "heroes"),
        ("photo", "photos"), ("class", "classes"), ("church", "churches"), ("crisis", "crises"), ("man", "men"),
        ("spokeswoman", "spokeswomen"), ("german", "germans"), ("child", "children"), ("wife", "wives"),
    ],
)  # fmt: skip
def test_a_word_is_found_in_either_number(one, many):
    for asked, there in [(one, many), (many, one)]:
        assert hits(there, asked), f"“{asked}” does not find “{there}”"


@pytest.mark.parametrize(("asked", "there"), [("news", "new"), ("new", "news"), ("doe", "does"), ("was", "wa")])
def test_what_only_looks_like_a_plural_is_none(asked, there):
    assert not hits(there, asked)


def test_excerpt_shows_the_first_hit_and_where_it_was_cut():
    text = "one two three " * 40 + "the bridge fell " + "four five six " * 40
    shown = excerpt(text, "bridge", length=80)
    assert shown.startswith("…\u00a0")
    assert shown.endswith("\u00a0…")
    assert "the bridge fell" in shown
    assert len(shown) < 100


@pytest.mark.parametrize(
    ("asked", "shown"), [("three seized", "seized"), ('"pier three" OR seized', "seized"), ("three", "asked")]
)
def test_excerpt_shows_where_the_most_of_what_is_asked_for_stands(asked, shown):
    text = "They asked three times. " + "Nobody came to the quay. " * 30 + "The bearing at pier three has seized."
    assert shown in excerpt(text, asked, length=60)


@pytest.mark.parametrize(
    "asked", ["pier pie*", '"pier three" pier', "pier OR pie*", "pier NEAR/5 three pier", '"pier"pier']
)
def test_excerpt_is_found_of_several_things_that_begin_at_one_place(asked):
    text = "Nobody came to the quay. " * 30 + "The bearing at pier three has seized."
    assert "pier three" in excerpt(text, asked, length=60)


def test_excerpt_of_a_short_text_is_the_text():
    assert excerpt("A short\ntext.", "missing") == "A short text."
