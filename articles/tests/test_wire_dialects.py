"""Agencies' habits: the same story as each of them would send it, with and without what the standard asks for."""

import json
from collections.abc import Iterator
from html import escape

import pytest

from articles.extraction.structure import build_document
from articles.extraction.types import Document, RawArticle, Role
from articles.readers.errors import ReadError
from articles.readers.limits import Limits
from articles.readers.reading import read_file
from articles.readers.wire.story import MOST_TAGS

FIRST = "The ferry stayed in harbour on Monday, its crew said."
SECOND = "“We wait for the tide,” said Ida Marsh, the skipper."
NITF = f"<p>{FIRST}</p><p>{SECOND}</p>"


@pytest.fixture
def read(tmp_path):
    def read(words: str | bytes, name: str = "wire") -> list[RawArticle | ReadError]:
        path = tmp_path / name
        path.write_bytes(words if isinstance(words, bytes) else words.encode())
        return list(read_file(str(path), limits=Limits()))

    return read


def story(document: Document) -> list[str]:
    return [label.span.of(document.text) for label in document.spans if label.role is Role.BODY]


def of_role(document: Document, role: Role) -> list[str]:
    return [label.span.of(document.text) for label in document.spans if label.role is role]


# ANPA 1312

HEADERS = {
    "all-controls": b"\x16\x16\x01a0123\x1f\x1fi-----\r\nr i\x13\x11BC-Ferry-Strike 03-04 0345\r\n\x02",
    "no-controls": b"a0123\r\nr i BC-Ferry-Strike 03-04 0345\r\n",
    "one-line": b"a0123 r i BC-Ferry-Strike 03-04 0345\n",
    "three-lines": b"\x01a0123\r\nr i\r\nBC-Ferry-Strike 03-04\r\n\x02",
    "no-date": b"\x01a0123 r i am-ferry-strike\r\n\x02",
    "year": b"\x01a0123 r i bc-ferry 03-04-24 0345\r\n\x02",
}
CITY = "PORT ELLIS (HP)"
ONE, TWO = "The ferry stayed in", "harbour on Monday, its crew said."
THREE, FOUR = "“We wait for the tide,” said Ida", "Marsh, the skipper."
STORIES = {
    "typeset": f"^Ferry stays in<\r\n^By TOM REED<\r\n^Harbour Press Writer<\r\n   {CITY} _ {ONE}\r\n{TWO}<\r\n"
    f"   {THREE}\r\n{FOUR}<\r\n",
    "every-line-ended": f"^Ferry stays in<\r\n^By Tom Reed<\r\n   {CITY} _ {ONE}<\r\n{TWO}<\r\n"
    f"   {THREE}<\r\n{FOUR}<\r\n",
    "not-indented": f"^Ferry stays in<\n^By Tom Reed<\n{CITY} - {ONE}\n{TWO}<\n{THREE}\n{FOUR}<\n",
    "tabs": f"Ferry stays in\nBy Tom Reed\n\t{CITY} -- {ONE}\n{TWO}\n\t{THREE}\n{FOUR}\n",
    "blank-lines": f"Ferry stays in\n\nBy Tom Reed\n\n{CITY} - {ONE}\n{TWO}\n\n{THREE}\n{FOUR}\n",
    "slug-and-note": "^BC-Ferry Strike, 1st Ld-Writethru,0345<\r\n^Eds: ADDS quote.<\r\n^Ferry stays in<\r\n"
    f"^By Tom Reed<\r\n   {CITY} _ {ONE}\r\n{TWO}<\r\n   {THREE}\r\n{FOUR}<\r\n   ___<\r\n",
}
FEET = {"signed": "\r\nHP-NY-03-04-24 1530EST\r\n\x03\x04", "behind-the-end": "\x03\r\n03-04-24 1530EST\r\n\x04"}


@pytest.mark.parametrize("foot", FEET.values(), ids=FEET)
@pytest.mark.parametrize("words", STORIES.values(), ids=STORIES)
@pytest.mark.parametrize("header", HEADERS.values(), ids=HEADERS)
def test_anpa_of_every_habit_gives_its_story(read, header, words, foot):
    (raw,) = read(header + words.encode() + foot.encode())
    document = build_document(raw)
    assert (raw.format, document.headline, document.publisher) == ("anpa1312", "Ferry stays in", "HP")
    assert [name.title() for name in document.authors] == ["Tom Reed"]
    assert story(document) == [FIRST, SECOND]
    assert document.published.value == "2024-03-04T15:30-05:00"
    assert raw.provenance.identity == "HP:a0123:2024-03-04"
    assert raw.provenance.urgency == "r"


@pytest.mark.parametrize("header", HEADERS.values(), ids=HEADERS)
def test_every_message_of_an_anpa_file_is_an_article(read, header):
    words, foot = STORIES["typeset"].encode(), FEET["signed"].encode()
    second = header.replace(b"a0123", b"a0124") + words.replace(b"Ferry stays in<", b"Pier opens<") + foot
    found = read(header + words + foot + b"\r\n" + second)
    assert [(raw.item, raw.headline) for raw in found] == [(1, "Ferry stays in"), (2, "Pier opens")]


def test_a_sub_heading_and_notes_of_anpa_are_no_story(read):
    words = STORIES["slug-and-note"].replace("   “We", "   ^Next sailing<\r\n   “We")
    (raw,) = read(HEADERS["all-controls"] + words.encode())
    document = build_document(raw)
    assert of_role(document, Role.SUBHEADING) == ["Next sailing"]
    assert of_role(document, Role.NOTE) == ["BC-Ferry Strike, 1st Ld-Writethru,0345", "Eds: ADDS quote."]
    assert story(document) == [FIRST, SECOND]
    assert raw.provenance.note == "Eds: ADDS quote."


def test_a_kill_says_so(read):
    words = "^BULLETIN KILL<\r\n   Kill BC-Ferry Strike, a0123. The strike did not take place.<\r\n"
    (raw,) = read(HEADERS["all-controls"] + words.encode() + FEET["signed"].encode())
    assert raw.provenance.is_withdrawn


@pytest.mark.parametrize(
    "words",
    [
        "a0123\nr i BC-Ferry 03-04 0345\n\n\n",
        "\x01a0123 r i bc-ferry 03-04 0100\r\n\x02\r\n\x03",
    ],
    ids=["no-controls", "controls"],
)
def test_a_message_without_a_story_is_told(read, words):
    (refused,) = read(words)
    assert refused.problem == "a message without a story"


def test_a_text_that_names_a_flight_is_no_wire(read):
    (raw,) = read("B1234 to land\n\nThe plane was late on 03-04 by 0345 minutes.\n")
    assert raw.format == "text"


# IPTC 7901


@pytest.mark.parametrize(
    "header",
    [b"\x01hpa0007 4 s 850  hpa 0908\r\n", b"\x01HPA0007 4 pl 85 HPA /Ferry/\r\n", b"\x16\x16\x01HPA0007\r\n"],
    ids=["low", "keywords", "bare"],
)
def test_iptc7901_keeps_the_name_of_the_message(read, header):
    body = "\r\nFerry stays in =\r\n\r\n   The ferry stayed in harbour on Monday,\r\nits crew said.\r\n"
    (raw,) = read(header + b"\x02" + body.encode() + b"\x03040915 GMT Mar 24\r\n\x04")
    assert story(build_document(raw)) == [FIRST]
    assert raw.provenance.identity.lower() == "iptc7901:hpa0007:2024-03-04"
    assert raw.provenance.urgency == ("" if b" 4 " not in header else "4")


# AP JSON


AP = {
    "uri": "https://agency.example/content/0f0f",
    "altids": {"itemid": "0f0f", "etag": "0f0f_3", "friendlykey": "24064"},
    "version": 3,
    "type": "text",
    "pubstatus": "usable",
    "urgency": 4,
    "firstcreated": "2024-03-04T09:15:00Z",
    "versioncreated": "2024-03-04T10:15:00Z",
    "ednote": "UPDATES: with quote.",
    "headline": "Ferry stays in",
    "headline_extended": "Ferry stays in harbour as its crew waits for the tide",
    "title": "BC-Ferry-Strike",
    "bylines": [{"by": "By TOM REED", "title": "Harbour Press"}],
    "copyrightnotice": "Copyright 2024 Harbour Press. All rights reserved.",
    "usageterms": ["For subscribers only.", "No archives."],
    "infosource": [{"name": "Harbour Press", "type": "AP"}],
}
WHOLE = (
    "<?xml version='1.0' encoding='utf-8'?><!DOCTYPE nitf><nitf><body><body.head><hedline><hl1>Ferry stays in</hl1>"
    "</hedline><byline>By Tom Reed<byttl>Harbour Press</byttl></byline></body.head>"
    f"<body.content><block>{NITF}</block></body.content></body></nitf>"
)


def wrapped(item: dict) -> Iterator[dict]:
    yield {"data": {"item": item}}
    yield {"id": "x", "data": {"updated": "2024", "items": [{"meta": {"score": 1}, "item": item}]}}
    yield item


@pytest.mark.parametrize(
    "with_story",
    [
        {"body_nitf": f"<block id='Main'>{NITF}</block>"},
        {"body_nitf": WHOLE},
        {"renditions": {"nitf": {"mimetype": "text/xml", "type": "text", "content": WHOLE}}},
        {"renditions": {"text_nitf": {"body": f"<block>{NITF}</block>", "href": "https://agency.example/nitf"}}},
        {"story": {"nitf": WHOLE}},
        {"story": NITF},
        {"story": {"body_html": NITF}},
    ],
    ids=["block", "nitf", "rendition", "named-rendition", "story", "story-words", "story-html"],
)
@pytest.mark.parametrize("layout", range(3))
def test_ap_json_of_every_layout_gives_its_story(read, with_story, layout):
    (raw,) = read(json.dumps(list(wrapped(AP | with_story))[layout]))
    document = build_document(raw)
    assert (raw.format, document.headline, document.publisher) == ("ap-json", "Ferry stays in", "Harbour Press")
    assert story(document) == [FIRST, SECOND]
    assert [name.title() for name in document.authors] == ["Tom Reed"]
    said = raw.provenance
    assert (said.identity, said.version, said.status, said.urgency) == ("ap:0f0f", "3", "usable", "4")
    assert (said.holder, said.terms) == ("Harbour Press", "For subscribers only. No archives.")
    assert said.note == "UPDATES: with quote."


def test_an_item_without_a_headline_takes_another_one_of_its_own(read):
    item = {name: value for name, value in AP.items() if name != "headline"} | {"body_nitf": NITF}
    (raw,) = read(json.dumps({"data": {"item": item}}))
    assert raw.headline == "Ferry stays in harbour as its crew waits for the tide"


def test_pictures_beside_an_item_are_its_captions(read):
    picture = {"type": "picture", "description_caption": "The quay at dawn. (HP Photo/Ann Ferris)"}
    (raw,) = read(json.dumps({"data": {"item": AP | {"body_nitf": NITF, "associations": {"1": picture}}}}))
    (caption,) = build_document(raw).captions
    assert (caption.span.of(raw.text), caption.credit.photographer) == ("The quay at dawn.", "Ann Ferris")


def test_a_story_that_lies_at_an_address_is_not_fetched_and_the_remedy_is_told(read):
    link = {"renditions": {"nitf": {"href": "https://agency.example/nitf"}}}
    (refused,) = read(json.dumps({"data": {"item": AP | link}}))
    assert refused.problem == "an item whose text is only at an address"
    assert "NITF" in refused.remedy


@pytest.mark.parametrize("embargo", [{"embargoed": "2099-01-01T00:00:00Z"}, {"pubstatus": "embargoed"}])
def test_an_embargo_is_kept(read, embargo):
    (raw,) = read(json.dumps({"data": {"item": AP | embargo | {"body_nitf": NITF}}}))
    assert raw.provenance.embargo in ("2099-01-01T00:00:00Z", "embargoed")


def test_an_item_that_is_taken_back_is_told_even_without_words(read):
    (raw,) = read(json.dumps({"data": {"item": AP | {"pubstatus": "canceled"}}}))
    assert raw.provenance.is_withdrawn
    assert raw.provenance.identity == "ap:0f0f"


# ninjs


def test_a_story_beside_another_is_an_article_of_its_own_and_held_back_with_it(read):
    side = {"type": "text", "uri": "urn:side", "headline": "Pier opens", "body_text": "The pier opened on Friday."}
    picture = {"type": "picture", "description_text": "The quay at dawn."}
    item = {
        "uri": "urn:hp:1", "versioncreated": "2024-03-04T10:00:00Z", "headline": "Ferry stays in", "body_xhtml": NITF,
        "embargoed": "2099-01-01T00:00:00Z", "associations": {"side": side, "main": picture},
    }  # fmt: skip
    first, second = read(json.dumps(item))
    assert [raw.headline for raw in (first, second)] == ["Ferry stays in", "Pier opens"]
    assert second.provenance.embargo == first.provenance.embargo
    assert [caption.span.of(first.text) for caption in first.captions] == ["The quay at dawn."]


def test_a_picture_in_the_story_and_beside_it_is_one_caption_with_its_credit(read):
    """What such a picture has for a body describes it for those who cannot see it."""
    picture = {
        "type": "picture",
        "description_text": "The quay at dawn.",
        "byline": "Ann Ferris",
        "body_text": "A quay.",
    }
    shown = f"{NITF}<figure><img src='q.jpg'><figcaption>The quay at dawn.</figcaption></figure>"
    item = {"type": "text", "versioncreated": "2024", "headline": "Ferry stays in", "body_html": shown}
    (raw,) = read(json.dumps(item | {"associations": {"embedded": picture, "main": picture | {"body_text": "Dawn."}}}))
    captions = [(caption.span.of(raw.text), caption.credit.photographer) for caption in raw.captions]
    assert captions == [("The quay at dawn.", "Ann Ferris")]


def test_what_a_story_is_about_stands_over_it_unless_it_is_its_opening(read):
    item = {"type": "text", "versioncreated": "2024", "headline": "Ferry stays in", "body_html": NITF}
    for words, standfirst in (
        ("<p>Crew waits.</p>", "Crew waits."),
        (FIRST, ""),
        ("The ferry stayed in harbour …", ""),
    ):
        (raw,) = read(json.dumps(item | {"description_text": words}))
        assert build_document(raw).standfirst == standfirst


@pytest.mark.parametrize(
    "said",
    [
        {"contributors": [{"name": "Tom Reed", "role": "writer"}, {"name": "Ann Ferris", "role": "photographer"}]},
        {"contributors": [{"name": "Tom Reed", "roles": ["writer"]}, {"name": "Bo Lund", "roles": ["editor"]}]},
        {"byline": "Von Tom Reed"},
    ],
)
def test_who_wrote_an_item_is_said_in_several_ways(read, said):
    (raw,) = read(json.dumps({"type": "text", "versionCreated": "2024", "headline": "Ferry", "body_html": NITF} | said))
    assert build_document(raw).authors == ("Tom Reed",)


ARC = {
    "type": "story", "_id": "ABC", "headlines": {"basic": "Ferry stays in"}, "subheadlines": {"basic": "Crew waits."},
    "credits": {"by": [{"type": "author", "name": "Tom Reed"}, {"type": "author", "name": "Bo Lund"}]},
    "first_publish_date": "2024-03-04T15:30:00Z", "distributor": {"name": "Harbour Press"},
    "content_elements": [
        {"type": "text", "content": FIRST}, {"type": "interstitial_link", "content": "Pier opens"},
        {"type": "image", "caption": "The quay at dawn.", "credits": {"by": [{"name": "Ann Ferris"}]}},
        {"type": "quote", "content_elements": [{"type": "text", "content": SECOND}]},
    ],
}  # fmt: skip


@pytest.mark.parametrize("answer", [ARC, [ARC], {"content_elements": [ARC], "count": 1}], ids=["one", "list", "search"])
def test_a_story_of_elements_is_read_with_its_pictures(read, answer):
    (raw,) = read(json.dumps(answer))
    document = build_document(raw)
    assert (document.headline, document.standfirst) == ("Ferry stays in", "Crew waits.")
    assert (document.authors, document.publisher) == (("Tom Reed", "Bo Lund"), "Harbour Press")
    assert (story(document), document.published.value) == ([FIRST, SECOND], "2024-03-04T15:30+00:00")
    captions = [(caption.span.of(raw.text), caption.credit.raw) for caption in raw.captions]
    assert captions == [("The quay at dawn.", "Ann Ferris")]


def test_a_story_of_elements_that_is_not_out_is_held_back(read):
    assert read(json.dumps(ARC | {"revision": {"published": False}}))[0].provenance.embargo == "withheld"


# NewsML


def test_what_is_new_in_a_version_and_who_wrote_it_are_no_paragraphs(read):
    above = "<p>(Adds quotes, background)</p><p>By Tom Reed</p>"
    below = "<p>(Reporting by Tom Reed)</p><p>((tom.reed@hp.example; +44 20 5550 0100;))</p>"
    inside = f"<inlineXML><html><body>{above}{NITF}{below}</body></html></inlineXML>"
    (raw,) = read(f"<newsItem guid='urn:hp:1'><itemMeta/><contentSet>{inside}</contentSet></newsItem>")
    document = build_document(raw)
    assert (story(document), document.authors) == ([FIRST, SECOND], ("Tom Reed",))
    assert "(Adds quotes, background)" in of_role(document, Role.NOTE)


def test_a_status_that_will_change_is_an_embargo(read):
    words = (
        "<NewsML><NewsItem><Identification><NewsIdentifier><ProviderId>hp.example</ProviderId><DateId>20240304</DateId>"
        "<NewsItemId>1</NewsItemId><RevisionId>2</RevisionId></NewsIdentifier></Identification><NewsManagement>"
        "<FirstCreated>20240304T091500Z</FirstCreated><Status FormalName='Embargoed'/><StatusWillChange>"
        "<DateAndTime>20990101T000000Z</DateAndTime></StatusWillChange></NewsManagement><NewsComponent><NewsLines>"
        f"<HeadLine>Ferry stays in</HeadLine></NewsLines><ContentItem><DataContent>{NITF}</DataContent></ContentItem>"
        "</NewsComponent></NewsItem></NewsML>"
    )
    (raw,) = read(words)
    assert (raw.provenance.identity, raw.provenance.version) == ("hp.example:20240304:1", "2")
    assert raw.provenance.embargo == "20990101T000000Z"
    assert story(build_document(raw)) == [FIRST, SECOND]


TAGS = "<b>a</b>" * (MOST_TAGS // 2 + 1)
OVERLOADED = {
    "ninjs": "\n".join(
        json.dumps({"uri": f"urn:hp:{n}", "type": "text", "headline": "Ferry", "body_html": f"<p>{FIRST}</p>{tags}"})
        for n, tags in enumerate(("", TAGS, ""))
    ),
    "feed": "<rss><channel>{}</channel></rss>".format(
        "".join(
            f"<item><title>Ferry</title><description>{escape(f'<p>{FIRST}</p>{tags}')}</description></item>"
            for tags in ("", TAGS, "")
        )
    ),
    "json": json.dumps([{"title": "Ferry", "content": f"<p>{FIRST}</p>{tags}"} for tags in ("", TAGS, "")]),
}


@pytest.mark.parametrize("words", OVERLOADED.values(), ids=OVERLOADED)
def test_a_story_of_too_many_tags_is_refused_at_its_place_and_the_others_are_read(read, words):
    first, refused, last = read(words)
    assert (refused.item, refused.problem) == (2, f"a story of more than {MOST_TAGS:,} tags")
    assert [story(build_document(raw)) for raw in (first, last)] == [[FIRST], [FIRST]]
