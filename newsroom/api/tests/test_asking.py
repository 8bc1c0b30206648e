"""Programs ask as the pages do, get what the pages list, and are told exactly what was wrong."""

import re
from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from entities.filters.fields import DayField
from entities.tests.factories import UserFactory
from newsroom.api.asking import DAY, WORDS, YEAR
from newsroom.api.description import description

ASKED = [
    ("quote", "speaker=ada-quill"),
    ("quote", "speaker=ada-quill&speaker=bo-tarn&year=2021&kind=mixed"),
    ("quote", "about=Bo+Tarn&sort=oldest"),
    ("quote", "attributed=no"),
    ("quote", "q=best+OR+fair&review=confirmed"),
    ("article", "person=ada-quill&person=bo-tarn&source=Vale+Courier"),
    ("article", "from=2003-05&to=2003&sort=oldest"),
    ("article", "year=undated&year=2021"),
    ("person", "kind=quoted&sort=name"),
    ("person", "person=cy-welk&year=2021"),
    ("caption", "person=ada-quill&place=Harrowmere"),
    ("event", "q=parade&person=ada-quill"),
]


def test_words_that_take_too_long_are_given_up_and_the_answer_says_so(program, archive, monkeypatch):
    monkeypatch.setattr("newsroom.api.views.LONGEST_IN_A_LIST", -1)
    answer = program.get(f"{reverse('api_quote_list')}?q=of+the+and")
    assert answer.status_code == 400
    [error] = answer.json()["errors"]
    assert error["field"] == "q"
    assert "were not found within 3 seconds: add a person" in error["message"]


@pytest.mark.parametrize(("kind", "asked"), ASKED)
def test_list_is_that_of_the_page(program, client, archive, kind, asked):
    client.force_login(UserFactory())
    page = client.get(f"{reverse(f'{kind}_list')}?{asked}").context["object_list"]
    rows = program.get(f"{reverse(f'api_{kind}_list')}?{asked}").json()["results"]
    assert [row["id"] for row in rows] == [row.pk for row in page]
    assert rows


@pytest.mark.parametrize(
    ("asked", "status", "field", "message"),
    [
        pytest.param("year=soon", 400, "year", "“soon” is no year: write four digits, or undated.", id="no-year"),
        pytest.param("from=2003-02-30", 400, "from", "“2003-02-30” is no date: write YYYY,", id="no-day"),
        pytest.param("kind=spoken", 400, "kind", "“spoken” is none of: direct, mixed, indirect.", id="no-choice"),
        pytest.param("speaker=zane", 404, "speaker", "The archive knows no person “zane”.", id="unknown"),
        pytest.param("speaker=a", 409, "speaker", "Several match “a”: choose one.", id="several"),
        pytest.param("speaker=zane&year=soon", 400, "year", "“soon” is no year:", id="worst-of-two"),
        pytest.param("q=!!", 404, "q", "There is no word in “!!”.", id="no-word"),
        pytest.param("speeker=ada-quill", 400, "speeker", "There is no such parameter. There are: -ab", id="misspelt"),
        pytest.param("page=2", 400, "page", "There is no such parameter.", id="of-the-pages"),
        pytest.param("speaker=", 400, "speaker", "It is empty: leave it out, or give it a value.", id="empty"),
        pytest.param("sort=oldest&sort=newest", 400, "sort", "Give it once.", id="twice"),
        pytest.param("q=%00", 400, "q", "Null characters are not allowed.", id="null"),
        pytest.param("q=" + "x" * 1001, 400, "q", "At most 1000 characters.", id="long"),
        pytest.param("page_size=0", 400, "page_size", "Write a whole number from 1 to 100.", id="no-rows"),
        pytest.param("page_size=101", 400, "page_size", "Write a whole number from 1 to 100.", id="too-many-rows"),
        pytest.param("after=eyJ", 404, "after", "There is no such place", id="invented-place"),
    ],
)  # fmt: skip
def test_refusal_names_the_parameter_and_says_what_is_wrong(program, archive, asked, status, field, message):
    answer = program.get(f"{reverse('api_quote_list')}?{asked}")
    problem = answer.json()
    assert (answer.status_code, answer["Content-Type"]) == (status, "application/problem+json")
    assert (problem["status"], problem["type"]) == (status, "about:blank")
    assert any(error["field"] == field and error["message"].startswith(message) for error in problem["errors"])


@pytest.mark.parametrize("asked", ["not_source=Vale+Courier", "-source=Vale+Courier"])
def test_what_is_left_out_is_asked_by_a_name_that_clients_can_write(program, archive, asked):
    rows = program.get(f"{reverse('api_article_list')}?{asked}").json()["results"]
    assert [row["id"] for row in rows] == [archive.gazette.pk]


def test_no_two_parameters_are_one_to_a_generated_client():
    for path in description()["paths"].values():
        names = [re.sub(r"\W", "", one["name"]) for one in path["get"]["parameters"]]
        assert len(names) == len(set(names))


def test_refusal_offers_what_may_be_meant(program, archive):
    problem = program.get(f"{reverse('api_quote_list')}?speaker=a").json()
    assert {"value": "ada-quill", "label": "Ada Quill"} in problem["errors"][0]["candidates"]


@pytest.mark.parametrize(("accept", "status"), [("text/html", 406), ("application/xml", 406), ("*/*", 200)])
def test_only_json_is_served(program, accept, status):
    answer = program.get(reverse("api_quote_list"), headers={"accept": accept})
    assert answer.status_code == status
    assert answer["Content-Type"] == ("application/json" if status == 200 else "application/problem+json")


def test_head_and_options_are_answered(program):
    assert program.head(reverse("api_quote_list")).status_code == 200
    assert program.options(reverse("api_quote_list"))["Allow"] == "GET, HEAD, OPTIONS"


class TestPatternsOfTheDescription:
    """They say exactly what the fields take."""

    @pytest.mark.parametrize("year", [1500, 1600, 1700, 1900, 1904, 2000, 2003, 2096, 2100, 2199])
    @pytest.mark.parametrize(
        "form", ["{0.year}", "{0.year}-{0.month}", "{0:%Y-%m}", "{0:%Y-%m-%d}", "{0.year}-{0.month}-{0.day}"]
    )
    def test_every_day_is_a_day(self, year, form):
        first = date(year, 1, 1)
        days = [
            first + timedelta(days=number) for number in range(365 + (date(year, 3, 1) - date(year, 2, 28)).days - 1)
        ]
        assert all(re.search(DAY, form.format(day)) for day in days)

    @pytest.mark.parametrize(
        "written",
        ["1499", "2200", "2003-13", "2003-00", "2003-02-29", "1900-02-29", "2100-02-29", "2003-04-31", "2003-1-32",
         "03", "2003-", "2003-2-3-4", "x", "2003 ", "２００３"],
    )  # fmt: skip
    def test_nothing_else_is(self, written):
        assert not re.search(DAY, written)
        with pytest.raises(ValidationError):
            DayField(last=False).clean(written.replace(" ", "x"))

    def test_years_and_words(self):
        assert [bool(re.search(YEAR, written)) for written in ("2003", "undated", "203", "20033")] == [
            True,
            True,
            False,
            False,
        ]
        assert [bool(re.search(WORDS, written)) for written in ("a", " ä ", " ", "", "a\0")] == [
            True,
            True,
            False,
            False,
            False,
        ]
