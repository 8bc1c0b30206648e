"""What a reader of an article's page sees: the words as published, and who says what about them."""

import re
from html.parser import HTMLParser

import pytest
from django.urls import reverse

from articles.extraction.types import MentionKind, QuoteKind, Role
from entities.tests.factories import (
    ArticleFactory,
    CaptionFactory,
    EntityMentionFactory,
    EventFactory,
    EventMentionFactory,
    MentionFactory,
    PersonFactory,
    QuoteFactory,
    UserFactory,
    compose,
)

pytestmark = pytest.mark.django_db

VOID = frozenset({"br", "img", "input", "link", "meta", "rect"})


class Words(HTMLParser):
    """The text of `<article class="text">` without the notes and other things that the page adds to it."""

    ADDED = (("role", "tooltip"), ("class", "strip"), ("class", "meta photo-note"))

    def __init__(self):
        super().__init__()
        self.open: list[str] = []
        self.inside: int | None = None
        self.hidden: int | None = None
        self.words = ""

    def handle_starttag(self, tag, attrs):
        if tag in VOID:
            return
        self.open.append(tag)
        if tag == "article" and ("class", "text") in attrs:
            self.inside = len(self.open)
        elif self.hidden is None and any(added in attrs for added in self.ADDED):
            self.hidden = len(self.open)

    def handle_endtag(self, tag):
        if tag in VOID:
            return
        if self.hidden == len(self.open):
            self.hidden = None
        if self.inside == len(self.open):
            self.inside = None
        self.open.pop()

    def handle_data(self, data):
        if self.inside is not None and self.hidden is None:
            self.words += data


def shown_words(html: str) -> str:
    parser = Words()
    parser.feed(html)
    return parser.words


def squeezed(text: str) -> str:
    return " ".join(text.split())


def margin_html(html: str) -> str:
    return html[html.index("<aside") : html.index("</aside>")]


def margin(html: str) -> str:
    return squeezed(re.sub(r"<[^>]+>", " ", margin_html(html)))


@pytest.fixture
def open_page(reader):
    return lambda article: reader.get(article.get_absolute_url()).content.decode()


def test_article_shows_every_word_in_order(open_page):
    text, spans = compose(
        [
            (Role.HEADLINE, "Quay vote “delayed”"),
            (Role.BYLINE, "By Ilse Marrow"),
            (Role.BODY, "“We wait,” said Ottilie Vance.\nThen  she left."),
            (Role.CAPTION, "Ottilie Vance at the quay."),
            (Role.CREDIT, "(Coast Pictures)"),
            (Role.RELATED, "RELATED: What the board decided"),
            (Role.FOOTER, "More at harrowmere.example"),
        ]
    )
    article = ArticleFactory(layout=(text, spans))
    person = PersonFactory(name="Ottilie Vance")
    QuoteFactory(article=article, words="We wait,", speaker=person)
    for after in (0, text.index("left")):
        MentionFactory(article=article, person=person, after=after)
    CaptionFactory(article=article, words="Ottilie Vance at the quay.", credit="Coast Pictures", people=[person])

    assert squeezed(shown_words(open_page(article))) == squeezed(text)


def test_article_shows_a_line_exactly_as_printed_inside_its_paragraph(open_page):
    article = ArticleFactory(paragraphs=["One  line,\nand another\u00a0one — “quoted”."])
    assert "One  line,\nand another\u00a0one — “quoted”." in shown_words(open_page(article))


def test_article_without_a_printed_headline_still_has_one(open_page):
    html = open_page(ArticleFactory(layout=compose([(Role.BODY, "The board met.")]), headline="Quay vote delayed"))
    assert '<h1 class="block headline">Quay vote delayed</h1>' in html


def test_article_escapes_what_it_publishes(open_page):
    nasty = '<script>alert("quay")</script> & <b>bold</b>'
    article = ArticleFactory(headline=nasty, paragraphs=[nasty])
    person = PersonFactory(name='<i>Ottilie "Tilly" Vance</i>', slug="tilly")
    MentionFactory(article=article, person=person)
    QuoteFactory(article=article, words="<script>steal()</script>", speaker_text="<u>a viewer</u>", speaker=None)

    html = open_page(article)

    assert "<script>alert" not in html
    assert "<script>steal" not in html
    assert "<b>bold" not in html
    assert "<i>Ottilie" not in html
    assert "<u>a viewer" not in html
    assert nasty in shown_words(html)


def test_article_says_in_words_who_found_and_who_confirmed(open_page):
    article = ArticleFactory(paragraphs=["Ottilie Vance met Ilse Marrow."])
    MentionFactory(article=article, person=PersonFactory(name="Ottilie Vance"), rule="full-name", confidence=0.934)
    MentionFactory(
        article=article,
        person=PersonFactory(name="Ilse Marrow"),
        confirmed=True,
        reviewed_by=UserFactory(username="mq"),
    )

    html = squeezed(open_page(article))

    assert "found by the machine</span>, rule full-name, 93% sure" in html
    assert "confirmed by an editor</span>, mq, 3 May 2024" in html
    assert 'class="mark person machine"' in html
    assert 'class="mark person confirmed"' in html


def test_article_says_that_a_pronoun_is_inferred_and_why(open_page):
    article = ArticleFactory(paragraphs=["Ottilie Vance came. Later she left."])
    person = PersonFactory(name="Ottilie Vance")
    MentionFactory(
        article=article,
        person=person,
        words="she",
        kind=MentionKind.PRONOUN,
        evidence="she = Ottilie Vance, named last",
    )
    html = open_page(article)
    assert 'class="mark person machine inferred"' in html
    assert "she = Ottilie Vance, named last" in html


def test_article_says_in_words_that_a_speaker_is_inferred(open_page):
    article = ArticleFactory(paragraphs=['"We wait," she said.'])
    speaker = PersonFactory(name="Ottilie Vance")
    QuoteFactory(article=article, words="We wait,", speaker=speaker, speaker_text="she", speaker_inferred=True)
    assert 'aria-label="Quote 1, Ottilie Vance (inferred)"' in open_page(article)


def test_article_leaves_out_what_an_editor_rejected(open_page):
    article = ArticleFactory(paragraphs=["Ottilie Vance met Ilse Marrow at the Lantern Parade."])
    MentionFactory(article=article, person=PersonFactory(name="Ottilie Vance"), rejected=True)
    MentionFactory(article=article, person=PersonFactory(name="Ilse Marrow", rejected=True))
    EventMentionFactory(article=article, event=EventFactory(name="Lantern Parade", rejected=True))

    html = open_page(article)

    assert 'class="mark ' not in html[html.index('class="clipping"') :]
    assert "No person is named." in html


def test_article_marks_only_words_of_its_present_version(open_page):
    article = ArticleFactory()
    quote = QuoteFactory(article=article, words="The quay stays open", confirmed=True)
    article.text, article.spans = compose([(Role.HEADLINE, article.headline), (Role.BODY, "Rewritten.")])
    article.save()
    quote.source_changed = True
    quote.save()

    html = open_page(article)

    assert squeezed(shown_words(html)) == squeezed(article.text)
    assert "No longer in the text 1" in margin(html)
    assert "The quay stays open" in margin(html)


def test_article_links_marks_to_their_pages(open_page):
    article = ArticleFactory(paragraphs=["Ottilie Vance spoke at the Lantern Parade."])
    person = PersonFactory(name="Ottilie Vance")
    mention = MentionFactory(article=article, person=person)
    event = EventMentionFactory(article=article, event=EventFactory(name="Lantern Parade"))
    quote = QuoteFactory(article=article, speaker=person)
    caption = CaptionFactory(article=article)

    html = open_page(article)

    for target, anchor in [(person, f"m-{mention.pk}"), (event.event, f"e-{event.pk}"), (quote, f"quote-{quote.pk}")]:
        assert f'href="{target.get_absolute_url()}"' in html
        assert f'id="{anchor}"' in html
        assert f'href="#{anchor}"' in margin_html(html)
        assert f'aria-describedby="note-{anchor}"' in html
        assert f'id="note-{anchor}" role="tooltip"' in html
    assert f'id="c-{caption.pk}"' in html
    assert f'href="#c-{caption.pk}"' in margin_html(html)


def test_article_can_show_places_but_not_over_the_link_of_an_event(open_page):
    article = ArticleFactory(headline="News", paragraphs=["Harrowmere held the Harrowmere Lantern Parade."])
    EntityMentionFactory(article=article, words="Harrowmere")
    EventMentionFactory(article=article, event=EventFactory(name="Harrowmere Lantern Parade"))
    html = open_page(article)
    assert html.count('<span class="mark entity">Harrowmere</span>') == 1
    assert ">Harrowmere Lantern Parade</a>" in html


def test_article_leads_from_a_merged_person_to_the_survivor(open_page):
    survivor = PersonFactory(name="Ottilie Vance")
    article = ArticleFactory(paragraphs=["Tilly Vance was there."])
    MentionFactory(article=article, person=PersonFactory(name="Tilly Vance", merged_into=survivor))
    html = open_page(article)
    assert f'href="{survivor.get_absolute_url()}"' in html
    assert "“Tilly Vance” stands for Ottilie Vance" in html


def test_article_says_where_several_people_bear_a_name(open_page):
    article = ArticleFactory(paragraphs=["Vance was there."])
    MentionFactory(article=article, person=None, words="Vance", chain=3)
    html = open_page(article)
    assert 'href="#chain-3"' in html
    assert "Vance several people bear this name 1×" in margin(html)


def test_article_ties_the_parts_of_a_quote_together(open_page):
    article = ArticleFactory(paragraphs=['"We wait," said Ottilie Vance. "Then we build."'])
    quote = QuoteFactory(
        article=article, words=["We wait,", "Then we build."], speaker=PersonFactory(name="Ottilie Vance")
    )
    html = open_page(article)
    assert [f'id="quote-{quote.pk}"' in html, f'id="quote-{quote.pk}-2"' in html] == [True, True]
    assert 'aria-label="Quote 1a, Ottilie Vance, part 1 of 2"' in html
    assert 'aria-label="Quote 1b, Ottilie Vance, part 2 of 2"' in html
    assert "Quotes 1 1 “We wait,” “Then we build.” Ottilie Vance" in margin(html)


def test_article_never_shows_reported_speech_as_quoted_words(open_page):
    article = ArticleFactory(paragraphs=["The quay would close, said the board."])
    QuoteFactory(
        article=article, words="The quay would close", kind=QuoteKind.INDIRECT, speaker=None, speaker_text="the board"
    )
    html = open_page(article)
    assert 'class="mark quote machine reported"' in html
    assert "reported without quotation marks" in html
    assert "of it quoted" not in html
    assert "The quay would close “the board” (not identified), reported" in margin(html)


def test_article_without_a_date_says_so(open_page):
    assert "date not in the text" in open_page(ArticleFactory(published=None))


def test_article_says_which_share_of_the_text_is_what(open_page):
    html = open_page(ArticleFactory(headline="a" * 25, paragraphs=["b" * 75]))
    assert re.search(r'body <span class="count">75%</span>', html)
    assert re.search(r'headline <span class="count">25%</span>', html)


def test_article_puts_shares_of_one_paint_on_one_line(open_page):
    parts = [(Role.HEADLINE, "a" * 10), (Role.BODY, "b" * 70), (Role.CAPTION, "c" * 15), (Role.CREDIT, "d" * 5)]
    html = open_page(ArticleFactory(layout=compose(parts)))
    assert 'captions <span class="count">15%</span>, credits <span class="count">5%</span>' in html


def test_article_of_the_sample_is_labelled_as_fiction(open_page):
    assert "Fictional sample" in open_page(ArticleFactory(sample=True))
    assert "Fictional sample" not in open_page(ArticleFactory())


def test_article_without_marks_has_an_honest_margin(open_page):
    words = margin(open_page(ArticleFactory()))
    for line in ("No person is named.", "Nobody is quoted.", "No photo is captioned.", "No event is named."):
        assert line in words


def test_article_page_takes_a_fixed_number_of_queries(reader, django_assert_max_num_queries):
    article = ArticleFactory()
    for number in range(6):
        person = PersonFactory()
        MentionFactory(article=article, person=person, confirmed=bool(number % 2))
        QuoteFactory(article=article, speaker=person, about=[PersonFactory()])
        CaptionFactory(article=article, people=[person, PersonFactory()])
        EventMentionFactory(article=article)
    with django_assert_max_num_queries(20):
        reader.get(article.get_absolute_url())


def test_article_page_is_for_signed_in_readers_only(client):
    address = ArticleFactory().get_absolute_url()
    response = client.get(address)
    assert response.status_code == 302
    assert response["Location"] == f"{reverse('login')}?next={address}"
