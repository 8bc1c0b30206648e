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
