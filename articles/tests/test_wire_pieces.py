"""Pieces that wires put into places of their own: none of them is lost, and each is taken for what it is."""

import json

import pytest

from articles.extraction.structure import build_document
from articles.extraction.types import Document, Role
from articles.readers.errors import ReadError
from articles.readers.limits import Limits
from articles.readers.reading import read_file

FIRST = "The ferry stayed in harbour on Monday, its crew said."
SECOND = "“We wait for the tide,” said Ida Marsh, the skipper."
PARAGRAPHS = f"<p>{FIRST}</p><p>{SECOND}</p>"
LATER, SOONER, PAST = "2099-01-02T00:00:00Z", "2099-01-01T00:00:00Z", "2001-01-01T00:00:00Z"


@pytest.fixture
def read(tmp_path):
    def read(words: str | dict | list, name: str = "wire") -> list:
        path = tmp_path / name
        path.write_text(words if isinstance(words, str) else json.dumps(words))
        return list(read_file(str(path), limits=Limits()))

    return read


def told(document: Document) -> list[tuple[str, str]]:
    wanted = [label for label in document.spans if label.role is not Role.BLANK]
    return [(label.role.value, label.span.of(document.text)) for label in wanted]


def nitf(head: str = "", content: str = PARAGRAPHS, data: str = "") -> str:
    title = "<hedline><hl1>Ferry stays in</hl1></hedline>"
    head = head if "<hedline>" in head else title + head
    return (
        f"<nitf><head>{data}</head><body><body.head>{head}</body.head>"
        f"<body.content>{content}</body.content></body></nitf>"
    )


def newsml1(component: str, status: str = "Usable", name: str = "1", beside: str = "", lines: str = "") -> str:
    return (
        "<NewsItem><Identification><NewsIdentifier><ProviderId>hp.example</ProviderId><DateId>20240304</DateId>"
        f"<NewsItemId>{name}</NewsItemId><RevisionId>1</RevisionId></NewsIdentifier></Identification><NewsManagement>"
        f"<FirstCreated>20240304T091500Z</FirstCreated><Status FormalName='{status}'/>{beside}</NewsManagement>"
        f"<NewsComponent><NewsLines><HeadLine>Ferry stays in</HeadLine>{lines}</NewsLines>{component}</NewsComponent>"
        "</NewsItem>"
    )


def content(words: str) -> str:
    return f"<ContentItem><DataContent>{words}</DataContent></ContentItem>"


def g2(meta: str = "", inside: str = "", item: str = "") -> str:
    inside = inside or f"<inlineXML><html><body>{PARAGRAPHS}</body></html></inlineXML>"
    meta = meta if "<headline" in meta else f"<headline>Ferry stays in</headline>{meta}"
    return (
        f"<newsItem guid='urn:hp:1'><itemMeta><itemClass qcode='ninat:text'/>{item}</itemMeta>"
        f"<contentMeta>{meta}</contentMeta><contentSet>{inside}</contentSet></newsItem>"
    )


def ninjs(**said) -> dict:
    return {
        "uri": "urn:hp:1", "versioncreated": "2024-03-04T10:00:00Z", "headline": "Ferry stays in",
        "body_xhtml": PARAGRAPHS,
    } | said  # fmt: skip


BASE64 = "PHA+VHdvIHBhcmFzLjwvcD48cD5JbiBodG1sLjwvcD4="
PICTURE = (
    "<NewsComponent><Role FormalName='Picture'/><NewsLines><ByLine>Ann Ferris</ByLine>"
    "<CreditLine>HPA/Ann Ferris</CreditLine></NewsLines><NewsComponent><Role FormalName='PhotoCaption'/>"
    f"{content('The quay at dawn.')}</NewsComponent></NewsComponent>"
)
WIRES = {
    "nitf-second-headline": (
        nitf("<hedline><hl1>Ferry stays in</hl1><hl2>No sailing before Thursday</hl2></hedline>"),
        [("standfirst", "No sailing before Thursday")],
    ),
    "nitf-dateline": (
        nitf("<dateline><location>PORT ELLIS</location>, March 4 (HPA) --</dateline>"),
        [("dateline", "PORT ELLIS, March 4 (HPA) --")],
    ),
    "nitf-abstract-of-paragraphs": (
        nitf("<abstract><p>The crew waits.</p><p>And waits.</p></abstract>"),
        [("standfirst", "The crew waits. And waits.")],
    ),
    "nitf-name-in-parts": (
        nitf("<byline>By <person><name.given>Tom</name.given><name.family>Reed</name.family></person></byline>"),
        [("byline", "By Tom Reed")],
    ),
    "nitf-captions-in-parts": (
        nitf(
            content=f"{PARAGRAPHS}<media><media-caption><p>The quay.</p><p>At dawn.</p></media-caption>"
            "<media-caption>Seen from the pier.</media-caption><media-producer>Ann Ferris</media-producer></media>"
        ),
        [("caption", "The quay. At dawn. Seen from the pier."), ("credit", "Ann Ferris")],
    ),
    "nitf-credit-in-metadata": (
        nitf(
            content=f"{PARAGRAPHS}<media><media-metadata name='Photographer' value='Ann Ferris'/>"
            "<media-metadata name='credit' value='HPA'/><media-caption>The quay.</media-caption></media>"
        ),
        [("caption", "The quay."), ("credit", "Ann Ferris/HPA")],
    ),
    "nitf-credit-in-metadata-and-words": (
        nitf(
            content=f"{PARAGRAPHS}<media><media-metadata name='credit' value='Photo Desk'/>"
            "<media-caption>The quay. (Ann Ferris/HPA)</media-caption></media>"
        ),
        [("caption", "The quay."), ("credit", "(Ann Ferris/HPA)")],
    ),
    "heading-that-repeats-the-headline": (nitf(content=f"<hl2>Ferry stays in</hl2>{PARAGRAPHS}"), []),
    "newsml-dateline": (
        f"<NewsML>{newsml1(content(PARAGRAPHS), lines='<DateLine>PORT ELLIS (HPA)</DateLine>')}</NewsML>",
        [("dateline", "PORT ELLIS (HPA)")],
    ),
    "newsml-caption-role-and-credit-line": (
        f"<NewsML>{newsml1(f'<NewsComponent>{content(PARAGRAPHS)}</NewsComponent>{PICTURE}')}</NewsML>",
        [("byline", "Ann Ferris"), ("caption", "The quay at dawn."), ("credit", "HPA/Ann Ferris")],
    ),
    "newsml-side-story": (
        "<NewsML>"
        + newsml1(
            f"<NewsComponent>{content(PARAGRAPHS)}</NewsComponent><NewsComponent><NewsLines><HeadLine>Pier opens"
            f"</HeadLine></NewsLines>{content('It opened.')}</NewsComponent>"
        )
        + "</NewsML>",
        [("subheading", "Pier opens"), ("body", "It opened.")],
    ),
    "newsml-equivalents": (
        "<NewsML>"
        + newsml1(
            f"<NewsComponent EquivalentsList='yes'>{content(PARAGRAPHS)}{content('The same.')}</NewsComponent>"
        )
        + "</NewsML>",
        [],
    ),
    "g2-dateline-and-summary": (
        g2("<dateline>PORT ELLIS</dateline><description role='drol:summary'>No sailing.</description>"),
        [("standfirst", "No sailing."), ("dateline", "PORT ELLIS")],
    ),
    "g2-main-headline": (
        g2("<headline role='hl:short'>Ferry</headline><headline role='hl:main'>Ferry <i>stays</i> in</headline>"),
        [],
    ),
    "g2-title-alone": (g2("<headline/>", item="<title>Ferry stays in</title>"), []),
    "g2-bare-byline": (g2("<by>Tom Reed</by>"), [("byline", "Tom Reed")]),
    "g2-ninjs-inside": (
        g2(inside=f"<inlineData contenttype='application/ninjs+json'><![CDATA[{json.dumps(ninjs())}]]></inlineData>"),
        [],
    ),
    "ninjs-roles": (
        ninjs(
            headline=None, headlines=[{"role": "short", "value": "Ferry"}, {"role": "main", "value": "Ferry stays in"}],
            bodies=[{"role": "alt", "value": "<p>Other.</p>"}, {"role": "main", "value": PARAGRAPHS}], body_xhtml=None,
            subheadlines=[{"value": "No sailing."}],
        ),
        [("standfirst", "No sailing.")],
    ),
    "ninjs-markup-in-the-headline": (ninjs(headline="Ferry <b>stays</b> in"), []),
    "ninjs-authors": (
        ninjs(authors=[{"name": "Tom Reed", "role": "writer"}, {"name": "Ann Ferris", "role": "photographer"}]),
        [("byline", "By Tom Reed")],
    ),
    "ninjs-video-and-lists": (
        ninjs(
            associations={
                "video": {"type": "video", "description_text": "The ferry at sea."},
                "all": [{"type": "picture", "description_html": "<p>The <b>quay</b>.</p>", "creditline": "HPA"}],
            }
        ),
        [("caption", "The ferry at sea."), ("caption", "The quay."), ("credit", "HPA")],
    ),
    "ninjs-folded-lines": (
        ninjs(
            body_xhtml=None,
            body_text=f"   {FIRST.replace(' in ', chr(10) + 'in ')}\n   {SECOND.replace(' the ', chr(10) + 'the ')}",
        ),
        [],
    ),
    "ninjs-line-a-paragraph": (
        ninjs(body_xhtml=None, body_text=f"{FIRST}\n{SECOND}\n  - One.\n- Two."),
        [("body", "- One."), ("body", "- Two.")],
    ),
    "ninjs-plain-byline-and-more": (
        ninjs(body_xhtml=None, body_text=f"By Tom Reed\n\n{FIRST}\n\n{SECOND}\n\n(MORE)"),
        [("byline", "By Tom Reed"), ("footer", "(MORE)")],
    ),
    "two-line-breaks": (ninjs(body_xhtml=f"<div>{FIRST}<br/><br/>{SECOND}<p></p></div>"), []),
    "figures-in-a-figure": (
        ninjs(
            body_xhtml=f"{PARAGRAPHS}<figure><ul><li><figure><img><figcaption>One.</figcaption></figure></li><li><figure>"
            "<img><figcaption>Two.</figcaption></figure></li></ul><figcaption>Both.</figcaption></figure>"
            "<figure class='wp-block-pullquote'><blockquote><p>We wait.</p></blockquote></figure>"
            "<figure><table><tr><td>Low</td><td>6.15</td></tr></table><figcaption>Tides.</figcaption></figure>"
        ),
        [
            *[("caption", "One."), ("caption", "Two."), ("caption", "Both."), ("footer", "We wait.")],
            *[("body", "Low 6.15"), ("caption", "Tides.")],
        ],
    ),
}  # fmt: skip


@pytest.mark.parametrize(("words", "beside"), WIRES.values(), ids=WIRES)
def test_what_stands_beside_a_story_keeps_its_role(read, words, beside):
    (raw,) = read(words)
    document = build_document(raw)
    expected = [("headline", "Ferry stays in"), ("body", FIRST), ("body", SECOND), *beside]
    assert sorted(told(document)) == sorted(expected)


@pytest.mark.parametrize(
    "words",
    [
        g2(inside=f"<inlineData contenttype='text/html' encoding='base64'>{BASE64}</inlineData>"),
        "<NewsML>"
        + newsml1(
            f"<ContentItem><Encoding Notation='base64'><DataContent>{BASE64}</DataContent></Encoding></ContentItem>"
        )
        + "</NewsML>",
    ],
    ids=["g2", "newsml"],
)
def test_a_story_in_base64_is_unpacked(read, words):
    (raw,) = read(words)
    assert [words for role, words in told(build_document(raw)) if role == "body"] == ["Two paras.", "In html."]


@pytest.mark.parametrize("opened", ["", "PORT ELLIS (HPA) — "], ids=["without", "with"])
def test_a_dateline_stands_once(read, opened):
    (raw,) = read(nitf("<dateline>PORT ELLIS</dateline>", f"<p>{opened}{FIRST}</p>"))
    assert [role for role, _ in told(build_document(raw))].count("dateline") == 1


@pytest.mark.parametrize(
    ("data", "published"),
    [
        ("<docdata><date.release norm='soon'/><date.issue norm='20240304T1415Z'/></docdata>", "2024-03-04T14:15+00:00"),
        ("<docdata><date.issue norm='none'/></docdata><pubdata date.publication='20240304'/>", "2024-03-04"),
    ],
)
def test_a_date_that_is_none_makes_room_for_the_next(read, data, published):
    (raw,) = read(nitf(data=data))
    assert build_document(raw).published.value == published


def test_the_section_and_all_notes_of_a_nitf_are_kept(read):
    data = "<docdata><ed-msg info='Adds quote.'/></docdata><pubdata name='Harbour Daily' position.section='News'/>"
    (raw,) = read(nitf("<note><p>Photo moves.</p><p>Soon.</p></note>", data=data))
    assert (raw.section, raw.provenance.note) == ("News", "Adds quote. Photo moves. Soon.")


@pytest.mark.parametrize(
    ("data", "identity"),
    [
        ("<docdata><doc-id id-string='9'/></docdata>", "9"),
        ("<docdata><doc-id id-string='9'/></docdata><pubdata name='Harbour Daily'/>", "nitf:Harbour Daily:9"),
        ("<docdata><doc-id id-string='9' regsrc='HP'/></docdata>", "nitf:HP:9"),
        ("<docdata><doc-id id-string='urn:hp:9'/></docdata>", "urn:hp:9"),
    ],
    ids=["nobodys", "paper", "sender", "urn"],
)
def test_a_bare_number_of_nobody_is_no_name_for_everybody(read, data, identity):
    (raw,) = read(nitf(data=data))
    assert raw.provenance.identity == identity


def test_names_that_are_printed_twice_are_one_author(read):
    (raw,) = read(nitf("<byline>BY TOM REED</byline>", f"<p>By Tom Reed</p>{PARAGRAPHS}"))
    assert build_document(raw).authors == ("TOM REED",)


def test_ninjs_comes_in_lists_and_in_lines(read):
    items = [ninjs(uri=f"urn:hp:{number}", embargoed=LATER) for number in (1, 2)]
    lines = "\n".join(map(json.dumps, items))
    for words in (items, lines, f"{lines}\n{{"):
        found = read(words)
        assert [raw.item for raw in found[:2]] == [1, 2]
        assert {(raw.format, raw.provenance.embargo) for raw in found[:2]} == {("ninjs", LATER)}
    assert isinstance(found[2], ReadError)
    assert found[2].line == 3


def test_a_table_with_a_column_of_bodies_is_no_ninjs(read):
    (raw,) = read({"headline": "Ferry stays in", "body_text": FIRST, "author": "Tom Reed", "date": "2024-03-04"})
    assert (raw.format, raw.authors, raw.published) == ("table", ("Tom Reed",), "2024-03-04")


# What is held back


@pytest.mark.parametrize(
    "words",
    [
        ninjs(pubstatus="withheld", embargoed=PAST),
        nitf(data=f"<docdata management-status='Withheld'><date.release norm='{PAST}'/></docdata>"),
        g2(item=f"<embargoed>{PAST}</embargoed><pubStatus qcode='stat:withheld'/>"),
        {"title": "Ferry", "text": FIRST, "embargo": PAST, "pubstatus": "Withheld"},
    ],
    ids=["ninjs", "nitf", "g2", "table"],
)
def test_what_is_withheld_stays_so_whatever_moment_it_names(read, words):
    (raw,) = read(words)
    assert raw.provenance.embargo == "withheld"


@pytest.mark.parametrize(
    ("outer", "inner", "held"),
    [
        ({"pubstatus": "withheld"}, {"pubstatus": "usable"}, "withheld"),
        ({"embargoed": LATER}, {"embargoed": SOONER}, LATER),
        ({"embargoed": SOONER}, {"embargoed": LATER}, LATER),
    ],
    ids=["withheld", "outer-later", "inner-later"],
)
def test_a_story_beside_another_is_held_back_as_long_as_either(read, outer, inner, held):
    side = ninjs(uri="urn:side", type="text") | inner
    _, found = read(ninjs(associations={"side": side}) | outer)
    assert found.provenance.embargo == held


def test_the_caption_of_a_picture_that_is_held_back_longer_is_an_article_of_its_own(read):
    picture = {"type": "picture", "uri": "urn:p", "description_text": "The quay at dawn.", "embargoed": LATER}
    story, alone = read(ninjs(associations={"main": picture}))
    assert "quay" not in story.text
    assert (alone.provenance.embargo, alone.captions[0].span.of(alone.text)) == (LATER, "The quay at dawn.")


def test_a_package_of_ninjs_holds_back_what_it_names_in_the_same_answer(read):
    package = {"uri": "urn:p", "type": "composite", "versioncreated": "2024", "embargoed": LATER}
    named, other = ninjs(uri="urn:1"), ninjs(uri="urn:2")
    found = read([named, package | {"associations": {"a": {"uri": "urn:1"}}}, other])
    assert {raw.provenance.identity: raw.provenance.embargo for raw in found} == {"urn:1": LATER, "urn:2": ""}


def package1(*named: str, status: str = "Embargoed") -> str:
    refs = "".join(f"<NewsItemRef NewsItem='{name}'/>" for name in named)
    until = "<StatusWillChange><DateAndTime>20990102T000000Z</DateAndTime></StatusWillChange>"
    return newsml1(refs, status=status, name="package", beside=until)


@pytest.mark.parametrize(
    ("reference", "is_held"),
    [
        ("urn:newsml:hp.example:20240304:1:2N", True),
        ("urn:newsml:hp.example:20240304:1", True),
        ("#one", True),
        ("urn:newsml:hp.example:20240304:7:1", False),
    ],
    ids=["version", "no-version", "duid", "other"],
)
def test_a_package_of_newsml_holds_back_what_it_names(read, reference, is_held):
    item = newsml1(content(PARAGRAPHS)).replace("<NewsItem>", "<NewsItem Duid='one'>", 1)
    raw, *told = read(f"<NewsML>{package1(reference)}{item}</NewsML>")
    assert raw.provenance.embargo == ("20990102T000000Z" if is_held else "")
    assert bool(told) is not is_held


def test_an_item_inside_a_package_of_newsml_is_an_article_of_its_own(read):
    inner = newsml1(content(PARAGRAPHS), name="2")
    outer = package1().replace("</NewsLines>", f"</NewsLines>{inner}", 1)
    (raw,) = read(f"<NewsML>{outer}</NewsML>")
    assert (raw.provenance.identity, raw.provenance.embargo) == ("hp.example:20240304:2", "20990102T000000Z")


@pytest.mark.parametrize("beside", ["", g2()], ids=["alone", "with-another"])
def test_a_package_under_embargo_tells_of_items_that_it_cannot_reach(read, beside):
    refs = "<groupSet><group><itemRef residref='urn:far'/></group></groupSet>"
    package = f"<packageItem guid='p'><itemMeta><embargoed>{LATER}</embargoed></itemMeta>{refs}</packageItem>"
    *_, told = read(f"<newsMessage><itemSet>{package}{beside}</itemSet></newsMessage>")
    assert told.problem == f"a package under embargo ({LATER}) names an item (urn:far) not in its file"
    assert read(f"<newsMessage><itemSet>{package.replace(LATER, '')}</itemSet></newsMessage>")[0].problem
