"""Two articles name one event in two ways, or two events in ways that are nearly the same."""

import pytest

from articles.extraction.events.likeness import SAME, KnownEvent, compare_events

CLOSURE = KnownEvent(name="Closure of Rook Bridge", kind="closure", date="2024-05-03", place="Dale")


def closure(**facts):
    return KnownEvent(**{"name": "Closure of Ada Rook Bridge", "kind": "closure", "date": "2024-05-03"} | facts)


@pytest.mark.parametrize(
    ("a", "b"),
    [
        pytest.param(CLOSURE, closure(), id="longer-name-same-day"),
        pytest.param(CLOSURE, closure(date="2024", place="Dale"), id="longer-name-same-year-and-place"),
        pytest.param(
            KnownEvent(name="Trial of Lund", kind="trial", date="2024", people=frozenset({7})),
            KnownEvent(name="Trial of Bo Lund", kind="trial", date="2024-05", people=frozenset({7, 8})),
            id="longer-name-and-the-same-person",
        ),
    ],
)
def test_events_that_are_one(a, b):
    assert compare_events(a, b).score >= SAME
    assert compare_events(b, a).score == compare_events(a, b).score


@pytest.mark.parametrize(
    ("a", "b"),
    [
        pytest.param(CLOSURE, closure(date="2024-06-03"), id="another-day"),
        pytest.param(CLOSURE, closure(date=""), id="nothing-but-the-name"),
        pytest.param(CLOSURE, closure(place="Southmoor"), id="another-place"),
        pytest.param(CLOSURE, closure(name="Reopening of Rook Bridge", kind="opening"), id="another-thing"),
        pytest.param(CLOSURE, closure(name="Second Closure of Rook Bridge"), id="word-that-counts"),
        pytest.param(CLOSURE, closure(name="Closure of Lantern Lane"), id="another-bridge-on-that-day"),
    ],
)
def test_events_that_stay_apart(a, b):
    assert compare_events(a, b).score < SAME


def test_reasons_are_words_for_an_editor():
    likeness = compare_events(CLOSURE, closure(place="Southmoor"))
    assert "both were on 2024-05-03" in likeness.for_
    assert "one was in Dale, the other in Southmoor" in likeness.against
