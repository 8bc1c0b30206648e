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


def test_a_person_in_one_place_of_the_data_comes_before_the_outlet_in_another(read):
    head = OUTLETS["organisation"] + '<meta name="parsely-author" content="Tess Moor">'
    assert read("", SITE + head).authors == ("Tess Moor",)


@pytest.mark.parametrize("creator", [["Tess Moor"], {"@type": "Person", "name": "Tess Moor"}], ids=["name", "object"])
def test_the_creator_is_the_author_where_that_is_only_an_address(read, creator):
    assert read("", linked(author="https://harbour.example/tess", creator=creator)).authors == ("Tess Moor",)


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
