"""The text on the page is the text that was published, whatever is marked in it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.extraction.types import Role, Span
from articles.marking import Block, Mark, MarkKind, Segment, blocks, shares

PAGE = (
    "Quay vote delayed\n\n"
    "HARROWMERE, May 3 — Ilse Marrow opened the 2024 Lantern Parade.\n\n"
    "The old quay at low water. (Coast Pictures)\n\n"
    "RELATED: What the board decided"
)


def span_of(words: str, text: str = PAGE) -> Span:
    start = text.index(words)
    return Span(start, start + len(words))


def labels(*parts: tuple[str, Role], text: str = PAGE) -> list[tuple[int, int, str]]:
    spans = [(span_of(words, text), role) for words, role in parts]
    return [(span.start, span.end, role.value) for span, role in spans]


def mark(words: str, kind: MarkKind, text: str = PAGE) -> Mark:
    return Mark(span=span_of(words, text), kind=kind, anchor=words)


def outline(segments: tuple[Segment, ...]) -> list:
    """Segments as nested lists: plain words, or [kind, pieces…]."""
    return [s.text if s.mark is None else [s.mark.kind.value, *outline(s.children)] for s in segments]


def all_segments(page: list[Block]) -> list[Segment]:
    found, queue = [], [segment for block in page for run in block.runs for segment in run.segments]
    while queue:
        found.append(segment := queue.pop(0))
        queue = [*segment.children, *queue]
    return found


@st.composite
def marked_texts(draw):
    """A text, labels that may leave gaps or overlap, and marks anywhere in it."""
    text = draw(st.text(alphabet="ab “”é𝄞\n", min_size=1, max_size=60))
    point = st.integers(0, len(text))
    spans = draw(st.lists(st.tuples(point, point, st.sampled_from(list(Role))), max_size=8))
    kinds = st.sampled_from(list(MarkKind))
    pairs = st.tuples(point, point).filter(lambda pair: pair[0] != pair[1]).map(sorted)
    marked = draw(st.lists(st.tuples(pairs, kinds), max_size=8))
    marks = [Mark(span=Span(*pair), kind=kind, anchor=f"{kind}-{number}") for number, (pair, kind) in enumerate(marked)]
    return text, [(min(a, b), max(a, b), role) for a, b, role in spans], marks


@given(marked_texts())
def test_joined_blocks_are_the_text_exactly(case):
    text, spans, marks = case
    assert "".join(block.words for block in blocks(text, spans, marks)) == text


@given(marked_texts())
def test_every_inline_mark_encloses_its_own_words_and_opens_once(case):
    text, spans, marks = case
    found = all_segments(blocks(text, spans, marks))
    for wanted in marks:
        if wanted.kind is not MarkKind.CAPTION:
            pieces = [segment for segment in found if segment.mark is wanted]
            assert "".join(piece.words for piece in pieces) == wanted.span.of(text)
            assert [piece.opens for piece in pieces] == [True] + [False] * (len(pieces) - 1)


@given(marked_texts())
def test_shares_add_up_to_the_whole(case):
    text, spans, _ = case
    found = shares(text, spans)
    assert sum(found.values()) == pytest.approx(1 if text.strip() else 0)


def test_marking_a_text_without_labels_shows_all_of_it_as_body():
    assert [(b.role, b.words) for b in blocks("One line.", [])] == [(Role.BODY, "One line.")]


def test_marking_an_empty_text_gives_nothing():
    assert blocks("", []) == []
    assert shares("", []) == {}


def test_marking_keeps_caption_and_credit_in_one_figure():
    spans = labels(("The old quay at low water.", Role.CAPTION), (" (", Role.BLANK), ("Coast Pictures", Role.CREDIT))
    figure = next(b for b in blocks(PAGE, spans) if b.role is Role.CAPTION)
    assert [(run.role, run.words) for run in figure.runs] == [
        (Role.CAPTION, "The old quay at low water."),
        (Role.BLANK, " ("),
        (Role.CREDIT, "Coast Pictures"),
        (Role.BODY, ")\n\nRELATED: What the board decided"),
    ]


def test_marking_brings_a_credit_on_its_own_line_to_the_caption_above():
    text = "The old quay.\n\nIlse Marrow\n\nThe new quay.\n\nCoast Pictures"
    spans = labels(
        ("The old quay.", Role.CAPTION),
        ("Ilse Marrow", Role.CREDIT),
        ("The new quay.", Role.CAPTION),
        ("Coast Pictures", Role.CREDIT),
        text=text,
    )
    tiled = sorted([*spans, (13, 15, "blank"), (26, 28, "blank"), (41, 43, "blank")])
    assert [b.words for b in blocks(text, tiled) if b.role is Role.CAPTION] == [
        "The old quay.\n\nIlse Marrow",
        "The new quay.\n\nCoast Pictures",
    ]


def test_marking_keeps_a_dateline_in_the_paragraph_that_it_opens():
    text = "HARROWMERE, May 3 — The board met."
    spans = labels(("HARROWMERE, May 3 —", Role.DATELINE), (" ", Role.BLANK), ("The board met.", Role.BODY), text=text)
    [paragraph] = blocks(text, [spans[0], (19, 20, "blank"), spans[2]])
    assert paragraph.role is Role.BODY
    assert [run.role for run in paragraph.runs] == [Role.DATELINE, Role.BLANK, Role.BODY]


def test_marking_nests_a_person_in_a_quote():
    text = "“Ask Ilse Marrow,” she said."
    marks = [mark("Ilse Marrow", MarkKind.PERSON, text), mark("Ask Ilse Marrow,", MarkKind.QUOTE, text)]
    [paragraph] = blocks(text, [(0, len(text), "body")], marks)
    assert outline(paragraph.runs[0].segments) == [
        "“",
        ["quote", "Ask ", ["person", "Ilse Marrow"], ","],
        "” she said.",
    ]


def test_marking_puts_a_quote_outside_a_person_of_the_same_words():
    marks = [mark("Ilse Marrow", MarkKind.PERSON), mark("Ilse Marrow", MarkKind.QUOTE)]
    segments = next(b for b in blocks(PAGE, [], marks)).runs[0].segments
    assert outline(segments)[1] == ["quote", ["person", "Ilse Marrow"]]


def test_marking_cuts_a_mark_that_crosses_the_end_of_another():
    text = "She said we will, Ilse Marrow told them."
    marks = [mark("we will, Ilse", MarkKind.QUOTE, text), mark("Ilse Marrow", MarkKind.PERSON, text)]
    [paragraph] = blocks(text, [(0, len(text), "body")], marks)
    assert outline(paragraph.runs[0].segments) == [
        "She said ",
        ["quote", "we will, ", ["person", "Ilse"]],
        ["person", " Marrow"],
        " told them.",
    ]


def test_marking_ties_a_caption_mark_to_its_figure_and_to_no_words():
    caption = mark("The old quay at low water.", MarkKind.CAPTION)
    spans = labels(("The old quay at low water.", Role.CAPTION))
    figure = next(b for b in blocks(PAGE, spans, [caption]) if b.role is Role.CAPTION)
    assert figure.caption is caption
    assert all(segment.mark is None for segment in figure.runs[0].segments)
