"""A file broken anywhere gives articles, or errors in words of ours, never an accident; `make fuzz` tries longer."""

from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from articles.tests.broken import accident, broken, samples

SAMPLES = samples()


def test_good_files_give_no_accident():
    assert [accident(data) for data in SAMPLES] == [""] * len(SAMPLES)


@settings(max_examples=400, deadline=None)
@given(which=st.integers(0, len(SAMPLES) - 1), seed=st.integers(0, 2**32))
def test_a_file_broken_in_any_way_gives_no_accident(which, seed):
    data = broken(SAMPLES[which], SAMPLES, Random(seed))  # noqa: S311 (files of no secret)
    assert accident(data) == ""


@settings(max_examples=200, deadline=None)
@given(data=st.binary(max_size=3_000))
def test_bytes_of_any_kind_give_no_accident(data):
    assert accident(data) == ""
