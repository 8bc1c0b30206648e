"""Where words of an older text stand in a newer one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.extraction.types import Span
from entities.store import anchoring
from entities.store.anchoring import align, occurrences

OLD = "Head\n\nAda Quill said she would go to the lock today.\n\nBo Tarn stayed. He said so."


def followed(words: str, new: str, *, old: str = OLD) -> str | None:
    """The words and what follows them, where the alignment finds them, or None."""
    start = old.index(words)
    alignment = align(old, new)
    span = alignment.shift(Span(start, start + len(words))) or alignment.search(words, near=start)
    return new[span.start :][:24] if span else None


@pytest.mark.parametrize(
    ("words", "new", "found"),
    [
        pytest.param("Bo Tarn", "New first line\n\n" + OLD, "Bo Tarn stayed. He said ", id="paragraph-added-above"),
        pytest.param("she would", OLD.replace("today", "on Friday"), "she would go to the lock", id="words-beside-it"),
        pytest.param("he", "The hen.\n\nThen they went.", None, id="never-inside-another-word"),
        pytest.param("Bo Tarn", "Head\n\nOthers left. Bo Tarn, too.", "Bo Tarn, too.", id="only-occurrence"),
        pytest.param("said", "Head\n\nCy said a thing. Di said another.", None, id="short-words-are-not-guessed"),
        pytest.param(
            "she would go to the lock", "She thinks that she would go to the lock alone", "she would go to the lock",
            id="several-words-are-recognised-anywhere",
        ),
        pytest.param("Bo Tarn", "Head\n\nAda Quill said she would go to the lock today.", None, id="gone"),
    ],
)  # fmt: skip
def test_words_are_followed(words, new, found):
    assert followed(words, new) == found


def test_of_several_occurrences_the_nearest_counts():
    old = "one two three four\n\nmiddle\n\nfive"
    new = "one two three four!\n\nmiddle\n\none two three four?"
    assert followed("one two three four", new, old=old) == "one two three four!\n\nmid"


def test_words_already_claimed_are_left_out():
    alignment = align("a b c d", "x\na b c d")
    assert alignment.search("a b c d", near=0, taken=[Span(2, 9)]) is None


TEXTS = st.text(alphabet="ab \n.", max_size=60)


def test_words_repeated_without_end_are_compared_so_far_and_no_further(monkeypatch):
    looked = []

    class Counting(anchoring._Bounded):
        def find_longest_match(self, *args):
            match = super().find_longest_match(*args)
            looked.append(match.size)
            return match

    monkeypatch.setattr(anchoring, "MOST_PAIRS", 1_000_000)
    monkeypatch.setattr(anchoring, "_Bounded", Counting)
    align("no " * 300, "no yes " * 150)
    assert 0 < sum(1 for size in looked if size) < 20


@given(old=TEXTS, new=TEXTS, data=st.data())
def test_what_is_found_is_always_the_same_words(old, new, data):
    if not old:
        return
    start = data.draw(st.integers(0, len(old) - 1))
    span = Span(start, data.draw(st.integers(start + 1, len(old))))
    alignment = align(old, new)
    for found in (alignment.shift(span), alignment.search(span.of(old), near=start)):
        assert found is None or found.of(new) == span.of(old)


@given(text=TEXTS)
def test_an_unchanged_text_leaves_everything_where_it_is(text):
    alignment = align(text, text)
    for start in range(len(text)):
        assert alignment.shift(Span(start, start + 1)) == Span(start, start + 1)


@given(words=st.text(alphabet="ab.", max_size=3), text=TEXTS)
def test_occurrences_are_occurrences(words, text):
    assert all(span.of(text) == words for span in occurrences(words, text))
