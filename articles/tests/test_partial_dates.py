from datetime import UTC, date, datetime

import pytest
from django.template import engines

from articles.partial_dates import partial_date

MOMENT = datetime(2008, 12, 2, 18, 4, tzinfo=UTC)


@pytest.mark.parametrize(
    ("precision", "words"),
    [
        ("year", "2008"),
        ("month", "December 2008"),
        ("day", "2 December 2008"),
        ("minute", "2 December 2008, 18:04"),
    ],
)
def test_partial_date_says_no_more_than_is_known(precision, words):
    assert partial_date(MOMENT, precision) == words


def test_partial_date_is_empty_without_a_date():
    assert partial_date(None, "") == ""
    assert partial_date(date(2008, 12, 2), "") == ""


def test_partial_date_is_told_in_the_newsrooms_time(settings):
    settings.TIME_ZONE = "Australia/Sydney"
    page = engines["django"].from_string('{% load partial_dates %}{{ at|partial_date:"minute" }}')
    assert page.render({"at": MOMENT}) == "3 December 2008, 05:04"
