"""The search box for programs."""

import pytest
from django.urls import reverse

from entities.tests.factories import ArticleFactory
from entities.tests.indexing import fill_index

SEARCH = reverse("api_search")


def read(program, **asked):
    answer = program.get(SEARCH, asked)
    assert answer.status_code == 200, answer.content
    return answer.json()


def test_finds_rows_of_each_kind_with_their_numbers(program, archive):
    found = read(program, q="quill")
    counts = {one["kind"]: one["count"] for one in found["counts"]}
    for kind, count in counts.items():
        rows = read(program, q="quill", kind=kind)["results"]
        assert len(rows) == count
        assert {row["type"] for row in rows} <= {kind}
    assert sum(counts.values()) > 3


def test_row_is_that_of_the_list(program, archive):
    for kind in ("article", "quote", "caption", "person", "event"):
        for row in read(program, q="quill OR parade", kind=kind)["results"]:
            assert {**program.get(row["url"]).json(), **row} == program.get(row["url"]).json()


def test_name_finds_its_person_and_a_slip_of_the_pen_is_told(program, archive):
    assert read(program, q="Ada Quill")["named"]["slug"] == "ada-quill"
    assert [person["slug"] for person in read(program, q="Ada Quoll")["meant"]] == ["ada-quill"]


def test_what_was_not_understood_is_told_with_its_place(program, archive):
    found = read(program, q="lock year:soon")
    (note,) = found["notes"]
    assert found["query"][note["start"] : note["end"]] == "year:soon"


def test_pages_follow_each_other(program, db):
    for number in range(45):
        ArticleFactory(headline=f"The lock opens {number}")
    fill_index()
    first = read(program, q="lock")
    second = program.get(first["next"]).json()
    third = program.get(second["next"]).json()
    seen = [row["id"] for page in (first, second, third) for row in page["results"]]
    assert len(seen) == len(set(seen)) == 45
    assert third["next"] is None
    assert program.get(third["previous"]).json()["results"] == second["results"]


def test_nothing_to_look_for_finds_nothing_and_is_told(program, db):
    found = read(program, q="\uf8ff!")
    assert (found["kind"], found["results"], found["counts"]) == (None, [], [])
    assert found["notes"]


@pytest.mark.parametrize(
    ("asked", "status", "field"),
    [
        ("", 400, "q"),
        ("q=%20", 400, "q"),
        ("q=x%00", 400, "q"),
        ("q=" + "x" * 1001, 400, "q"),
        ("q=x&kind=photo", 400, "kind"),
        ("q=x&sort=best&sort=best", 400, "sort"),
        ("q=x&page=2", 400, "page"),
        ("q=x&after=x", 404, "after"),
    ],
)
def test_refusal_names_the_parameter(program, asked, status, field):
    answer = program.get(f"{SEARCH}?{asked}")
    assert answer.status_code == status
    assert answer.json()["errors"][0]["field"] == field


def test_search_takes_a_fixed_number_of_queries(program, archive, django_assert_max_num_queries):
    for kind in ("article", "quote", "caption", "person", "event"):
        with django_assert_max_num_queries(25):
            read(program, q="quill OR parade", kind=kind)
