"""Heads of pages: who wrote it, when it came out and what stands over the story, where sources disagree."""

import json

import pytest

from articles.extraction.structure import build_document
from articles.extraction.types import Document, Role
from articles.readers.limits import Limits
from articles.readers.reading import read_file

TITLE = "Lock opens after a year of repairs"
STORY = [
    "The lock was opened on Monday, its keeper said, and the first barges went through before the rain came.",
    "“We had waited for a year,” said Ida Marsh, who keeps the lock and lives in the house on the upper quay.",
    "The harbour board meets on Thursday to decide whether the old pier can be used until a new one is done.",
]
PARAGRAPHS = "".join(f"<p>{words}</p>" for words in STORY)
SITE = '<meta property="og:site_name" content="The Harbour Press">'


@pytest.fixture
def read(tmp_path):
    def read(above: str = "", head: str = "", heading: str = TITLE, body: str = PARAGRAPHS) -> Document:
        page = tmp_path / "page.html"
        page.write_text(
            f"<!doctype html><html><head><title>{TITLE}</title>{head}</head><body><nav><a href=/>Home</a></nav><main>"
            f"<article><h1>{heading}</h1>{above}{body}</article></main><footer>© Harbour Press</footer></body></html>"
        )
        (raw,) = read_file(str(page), limits=Limits())
        return build_document(raw)

    return read


def of_role(document: Document, role: Role) -> list[str]:
    return [label.span.of(document.text) for label in document.spans if label.role is role]


def linked(**said) -> str:
    return (
        f'<script type="application/ld+json">{json.dumps({"@type": "NewsArticle", "headline": TITLE, **said})}</script>'
    )


ORGANISATION = {"@type": "NewsMediaOrganization", "@id": "#us", "name": "Port Ellis Media"}
PRINTED = "<div>By Tess Moor and Al Reed</div>"
OUTLETS = {
    "meta": '<meta name="author" content="Harbour Press">',
    "publisher": linked(author={"@type": "Person", "name": "Harbour Press"}, publisher={"name": "Harbour Press"}),
    "organisation": linked(author=[ORGANISATION]),
    "reference": linked(author={"@id": "#us"}, publisher=ORGANISATION),
}


@pytest.mark.parametrize("head", OUTLETS.values(), ids=OUTLETS)
def test_a_person_who_is_printed_comes_before_the_outlet_as_author(read, head):
    assert read(PRINTED, SITE + head).authors == ("Tess Moor", "Al Reed")
    assert read("<p class=byline><a rel=author href=/t>Tess Moor</a></p>", SITE + head).authors == ("Tess Moor",)


@pytest.mark.parametrize(("kind", "outlet"), [("meta", "Harbour Press"), ("reference", "Port Ellis Media")])
def test_the_outlet_is_the_author_where_nobody_else_is(read, kind, outlet):
    assert read("", SITE + OUTLETS[kind]).authors == (outlet,)
    assert read("<a rel=author href=/>Share</a>", SITE + OUTLETS[kind]).authors == (outlet,)


def test_a_part_of_the_name_of_the_outlet_is_nobody_else(read):
    assert read("<p>By Port Ellis</p>", OUTLETS["organisation"]).authors == ("Port Ellis Media",)


def test_a_person_in_one_place_of_the_data_comes_before_the_outlet_in_another(read):
    head = OUTLETS["organisation"] + '<meta name="parsely-author" content="Tess Moor">'
    assert read("", SITE + head).authors == ("Tess Moor",)


@pytest.mark.parametrize("creator", [["Tess Moor"], {"@type": "Person", "name": "Tess Moor"}], ids=["name", "object"])
def test_the_creator_is_the_author_where_that_is_only_an_address(read, creator):
    for author in ("https://harbour.example/tess", {"@type": "Person", "url": "https://harbour.example/tess"}):
        assert read("", linked(author=author, creator=creator)).authors == ("Tess Moor",)


def test_a_printed_byline_comes_before_the_creator_of_the_page(read):
    assert read(PRINTED, linked(creator="Desk Three")).authors == ("Tess Moor", "Al Reed")


DEK = "The board says that barges may pass by day, and by night from May."
SIGNED = {
    "byline-and-date": f"<p>{DEK}</p><p>By Tess Moor</p><p>March 12, 2024</p>",
    "date-and-byline": f"<p>{DEK}</p><p>March 12, 2024</p><p>By Tess Moor</p>",
    "byline-dek-date": f"<p>By Tess Moor</p><p>{DEK}</p><p>March 12, 2024</p>",
    "dek-between": f"<p>March 12, 2024</p><p>{DEK}</p><p>By Tess Moor</p>",
    "in-one-line": f"<div>{DEK}</div><div>By Tess Moor | March 12, 2024</div>",
    "french": f"<p>{DEK}</p><p>Par Tess Moor</p><p>Publié le 12 mars 2024 à 9h30, mis à jour le 13 mars 2024</p>",
}


@pytest.mark.parametrize("above", SIGNED.values(), ids=SIGNED)
def test_all_down_to_the_byline_and_the_date_is_the_head(read, above):
    document = read(above)
    assert document.authors == ("Tess Moor",)
    assert document.published.value.startswith("2024-03-12")
    assert document.standfirst == DEK
    assert of_role(document, Role.BODY) == STORY


UNSIGNED = {
    "signed-at-the-end": f"{PARAGRAPHS}<p>By Tess Moor</p>",
    "two-paragraphs-over-the-byline": PARAGRAPHS.replace(f"<p>{STORY[2]}", f"<p>By Tess Moor</p><p>{STORY[2]}"),
    "chronicle": f"<p>By Tess Moor</p><p>{STORY[0]}</p><p>March 12, 2024</p><p>{STORY[1]}</p><p>March 13, 2024</p>"
    f"<p>{STORY[2]}</p>",
    "reviews": f"<p>{STORY[0]}</p><p>By Tess Moor</p><p>{STORY[1]}</p><p>By Al Reed</p><p>{STORY[2]}</p>",
    "short": f"<p>{STORY[0]}</p><p>By Tess Moor</p><p>It rained.</p>",
}


@pytest.mark.parametrize("body", UNSIGNED.values(), ids=UNSIGNED)
def test_a_paragraph_over_a_byline_or_a_date_of_the_story_is_not_lost(read, body):
    told = of_role(read(body=body), Role.BODY)
    assert [words for words in STORY if f"<p>{words}" in body and words not in told] == []


EARLY, LATE = (
    '<time datetime="2024-03-12T09:00:00Z">12 March</time>',
    '<time datetime="2024-03-14T10:22:00Z">14 March</time>',
)
UPDATED = {
    "printed": "<p>Last updated March 14, 2024 at 10:22 a.m.</p>"
    "<p>Originally published March 12, 2024 at 9:00 a.m.</p>",
    "printed-in-one-element": "<div><p>Updated: 14 March 2024 | 10:22</p><p>Published: 12 March 2024 | 09:00</p></div>",
    "printed-and-classed": "<p class=post-modified>March 14, 2024</p><p class=post-date>March 12, 2024</p>",
    "printed-beside-time": f"<p>March 12, 2024</p><div>Updated {LATE}</div>",
    "labelled-last": "<p>March 14, 2024</p><p>First published March 12, 2024</p>",
    "time": f"<div>Updated {LATE}</div><div>Posted {EARLY}</div>",
    "time-and-span": f"<div><span>Updated</span> {LATE}</div><div>{EARLY}</div>",
    "times-in-one-element": f"<div>Last modified: {LATE} | Published: {EARLY}</div>",
    "time-classed": f"<div>{LATE.replace('<time', '<time class=updated')} {EARLY}</div>",
    "time-in-classed": f"<div class=date-modified>{LATE}</div><div>{EARLY}</div>",
    "time-by-property": f"<p>{LATE.replace('<time', '<time itemprop=dateModified')}{EARLY}</p>",
    "french": f"<p>Mis à jour le {LATE.replace('March', 'mars 2024')}</p><p>{EARLY}</p>",
    "length-before": f'<p><time datetime="PT5M">5 minutes</time> {EARLY}</p>',
}


@pytest.mark.parametrize("above", UPDATED.values(), ids=UPDATED)
def test_the_date_of_an_update_gives_way_to_that_of_publication(read, above):
    assert read(f"<p>By Tess Moor</p>{above}").published.value.startswith("2024-03-12")


@pytest.mark.parametrize("above", ["<p>Updated March 14, 2024</p>", f"<p>Updated {LATE}</p>"], ids=["printed", "time"])
def test_the_date_of_an_update_is_better_than_none(read, above):
    assert read(above).published.value.startswith("2024-03-14")


MARKED = {
    "abbr": '<abbr class="published" title="2024-03-12T08:12:00Z">8:12 AM</abbr>',
    "span": '<span class="entry-date" title="2024-03-12">two years ago</span>',
    "content": '<div class="dateline" content="2024-03-12T08:12:00Z">Tuesday</div>',
    "comment-before": '<ul><li class="comment"><i class="date" title="2020-01-01">.</i></li></ul>'
    '<i class="date" title="2024-03-12">.</i>',
    "aside-before": '<nav><i class="date" title="2020-01-01">.</i></nav>'
    '<i class="published" datetime="2024-03-12">.</i>',
    "address": '<link rel="canonical" href="https://harbour.example/2024/3/12/lock-opens/">',
    "address-with-dashes": '<meta property="og:url" content="https://harbour.example/news/2024-03-12/lock?day=2020/01/01">',
}


@pytest.mark.parametrize("above", MARKED.values(), ids=MARKED)
def test_a_day_that_only_marks_or_the_address_have_is_read(read, above):
    assert read(above).published.value.startswith("2024-03-12")


@pytest.mark.parametrize("path", ["2024/13/40/lock", "1234/03/12/lock", "2024/0312/lock", "a12024/03/12"])
def test_other_figures_in_an_address_are_no_day(read, path):
    assert read(f'<link rel="canonical" href="https://harbour.example/{path}">').published is None


def test_a_printed_day_comes_before_that_of_the_address(read):
    above = (
        '<link rel="canonical" href="https://harbour.example/2024/03/13/lock/"><p>By Tess Moor</p><p>March 12, 2024</p>'
    )
    assert read(above).published.value == "2024-03-12"


KICKERS = {
    "spans": f"<span class=k>Transport</span><span>{TITLE}</span>",
    "link": f"<a href=/t>Transport</a><span>{TITLE}</span>",
    "space": f"<span>Transport</span> <span>{TITLE}</span>",
    "break": f"<span>Transport</span><br><span>{TITLE}</span>",
}
SITES = {"meta": f'<meta property="og:title" content="{TITLE}">', "title": f"<title>{TITLE} | Harbour Press</title>"}


@pytest.mark.parametrize("head", SITES.values(), ids=SITES)
@pytest.mark.parametrize("heading", KICKERS.values(), ids=KICKERS)
def test_a_kicker_beside_the_headline_is_none_of_it(read, heading, head):
    document = read(SIGNED["byline-and-date"], head=head, heading=heading)
    assert document.headline == TITLE
    assert document.standfirst == DEK
    assert of_role(document, Role.BODY) == STORY


HEADINGS = {
    "<span>Lock opens after a year</span><span>Barges pass</span>": "Lock opens after a year Barges pass",
    "<span>L</span><span>ock opens after a year of repairs</span>": TITLE,
    "<em>Lock</em><span>s open after a year of repairs</span>": "Locks open after a year of repairs",
}


@pytest.mark.parametrize(("heading", "headline"), HEADINGS.items())
def test_parts_of_a_headline_are_parted_where_words_are(read, heading, headline):
    assert read(heading=heading).headline == headline
