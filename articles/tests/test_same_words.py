"""Which words are those of one statement as two desks took it down, and which are not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.same_words import LEFT_OUT, SHORT_FORMS, plain_words, words_key


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("It’s gonna be a long night for everybody", "It is going to be a long night for everybody"),
        ("Well, you know, the bridge, um, has to stay with a gate", "The bridge has to stay with the gate"),
        ("We don't want the lock and we won't pay", "We do not want the lock, we will not pay!"),
        ("They organised a harbour fair for ten children", "They organized the harbor fair for 10 children"),
        ("He can't, per cent by per cent, win it", "He cannot – percent by percent – win it"),
    ],
)
def test_words_that_are_nearly_the_same(one, other):
    assert plain_words(one) != plain_words(other)
    assert words_key(one) == words_key(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("I did not take the money from him", "I did take the money from him"),
        ("He never said that we should leave town", "She never said that we should leave town"),
        ("We lost ten boats in the harbour", "We lost eleven boats in the harbour"),
        ("We will pay for all of it", "We would pay for all of it"),
        ("The bridge stays where it is now", "The bridge stays where it is now, for ever"),
        ("Well, so what", "So what"),  # of few words each counts
        ("We are not just here for the money", "We are not here for the money"),
        ("The bridge is all but finished now", "The bridge is all finished now"),
        ("We have a little hope left here", "We have little hope left here"),
        ("A few people came to the vote", "Few people came to the vote"),
        ("I do not really believe a word", "I do not believe a word"),
        ("I am not very happy with this", "I am not happy with this"),
        ("She is not well at all today", "She is not at all today"),
        ("But for him we would have lost it", "For him we would have lost it"),
        ("It lets down every family here", "It let us down, every family here"),
    ],
)
def test_words_that_say_something_else(one, other):
    assert words_key(one) != words_key(other)


WORDS = st.lists(st.sampled_from([*LEFT_OUT, *SHORT_FORMS, "bridge", "lock", "two", "honour", "not"]), max_size=12)


@given(WORDS, st.sampled_from([" ", ", ", " – ", "\n"]))
def test_the_same_words_have_one_key_whatever_their_marks(words, between):
    printed = between.join(word.capitalize() for word in words)
    assert words_key(printed) == words_key(" ".join(words))
