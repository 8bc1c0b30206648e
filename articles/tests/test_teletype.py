"""Wires as printers took them: odd headers, folded lines, takes, flashes and what holds a story back."""

import pytest

from articles.extraction.structure import build_document
from articles.extraction.types import Role
from articles.readers.limits import Limits
from articles.readers.reading import read_file
from articles.readers.wire.holds import embargo_in, is_hold

FIRST, SECOND = "The ferry stayed in harbour.", "“We wait,” said Ida Marsh."
CITY = "PORT ELLIS (HPA) - "


@pytest.fixture
def read(tmp_path):
    def read(story: str, header: str = "\x01HPA0042 3 i 0320\r\n\x02", foot: str = "\x03040915 GMT MAR 24\r\n\x04"):
        (tmp_path / "wire").write_bytes(f"{header}{story}{foot}".encode())
        return list(read_file(str(tmp_path / "wire"), limits=Limits()))

    return read


def told(raw) -> list[tuple[str, str]]:
    document = build_document(raw)
    return [(x.role.value, x.span.of(document.text).strip()) for x in document.spans if x.role is not Role.BLANK]


BODY = f"{CITY}The ferry stayed\r\nin harbour.\r\n\r\n{SECOND}\r\n"
STORY = [("dateline", CITY.strip()), ("body", FIRST), ("body", SECOND)]
HEADLINE = ("headline", "Ferry stays in")
TELETYPE = {
    "slug-and-note": (
        f"\r\nVell-ferry,2ndlead\r\n\r\nFerry stays in\r\nATTENTION - ADDS quote ///\r\nBy Tom Reed\r\n\r\n{BODY}",
        [
            *[("note", "Vell-ferry,2ndlead"), HEADLINE, ("note", "ATTENTION - ADDS quote ///")],
            *[("byline", "By Tom Reed"), *STORY],
        ],
    ),
    "folded-headline": (f"Ferry stays\r\nin =\r\n\r\n{BODY}", [HEADLINE, *STORY]),
    "two-marked-lines": (
        f"Ferry stays in =\r\nBy Tom Reed =\r\n\r\n{BODY}",
        [HEADLINE, ("byline", "By Tom Reed"), *STORY],
    ),
    "tabs": (f"Ferry stays in\r\n\r\n\t{CITY}{FIRST}\r\n\t{SECOND}", [HEADLINE, *STORY]),
    "more": (f"Ferry stays in\r\n\r\n{BODY}(MORE)\r\n", [HEADLINE, *STORY, ("footer", "(MORE)")]),
    "initials": (f"Ferry stays in\r\n\r\n{BODY}tr/am", [HEADLINE, *STORY, ("footer", "tr/am")]),
    "notebook": (
        f"Ferry stays in =\r\n\r\n{BODY}\r\n# Notebook\r\n\r\nInfo",
        [HEADLINE, *STORY, ("footer", "# Notebook"), ("footer", "Info")],
    ),
    "escapes": (f"\x1b[1mFerry stays in\x1b[0m\x0e\r\n\r\n{BODY}", [HEADLINE, *STORY]),
    "hold": (
        f"Ferry stays in\r\n\r\nEMBARGOED UNTIL 0001 GMT MARCH 5\r\n\r\n{BODY}",
        [HEADLINE, ("note", "EMBARGOED UNTIL 0001 GMT MARCH 5"), *STORY],
    ),
    "flash": ("URGENT\r\nFerry stays in\r\n", [("note", "URGENT"), HEADLINE, ("body", "Ferry stays in")]),
}  # fmt: skip


@pytest.mark.parametrize(("story", "expected"), TELETYPE.values(), ids=TELETYPE)
def test_every_line_of_a_teletype_message_has_its_role(read, story, expected):
    (raw,) = read(story)
    assert told(raw) == expected
    assert raw.headline == "Ferry stays in"


@pytest.mark.parametrize("month", ["MAR", "Mar", "Mrz", "March"])
def test_months_are_those_of_more_than_one_language(read, month):
    (raw,) = read(f"Ferry stays in\r\n\r\n{BODY}", foot=f"\x03040915 {month} 24\x04")
    assert raw.published == "2024-03-04T09:15Z"


def test_every_take_is_kept(read):
    second = f"\x01HPA0043 3 i 0320\r\n\x02Ferry stays in 2 Port Ellis\r\n\r\n{SECOND}"
    found = read(f"Ferry stays in\r\n\r\n{CITY}{FIRST}\r\nMORE\r\n\x03040915 GMT MAR 24\x04{second}")
    assert [(raw.item, told(raw)[-1]) for raw in found] == [(1, ("footer", "MORE")), (2, ("body", SECOND))]


ANPA = {
    "two-bylines": (
        "^Ferry stays in<\r\n^By TOM REED<\r\n^and IDA MARSH<\r\n   PORT (HP) _ It stayed.<\r\n",
        [("byline", "By TOM REED and IDA MARSH"), ("dateline", "PORT (HP) _"), ("body", "It stayed.")],
    ),
    "photos-and-trim": (
        "^Ferry stays in<\r\n^HP Photos HP101-103<\r\n   PORT (HP) _ It stayed.<\r\n   ^(Begin optional trim)<\r\n"
        "   All day.<\r\n",
        [
            *[("note", "HP Photos HP101-103"), ("dateline", "PORT (HP) _"), ("body", "It stayed.")],
            *[("note", "(Begin optional trim)"), ("body", "All day.")],
        ],
    ),
    "profile": (
        "^Ferry stays in<\r\n   PORT (HP) _ It stayed.<\r\n(PROFILE\r\n(CO:HP;)\r\n)\r\n",
        [("dateline", "PORT (HP) _"), ("body", "It stayed."), *(("footer", w) for w in ("(PROFILE", "(CO:HP;)", ")"))],
    ),
}  # fmt: skip
HEADER = "\x01a0123\r\nr i BC-Ferry-Strike 03-04 0345\r\n\x02"


@pytest.mark.parametrize(("story", "expected"), ANPA.values(), ids=ANPA)
@pytest.mark.parametrize("sent", ["", "HP-NY-03-04-24 1530EST<\r\n"], ids=["unsigned", "signed-at-once"])
def test_every_line_of_an_anpa_message_has_its_role(read, story, expected, sent):
    (raw,) = read(story + sent, HEADER, "\x03\x04")
    found = told(raw)
    assert found[: len(expected) + 1] == [HEADLINE, *expected]
    assert raw.published == ("2024-03-04T15:30-05:00" if sent else "")


@pytest.mark.parametrize("story", ["^Ferry sinks<\r\n", "   Tide  high\r\n   Mon   3.2\r\n"], ids=["flash", "table"])
def test_an_anpa_message_without_a_beginning_is_all_story(read, story):
    (raw,) = read(story, HEADER, "\x03\x04")
    assert {role for role, _ in told(raw)} == {"body"}


def test_an_anpa_feature_is_held_for_its_release(read):
    above = "^BC-HOLD-Ferry,0050<\r\n^HOLD FOR RELEASE 6 p.m. EST Monday, March 4, 2099<\r\n"
    story = f"{above}^Ferry stays in<\r\n   PORT (HP) _ It stayed.<\r\n"
    (raw,) = read(story, HEADER, "\x03\x04")
    assert (raw.headline, raw.provenance.embargo) == ("Ferry stays in", "2099-03-04T18:00-05:00")


@pytest.mark.parametrize(
    ("line", "embargo"),
    [
        ("EMBARGOED UNTIL 0001 GMT MARCH 5, 2099", "2099-03-05T00:01Z"),
        ("Embargo: 0001 GMT 5 March", "2024-03-05T00:01Z"),
        ("STRICTLY EMBARGOED TILL 5 March 2099 18:00", "2099-03-05T18:00"),
        ("FOR RELEASE AT 10 A.M. EST MARCH 4, 2099", "2099-03-04T10:00-05:00"),
        ("*** EMBARGOED ***", "embargoed"),
        ("Embargoed for release Sunday", "embargoed"),
        ("Not for publication before Sunday", "embargoed"),
    ],
)
def test_a_line_that_holds_a_story_back_is_read(line, embargo):
    assert embargo_in(["Ferry stays in", line], "2024-03-01T09:00Z") == embargo


@pytest.mark.parametrize(
    "line", ["Embargo against Vell starves the island", "Embargo lifted", "Embargo Act of 1807 remembered", "Released"]
)
def test_an_embargo_in_the_news_is_none(line):
    assert not is_hold(line)
