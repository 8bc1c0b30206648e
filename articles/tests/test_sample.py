"""How well the fictional sample is read, against its answer key: a rule that is lost shows here."""

import pytest

from benchmarks.sample import FLOORS, measure


@pytest.fixture(scope="module")
def measured(nlp):
    return measure(nlp)


@pytest.mark.parametrize("what", FLOORS)
def test_sample_is_read_as_well_as_ever(measured, what):
    counts, errors = measured
    share = 100 * counts[what][True] / counts[what].total()
    assert share >= FLOORS[what], "\n".join(error for error in errors if f" not {what}: " in error)


def test_every_measure_has_a_floor(measured):
    assert set(measured[0]) == set(FLOORS)
