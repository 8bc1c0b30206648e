"""Labels of editors over those of the machine."""

import pytest

from articles.labels import overlay, with_labels

SPANS = [[0, 4, "body"], [4, 6, "blank"], [6, 9, "body"], [9, 12, "credit"]]
REST = [[6, 9, "body"], [9, 12, "credit"]]


@pytest.mark.parametrize(
    ("stretch", "laid"),
    [
        pytest.param((0, 4), [[0, 4, "note"], [4, 6, "blank"], *REST], id="whole"),
        pytest.param((1, 3), [[0, 1, "body"], [1, 3, "note"], [3, 4, "body"], [4, 6, "blank"], *REST], id="inside"),
        pytest.param(
            (2, 7),
            [[0, 2, "body"], [2, 4, "note"], [4, 6, "blank"], [6, 7, "note"], [7, 9, "body"], [9, 12, "credit"]],
            id="over-a-blank-line",
        ),
        pytest.param((6, 12), [[0, 4, "body"], [4, 6, "blank"], [6, 12, "note"]], id="joins-what-it-covers"),
    ],
)
def test_labels_are_laid_over_each_other(stretch, laid):
    assert overlay(SPANS, *stretch, "note") == laid
    assert with_labels(SPANS, [[*stretch, "note", "words"], [None, None, "footer", "gone"]]) == laid
