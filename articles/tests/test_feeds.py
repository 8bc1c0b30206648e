"""Feeds, and what WordPress exports: the pieces of an entry, each in its role."""

import pytest

from articles.extraction.structure import build_document
from articles.extraction.types import Role
from articles.readers.limits import Limits
from articles.readers.reading import read_file
from articles.readers.wire.shortcodes import without_shortcodes

FIRST = "The ferry stayed in harbour on Monday, its crew said."
SECOND = "“We [the crew] wait for the tide,” said Ida Marsh, the skipper."
SPACES = (
    'xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/" '
    'xmlns:media="http://search.yahoo.com/mrss/" xmlns:wp="http://wordpress.org/export/1.2/" '
    'xmlns:excerpt="http://wordpress.org/export/1.2/excerpt/"'
)


@pytest.fixture
def read(tmp_path):
    def read(entries: str, content: str = "", channel: str = "") -> list:
        encoded = f"<content:encoded><![CDATA[{content or f'<p>{FIRST}</p><p>{SECOND}</p>'}]]></content:encoded>"
        item = entries if "<item>" in entries else f"<item><title>Ferry stays in</title>{entries}{encoded}</item>"
        path = tmp_path / "feed.xml"
        path.write_text(f"<rss {SPACES}><channel><title>Harbour Press</title>{channel}{item}</channel></rss>")
        return list(read_file(str(path), limits=Limits()))

    return read


def told(raw) -> list[tuple[str, str]]:
    document = build_document(raw)
    return [(x.role.value, x.span.of(document.text)) for x in document.spans if x.role is not Role.BLANK][1:]


CLASSIC = f"{FIRST}\n\n{{}}\n\n{SECOND}"
CONTENTS = {
    "appeared": (
        f"<p>{FIRST}</p><p>{SECOND}</p><p>The post Ferry appeared first on Harbour Press.</p>",
        [("footer", "The post Ferry appeared first on Harbour Press.")],
    ),
    "caption": (
        CLASSIC.format('[caption id="a" width="3"]<a><img src="q"></a> Ida [left] waits. Photo: Ann Ferris[/caption]'),
        [("caption", "Ida [left] waits."), ("credit", "Photo: Ann Ferris")],
    ),
    "old-caption": (
        CLASSIC.format('[caption id="a" caption="The quay at dawn."]<img src="q">[/caption]'),
        [("caption", "The quay at dawn.")],
    ),
    "codes": (CLASSIC.format('[gallery] [su_box title="x"] [vc_row][vc_column][/vc_column][/vc_row]'), []),
    "escaped-breaks": (f"<div>{FIRST}<br /><br>{SECOND}</div>", []),
}


@pytest.mark.parametrize(("content", "beside"), CONTENTS.values(), ids=CONTENTS)
def test_words_in_brackets_stay_and_codes_go(read, content, beside):
    (raw,) = read("", content)
    assert sorted(told(raw)) == sorted([("body", FIRST), ("body", SECOND), *beside])


@pytest.mark.parametrize("words", ["“I seen [sic] it”", "[the mayor]", "[...]", "[1]", "[more or less]", "[so [it]]"])
def test_words_in_brackets_are_no_codes(words):
    assert without_shortcodes(words) == words


def test_many_open_codes_are_looked_through_in_no_time():
    for piece in ("[caption]", '[a b="', "[/caption][caption ", "[[[", '[caption caption="x"'):
        assert without_shortcodes(f"{FIRST}\n{piece * 100_000}").startswith(FIRST)


@pytest.mark.parametrize(
    ("element", "authors"),
    [
        ("<dc:creator>Tom Reed and Ida Marsh</dc:creator>", ("Tom Reed", "Ida Marsh")),
        ("<dc:creator>By Tom Reed,Ida Marsh</dc:creator>", ("Tom Reed", "Ida Marsh")),
        ("<dc:creator>Tom Reed</dc:creator><dc:creator>Ida Marsh, Editor</dc:creator>", ("Tom Reed", "Ida Marsh")),
        ("<author>tom@hp.example (Tom Reed)</author>", ("Tom Reed",)),
        ("<author>tom@hp.example</author>", ()),
        ("<dc:creator>treed</dc:creator>", ("treed",)),
    ],
)  # fmt: skip
def test_names_that_one_element_packs_together_are_told_apart(read, element, authors):
    assert read(element)[0].authors == authors


MEDIA = {
    "html": (
        "<media:group><media:content><media:description type='html'>&lt;p&gt;The &lt;b&gt;quay&lt;/b&gt;.&lt;/p&gt;"
        "</media:description><media:credit role='photographer'>Ann Ferris</media:credit>"
        "<media:credit>HPA</media:credit></media:content></media:group>",
        ("The quay.", "Ann Ferris", "HPA"),
    ),
    "of-the-entry": (
        "<media:content url='q.jpg'/><media:description>The quay.</media:description>"
        "<media:credit>Ann Ferris</media:credit>",
        ("The quay.", "Ann Ferris", ""),
    ),
    "of-the-group": (
        "<media:group><media:content url='q.jpg'/><media:content url='r.jpg'/>"
        "<media:description>The quay.</media:description><media:credit>Ann Ferris</media:credit></media:group>",
        ("The quay.", "Ann Ferris", ""),
    ),
    "title-of-the-group": (
        "<media:group><media:title>The quay.</media:title><media:content url='q.jpg'>"
        "<media:credit>Photograph: Ann Ferris/HPA</media:credit></media:content></media:group>",
        ("The quay.", "Ann Ferris", "HPA"),
    ),
    "credit-of-the-group": (
        "<media:group><media:content><media:description>The quay.</media:description></media:content>"
        "<media:credit>Ann Ferris</media:credit></media:group>",
        ("The quay.", "Ann Ferris", ""),
    ),
    "both-in-one": (
        "<media:content><media:text>The quay.</media:text><media:credit>Ann Ferris/HPA</media:credit></media:content>",
        ("The quay.", "Ann Ferris", "HPA"),
    ),
}


@pytest.mark.parametrize(("media", "expected"), MEDIA.values(), ids=MEDIA)
def test_what_is_said_of_a_picture_is_its_caption_and_credit(read, media, expected):
    (raw,) = read(media)
    (caption,) = build_document(raw).captions
    assert (caption.span.of(raw.text), caption.credit.photographer, caption.credit.agency) == expected


# WordPress


def post(status: str = "publish", more: str = "", content: str = FIRST) -> str:
    return (
        f"<item><title>Ferry</title><dc:creator>treed</dc:creator><content:encoded><![CDATA[{content}]]></content:encoded>"
        f"<wp:status>{status}</wp:status><wp:post_type>post</wp:post_type>{more}</item>"
    )


AUTHOR = (
    "<wp:author><wp:author_login>treed</wp:author_login><wp:author_display_name>Tom Reed</wp:author_display_name>"
    "</wp:author>"
)
DATES = "<wp:post_date>2099-03-04 23:30:00</wp:post_date><wp:post_date_gmt>{}</wp:post_date_gmt>"
GMT, NEVER = DATES.format("2099-03-05 04:30:00"), DATES.format("0000-00-00 00:00:00")


def test_an_export_names_its_authors_apart(read):
    (raw,) = read(post(), channel=AUTHOR)
    assert raw.authors == ("Tom Reed",)


@pytest.mark.parametrize(
    ("dates", "published"), [(GMT, "2099-03-05T04:30+00:00"), (NEVER, "2099-03-04T23:30")], ids=["utc", "local"]
)
def test_the_date_of_an_export_is_in_utc_where_it_knows_that(read, dates, published):
    (raw,) = read(post(more=dates))
    assert build_document(raw).published.value == published


def test_a_post_whose_time_has_not_come_is_under_embargo_until_then(read):
    (raw,) = read(post("future", GMT))
    assert raw.provenance.embargo == "2099-03-05 04:30:00Z"


@pytest.mark.parametrize(
    "left_out",
    [post("draft"), post("private"), post("pending"), post(more="<wp:post_password>x</wp:post_password>")],
    ids=["draft", "private", "pending", "password"],
)
def test_what_was_never_public_is_left_out(read, left_out):
    assert [raw.item for raw in read(post() + left_out)] == [1]


def test_excerpt_section_and_captions_of_pictures_that_are_named_are_kept(read):
    said = (
        "<category domain='post_tag'>Tide</category><category domain='category'>News</category>"
        "<excerpt:encoded>No sailing.</excerpt:encoded><wp:postmeta><wp:meta_key>_thumbnail_id</wp:meta_key>"
        "<wp:meta_value>5</wp:meta_value></wp:postmeta>"
    )
    picture = (
        "<item><wp:post_type>attachment</wp:post_type><wp:post_id>{}</wp:post_id><wp:status>inherit</wp:status>"
        "<excerpt:encoded>{}</excerpt:encoded></item>"
    )
    pictures = picture.format(5, "The quay. Photo: Ann Ferris") + picture.format(6, "The pier.")
    (raw,) = read(post(more=said, content=f'{FIRST}\n\n[gallery ids="5,6,7"]') + pictures)
    assert raw.section == "News"
    assert told(raw) == [
        ("standfirst", "No sailing."),
        ("body", FIRST),
        ("caption", "The quay."),
        ("credit", "Photo: Ann Ferris"),
        ("caption", "The pier."),
    ]


ATOM = "<feed xmlns='http://www.w3.org/2005/Atom'><title>Harbour Press</title>{}</feed>"
TOLD = f"<title>Ferry stays in</title><content type='html'>&lt;p&gt;{FIRST}&lt;/p&gt;</content>"


def read_atom(tmp_path, inside: str) -> list:
    path = tmp_path / "atom.xml"
    path.write_text(ATOM.format(inside))
    return list(read_file(str(path), limits=Limits()))


@pytest.mark.parametrize(("who", "authors"), [("Tom Reed", ("Tom Reed",)), ("Harbour Press Newsdesk", ())])
def test_who_writes_all_of_a_feed_wrote_its_entries(tmp_path, who, authors):
    (raw,) = read_atom(tmp_path, f"<author><name>{who}</name></author><entry>{TOLD}</entry>")
    assert raw.authors == authors


def test_only_the_posts_of_a_blogger_export_are_articles(tmp_path):
    kind = "<category scheme='http://schemas.example/g#kind' term='http://schemas.example/kind#{}'/>".format
    topic = "<category scheme='http://blogger.example/ns#' term='Harbour'/>"
    draft = "<control xmlns='http://purl.org/atom/app#'><draft>yes</draft></control>"
    entries = [kind("post") + topic, kind("post") + draft, kind("comment"), kind("settings"), "<status>DRAFT</status>"]
    (raw,) = read_atom(tmp_path, "".join(f"<entry>{TOLD}{beside}</entry>" for beside in entries))
    assert (raw.headline, raw.section) == ("Ferry stays in", "Harbour")


def test_words_marked_as_a_caption_are_one_in_tables_too(read):
    table = "<table><tr><td><img src='q'></td></tr><tr><td class='tr-caption'>The quay at dawn.</td></tr></table>"
    (raw,) = read("", f"{table}<p>{FIRST}</p><p>{SECOND}</p><p class='wp-caption-text'>The skipper waits.</p>")
    captions = ["The quay at dawn.", "The skipper waits."]
    assert [caption.span.of(raw.text) for caption in raw.captions] == captions
    assert [words for role, words in told(raw) if role == "body"] == [FIRST, SECOND]


@pytest.mark.parametrize(
    "words", ["<content:encoded>&lt;p&gt;The ferry\x0b stayed&#8; in.&lt;/p&gt;</content:encoded>"]
)
def test_an_export_cut_out_of_another_is_read(tmp_path, words):
    """Its prefixes are explained nowhere, and it holds characters that no XML has."""
    path = tmp_path / "cut.xml"
    item = f"<item><title>Ferry</title>{words}<wp:post_type>post</wp:post_type><wp:status>publish</wp:status></item>"
    path.write_text(f"<rss><channel>{item}{item.replace('publish', 'draft')}</channel></rss>")
    (raw,) = read_file(str(path), limits=Limits())
    assert told(raw) == [("body", "The ferry stayed in.")]
