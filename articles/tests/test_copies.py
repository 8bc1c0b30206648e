"""Near copies: what two outlets make of one report is found as one, and nothing else is."""

import random

import pytest

from articles.extraction.copies import are_copies, keys_of, runs_of, share

WORDS = [f"{a}{b}" for a in ("har", "wel", "tor", "min", "sal", "ber", "kin", "dor") for b in "aeioubcdfglmnprst"]


def story(seed: int, words: int = 300) -> list[str]:
    return random.Random(seed).choices(WORDS, k=words)  # noqa: S311 (words of no meaning)


def runs(*parts: list[str]) -> frozenset[int]:
    return runs_of(" ".join(word for part in parts for word in part))


@pytest.mark.parametrize(
    ("copy", "is_one"),
    [
        pytest.param([story(1)], True, id="the-same"),
        pytest.param([story(9, 25), story(1)], True, id="another-head"),
        pytest.param([story(1)[:150]], True, id="cut-in-half"),
        pytest.param([story(1)[150:], story(1)[:150]], True, id="paragraphs-moved"),
        pytest.param([story(1)[:240], story(9, 60)], True, id="another-end"),
        pytest.param([story(1)[:120], story(9, 300)], False, id="background-shared"),
        pytest.param([story(2)], False, id="another-story"),
        pytest.param([story(1)[:20]], False, id="too-short"),
        pytest.param([[]], False, id="nothing"),
    ],
)
def test_a_copy_has_most_of_the_shorter_text(copy, is_one):
    assert are_copies(runs(story(1)), runs(*copy)) is is_one
    assert are_copies(runs(*copy), runs(story(1))) is is_one


def test_capitals_and_punctuation_make_no_difference():
    assert runs_of("The ferry, “stayed in” harbour.") == runs_of("THE FERRY stayed in: harbour")


def test_the_share_is_of_the_shorter_text():
    assert share(runs(story(1)), runs(story(1)[:100])) == 1.0
    assert share(frozenset(), runs(story(1))) == 0.0


def test_copies_share_a_key_and_others_do_not():
    found = lost = false = 0
    for seed in range(200):
        original = story(seed)
        copied = story(1000 + seed, 40) + original[: 220 + seed % 80]
        keys = set(keys_of(runs(original)))
        found, lost = (found + 1, lost) if keys & {*keys_of(runs(copied))} else (found, lost + 1)
        false += bool(keys & {*keys_of(runs(story(5000 + seed)))})
    assert found >= 190
    assert false == 0


def test_keys_fit_a_column_and_are_the_same_every_time():
    keys = keys_of(runs(story(3)))
    assert keys == keys_of(sorted(runs(story(3)), reverse=True))
    assert all(-(2**63) <= key < 2**63 for key in keys)
    assert keys_of(runs(story(3)[:20])) == ()
