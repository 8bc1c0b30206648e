"""Pages in the markup of many sites: the same story, caption and credit, whatever holds them."""

import re
from pathlib import Path

import pytest

from articles.extraction.structure import build_document
from articles.extraction.types import Document, Role
from articles.readers.limits import Limits
from articles.readers.reading import read_file

CASES = Path(__file__).parent / "cases" / "pages.txt"
WORDS = {
    "TITLE": "Ferry stays in harbour as crew waits",
    "ONE": "The ferry stayed in harbour on Monday, its crew said, and nobody on the quay could say when it would sail.",
    "TWO": "“We wait for the tide,” said Ida Marsh, the skipper, who has run the boat for nine years in all weathers.",
    "THREE": "The harbour board meets on Thursday to decide whether the old pier can be used until a new one is done.",
    "CAPTION": "Ida Marsh looks over the quay at Port Ellis on Monday.",
    "CREDIT": "Ann Ferris/HPA",
}
STORY = [WORDS["ONE"], WORDS["TWO"], WORDS["THREE"]]
BYLINE = '<p class="byline">By Tom Reed</p>'


def cases(kind: str) -> dict[str, str]:
    """The markup of one kind by name, with the words in it."""
    found = re.findall(rf"^\[{kind} (\S+)\]\n(.+?)\n(?=\n|\Z)", CASES.read_text("utf-8"), re.MULTILINE | re.DOTALL)
    return {name: re.sub(rf"\b({'|'.join(WORDS)})\b", lambda word: WORDS[word[1]], markup) for name, markup in found}


PICTURES, HEADS, BYLINES, BODIES = map(cases, ("picture", "head", "byline", "body"))


@pytest.fixture
def read(tmp_path):
    def read(*, body: str = "", head: str = "", byline: str = BYLINE) -> Document:
        page, title = tmp_path / "page.html", WORDS["TITLE"]
        body = body or "".join(f"<p>{words}</p>" for words in STORY)
        page.write_text(
            f'<!doctype html><html lang="en"><head><title>{title} | Harbour Press</title>{head}'
            f'<meta property="og:site_name" content="Harbour Press"><meta property="og:title" content="{title}"></head>'
            f"<body><header><nav><a href=/>Home</a></nav></header><main><article><h1>{title}</h1>{byline}{body}"
            "</article></main><footer>© Harbour Press</footer></body></html>"
        )
        (raw,) = read_file(str(page), limits=Limits())
        return build_document(raw)

    return read


def story(document: Document) -> list[str]:
    return [label.span.of(document.text) for label in document.spans if label.role is Role.BODY]


@pytest.mark.parametrize("place", [0, 1], ids=["above", "between"])
@pytest.mark.parametrize("picture", PICTURES.values(), ids=PICTURES)
def test_a_caption_and_its_credit_are_told_apart_in_any_markup(read, picture, place):
    paragraphs = [f"<p>{words}</p>" for words in STORY]
    document = read(body="".join([*paragraphs[:place], picture, *paragraphs[place:]]))
    caption = document.captions[0]
    assert caption.span.of(document.text) == WORDS["CAPTION"]
    assert (caption.credit.photographer, caption.credit.agency) == ("Ann Ferris", "HPA")
    assert story(document) == STORY


@pytest.mark.parametrize("head", HEADS.values(), ids=HEADS)
def test_who_and_when_are_read_from_the_head(read, head):
    document = read(head=head, byline="")
    assert document.authors == ("Tom Reed",)
    assert document.published.value.startswith("2024-03-04")
    assert document.headline == WORDS["TITLE"]


@pytest.mark.parametrize("byline", BYLINES.values(), ids=BYLINES)
def test_who_and_when_are_read_from_the_page(read, byline):
    document = read(byline=byline)
    assert document.authors == ("Tom Reed",)
    assert document.published.value.startswith("2024-03-04")


@pytest.mark.parametrize("body", BODIES.values(), ids=BODIES)
def test_the_story_is_nothing_but_the_story(read, body):
    assert story(read(body=body)) == STORY
