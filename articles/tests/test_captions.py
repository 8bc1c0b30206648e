"""Who is in the picture, where they stand, when and where it was taken."""

import re

import pytest

from articles.extraction.captions import read_captions
from articles.extraction.nlp import parse
from articles.extraction.structure import build_document
from articles.extraction.types import MentionKind, NameMention, PersonChain, RawArticle, Span

STORY = "The harbour council met for nine hours on the pier and agreed on nothing at all."
CREDIT = "(Mia Stroud/Getty Images)"


def chain(text, name):
    """A person by every place where their full name is printed."""
    mentions = tuple(
        NameMention(span=Span(*found.span()), text=name, kind=MentionKind.NAME, rule="test", confidence=1.0)
        for found in re.finditer(re.escape(name), text)
    )
    return PersonChain(name=name, mentions=mentions)


@pytest.fixture(scope="module")
def reading_of(nlp):
    def reading_of(caption, *names, published=""):
        text = f"Pier talks fail\n\n{STORY}\n\n{caption} {CREDIT}\n\n{STORY}"
        document = build_document(RawArticle(path="a.txt", text=text, published=published))
        people = tuple(chain(text, name) for name in names)
        (reading,) = read_captions(parse(document, nlp), document, people)
        return reading

    return reading_of


@pytest.fixture(scope="module")
def shown_in(reading_of):
    def shown_in(caption, *names):
        return [(names[shown.person], shown.position) for shown in reading_of(caption, *names).people]

    return shown_in


@pytest.mark.parametrize(
    ("caption", "names", "shown"),
    [
        pytest.param("Ann Ferris walks along the pier.", ["Ann Ferris"], ["Ann Ferris"], id="subject"),
        pytest.param("Ann Ferris on the pier.", ["Ann Ferris"], ["Ann Ferris"], id="no-verb"),
        pytest.param(
            "Singer Ann Ferris and reporters Bo Lund and Cy Moe celebrate on the pier.",
            ["Ann Ferris", "Bo Lund", "Cy Moe"],
            ["Ann Ferris", "Bo Lund", "Cy Moe"],
            id="long-subject",
        ),
        pytest.param(
            "Ann Ferris poses with Bo Lund at the harbour.",
            ["Ann Ferris", "Bo Lund"],
            ["Ann Ferris", "Bo Lund"],
            id="poses-with",
        ),
        pytest.param(
            "Mayor Ann Ferris hugs her brother, Bo Lund, on the pier.",
            ["Ann Ferris", "Bo Lund"],
            ["Ann Ferris", "Bo Lund"],
            id="hugged-apposition",
        ),
        pytest.param(
            "Goalkeeper Ann Ferris is lifted by captain Bo Lund after the match.",
            ["Ann Ferris", "Bo Lund"],
            ["Ann Ferris", "Bo Lund"],
            id="lifted-by",
        ),
        pytest.param(
            "Ann Ferris hands a medal to Bo Lund on the pier.",
            ["Ann Ferris", "Bo Lund"],
            ["Ann Ferris", "Bo Lund"],
            id="hands-to",
        ),
        pytest.param(
            "Ann Ferris speaks as Bo Lund listens in Dale.",
            ["Ann Ferris", "Bo Lund"],
            ["Ann Ferris", "Bo Lund"],
            id="as-another-listens",
        ),
        pytest.param(
            "Ann Ferris talks about the late Bo Lund at the harbour.",
            ["Ann Ferris", "Bo Lund"],
            ["Ann Ferris"],
            id="talked-about",
        ),
        pytest.param(
            "Ann Ferris says the arrest of Bo Lund changed the harbour.",
            ["Ann Ferris", "Bo Lund"],
            ["Ann Ferris"],
            id="inside-what-is-said",
        ),
        pytest.param(
            "Ann Ferris' fans defend her after her split from Bo Lund.",
            ["Ann Ferris", "Bo Lund"],
            ["Ann Ferris"],
            id="fans-stand-for-the-star-but-not-for-the-ex",
        ),
        pytest.param("FILE - Ann Ferris speaks to reporters in Dale.", ["Ann Ferris"], ["Ann Ferris"], id="file-tag"),
        pytest.param(
            "In this image taken from video, Ann Ferris speaks in Dale.",
            ["Ann Ferris"],
            ["Ann Ferris"],
            id="video-still",
        ),
        pytest.param("Sept. 6, 1946: Ann Ferris sings in Dale.", ["Ann Ferris"], ["Ann Ferris"], id="date-and-colon"),
        pytest.param("A portrait of Ann Ferris hangs in Dale.", ["Ann Ferris"], ["Ann Ferris"], id="portrait-of"),
        pytest.param("Ann Ferris is seen leaving the pier.", ["Ann Ferris"], ["Ann Ferris"], id="is-seen"),
        pytest.param(
            "Ann Ferris is seen walking with Bo Lund on the pier.",
            ["Ann Ferris", "Bo Lund"],
            ["Ann Ferris", "Bo Lund"],
            id="seen-walking-with",
        ),
        pytest.param(
            "Ann Ferris signs a letter to Bo Lund about the pier.",
            ["Ann Ferris", "Bo Lund"],
            ["Ann Ferris"],
            id="letter-to-somebody",
        ),
        pytest.param("The islands that Bo Lund once owned are for sale.", ["Bo Lund"], [], id="owner-is-not-shown"),
        pytest.param("Crowds line the pier at dawn.", [], [], id="nobody-named"),
        pytest.param(
            "Ann Ferris, then Ann Lund, on her first day at sea.",
            ["Ann Ferris", "Ann Lund"],
            ["Ann Ferris"],
            id="earlier-name-is-the-same-person",
        ),
        pytest.param(
            "Ann Ferris greets voters in Dale. Bo Lund resigned last week.",
            ["Ann Ferris", "Bo Lund"],
            ["Ann Ferris"],
            id="second-sentence-is-background",
        ),
    ],
)
def test_people_shown(shown_in, caption, names, shown):
    assert [name for name, _ in shown_in(caption, *names)] == shown


@pytest.mark.parametrize(
    ("caption", "names", "shown"),
    [
        pytest.param(
            "Ann Ferris, left, talks with Bo Lund on the pier.",
            ["Ann Ferris", "Bo Lund"],
            [("Ann Ferris", "left"), ("Bo Lund", None)],
            id="comma-left",
        ),
        pytest.param(
            "Ann Ferris (R) tackles Bo Lund (L) in Dale.",
            ["Ann Ferris", "Bo Lund"],
            [("Ann Ferris", "right"), ("Bo Lund", "left")],
            id="letters-in-brackets",
        ),
        pytest.param(
            "Ann Ferris, centre, with her son, Bo Lund, left, and Cy Moe, second right, in Dale.",
            ["Ann Ferris", "Bo Lund", "Cy Moe"],
            [("Ann Ferris", "centre"), ("Bo Lund", "left"), ("Cy Moe", "second right")],
            id="three-positions",
        ),
        pytest.param(
            "Ann Ferris, President Bo Lund's adviser on the sea (left), and Cy Moe (right) in Dale.",
            ["Ann Ferris", "Bo Lund", "Cy Moe"],
            [("Ann Ferris", "left"), ("Cy Moe", "right")],
            id="owner-between-name-and-position",
        ),
        pytest.param(
            "From left, Ann Ferris, Dr. Bo Lund and driver Cy Moe wait for the bus.",
            ["Ann Ferris", "Bo Lund", "Cy Moe"],
            [("Ann Ferris", "first from left"), ("Bo Lund", "second from left"), ("Cy Moe", "third from left")],
            id="from-left",
        ),
        pytest.param(
            "Ann Ferris, from left, Bo Lund and Cy Moe wait for the bus.",
            ["Ann Ferris", "Bo Lund", "Cy Moe"],
            [("Ann Ferris", "first from left"), ("Bo Lund", "second from left"), ("Cy Moe", "third from left")],
            id="from-left-after-the-first-name",
        ),
        pytest.param(
            "Rowers (L-R) Ann Ferris and Bo Lund wait for the tide.",
            ["Ann Ferris", "Bo Lund"],
            [("Ann Ferris", "first from left"), ("Bo Lund", "second from left")],
            id="l-r",
        ),
        pytest.param(
            "Clockwise from top left: Ann Ferris, Bo Lund and Cy Moe at the harbour.",
            ["Ann Ferris", "Bo Lund", "Cy Moe"],
            [
                ("Ann Ferris", "first clockwise from top left"),
                ("Bo Lund", "second clockwise from top left"),
                ("Cy Moe", "third clockwise from top left"),
            ],
            id="clockwise",
        ),
        pytest.param(
            "Left: Ann Ferris in 1990. Right: Bo Lund in 2001.",
            ["Ann Ferris", "Bo Lund"],
            [("Ann Ferris", "left"), ("Bo Lund", "right")],
            id="position-before-a-colon",
        ),
        pytest.param(
            "Ann Ferris, second from left, waits on the left side of the pier.",
            ["Ann Ferris"],
            [("Ann Ferris", "second from left")],
            id="side-of-the-pier-is-no-position",
        ),
        pytest.param(
            "Ann Ferris left the pier in Dale.",
            ["Ann Ferris"],
            [("Ann Ferris", None)],
            id="left-as-a-verb",
        ),
    ],
)
def test_positions(shown_in, caption, names, shown):
    assert shown_in(caption, *names) == shown


@pytest.mark.parametrize(
    ("caption", "value", "place"),
    [
        pytest.param(
            "Ann Ferris sings on December 2, 2008 in Port Dale.", "2008-12-02", "Port Dale", id="date-then-place"
        ),
        pytest.param(
            "Ann Ferris at the Harbour Theatre, Thursday, April 27, 2023, in Dale.",
            "2023-04-27",
            "Dale",
            id="weekday-month-day-year",
        ),
        pytest.param(
            "Ann Ferris sings in Old Dale in Norland in October 2011.",
            "2011-10",
            "Old Dale in Norland",
            id="place-in-place",
        ),
        pytest.param(
            "Ann Ferris sings in Dale, northern Norland, on 24 April 2025.",
            "2025-04-24",
            "Dale, northern Norland",
            id="region",
        ),
        pytest.param("Ann Ferris sings at Tallow Hall.", None, "Tallow Hall", id="venue-without-a-town"),
        pytest.param("Ann Ferris sings at Dale Fashion Week.", None, "", id="occasion-is-no-place"),
        pytest.param("Ann Ferris, who has led since 2017, sings.", None, "", id="year-of-something-earlier"),
        pytest.param("Ann Ferris sings in Dale. On May 3, 2024 she left.", "2024-05-03", "Dale", id="full-date-later"),
        pytest.param(
            "Ann Ferris sings in Dale. On Friday she left.", None, "Dale", id="weekday-later-is-not-the-picture"
        ),
        pytest.param("Ann Ferris sings in this July file photo.", None, "", id="file-photo-month-has-no-year"),
    ],
)
def test_date_and_place(reading_of, caption, value, place):
    reading = reading_of(caption, "Ann Ferris")
    assert (reading.date and reading.date.value, reading.place) == (value, place)


def test_weekday_is_counted_from_publication(reading_of):
    reading = reading_of("Ann Ferris sings on Tuesday.", "Ann Ferris", published="2024-07-18")
    assert reading.date.value == "2024-07-16"


def test_weekday_without_publication_keeps_its_words(reading_of):
    reading = reading_of("Ann Ferris sings on Tuesday.", "Ann Ferris")
    assert (reading.date.value, reading.date.text) == (None, "Tuesday")


def test_reading_carries_words_credit_and_rule(reading_of):
    reading = reading_of("Ann Ferris walks along the pier.", "Ann Ferris")
    assert reading.text == "Ann Ferris walks along the pier."
    assert (reading.credit.photographer, reading.credit.agency) == ("Mia Stroud", "Getty Images")
    assert reading.rule == "subject"


def test_photographer_is_not_in_the_picture(shown_in):
    assert shown_in("Ann Ferris walks along the pier.", "Ann Ferris", "Mia Stroud") == [("Ann Ferris", None)]


def test_guess_from_a_possessive_is_rated_low(reading_of):
    sure = reading_of("Ann Ferris walks along the pier.", "Ann Ferris")
    guess = reading_of("Ann Ferris' fans walk along the pier.", "Ann Ferris")
    assert guess.confidence < sure.confidence
