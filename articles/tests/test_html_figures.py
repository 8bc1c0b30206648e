"""Figures on pages: what in them is a credit, and what is said only to those who listen."""

import pytest

from articles.extraction.structure import build_document
from articles.extraction.types import Document, Role
from articles.readers.limits import Limits
from articles.readers.reading import read_file

STORY = [
    "The lock was opened on Monday, its keeper said, and the first barges went through before the rain came.",
    "“We had waited for a year,” said Ida Marsh, who keeps the lock and lives in the house on the upper quay.",
]
CAPTION = "Barges wait below the lock at Port Ellis."


@pytest.fixture
def read(tmp_path):
    def read(figure: str) -> Document:
        page = tmp_path / "page.html"
        paragraphs = f"<p>{STORY[0]}</p>{figure}<p>{STORY[1]}</p>"
        page.write_text(
            "<!doctype html><html><head><title>Lock opens after a year</title></head><body><article>"
            f"<h1>Lock opens after a year</h1>{paragraphs}</article><footer>© Harbour Press</footer></body></html>"
        )
        (raw,) = read_file(str(page), limits=Limits())
        return build_document(raw)

    return read


def of_role(document: Document, role: Role) -> list[str]:
    return [label.span.of(document.text) for label in document.spans if label.role is role]


RIGHTS = [
    "© Getty Images",
    "© 2024 AFP",
    "(c) Jo Vale",
    "Copyright: Reuters",
    "Copyright Jo Vale",
    "Copyright © 2024 AP",
]
FIGURES = {
    "break": "<figure><img src=a><figcaption>{}<br>{}</figcaption></figure>",
    "paragraphs": "<figure><img src=a><figcaption><p>{}</p><p>{}</p></figcaption></figure>",
    "marked": "<div><img src=a><p class=caption>{}</p><p>{}</p></div>",
    "beside": "<figure><img src=a><figcaption>{}</figcaption><div>{}</div></figure>",
}


@pytest.mark.parametrize("figure", FIGURES.values(), ids=FIGURES)
@pytest.mark.parametrize("rights", RIGHTS)
def test_a_notice_of_copyright_in_a_figure_is_its_credit(read, figure, rights):
    (caption,) = (document := read(figure.format(CAPTION, rights))).captions
    assert caption.span.of(document.text) == CAPTION
    assert caption.credit.raw == rights
    assert of_role(document, Role.BODY) == STORY


@pytest.mark.parametrize("line", ["© Harbour Press. All rights reserved.", "Copyright", "1 of 4", "Click to enlarge"])
def test_what_the_page_says_for_itself_in_a_figure_is_no_credit(read, line):
    (caption,) = (document := read(FIGURES["paragraphs"].format(CAPTION, line))).captions
    assert caption.span.of(document.text) == CAPTION
    assert caption.credit is None


def test_a_notice_of_copyright_under_a_picture_without_a_caption_is_its_credit(read):
    document = read("<figure><img src=a><figcaption>© Jo Vale</figcaption></figure>")
    assert of_role(document, Role.CREDIT) == ["© Jo Vale"]
    assert document.captions == ()


CREDIT = "Jo Vale/HPA"
LABELLED = {
    "caption": f"<figcaption><span class=sr-only>Caption: </span>{CAPTION} (Photo: {CREDIT})</figcaption>",
    "both": f"<figcaption><b class=visually-hidden>Image caption, </b>{CAPTION} "
    f"<b class=visually-hidden>Photo credit: </b><i>{CREDIT}</i></figcaption>",
    "over": f"<div><span role=text><span class=visuallyhidden>Image source, </span>{CREDIT}</span></div>"
    f"<figcaption><span class=visuallyhidden>Image caption, </span><p>{CAPTION}</p></figcaption>",
    "marked": f"<figcaption>{CAPTION}<span class=credit><b class=screen-reader-text>Credit: </b>"
    f"{CREDIT}</span></figcaption>",
    "button": f"<figcaption><em class=screen-reader-text>Opens in full</em>{CAPTION}<br>© {CREDIT}</figcaption>",
}


@pytest.mark.parametrize("inner", LABELLED.values(), ids=LABELLED)
def test_what_only_a_screen_reader_says_is_no_part_of_a_caption(read, inner):
    (caption,) = (document := read(f"<figure><img src=a>{inner}</figure>")).captions
    assert caption.span.of(document.text) == CAPTION
    assert (caption.credit.photographer, caption.credit.agency) == ("Jo Vale", "HPA")
    assert of_role(document, Role.BODY) == STORY


@pytest.mark.parametrize("mark", ["sr-only", "not-sr-only"])
def test_a_whole_caption_for_screen_readers_is_kept(read, mark):
    (caption,) = (
        document := read(f"<figure><img src=a><figcaption class={mark}>{CAPTION}</figcaption></figure>")
    ).captions
    assert caption.span.of(document.text) == CAPTION
