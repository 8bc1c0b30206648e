"""What a pasted draft quotes, and how that differs from print."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.differences import Kind
from articles.drafts import compare, read_draft

PRINTED = "We waited nine years for this day, and it was worth every one of them"


@pytest.mark.parametrize(
    ("draft", "expected"),
    [
        ("We waited nine years", [("We waited nine years", ())]),
        ("One line here\n\nand another line", [("One line here", ()), ("and another line", ())]),
        ("“It is gone,” Ada Quill said.", [("It is gone,", ("Ada Quill",))]),
        (
            '"It is gone," Quill told Bo Tarn. "All of it."',
            [("It is gone,", ("Quill",)), ("All of it.", ("Quill",))],
        ),
        ("Tarn left. “It is gone,” Quill said.", [("It is gone,", ("Quill",))]),
        ("Tarn left. It rained. “It is gone,” she said.", [("It is gone,", ("Tarn",))]),
        ("“It is gone,” she added. “All of it,” said Bo Tarn.", [("It is gone,", ()), ("All of it,", ("Bo Tarn",))]),
        (
            "“It is gone,” he said. But Bo Tarn said, “Not all of it.”",
            [("It is gone,", ()), ("Not all of it.", ("Bo Tarn",))],
        ),
        ("Tarn left. Then she said, “It is gone.”", [("It is gone.", ("Tarn",))]),
        ("The “lock” is shut.", []),
        ("“It is gone.", [("It is gone.", ())]),
        ("", []),
    ],
)
def test_a_draft_is_read_for_its_quotations_and_the_names_beside_them(draft, expected):
    assert [(pasted.words, pasted.names) for pasted in read_draft(draft)] == expected


@pytest.mark.parametrize(
    "pasted",
    [
        PRINTED,
        "nine years for this day",
        "“nine years for this day,”",
        "it was worth every one of them.",
        "  We waited\nnine years for this day…",
    ],
)
def test_words_as_printed_are_exact_whatever_stands_around_them(pasted):
    assert compare(PRINTED, pasted).exact


@pytest.mark.parametrize(
    ("pasted", "changed"),
    [
        ("We waited ten years for this day", [(Kind.REMOVED, "nine"), (Kind.ADDED, "ten")]),
        ("We waited nine long years for this day", [(Kind.ADDED, "long")]),
        ("We waited years for this day", [(Kind.REMOVED, "nine")]),
        ("we waited nine years for this day", [(Kind.REMOVED, "We"), (Kind.ADDED, "we")]),
        ("for this day; and it was", [(Kind.REMOVED, "day,"), (Kind.ADDED, "day;")]),
        ("We waited nine years for that day", [(Kind.REMOVED, "this"), (Kind.ADDED, "that")]),
    ],
)
def test_what_was_changed_is_told_word_by_word(pasted, changed):
    found = compare(PRINTED, pasted)
    assert not found.exact
    assert [(piece.kind, piece.words.strip()) for piece in found.pieces if piece.kind is not Kind.SAME] == changed
    assert found.share > 0.7


def test_other_words_have_next_to_nothing_in_common():
    assert compare(PRINTED, "The harbour board has closed the old pier for good").share < 0.4
    assert compare("", "Nothing at all").share == 0


@given(st.text(max_size=200), st.text(max_size=200))
def test_no_text_is_too_odd_to_be_compared(printed, pasted):
    read_draft(pasted)
    found = compare(printed, pasted)
    assert 0 <= found.share <= 1
    assert not (found.exact and not found.pieces)


@given(
    st.lists(st.sampled_from(["lock", "Gate", "nine", "years,", "it's", "“so”"]), min_size=3, max_size=30), st.data()
)
def test_any_stretch_of_what_was_printed_is_exact(words, data):
    start = data.draw(st.integers(0, len(words) - 2))
    end = data.draw(st.integers(start + 1, len(words)))
    assert compare(" ".join(words), " ".join(words[start:end])).exact
