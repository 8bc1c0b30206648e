"""Pages as they are saved: what is read of an invented page, and what is left out of it."""

import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from articles.extraction.structure import build_document
from articles.extraction.types import RawArticle
from articles.readers.errors import ReadError
from articles.readers.limits import Limits
from articles.readers.reading import read_file

HEADLINE = "Ferry stays in harbour as the gale goes on"
FIRST = "The ferry stayed in harbour on Monday, its crew said, and nobody on the quay was surprised to hear it."
SECOND = "“We sail when the sea lets us,” said Ann Ferris, who has run the line for eleven years and seen worse."
THIRD = "The next crossing is planned for Wednesday morning, the harbour board told passengers in a short notice."
STORY = f"<p>{FIRST}</p><p>{SECOND}</p><p>{THIRD}</p>"


def page(body: str, head: str = f"<title>{HEADLINE} | Dale Post</title>") -> str:
    return f"<!doctype html><html lang=en-GB><head>{head}</head><body>{body}</body></html>"


def article(inner: str, **head: str) -> str:
    return page(f"<article><h1>{HEADLINE}</h1>{inner}</article>", **head)


@pytest.fixture
def read(tmp_path):
    """The one article of a page; raises what keeps it from being read."""

    def read(markup: str | bytes, name: str = "page.html") -> RawArticle:
        path = tmp_path / name
        path.write_bytes(markup.encode() if isinstance(markup, str) else markup)
        (found,) = read_file(str(path), limits=Limits())
        if isinstance(found, ReadError):
            raise found
        return found

    return read


@pytest.fixture
def labelled(read):
    """Roles and words of a page, as its document has them; blanks left out."""

    def labelled(markup: str) -> list[tuple[str, str]]:
        document = build_document(read(markup))
        spans = [(span.role.value, span.span.of(document.text)) for span in document.spans]
        assert "".join(words for _, words in spans) == document.text
        return [span for span in spans if span[0] != "blank"]

    return labelled


STORY_SPANS = [("body", FIRST), ("body", SECOND), ("body", THIRD)]


def test_a_page_is_its_headline_and_its_story(labelled):
    nav = "<nav><a href=/>News</a><a href=/sport>Sport</a></nav><footer><p>Dale Post, all rights reserved.</p></footer>"
    markup = page(f"<header>{nav}</header><article><h1>{HEADLINE}</h1>{STORY}</article>{nav}")
    assert labelled(markup) == [("headline", HEADLINE), *STORY_SPANS]


@pytest.mark.parametrize(
    ("figure", "caption", "credit"),
    [
        pytest.param(
            "<figure><img src=a.jpg><figcaption>The quay at dawn. (Bo Lund/AP)</figcaption></figure>",
            "The quay at dawn.", "Bo Lund/AP", id="at-the-end-of-the-caption",
        ),
        pytest.param(
            "<figure><img src=a.jpg><span>Reuters</span><div><figcaption>The quay at dawn</figcaption></div></figure>",
            "The quay at dawn", "Reuters", id="over-the-picture",
        ),
        pytest.param(
            "<figure><img src=a.jpg><figcaption><span class=cap>The quay at dawn</span>"
            "<span class=photo-credit>Bo Lund</span></figcaption></figure>",
            "The quay at dawn", "Bo Lund", id="marked-inside-the-caption",
        ),
        pytest.param(
            "<div itemprop=image><img src=a.jpg><p class=image-caption>The quay at dawn</p>"
            "<p itemprop=copyrightHolder>Harbour Board</p></div>",
            "The quay at dawn", "Harbour Board", id="beside-the-caption",
        ),
        pytest.param(
            "<div class=wp-caption><img src=a.jpg>"
            "<p class=wp-caption-text>The quay at dawn. (Photo: Bo Lund)</p></div>",
            "The quay at dawn.", "Photo: Bo Lund", id="without-a-figure",
        ),
        pytest.param(
            "<button><img src=a.jpg><figcaption>The quay at dawn"
            "<cite data-testid=caption-credit>(Image: Bo Lund)</cite></figcaption></button>",
            "The quay at dawn", "Image: Bo Lund", id="inside-a-button",
        ),
        pytest.param(
            "<div class=lead><img src=a.jpg alt='The quay and the ferry. (Photo: Bo Lund)'>"
            "<em class=image-caption>The quay at dawn</em></div>",
            "The quay at dawn", "Photo: Bo Lund", id="in-the-description-of-the-picture",
        ),
        pytest.param(
            "<div class=x1><div><img src=a.jpg></div><div class=x2>The quay at dawn</div><div>Reuters</div></div>",
            "The quay at dawn", "Reuters", id="under-the-picture-without-a-mark",
        ),
        pytest.param(
            "<figure><img src=a.jpg><figcaption>The quay at dawn, seen by nobody</figcaption></figure>",
            "The quay at dawn, seen by nobody", None, id="none",
        ),
    ],
)  # fmt: skip
def test_a_caption_and_its_credit_are_read_where_they_stand(read, figure, caption, credit):
    document = build_document(read(article(f"<p>{FIRST}</p>{figure}<p>{SECOND}</p><p>{THIRD}</p>")))
    (found,) = document.captions
    assert found.span.of(document.text) == caption
    assert (found.credit.raw if found.credit else None) == credit
    assert document.text.index(FIRST) < found.span.start < document.text.index(SECOND)


def test_a_credit_alone_is_no_caption(labelled):
    figure = "<figure><img src=a.jpg><figcaption>Picture: Reuters</figcaption></figure>"
    spans = labelled(article(f"<p>{FIRST}</p>{figure}<p>{SECOND}</p><p>{THIRD}</p>"))
    assert ("credit", "Picture: Reuters") in spans
    assert "caption" not in dict(spans)


def test_pictures_of_other_articles_have_no_captions_here(labelled):
    teaser = (
        "<figure><a href=/b><img src=b.jpg></a><figcaption><h3><a href=/b>Board to meet</a></h3></figcaption></figure>"
    )
    markup = page(f"<article><h1>{HEADLINE}</h1>{STORY}</article><div class=related-stories>{teaser}</div>")
    assert labelled(markup) == [("headline", HEADLINE), *STORY_SPANS]


def test_links_between_paragraphs_are_told_from_the_story(read, labelled):
    link = "<p><a href='/sea/wall'>Sea wall to be raised by a metre</a></p>"
    markup = article(
        f"<p>{FIRST}</p>{link}<p>{SECOND}</p><p>{THIRD}</p>",
        head="<link rel=canonical href=https://dale.example/ferry>",
    )
    assert ("related", "Sea wall to be raised by a metre") in labelled(markup)
    assert [line.url for line in build_document(read(markup)).related] == ["https://dale.example/sea/wall"]


def test_what_runs_leaves_no_trace(read):
    bad = (
        "<script>steal()</script><p onclick='steal()'>The <b onmouseover=steal()>board</b> met, it said on Monday.</p>"
    )
    text = read(article(f"<p>{FIRST}</p>{bad}<style>p{{}}</style><p>{SECOND}</p><p>{THIRD}</p>")).text
    assert "The board met" in text
    assert "steal" not in text


LINKED = {
    "@context": "https://schema.org",
    "@graph": [
        {
            "@type": "NewsArticle",
            "headline": "Board to meet",
            "url": "https://dale.example/board",
            "author": "Cy Marsh",
        },
        {
            "@type": ["NewsArticle"],
            "headline": HEADLINE,
            "datePublished": "2024-08-08T04:00:00+02:00",
            "author": [{"@type": "Person", "name": "Bo Lund"}, {"@type": "Person", "name": "Ann Ferris"}],
            "publisher": {"@type": "Organization", "name": "Dale Post"},
            "articleSection": "Sea",
        },
    ],
}


def test_fields_come_from_the_data_of_the_article_itself(read):
    linked = f"<script type='application/ld+json'>{json.dumps(LINKED)}</script>"
    document = build_document(read(article(STORY, head=linked)))
    assert (document.headline, document.authors) == (HEADLINE, ("Bo Lund", "Ann Ferris"))
    assert (document.publisher, document.section, document.language) == ("Dale Post", "Sea", "en")
    assert (document.published.value, document.published.precision) == ("2024-08-08T04:00+02:00", "minute")


@pytest.mark.parametrize(
    ("head", "above", "authors", "published"),
    [
        pytest.param(
            "<meta name=author content='By Bo Lund and Ann Ferris'>"
            "<meta property=article:published_time content=2024-08-08>",
            "", ("Bo Lund", "Ann Ferris"), "2024-08-08", id="packed-in-one-field",
        ),
        pytest.param(
            "", "<p>By Bo Lund</p><p>8 August 2024</p>", ("Bo Lund",), "2024-08-08", id="printed-under-the-headline"
        ),
        pytest.param(
            "", "<div><span>By</span><a href=/bo>Bo Lund</a> <span>8 August 2024, 3:51 pm</span></div>",
            ("Bo Lund",), "2024-08-08T15:51", id="set-apart-by-looks-alone",
        ),
        pytest.param(
            "<meta name=author content=https://dale.example/bo>", "<a rel=author href=/bo>Bo Lund</a>",
            ("Bo Lund",), None, id="an-address-is-no-name",
        ),
    ],
)  # fmt: skip
def test_authors_and_date_are_read_from_head_or_page(read, head, above, authors, published):
    document = build_document(read(article(above + STORY, head=head)))
    assert document.authors == authors
    assert (document.published.value if document.published else None) == published


@pytest.mark.parametrize(
    ("title", "heading", "headline"),
    [
        pytest.param(f"{HEADLINE} | Dale Post", "", HEADLINE, id="without-the-name-of-the-site"),
        pytest.param(HEADLINE, f"<h1>Sea | {HEADLINE}</h1>", HEADLINE, id="without-the-section"),
        pytest.param("Ferry stays in harbour", f"<h1>{HEADLINE}</h1>", HEADLINE, id="as-printed"),
        pytest.param(HEADLINE, "<h1>Dale Post</h1>", HEADLINE, id="not-the-name-of-the-paper"),
    ],
)
def test_the_headline_is_the_one_of_the_article(read, title, heading, headline):
    assert read(page(f"{heading}<article>{STORY}</article>", head=f"<title>{title}</title>")).headline == headline


def test_a_page_is_known_without_its_ending(read):
    assert read(article(STORY), name="saved").format == "html"


def test_a_page_in_the_encoding_it_names_is_read(read):
    markup = article(STORY.replace("Monday", "Café Day"), head="<meta charset=windows-1252>")
    assert "Café Day" in read(markup.encode("cp1252")).text


def test_a_page_with_a_damaged_byte_is_read_with_a_warning(read):
    raw = read(article(STORY).encode().replace(b"Monday", b"Mond\xc3y\x81"))
    assert "Mond" in raw.text
    assert raw.warnings


@pytest.mark.parametrize(
    ("markup", "problem"),
    [
        pytest.param("<html><head><title>Dale Post</title></head></html>", "no story", id="nothing-on-it"),
        pytest.param(page("<a href=/>News</a>" * 70_000), "more than 60,000 elements", id="elements"),
        pytest.param(page(f"<p {' '.join(f'a{n}=1' for n in range(400))}>{FIRST}"), "300 attributes", id="attributes"),
        pytest.param("<html><body>" + "<div>" * 9_000 + FIRST, "no story", id="depth"),
    ],
)
def test_a_page_that_is_no_article_is_refused(read, markup, problem):
    with pytest.raises(ReadError, match=problem):
        read(markup)


def test_nothing_is_fetched_or_expanded(read):
    entities = '<!DOCTYPE html [<!ENTITY x SYSTEM "file:///etc/hostname"><!ENTITY y "yyyyyyyy">]>'
    assert "&x;&y;" in read(f"{entities}<html><body><p>{FIRST} &x;&y; he said.</p></body></html>").text


PIECES = st.sampled_from(
    [
        *(
            "<p>",
            "</p>",
            "<figure>",
            "<figcaption class=caption>",
            "</figure>",
            "<h1>",
            "<a href='javascript:x'>",
            "</a>",
        ),
        *(
            "<img alt='",
            "'>",
            "<br>",
            "<script type='application/ld+json'>",
            "</script>",
            "<!--",
            "<table><td>",
            "&#0;",
        ),
        *(
            '{"@type":"NewsArticle","author":[{}],"headline":7}',
            "<div class='photo-credit'>",
            "By Ann Ferris",
            HEADLINE,
        ),
        *("<meta property='og:title' content='", "<meta charset=utf-7>", f"{FIRST} ", "&amp;", "\ud7ff"),
    ]
)


@settings(max_examples=150, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(PIECES, max_size=25).map("".join) | st.text(max_size=200), st.binary(max_size=40))
def test_any_page_gives_an_article_or_says_why_not(tmp_path_factory, markup, tail):
    path = tmp_path_factory.getbasetemp() / "any.html"
    path.write_bytes(b"<html>" + markup.encode("utf-8", "replace") + tail)
    for found in read_file(str(path), limits=Limits()):
        if isinstance(found, ReadError):
            assert "reading it failed" not in found.problem
        else:
            document = build_document(found)
            assert "".join(span.span.of(document.text) for span in document.spans) == document.text
