"""Dates come out as exact as they are printed, and no more."""

import pytest

from articles.extraction.dates import find_dates, parse_date
from articles.extraction.types import PartialDate, Precision

THURSDAY = PartialDate(value="2024-07-18", precision=Precision.DAY, text="18 July 2024")
NEW_YEAR = PartialDate(value="2025-01-03", precision=Precision.DAY, text="3 January 2025")


@pytest.mark.parametrize(
    ("text", "value", "precision"),
    [
        pytest.param("on December 2, 2008 in", "2008-12-02", "day", id="month-day-year"),
        pytest.param("on 2 December 2008 in", "2008-12-02", "day", id="day-month-year"),
        pytest.param("on the 2nd of December, 2008,", "2008-12-02", "day", id="ordinal-of"),
        pytest.param("on Tuesday, Dec. 2, 2008, in", "2008-12-02", "day", id="weekday-and-abbreviation"),
        pytest.param("on Sept. 9, 2016, in", "2016-09-09", "day", id="four-letter-abbreviation"),
        pytest.param("filed 2008-12-02 late", "2008-12-02", "day", id="iso"),
        pytest.param("filed 28/04/2025 late", "2025-04-28", "day", id="numeric-with-a-day-past-twelve"),
        pytest.param("filed 4/28/2025 late", "2025-04-28", "day", id="numeric-month-first"),
        pytest.param("filed 03/04/2024 late", "2024", "year", id="numeric-ambiguous-keeps-the-year"),
        pytest.param("filed 04/04/2024 late", "2024-04-04", "day", id="numeric-same-either-way"),
        pytest.param("in December 2008 they", "2008-12", "month", id="month-year"),
        pytest.param("the 2004 final was", "2004", "year", id="bare-year"),
        pytest.param("In 2018,Ferris told", "2018", "year", id="year-without-a-space-after-it"),
        pytest.param("back in the 1990s they", None, None, id="decade-has-words-but-no-value"),
        pytest.param("on 31 February 2020 they", None, None, id="day-that-does-not-exist"),
    ],
)
def test_find_dates_keeps_the_printed_precision(text, value, precision):
    (date,) = find_dates(text)
    assert (date.value, date.precision) == (value, precision)
    assert date.span.of(text) == date.text


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("Ann Doe, 83, of Dale", id="age-between-commas"),
        pytest.param("the then-22-year-old singer", id="age-with-hyphens"),
        pytest.param("about 2000 people came", id="count-of-people"),
        pytest.param("nearly 2000 pages of it", id="count-of-pages"),
        pytest.param("it cost $1999 to mend", id="sum-of-money"),
        pytest.param("at 1830 GMT they left", id="time-of-day"),
        pytest.param("of 1800 Mill Street, Dale", id="street-number"),
        pytest.param("you may march in the sun", id="words-that-look-like-months"),
        pytest.param("Theresa Maywood won by May 36 percent", id="month-before-a-share"),
        pytest.param("they met every Tuesday", id="habit"),
        pytest.param("on Good Friday they", id="named-day"),
        pytest.param('her slot on "Harbour Primetime Thursday" ended', id="weekday-in-a-title"),
        pytest.param("call 0555-2010 now", id="telephone-number"),
    ],
)
def test_find_dates_leaves_numbers_and_names_alone(text):
    assert find_dates(text, published=THURSDAY) == ()


@pytest.mark.parametrize(
    ("text", "value"),
    [
        pytest.param("She spoke on Tuesday.", "2024-07-16", id="weekday-is-the-last-one"),
        pytest.param("She spoke on Thursday.", "2024-07-18", id="weekday-of-publication-is-that-day"),
        pytest.param("Another batch is expected on Monday.", "2024-07-22", id="weekday-ahead"),
        pytest.param("She said on Tuesday that she will stay.", "2024-07-16", id="reporting-verb-beats-later-future"),
        pytest.param("They meet next Tuesday.", "2024-07-23", id="next-weekday"),
        pytest.param("They met last Thursday.", "2024-07-11", id="last-weekday-is-a-week-back"),
        pytest.param("She left on Jan. 27 in a hurry.", "2024-01-27", id="month-day-this-year"),
        pytest.param("He will be honoured on December 4.", "2024-12-04", id="month-day-ahead"),
        pytest.param("It was signed on Nov. 8 by both.", "2023-11-08", id="month-day-past-by-its-tense"),
        pytest.param("Friday, 3 May, was wet.", "2024-05-03", id="weekday-picks-the-year"),
        pytest.param("They left yesterday.", "2024-07-17", id="yesterday"),
        pytest.param("They left two days ago.", "2024-07-16", id="days-ago"),
        pytest.param("They left two weeks ago.", "2024-07", id="weeks-ago-give-the-month"),
        pytest.param("They left three months ago.", "2024-04", id="months-ago"),
        pytest.param("They left 10 years ago.", "2014", id="years-ago"),
        pytest.param("It was sold last year.", "2023", id="last-year"),
        pytest.param("It was sold last October.", "2023-10", id="last-named-month"),
        pytest.param("It was sold in March.", "2024-03", id="month-alone"),
        pytest.param("It was sold last week.", "2024-07", id="week-within-a-month"),
    ],
)
def test_find_dates_counts_from_publication(text, value):
    (date,) = find_dates(text, published=THURSDAY)
    assert date.value == value


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("She spoke on Tuesday.", id="weekday"),
        pytest.param("She spoke yesterday.", id="yesterday"),
        pytest.param("She spoke on Nov. 8.", id="month-day"),
        pytest.param("She spoke last week.", id="last-week"),
        pytest.param("It was sold in March.", id="month"),
    ],
)
def test_find_dates_without_publication_keeps_only_the_words(text):
    (date,) = find_dates(text)
    assert (date.value, date.precision) == (None, None)
    assert date.text in text


def test_find_dates_does_not_choose_between_two_far_years():
    (date,) = find_dates("Before the Nov. 8 vote in Dale", published=THURSDAY)
    assert date.value is None


def test_find_dates_after_new_year_looks_back():
    (date,) = find_dates("They left on Dec. 28 by boat.", published=NEW_YEAR)
    assert date.value == "2024-12-28"


def test_find_dates_counts_from_a_month_only_as_far_as_it_goes():
    july = PartialDate(value="2024-07", precision=Precision.MONTH, text="July 2024")
    dates = find_dates("It was sold in March and closed on Tuesday.", published=july)
    assert [date.value for date in dates] == ["2024-03", None]


@pytest.mark.parametrize(
    ("text", "values"),
    [
        pytest.param("from 10-12 June 2023 in Dale", ["2023-06-10", "2023-06-12"], id="days-before-month"),
        pytest.param("from June 10 to 12, 2023 in Dale", ["2023-06-10", "2023-06-12"], id="days-after-month"),
        pytest.param("from July 30 to Aug. 14, 1932 in Dale", ["1932-07-30", "1932-08-14"], id="year-printed-once"),
        pytest.param("the 2012-2016 term", ["2012", "2016"], id="years"),
        pytest.param("the 2016-17 season", ["2016"], id="season"),
    ],
)
def test_find_dates_reads_both_ends_of_a_range(text, values):
    assert [date.value for date in find_dates(text)] == values


def test_find_dates_counts_spans_from_the_offset():
    text = "Dale, 3 May 2024"
    (date,) = find_dates(text[6:], offset=6)
    assert date.span.of(text) == "3 May 2024"


@pytest.mark.parametrize(
    ("words", "value"),
    [
        pytest.param("Posted: Jul 09, 2019 7:30 AM EDT", "2019-07-09T07:30-04:00", id="zone-with-one-offset"),
        pytest.param("09:14, Tue, Mar 12, 2019", "2019-03-12T09:14", id="time-first-and-no-zone"),
        pytest.param("Published Dec 4, 2018 at 8:15 a.m. ET", "2018-12-04T08:15-05:00", id="eastern-time-in-winter"),
        pytest.param("July 2, 2018 6 AM PT", "2018-07-02T06:00-07:00", id="pacific-time-in-summer"),
        pytest.param("3 June 2024 - 14:30", "2024-06-03T14:30", id="dash-between"),
        pytest.param("3 June 2024, 6.30pm", "2024-06-03T18:30", id="full-stop-in-the-time"),
        pytest.param("12:31 AM, March 4, 2024", "2024-03-04T00:31", id="half-past-midnight"),
        pytest.param("3 June 2024 10:15 IST", "2024-06-03T10:15", id="zone-that-means-several-gives-no-offset"),
        pytest.param("Thu, 08 Aug 2024 04:00:00 -0400", "2024-08-08T04:00-04:00", id="e-mail-form"),
        pytest.param("2021-02-12T18:04:00-05:00", "2021-02-12T18:04-05:00", id="iso"),
        pytest.param("2021-02-12T18:04:00Z", "2021-02-12T18:04+00:00", id="iso-utc"),
        pytest.param("20210212T180400-0500", "2021-02-12T18:04-05:00", id="basic-iso"),
        pytest.param("20210212", "2021-02-12", id="basic-iso-day"),
        pytest.param("Tue, 04 Mar 25 10:00:00 GMT", "2025-03-04T10:00+00:00", id="e-mail-form-of-1982"),
        pytest.param("4 Mar 98 10:00 -0500", "1998-03-04T10:00-05:00", id="e-mail-form-of-1982-last-century"),
        pytest.param("3 June 2024", "2024-06-03", id="no-time"),
        pytest.param("June 2024", "2024-06", id="month"),
        pytest.param("Published 3 June 2024 | Updated 4 June 2024 10:00", "2024-06-03", id="first-of-two"),
    ],
)
def test_parse_date_reads_what_publishers_and_formats_print(words, value):
    assert parse_date(words).value == value


@pytest.mark.parametrize("words", ["", "Tuesday", "5 min read", "no date here"])
def test_parse_date_invents_nothing(words):
    assert parse_date(words) is None


@pytest.mark.parametrize("noise", ["3 ", "June ", "a 1 ", "Mon, ", "1-"])
def test_find_dates_survives_long_noise(noise):
    assert find_dates(noise * 20_000) == ()


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("They voted on Monday night.", "2024-07-15"),
        ("The storm hit early Wednesday.", "2024-07-17"),
        ("The fair opens Friday.", "2024-07-19"),
        ("The vote comes Tuesday, officials said.", "2024-07-23"),
        ("She speaks this Friday.", "2024-07-19"),
        ("He spoke this past Friday.", "2024-07-12"),
        ("They meet next Friday.", None),
        ("The film will start the following Friday.", None),
        ("They met the Friday before last.", None),
        ("They will meet on Friday week.", None),
        ("They will meet a week from Friday.", None),
        ("It has to be done by Friday.", "2024-07-19"),
        ("By Friday, 30 had died.", "2024-07-12"),
        ("Starting Friday, rents rise.", "2024-07-19"),
        ("On Saturday the 15th they met.", None),
        ("A hearing is set for Aug. 9.", "2024-08-09"),
        ("The law took effect Dec. 31.", "2023-12-31"),
        ("It opens Sept. 1.", "2024-09-01"),
        ("They left the day before yesterday.", "2024-07-16"),
        ("They leave the day after tomorrow.", "2024-07-20"),
        ("They left a fortnight ago.", "2024-07"),
        ("They left twenty years ago.", "2004"),
        ("They left about 20 years ago.", None),
        ("They left 10 to 20 years ago.", None),
        ("They left twenty-five years ago.", ()),
        ("They left a decade ago.", None),
        ("They left a few days ago.", None),
        ("She left earlier this week.", "2024-07"),
        ("She left earlier this month.", "2024-07"),
        ("She left late last year.", "2023"),
        ("It burned last summer.", "2023"),
        ("It burned last spring.", None),
        ("It opens this autumn.", "2024"),
        ("It opens next spring.", "2025"),
        ("It opens next fall.", None),
        ("A fall in prices this fall in June.", "2024-06"),
        ("It was hot in the summer of 2019.", "2019"),
        ("Profit rose in the first quarter of 2023.", "2023"),
        ("It was in the fiscal 2022 budget.", "2022"),
        ("The day after, she sang.", ()),
        ("Years after the war, she sang.", ()),
        ("She sang three years later.", ()),
        ("She sang in the late ’90s.", None),
        ("Crowds came on the Fourth of July.", ()),
        ("It comes by the year 2030.", "2030"),
    ],
)
def test_find_dates_settles_what_the_words_settle(text, value):
    """A value of () is no date at all; None is one that the words leave open."""
    found = [date.value for date in find_dates(text, published=THURSDAY)]
    assert found == ([] if value == () else [value])


@pytest.mark.parametrize(
    "text", ["in Room 2019 they", "Flight 1990 was late", "the 2008-page report", "Section 1983 says"]
)
def test_find_dates_leaves_names_with_numbers_alone(text):
    assert find_dates(text) == ()
