import pytest

from articles.differences import MOST_PARAGRAPHS, MOST_WORDS, Kind, differences


def shown(old, new):
    """[-what went-] and {+what came+}, a line a paragraph."""
    marks = {Kind.REMOVED: "[-{}-]", Kind.ADDED: "{{+{}+}}", Kind.SAME: "{}"}
    return [
        "".join(marks[piece.kind].format(piece.words) for piece in paragraph.pieces)
        for paragraph in differences(old, new)
    ]


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        pytest.param("One.\n\nTwo.", "One.\n\nTwo.", ["One.", "Two."], id="same"),
        pytest.param(
            "We waited nine years for it.",
            "We waited ten years for it.",
            ["We waited [-nine -]{+ten +}years for it."],
            id="one-word",
        ),
        pytest.param("One.\n\nThree.", "One.\n\nTwo.\n\nThree.", ["One.", "{+Two.+}", "Three."], id="added-between"),
        pytest.param("One.\n\nTwo.\n\nThree.", "One.\n\nThree.", ["One.", "[-Two.-]", "Three."], id="removed-between"),
        pytest.param(
            "The lock opened.\n\nThe board met on Friday.",
            "Nobody came to see it.\n\nThe board met on Monday.",
            ["[-The lock opened.-]", "{+Nobody came to see it.+}", "The board met on [-Friday.-]{+Monday.+}"],
            id="unlike-paragraphs-are-two",
        ),
        pytest.param("", "One.", ["{+One.+}"], id="from-nothing"),
        pytest.param("One.", "", ["[-One.-]"], id="to-nothing"),
        pytest.param("One.\n \nTwo.", "One.\nTwo.", ["One.", "Two."], id="blank-lines-are-no-paragraphs"),
    ],
)
def test_differences_are_shown_by_paragraph_and_word(old, new, expected):
    assert shown(old, new) == expected


@pytest.mark.parametrize(
    ("old", "new"),
    [
        pytest.param("a b " * MOST_WORDS, "b a " * MOST_WORDS, id="a-long-paragraph"),
        pytest.param("x.\n" * (MOST_PARAGRAPHS + 5), "y.\n" * (MOST_PARAGRAPHS + 5), id="many-paragraphs"),
        pytest.param(
            "\n".join("ab" * n for n in range(60)), "\n".join("ba" * n for n in range(60)), id="all-rewritten"
        ),
    ],
)
def test_what_is_too_long_to_compare_is_replaced_whole_and_no_word_is_lost(old, new):
    found = differences(old, new)
    for text, other in ((old, Kind.ADDED), (new, Kind.REMOVED)):
        words = ["".join(piece.words for piece in row.pieces if piece.kind != other) for row in found]
        assert [line for line in words if line] == [line for line in text.split("\n") if line.strip()]
