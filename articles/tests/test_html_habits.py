"""Pages of many content systems: what each has a habit of, and where its words belong."""

import json

import pytest

from articles.extraction.dates import parse_date
from articles.extraction.structure import build_document
from articles.extraction.types import Document, Role
from articles.readers.limits import Limits
from articles.readers.names import names_in
from articles.readers.reading import read_file

TITLE = "Ferry stays in harbour as crew waits"
STORY = [
    "The ferry stayed in harbour on Monday, its crew said, and nobody on the quay could say when it would sail.",
    "“We wait for the tide,” said Ida Marsh, the skipper, who has run the boat for nine years in all weathers.",
    "The harbour board meets on Thursday to decide whether the old pier can be used until a new one is done.",
]
PARAGRAPHS = "".join(f"<p>{words}</p>" for words in STORY)
CAPTION = "Ida Marsh looks over the quay at Port Ellis."
BYLINE = "<p class=byline>By Tom Reed</p>"


@pytest.fixture
def read(tmp_path):
    def read(body: str = PARAGRAPHS, head: str = "", above: str = BYLINE) -> Document:
        page = tmp_path / "page.html"
        page.write_text(
            f"<!doctype html><html><head><title>{TITLE}</title>{head}</head><body><nav><a href=/>Home</a></nav><main>"
            f"<article><h1>{TITLE}</h1>{above}{body}</article></main><footer>© Harbour Press</footer></body></html>"
        )
        (raw,) = read_file(str(page), limits=Limits())
        return build_document(raw)

    return read


def of_role(document: Document, role: Role) -> list[str]:
    return [label.span.of(document.text) for label in document.spans if label.role is role]


@pytest.mark.parametrize(
    ("picture", "agency"),
    [
        (f'<a data-caption="{CAPTION} Photo: Ann Ferris/HPA" href="q.jpg"><img src="q.jpg"></a>', "HPA"),
        (f'<img src="q.jpg" data-caption="&lt;p&gt;{CAPTION}&lt;/p&gt;" data-credit="Ann Ferris/HPA">', "HPA"),
        (f'<amp-img data-caption="{CAPTION}" data-credit="Ann Ferris"></amp-img>', ""),
    ],
    ids=["link", "markup", "amp"],
)
def test_a_caption_that_only_scripts_would_show_is_read(read, picture, agency):
    (caption,) = (document := read(PARAGRAPHS.replace("</p>", f"</p>{picture}", 1))).captions
    assert caption.span.of(document.text) == CAPTION
    assert (caption.credit.photographer, caption.credit.agency) == ("Ann Ferris", agency)
    assert of_role(document, Role.BODY) == STORY


def test_a_word_in_the_data_of_a_picture_is_no_caption(read):
    assert read(PARAGRAPHS + '<img src="q.jpg" data-caption="3">').captions == ()


def test_a_gallery_below_the_story_keeps_its_captions(read):
    slide = "<div class=slide><img src=q.jpg><p class=slide-caption>{}</p><p class=slide-credit>Ann Ferris</p></div>"
    gallery = "".join(map(slide.format, (CAPTION, "The crew waits on the pier for the tide.")))
    document = read(f"{PARAGRAPHS}<div class=gallery>{gallery}</div>")
    assert [caption.credit.photographer for caption in document.captions] == ["Ann Ferris"] * 2


def test_what_an_amp_page_puts_in_for_others_is_no_story(read):
    document = read(f"{PARAGRAPHS}<amp-ad><p>The best boots that anybody could wish to have on a quay.</p></amp-ad>")
    assert of_role(document, Role.BODY) == STORY


@pytest.mark.parametrize(
    ("above", "authors"),
    [
        ("<p class=byline>Words by Tom Reed. Photographs by Ann Ferris</p>", ("Tom Reed",)),
        ("<p class=byline>By Tom Reed and Ida Marsh; pictures by Ann Ferris</p>", ("Tom Reed", "Ida Marsh")),
        ("<b>By TOM REED<br>Harbour Press Staff Writer</b>", ("TOM REED",)),
    ],
    ids=["words-by", "pictures-by", "line-break"],
)
def test_who_took_the_pictures_is_not_who_wrote(read, above, authors):
    assert read(above=above).authors == authors


HEADS = {
    "system": ('<meta name="pubdate" content="Mon Mar 04 23:30:00 EST 2024">', "2024-03-04T23:30-05:00"),
    "dublin-core": ('<meta name="dcterms.date" content="2024-03-04T23:30:00-05:00">', "2024-03-04T23:30-05:00"),
}


@pytest.mark.parametrize(("head", "published"), HEADS.values(), ids=HEADS)
def test_a_date_of_any_system_is_read(read, head, published):
    assert read(head=head).published.value == published


@pytest.mark.parametrize(
    ("printed", "published"),
    [
        ("Published: 15:30 GMT, 4 March 2024 | Updated: 09:00 GMT, 5 March 2024", "2024-03-04T15:30+00:00"),
        ("Publié le 4 mars 2024 à 15h30", "2024-03-04T15:30"),
        ("Montag, 4. März 2024, 15:30 Uhr", "2024-03-04T15:30"),
        ("Publicado el 4 de marzo de 2024 a las 15:30", "2024-03-04T15:30"),
        ("2024年3月4日 15:30", "2024-03-04T15:30"),
    ],
)
def test_a_printed_date_of_publication_is_read_in_several_languages(read, printed, published):
    document = read(above=f"{BYLINE}<p class=date>{printed}</p>")
    assert document.published.value == published


@pytest.mark.parametrize(
    "byline", ["Von Tom Reed und Ida Marsh", "Par Tom Reed et Ida Marsh", "Por Tom Reed y Ida Marsh"]
)
def test_a_byline_is_read_in_several_languages(read, byline):
    document = read(above=f"<p class=author>{byline}</p>")
    assert document.authors == ("Tom Reed", "Ida Marsh")
    assert of_role(document, Role.BODY) == STORY
    assert names_in(byline) == document.authors


def test_a_printed_date_settles_which_is_the_month(read):
    above = "<p>Published 4 March 2024, 11:30 PM GMT</p>"
    document = read(head='<meta name="date" content="04/03/2024">', above=BYLINE + above)
    assert document.published.value == "2024-03-04T23:30+00:00"


def test_the_day_of_publication_is_not_that_of_an_update(read):
    document = read(above="<p class=byline>By Tom Reed | Updated March 5, 2024 | Published March 4, 2024</p>")
    assert document.published.value == "2024-03-04"


def test_a_summary_over_the_story_is_its_standfirst(read):
    document = read(
        above="<p class=article-summary>No sailing before Thursday at the least, the board says.</p>" + BYLINE
    )
    assert document.standfirst == "No sailing before Thursday at the least, the board says."


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("Mon Mar 04 23:30:00 EST 2024", "2024-03-04T23:30-05:00"),
        ("Mar  4 09:05:00 2024", "2024-03-04T09:05"),
        ("Mon Mar 04 23:30:00 2024", "2024-03-04T23:30"),
    ],
)
def test_dates_as_systems_print_them(words, value):
    assert parse_date(words).value == value


@pytest.mark.parametrize(
    ("words", "names"),
    [
        ("Tom Reed,Ida Marsh", ("Tom Reed", "Ida Marsh")),
        ("By Tom Reed; Ida Marsh", ("Tom Reed", "Ida Marsh")),
        ("Tom Reed, Harbour Editor", ("Tom Reed",)),
        ("treed", ("treed",)),
        ("", ()),
    ],
)
def test_names_in_one_field_are_told_apart(words, names):
    assert names_in(words) == names


def test_each_picture_of_a_gallery_has_its_caption_and_the_gallery_its_own(read):
    inner = "".join(f"<figure><img src=q><figcaption>{words}</figcaption></figure>" for words in ("At dawn.", CAPTION))
    document = read(
        PARAGRAPHS.replace("</p>", f"</p><figure>{inner}<figcaption>Scenes at Port Ellis.</figcaption></figure>", 1)
    )
    assert of_role(document, Role.CAPTION) == ["At dawn.", CAPTION, "Scenes at Port Ellis."]


@pytest.mark.parametrize("shown", ["<div id=root></div>", f"<p>{STORY[0]}</p>"], ids=["scripts", "paywall"])
def test_a_story_that_scripts_would_show_is_read_from_the_data_of_the_page(read, shown):
    told = json.dumps({"@type": "NewsArticle", "headline": TITLE, "articleBody": "\n\n".join(STORY * 2)})
    document = read(shown, f'<script type="application/ld+json">{told}</script>')
    assert of_role(document, Role.BODY) == STORY * 2


@pytest.mark.parametrize("mark", ["subscribe-wall", "kg-signup-card", "subscription-widget-wrap", "paywall-prompt"])
def test_what_sells_the_site_is_no_story(read, mark):
    words = "News of the quay, every Friday in your inbox."
    sold = f"<div class={mark}><h2>Sign up</h2><p class=cta-caption>{words}</p></div>"
    document = read(f"<div class=paywall>{PARAGRAPHS}{sold}</div>")
    assert (of_role(document, Role.BODY), document.captions) == (STORY, ())


def test_a_blog_that_signs_and_dates_below_the_story_is_read(read):
    signed = (
        "<p>Posted by <span itemprop=author><span itemprop=name>Tom Reed</span></span> at "
        "<abbr itemprop=datePublished title='2024-03-04T15:30:00-08:00'>3:30 PM</abbr></p>"
        "<div class=comment><span itemprop=author>Bo Lund</span></div>"
    )
    document = read(PARAGRAPHS + signed, above="")
    assert (document.authors, document.published.value) == (("Tom Reed",), "2024-03-04T15:30-08:00")


@pytest.mark.parametrize("mark", ["gh-article-excerpt", "field-subhead"])
def test_what_is_marked_as_standing_over_a_story_is_none_of_it(read, mark):
    above = (
        f"<div class={mark}>No sailing before the wind has turned.</div><p>Submitted by Tom Reed on Mon, 04/03/2024</p>"
    )
    document = read(above=above)
    assert (of_role(document, Role.BODY), document.authors) == (STORY, ("Tom Reed",))
    assert document.standfirst == "No sailing before the wind has turned."


def test_an_old_page_of_tables_has_its_menu_headline_and_byline_told_apart(tmp_path):
    page = tmp_path / "page.html"
    page.write_text(
        f"<html><head><title>Harbour Press: {TITLE}</title></head><body><table><tr><td><a href=/>Home</a><br>"
        f"<a href=/s>Sport</a></td><td><font size=+2><b>{TITLE}</b></font><br>By Tom Reed<br>Staff writer<br>"
        f"Monday, March 4, 2002<p>{'<p>'.join(STORY)}</td></tr></table></body></html>"
    )
    (raw,) = read_file(str(page), limits=Limits())
    document = build_document(raw)
    assert (document.headline, document.authors) == (TITLE, ("Tom Reed",))
    assert document.published.value == "2002-03-04"
    assert of_role(document, Role.BODY) == STORY


def test_a_title_names_the_site_behind_the_headline(tmp_path):
    page = tmp_path / "page.html"
    page.write_text(f"<html><title>{TITLE} | Harbour Press</title><body><h1>{TITLE}</h1>{PARAGRAPHS}</body></html>")
    (raw,) = read_file(str(page), limits=Limits())
    assert raw.publisher == "Harbour Press"


@pytest.mark.parametrize(
    ("said", "names"),
    [
        ("Von Anna Schmidt", ("Anna Schmidt",)),
        ("Par Anne Roux et Luc Morel", ("Anne Roux", "Luc Morel")),
        ("Von Miller", ("Von Miller",)),
        ("Par Lindqvist, Staff Writer", ("Par Lindqvist",)),
    ],
)
def test_a_given_name_is_not_taken_for_by(said, names):
    assert names_in(said) == names


@pytest.mark.parametrize("control", ["\v", "\f", "&#11;", "&#xC;"], ids=ascii)
def test_controls_in_a_story_are_white_space(read, control):
    figure = f"<figure><img src=q.jpg><figcaption>{CAPTION}</figcaption></figure>"
    document = read(PARAGRAPHS + f"{figure}{control}They{control}wait.")
    assert of_role(document, Role.BODY) == [*STORY, "They wait."]
