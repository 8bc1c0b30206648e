"""Processes of their own on one real database: killed in the middle of a decision, and two at once on the same rows."""

import pytest

pytestmark = pytest.mark.django_db(transaction=True)

# Every so many statements one process dies: before, between and after all writes.
STRIDE = 3


def test_whoever_is_killed_in_the_middle_leaves_all_or_nothing(process):
    editor = process()
    editor.does("prepare")
    for work, decisions in (("merge", 1), ("confirm", 1), ("undo", 1), ("ingest", 0)):
        before, statements = editor.does("tell"), 1
        while child := editor.starts(work, statements):
            editor.kills(child)
            assert editor.does("tell") == before, f"{work}, killed after {statements} statements, left something"
            statements += STRIDE
        assert statements > 3 * STRIDE, f"{work} was never in the middle"
        (rows, count, empty), (had_rows, had, _) = editor.does("tell").split(), before.split()
        assert rows != had_rows, f"{work} did nothing in the end"
        assert (int(count), empty) == (int(had) + decisions, "0")


@pytest.mark.parametrize("work", ["merge", "confirm"])
def test_an_ingest_beside_an_editor_who_is_killed_goes_on(process, work):
    editor, archivist = process(), process()
    editor.does("prepare")
    middle = editor.starts(work, 12)
    archivist.begin("ingest")
    editor.kills(middle)
    assert [archivist.hears(), archivist.hears()] == ["done", "gone"]
    assert editor.does(work) == "done"


def test_of_two_who_merge_each_into_the_other_the_second_is_refused(process):
    first, second = process(), process()
    first.does("prepare")
    middle = first.starts("merge", 12)
    second.begin("merge_back")
    first.goes_on(middle)
    assert "circle" in second.hears()


def test_whoever_decides_on_what_another_is_deciding_on_is_told(process):
    first, second = process(), process()
    first.does("prepare")
    middle = first.starts("confirm", 12)
    second.begin("reject_as_seen")
    assert second.hears() == "looked"
    first.goes_on(middle)
    assert "mara decided on this" in second.hears()
