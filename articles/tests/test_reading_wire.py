"""What agencies, feeds and exports send: the article that each file becomes, and what is said of one that is none."""

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from articles.extraction.structure import build_document
from articles.extraction.types import Document, Role
from articles.readers.errors import ReadError
from articles.readers.formats import ENDINGS
from articles.readers.limits import Limits
from articles.readers.reading import read_file

STORY = (
    "The ferry stayed in harbour on Monday, its crew said.",
    "“We wait for the tide,” said Ida Marsh, the skipper.",
)
SAMPLES = Path(__file__).parent / "cases" / "formats"
KNOWN_AS = {
    "nitf.xml": "nitf",
    "newsml-1.2.xml": "newsml1",
    "newsml-g2.xml": "newsml-g2",
    "ninjs-1.json": "ninjs",
    "ninjs-3.json": "ninjs",
    "teletype.txt": "iptc7901",
    "rss.xml": "feed",
    "atom.xml": "feed",
    "wordpress.xml": "feed",
    "table.csv": "table",
    "table.jsonl": "table",
    "table.json": "table",
}
PICTURE = {"type": "picture", "byline": "Ann Ferris", "description_text": "The quay at dawn."}
WITHOUT_PICTURE = ("iptc7901", "table")

# What no wire, no table and no page is.
ODD = [
    "Ferry stays in\n\nThe ferry stayed in harbour on Monday.\n",
    *("7", '"word"', "null", "[1]", "{}", "[[]]", "<a/>", "a,b\n", "\n \n", "\x01\x02\x03"),
    *("---\n7\n---\n\nWords.", "+++\n+++\n", "MIME-Version: 1.0\n\n"),
]


@pytest.fixture
def read(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)

    def read(name: str, words: str, encoding: str = "utf-8") -> list:
        (tmp_path / name).write_bytes(words.encode(encoding))
        return list(read_file(name, limits=Limits()))

    return read


def story(document: Document) -> list[str]:
    return [label.span.of(document.text) for label in document.spans if label.role is Role.BODY]


def sample(name: str) -> str:
    return (SAMPLES / name).read_bytes().decode()


@pytest.mark.parametrize(("name", "known_as"), KNOWN_AS.items(), ids=KNOWN_AS)
def test_each_format_is_known_by_what_it_holds_and_gives_its_article(read, name, known_as):
    raw = read("without-an-ending", sample(name))[0]
    document = build_document(raw)

    assert (raw.format, document.headline) == (known_as, "Ferry stays in")
    assert story(document) == list(STORY)
    assert document.authors == ("Tom Reed",)
    assert document.published.value.startswith("2024-03-04")
    if known_as not in WITHOUT_PICTURE:
        caption = document.captions[0]
        assert caption.span.of(document.text) == "The quay at dawn."
        assert known_as == "feed" or caption.credit.photographer == "Ann Ferris"
    if known_as != "iptc7901":
        assert document.publisher == "Harbour Press"


def test_the_parts_of_a_nitf_keep_their_roles(read):
    document = build_document(read("a.xml", sample("nitf.xml"))[0])
    found = [(label.role, label.span.of(document.text)) for label in document.spans if label.role is not Role.BLANK]
    assert found == [
        (Role.HEADLINE, "Ferry stays in"),
        (Role.BYLINE, "By Tom Reed"),
        (Role.STANDFIRST, "No sailing before Thursday."),
        (Role.BODY, STORY[0]),
        (Role.SUBHEADING, "At the quay"),
        (Role.CAPTION, "The quay at dawn."),
        (Role.CREDIT, "Ann Ferris"),
        (Role.BODY, STORY[1]),
        (Role.FOOTER, "tr/am/ok"),
    ]


def test_an_item_keeps_its_name_version_rights_and_embargo(read):
    (raw,) = read("a.xml", sample("newsml-g2.xml"))
    said = raw.provenance
    assert (said.identity, said.version, said.notice) == ("urn:hp:1", "3", "© Harbour Press")
    assert (said.embargo, said.modified) == ("2024-03-04T12:00:00+01:00", "2024-03-05T08:00:00+01:00")
    captions = [(c.span.of(raw.text), c.credit.photographer) for c in raw.captions]
    assert captions == [("The quay at dawn.", "Ann Ferris"), ("The skipper waits.", "Bo Lund")]


def g2_item(guid, meta="", words="The ferry stayed in on Friday, as the wind rose.", kind="text"):
    inside = f"<contentSet><inlineData contenttype='text/plain'>{words}</inlineData></contentSet>"
    if kind == "picture":
        inside = f"<contentMeta><description role='drol:caption'>{words}</description></contentMeta>"
    return (
        f"<newsItem guid='{guid}'><itemMeta><itemClass qcode='ninat:{kind}'/>{meta}</itemMeta>"
        f"<contentMeta><headline>{guid}</headline></contentMeta>{inside}</newsItem>"
    )


def g2_package(guid, meta, *named):
    refs = "".join(f"<itemRef residref='{name}'/>" for name in named)
    groups = f"<groupSet><group>{refs}</group></groupSet>"
    return f"<packageItem guid='{guid}'><itemMeta>{meta}</itemMeta>{groups}</packageItem>"


LATER, SOONER = "2099-01-02T00:00:00Z", "2099-01-01T00:00:00Z"


def test_what_holds_a_package_back_holds_its_items_back(read):
    """Also those of a package inside it; an item that is held longer is held as long as it says."""
    message = [
        g2_package("outer", f"<embargoed>{SOONER}</embargoed>", "a", "inner", "c"),
        g2_package("inner", "", "b", "outer"),
        g2_package("other", "<pubStatus qcode='stat:withheld'/>", "e"),
        g2_item("a"),
        g2_item("b", "<embargoed>2001-01-01T00:00:00Z</embargoed>"),
        g2_item("c", f"<embargoed>{LATER}</embargoed>"),
        g2_item("d"),
        g2_item("e", f"<embargoed>{LATER}</embargoed>"),
    ]
    found = read("a.xml", f"<newsMessage><itemSet>{''.join(message)}</itemSet></newsMessage>")
    assert {raw.provenance.identity: raw.provenance.embargo for raw in found} == {
        "a": SOONER, "b": SOONER, "c": LATER, "d": "", "e": "withheld",
    }  # fmt: skip


def test_the_caption_of_a_picture_that_is_held_back_is_in_no_story_that_is_not(read):
    items = g2_item("a") + g2_item("p", f"<embargoed>{LATER}</embargoed>", "Ida Marsh wins.", "picture")
    story, picture = read("a.xml", f"<newsMessage><itemSet>{items}</itemSet></newsMessage>")
    assert "Ida Marsh" not in story.text
    assert (story.provenance.embargo, picture.provenance.embargo) == ("", LATER)


def test_a_picture_alone_is_an_article_of_its_caption_and_terms_are_no_caption(read):
    words = "Ida Marsh (L) at the quay on March 4, 2024. HPA PHOTO / ANN FERRIS RESTRICTED TO EDITORIAL USE. No resale."
    (raw,) = read("a.json", json.dumps(PICTURE | {"versioncreated": "2024", "description_text": words}))
    (caption,) = build_document(raw).captions
    assert caption.span.of(raw.text) == "Ida Marsh (L) at the quay on March 4, 2024."
    assert raw.text.endswith("RESTRICTED TO EDITORIAL USE. No resale.")


def test_one_bad_row_does_not_lose_the_others(read):
    for name in ("table.csv", "table.jsonl", "table.json"):
        first, bad, last = read(name, sample(name))
        assert isinstance(bad, ReadError)
        assert (first.item, last.item, last.headline) == (1, 3, "Ferry stays in")
        assert name in str(bad)


@pytest.mark.parametrize(
    ("name", "words", "says"),
    [
        ("a.xml", sample("nitf.xml").replace("</body>", ""), "a.xml:9: this is not well-formed XML"),
        ("a.xml", "<newsMessage><itemSet/></newsMessage>", "a.xml: no newsItem in this NewsML-G2"),
        ("a.xml", "<rss><channel><title>Empty</title></channel></rss>", "a.xml: a feed without articles"),
        ("a.json", '{"uri": "a", "body_text": ', "a.json:1: this is not JSON"),
        ("a.json", '{"uri": "a", "bodies": ' + "[" * 100_000, "a.json"),
        ("a.csv", sample("table.csv")[:80] + '"x"y",\n', "a.csv"),
    ],
    ids=["broken-xml", "no-items", "no-entries", "broken-json", "deep-json", "broken-csv"],
)
def test_a_broken_file_is_refused_with_its_line_and_a_remedy(read, name, words, says):
    *_, last = read(name, words)
    assert isinstance(last, ReadError)
    assert str(last).startswith(says)
    assert last.remedy


def test_nothing_outside_the_file_and_no_bomb_is_read(read, tmp_path):
    (tmp_path / "secret").write_text("the password")
    doctype = '<!DOCTYPE nitf [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;"><!ENTITY s SYSTEM "secret">]>'
    body = (
        f"<body><body.content><p>Laugh &b; and &s; at caf&eacute;&nbsp;Nord.</p><p>{STORY[0]}</p></body.content></body>"
    )
    (raw,) = read("a.xml", f"{doctype}<nitf>{body}</nitf>")
    assert "password" not in raw.text
    assert "haha" not in raw.text
    assert "café Nord" in raw.text


@settings(max_examples=60)
@given(
    name=st.sampled_from(sorted(KNOWN_AS)),
    cut=st.integers(0, 3000),
    junk=st.binary(max_size=40),
    rest=st.integers(0, 3000),
)
def test_a_file_broken_anywhere_gives_articles_or_errors(tmp_path_factory, name, cut, junk, rest):
    data = sample(name).encode()
    path = tmp_path_factory.getbasetemp() / "broken.xml"
    path.write_bytes(data[:cut] + junk + data[cut + rest :])
    for found in read_file(str(path), limits=Limits()):
        if not isinstance(found, ReadError):
            document = build_document(found)
            assert "".join(label.span.of(document.text) for label in document.spans) == document.text


ONE = {"headline": "Ferry stays in", "text": "\n".join(STORY)}


@pytest.mark.parametrize("indent", [None, 1])
@pytest.mark.parametrize(
    "held", [ONE, {"count": 1, "articles": [ONE]}, [ONE]], ids=["alone", "in-an-answer", "in-a-list"]
)
def test_json_of_any_layout_gives_its_articles(read, held, indent):
    (raw,) = read("a.json", json.dumps(held, indent=indent))
    assert story(build_document(raw)) == list(STORY)


def test_an_object_that_is_no_article_is_told_once(read):
    (refused,) = read("a.json", json.dumps({"name": "settings", "list": [1, 2]}, indent=1))
    assert str(refused).startswith("a.json#1: a row without a text")


def test_lines_longer_than_the_first_bytes_are_read(read):
    long = json.dumps({"headline": "Ferry stays in", "id": 1, "text": "Word. " * 2000})
    assert [raw.item for raw in read("a.jsonl", f"{long}\n{long}\n")] == [1, 2]


@pytest.mark.parametrize("words", ODD, ids=ascii)
def test_a_file_that_is_not_what_its_name_says_is_an_article_or_refused_in_words(read, words):
    for ending in ENDINGS:
        for found in read(f"a{ending}", words):
            assert not isinstance(found, ReadError) or "reading it failed" not in found.problem


def test_line_ends_and_tabs_in_json_need_not_be_escaped(read):
    (raw,) = read("a.json", '{"headline": "Ferry\tstays in", "body_text": "' + "\n\n".join(STORY) + '"}')
    assert raw.headline == "Ferry stays in"
    assert story(build_document(raw)) == [*STORY]
