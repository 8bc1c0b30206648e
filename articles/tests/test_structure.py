"""Every character gets one role, by evidence in the words; the text itself is never touched."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from articles.extraction.blocks import find_blocks
from articles.extraction.structure import build_document
from articles.extraction.types import LabelledSpan, RawArticle, Role, Span

BODY = "The harbour council met for nine hours on the pier and agreed on nothing at all."
MORE = "Nobody was surprised, and the ferry left on time with the minutes still on board."


def read(*paragraphs, **fields):
    return build_document(RawArticle(path="a.txt", text="\n\n".join(paragraphs), **fields))


def role_of(document, words):
    """Role of the passage that holds `words`."""
    return document.role_at(document.text.index(words))


def assert_covers(document):
    assert "".join(labelled.span.of(document.text) for labelled in document.spans) == document.text
    starts = [labelled.span.start for labelled in document.spans]
    assert starts == sorted(set(starts))


LINES = st.sampled_from(
    [
        *(
            BODY,
            MORE,
            "By Ann Ferris",
            "By Ann Ferris | Dale News",
            "Posted: May 3, 2024 5 AM",
            "RELATED: a",
            "RELATED:",
        ),
        *(
            "The pier. (Getty Images)",
            "The pier.\nAnn Ferris/AP",
            "(AP)",
            "AP",
            "DALE (AP) - ",
            "DALE (AP) - Rain fell.",
        ),
        *(
            "THE PIER FALLS INTO THE SEA AT DALE",
            "Advertisement",
            "Correction: x",
            "Sir,",
            "Ann Ferris",
            "###",
            "\u00a0",
        ),
        *('"Yes," she said. (AP)', "Photo: Ann Ferris", "FILE - The pier.", "[Image: x]", "((((", "Q: Why?", "\tA", ""),
    ]
)


@given(st.lists(st.tuples(LINES, st.sampled_from(["\n", "\n\n", " ", "\u00a0\n", "\n \n"])), max_size=12))
def test_spans_cover_any_article_exactly(parts):
    text = "".join(line + separator for line, separator in parts)
    document = build_document(RawArticle(path="a.txt", text=text))
    assert document.text == text
    assert_covers(document)


@given(st.text(max_size=300))
@example("")
@example(" \n\u00a0\n")
@example("A\x85B\u2028C\x0c")
def test_spans_cover_any_text_exactly(text):
    document = build_document(RawArticle(path="a.txt", text=text))
    assert document.text == text
    assert_covers(document)
    for caption in document.captions:
        assert caption.credit is None or caption.credit.span.of(text) == caption.credit.raw


@pytest.mark.parametrize(
    ("line", "role"),
    [
        pytest.param("RELATED: Harbour chief to retire", Role.RELATED, id="related"),
        pytest.param("RELATED:\u00a0Harbour chief to retire", Role.RELATED, id="related-with-a-no-break-space"),
        pytest.param("Read more: Harbour chief to retire", Role.RELATED, id="read-more"),
        pytest.param("READ MORE Harbour chief to retire", Role.RELATED, id="label-in-capitals-needs-no-colon"),
        pytest.param("WATCH | Harbour chief says goodbye", Role.RELATED, id="video-teaser"),
        pytest.param("Watch: Harbour chief says goodbye", Role.RELATED, id="video-teaser-in-small-letters"),
        pytest.param("HARBOUR CHIEF TO RETIRE AFTER NINE YEARS ON THE PIER", Role.CROSSLINK, id="line-in-capitals"),
        pytest.param("WHAT HAPPENS TO THE OLD PIER NOW?", Role.CROSSLINK, id="question-in-capitals"),
        pytest.param("A LONG NIGHT", Role.SUBHEADING, id="few-words-in-capitals"),
        pytest.param("A long night on the pier", Role.SUBHEADING, id="short-line-without-a-stop"),
        pytest.param("Advertisement", Role.FOOTER, id="advertisement"),
        pytest.param("Story continues below", Role.FOOTER, id="story-continues"),
        pytest.param("Most Read", Role.RELATED, id="list-of-a-page"),
        pytest.param("Print", Role.FOOTER, id="button"),
        pytest.param("CLICK HERE TO GET THE DALE NEWS APP", Role.FOOTER, id="app-line-is-no-crosslink"),
        pytest.param("Sign up for our weekly newsletter.", Role.FOOTER, id="newsletter"),
        pytest.param("© 2024 Dale Media Ltd. All rights reserved.", Role.FOOTER, id="copyright"),
        pytest.param("• Copyright © 2024 Dale Media.", Role.FOOTER, id="copyright-after-a-bullet"),
        pytest.param("Correction: An earlier version gave the wrong pier.", Role.NOTE, id="correction"),
        pytest.param("Editor’s note: This text names a minor.", Role.NOTE, id="editors-note-curly"),
        pytest.param("This article has been updated with the vote.", Role.NOTE, id="updated"),
        pytest.param("With files from Bo Lund", Role.NOTE, id="files-from"),
        pytest.param("(Reporting by Bo Lund; Editing by Ann Ferris)", Role.NOTE, id="reporting-by"),
        pytest.param("Ann Ferris can be reached at ann@dale.example", Role.NOTE, id="author-address"),
        pytest.param("Edited by Bo Lund", Role.NOTE, id="edited-by"),
    ],
)
def test_line_that_is_not_the_story(line, role):
    assert role_of(read("Pier talks fail", BODY, line, MORE), line) is role


@pytest.mark.parametrize(
    "line",
    [
        pytest.param("“Watch the tide,” she said.", id="speech"),
        pytest.param("FERRIS: I watched the tide, and then I watched it go.", id="turn-in-a-transcript"),
        pytest.param("Q: What did you watch?", id="question"),
        pytest.param("10. THE NIGHT THE OLD PIER FELL DOWN", id="numbered-head"),
        pytest.param("More than nine people stood on the pier.", id="sentence-that-starts-like-a-label"),
        pytest.param("Watch committees once ran the pier, and ran it well.", id="sentence-that-starts-with-watch"),
        pytest.param("Corrections officers stood on the pier all night.", id="sentence-about-corrections"),
        pytest.param("She had to sign up for another year on the pier.", id="sentence-with-sign-up"),
        pytest.param("This report was commissioned by the council in June.", id="sentence-about-a-report"),
        pytest.param("Advertising on the pier pays for half of its paint.", id="sentence-about-advertising"),
        pytest.param("Copyright in the old map ran out, said the council.", id="sentence-about-copyright"),
        pytest.param("Loading docks along the pier stood empty.", id="sentence-about-loading"),
        pytest.param("Ann Ferris is the author of three books on piers.", id="biography-in-mid-story"),
        pytest.param("(Laughter.)", id="stage-direction"),
        pytest.param("- two cups of flour", id="item-of-a-list"),
        pytest.param("Keeping the pier open to all who use it; and", id="item-that-goes-on"),
        pytest.param("Listen: nobody asked for a second pier.", id="sentence-after-listen"),
        pytest.param("By Monday morning the pier was gone.", id="sentence-that-starts-with-by"),
        pytest.param("The society had sold the pier to a company (SOS).", id="sentence-that-ends-in-brackets"),
    ],
)
def test_line_that_is_the_story(line):
    assert role_of(read("Pier talks fail", BODY, line, MORE), line) is Role.BODY


def test_biography_of_the_writer_ends_a_piece():
    line = "Ann Ferris is a reporter for Dale News."
    assert role_of(read("Pier talks fail", BODY, MORE, line), line) is Role.NOTE


def test_dates_of_a_timeline_do_not_date_it():
    document = read("The pier, year by year", "It began badly.", "May 3, 1990", BODY, "June 4, 1991", MORE)
    assert document.published is None
    assert role_of(document, "It began") is Role.BODY


def test_crosslink_whose_words_the_story_takes_up_is_a_subheading():
    heading = "THE NIGHT THE HARBOUR COUNCIL MET"
    assert role_of(read("Pier talks fail", MORE, heading, BODY), heading) is Role.SUBHEADING


def test_article_all_in_capitals_has_no_crosslinks():
    line = "THE COUNCIL MET FOR NINE HOURS ON THE PIER"
    assert role_of(read("PIER TALKS FAIL", BODY.upper(), line, MORE.upper()), line) is not Role.CROSSLINK


def test_related_line_is_kept_without_its_label():
    document = read("Pier talks fail", BODY, "RELATED: Harbour chief to retire", MORE)
    (line,) = document.related
    assert (line.span.of(document.text), line.kind) == ("Harbour chief to retire", Role.RELATED)


def test_titles_under_a_bare_label_are_related():
    document = read("Pier talks fail", BODY, "RELATED STORIES", "Harbour chief to retire", "Ferry late again", MORE)
    links = [line.span.of(document.text) for line in document.related]
    assert links == ["Harbour chief to retire", "Ferry late again"]
    assert role_of(document, MORE) is Role.BODY


def test_nothing_after_the_end_of_copy_is_story():
    document = read("Pier talks fail", BODY, MORE, MORE, "# Notebook", "Ring the pier before noon.")
    assert role_of(document, "Ring the pier") is Role.FOOTER


@pytest.mark.parametrize(
    ("line", "authors", "publisher", "published"),
    [
        pytest.param("By Ann Ferris", ("Ann Ferris",), "", None, id="one-name"),
        pytest.param("By Ann Ferris and Bo Lund", ("Ann Ferris", "Bo Lund"), "", None, id="two-names"),
        pytest.param("By Ann Ferris, Bo Lund and Cy Moe", ("Ann Ferris", "Bo Lund", "Cy Moe"), "", None, id="three"),
        pytest.param("BY ANN FERRIS", ("ANN FERRIS",), "", None, id="capitals"),
        pytest.param("By Ann Ferris | Dale News", ("Ann Ferris",), "Dale News", None, id="outlet-after-a-bar"),
        pytest.param("Ann Ferris · Dale News ·", ("Ann Ferris",), "Dale News", None, id="dots-and-no-by"),
        pytest.param("By Ann Ferris, Gazette staff", ("Ann Ferris",), "Gazette", None, id="outlet-staff"),
        pytest.param("By Ann Ferris, Political Editor", ("Ann Ferris",), "", None, id="role-is-no-outlet"),
        pytest.param("By Ann Ferris Staff Writer", ("Ann Ferris",), "", None, id="role-without-a-comma"),
        pytest.param("By ANN FERRIS Reuters", ("ANN FERRIS",), "Reuters", None, id="agency-without-a-comma"),
        pytest.param("By Ann Ferris in Dale", ("Ann Ferris",), "", None, id="place-is-no-outlet"),
        pytest.param("By Maria de la Cruz", ("Maria de la Cruz",), "", None, id="particles"),
        pytest.param("By Ann Ferris, 3 May 2024", ("Ann Ferris",), "", "2024-05-03", id="date-after-a-comma"),
        pytest.param(
            "By Ann Ferris - Associated Press - Friday, May 3, 2024",
            ("Ann Ferris",),
            "Associated Press",
            "2024-05-03",
            id="agency-and-date-after-dashes",
        ),
        pytest.param("By Associated Press", ("Associated Press",), "Associated Press", None, id="agency-alone"),
        pytest.param("By our own correspondents", (), "", None, id="nobody-named"),
        pytest.param("BY ANN FERRIS AND BO LUND", ("ANN FERRIS", "BO LUND"), "", None, id="and-in-capitals"),
        pytest.param("By Ann Ferris, The Ledger", ("Ann Ferris",), "The Ledger", None, id="outlet-after-a-comma"),
        pytest.param(
            "By Ann Ferris, Dale Evening Times", ("Ann Ferris",), "Dale Evening Times", None, id="outlet-words"
        ),
    ],
)
def test_byline(line, authors, publisher, published):
    document = read("Pier talks fail", line, BODY)
    assert role_of(document, line) is Role.BYLINE
    assert document.authors == authors
    assert document.publisher == publisher
    assert (document.published and document.published.value) == published


@pytest.mark.parametrize(
    ("line", "value"),
    [
        ("Posted: Jul 09, 2019 7:30 AM EDT", "2019-07-09T07:30-04:00"),
        ("09:14, Tue, Mar 12, 2019", "2019-03-12T09:14"),
        ("Published May 3, 2024 at 6:10 a.m.", "2024-05-03T06:10"),
        ("3 May 2024 - 14:30", "2024-05-03T14:30"),
        ("Updated: 3 May 2024", None),
    ],
)
def test_date_line(line, value):
    document = read("Pier talks fail", line, BODY)
    assert role_of(document, line) is Role.BYLINE
    assert (document.published and document.published.value) == value


def test_published_span_points_at_its_words():
    document = read("Pier talks fail", "Posted: May 3, 2024", BODY)
    assert document.published.span.of(document.text) == "May 3, 2024"


def test_byline_and_date_may_stand_above_the_headline():
    document = read("3 May 2024", "By Ann Ferris", "Pier talks fail", BODY)
    assert (document.headline, document.authors) == ("Pier talks fail", ("Ann Ferris",))
    assert document.published.value == "2024-05-03"


def test_date_in_the_story_is_no_publication_date():
    assert read("Pier talks fail", "On May 3, 2024 the harbour council met.", BODY).published is None


def test_byline_further_down_is_story():
    document = read("Pier talks fail", *[BODY] * 8, "By Ann Ferris", MORE)
    assert document.authors == ()


def test_outlet_on_a_line_of_its_own_between_byline_and_date():
    document = read("Pier talks fail", "By Ann Ferris", "Dale News", "3 May 2024", BODY)
    assert (document.publisher, document.publisher_rule, document.standfirst) == ("Dale News", "byline", "")


@pytest.mark.parametrize("kicker", ["EXCLUSIVE", "Opinion", "DALE COUNCIL"])
def test_kicker_above_the_headline_is_no_headline(kicker):
    document = read(kicker, "Pier talks fail after nine hours", BODY, MORE)
    assert document.headline == "Pier talks fail after nine hours"
    assert role_of(document, kicker) is Role.NOTE


@pytest.mark.parametrize("second", [BODY, "By Ann Ferris", "Pier closed"])
def test_short_headline_above_anything_else_is_the_headline(second):
    assert read("PIER SHUT", second, BODY, MORE).headline == "PIER SHUT"


def test_question_under_a_bare_label_is_related():
    document = read("Pier talks fail", BODY, "Related Articles", "Who owns the pier?", MORE)
    assert role_of(document, "Who owns") is Role.RELATED


def test_standfirst_stands_above_a_byline():
    document = read("Pier talks fail", "Nine hours, and nothing to show", "By Ann Ferris", BODY)
    assert document.standfirst == "Nine hours, and nothing to show"


def test_second_line_without_a_byline_below_is_no_standfirst():
    document = read("Pier talks fail", "Nine hours, and nothing to show for them.", BODY)
    assert document.standfirst == ""
    assert role_of(document, "Nine hours") is Role.BODY


@pytest.mark.parametrize(
    ("opening", "dateline"),
    [
        pytest.param("DALE (AP) - ", "DALE (AP)", id="agency"),
        pytest.param("DALE HARBOUR, Vt. (AP) — ", "DALE HARBOUR, Vt. (AP)", id="state-and-dash"),
        pytest.param("Dale (dpa) - ", "Dale (dpa)", id="small-letters-with-an-agency"),
        pytest.param("DALE, May 3 (Reuters) - ", "DALE, May 3 (Reuters)", id="date"),
        pytest.param("DALE HARBOUR - ", "DALE HARBOUR", id="no-agency"),
        pytest.param("(AP) — ", "(AP)", id="agency-alone"),
    ],
)
def test_dateline_is_cut_from_its_paragraph(opening, dateline):
    document = read("Pier talks fail", opening + BODY, MORE)
    assert document.dateline == dateline
    assert role_of(document, opening) is Role.DATELINE
    assert role_of(document, BODY) is Role.BODY


@pytest.mark.parametrize("opening", ["Dale Harbour - ", "FERRIS: ", "The pier (an old one) - ", "PIER - WHARF - "])
def test_prose_is_no_dateline(opening):
    assert read("Pier talks fail", BODY, opening + MORE).dateline == ""


def test_dateline_with_a_year_dates_an_article_without_a_date_line():
    assert read("Pier talks fail", "DALE, May 3, 2024 (AP) - " + BODY).published.value == "2024-05-03"


@pytest.mark.parametrize(
    ("footer", "publisher"),
    [
        pytest.param("You can get more updates on this story on DALENews.com", "Dale News", id="address-spelled-out"),
        pytest.param("Get more updates at HarbourPost.example", "Harbour Post", id="capitals-part-the-words"),
        pytest.param("© Dale Evening Post 2024", "Dale Evening Post", id="copyright"),
        pytest.param("Copyright 2024 The Dale Post, LLC. All rights reserved.", "The Dale Post", id="company-form"),
        pytest.param("For more of the Dale Star's latest stories, sign up to our newsletter.", "Dale Star", id="owner"),
        pytest.param("Subscribe to the Dale Star.", "Dale Star", id="subscribe"),
        pytest.param("More from The Dale Star", "The Dale Star", id="more-from"),
        pytest.param("Write to letters@dalegleaner.example", "Dale Gleaner", id="address-ends-as-papers-do"),
        pytest.param("CLICK HERE TO GET THE DALE NEWS APP", "Dale News", id="capitals-take-the-spelling-of-the-text"),
        pytest.param("Follow us and write to pier@gmail.com", "", id="mail-host-is-no-outlet"),
        pytest.param("Get the latest updates here.", "", id="no-name"),
        pytest.param("© 2024 Associated Press. All rights reserved.", "", id="agency-sold-it-to-somebody"),
    ],
)
def test_publisher_from_the_footer(footer, publisher):
    document = read("Pier talks fail", BODY, "The council did not answer Dale News.", footer)
    assert (document.publisher, document.publisher_rule) == (publisher, "footer" if publisher else "")


def test_publisher_from_the_byline_beats_the_footer():
    document = read("Pier talks fail", "By Ann Ferris | Dale News", BODY, "© Harbour Post 2024")
    assert (document.publisher, document.publisher_rule) == ("Dale News", "byline")


def test_outlet_that_signs_agency_copy_is_the_publisher():
    document = read("Pier talks fail", "By Ann Ferris | Associated Press", BODY, "© Harbour Post 2024")
    assert (document.publisher, document.publisher_rule) == ("Harbour Post", "footer")


@pytest.mark.parametrize(
    ("block", "words", "raw"),
    [
        pytest.param("The pier at dawn. (Ann Ferris/AP)", "The pier at dawn.", "Ann Ferris/AP", id="brackets"),
        pytest.param("The pier at dawn.\u00a0\u00a0(Getty Images)", "The pier at dawn.", "Getty Images", id="no-break"),
        pytest.param("The pier at dawn.\nAnn Ferris/DBC", "The pier at dawn.", "Ann Ferris/DBC", id="line-below"),
        pytest.param(
            "The pier at dawn. Credit: Ann Ferris/AP", "The pier at dawn.", "Credit: Ann Ferris/AP", id="label"
        ),
        pytest.param(
            "Photo: Ann Ferris/AP\nThe old pier at dawn.",
            "The old pier at dawn.",
            "Photo: Ann Ferris/AP",
            id="line-above",
        ),
        pytest.param("FILE - The pier at dawn.", "FILE - The pier at dawn.", None, id="file-picture"),
        pytest.param("From left: Ann Ferris and Bo Lund.", "From left: Ann Ferris and Bo Lund.", None, id="from-left"),
        pytest.param(
            "Ann Ferris, left, greets Bo Lund (right) on the pier.",
            "Ann Ferris, left, greets Bo Lund (right) on the pier.",
            None,
            id="position-words",
        ),
        pytest.param("Photo: The old pier at dawn.", "Photo: The old pier at dawn.", None, id="label-before-the-words"),
    ],
)
def test_caption(block, words, raw):
    document = read("Pier talks fail", BODY, block, MORE)
    (caption,) = document.captions
    assert caption.span.of(document.text) == words
    assert (caption.credit and caption.credit.raw) == raw
    assert document.role_at(caption.span.start) is Role.CAPTION
    if raw:
        assert document.role_at(caption.credit.span.start) is Role.CREDIT


@pytest.mark.parametrize(
    "paragraph",
    [
        pytest.param("“The pier is ours,” she wrote. (Getty Images)", id="opens-with-a-quotation-mark"),
        pytest.param("FERRIS: The pier is ours. (Applause)", id="transcript"),
        pytest.param("Gov. Ann Ferris (R) turned left, and the council left with her.", id="party-is-no-position"),
        pytest.param("- The pier is ours. (Ann Ferris/AP)", id="item-of-a-list"),
        pytest.param("The pier of Dale will close in May. — Reuters", id="agency-that-signs-its-story"),
        pytest.param(f"{BODY} " * 8 + "(Getty Images)", id="longer-than-captions-are"),
    ],
)
def test_paragraph_that_only_ends_like_a_caption(paragraph):
    document = read("Pier talks fail", paragraph, MORE)
    assert document.captions == ()
    assert role_of(document, paragraph[:30]) is Role.BODY


def test_label_of_a_caption_is_none_of_its_words():
    document = read(
        "Pier talks fail", BODY, "Image source, PA Media\nImage caption, The pier was closed to swimmers", MORE
    )
    (caption,) = document.captions
    assert caption.span.of(document.text) == "The pier was closed to swimmers"
    assert caption.credit.raw == "Image source, PA Media"


def test_agency_alone_stands_over_its_caption():
    document = read("Pier talks fail", BODY, "EPA", "Mayor Ruth Odell was told of the fall at nine", MORE)
    (caption,) = document.captions
    assert caption.span.of(document.text) == "Mayor Ruth Odell was told of the fall at nine"
    assert caption.credit.agency == "EPA"


def test_name_below_a_caption_needs_blank_lines_around_the_two():
    spaced = read("Pier talks fail", BODY, "The pier at dawn.\nAnn Ferris", MORE)
    assert [caption.credit.photographer for caption in spaced.captions] == ["Ann Ferris"]
    running = read(f"Pier talks fail\n{BODY}\nAnn Ferris\n{MORE}")
    assert running.captions == ()


def test_name_below_the_last_paragraph_signs_it():
    assert read("Pier talks fail", BODY, f"{MORE}\nAnn Ferris").captions == ()


def test_letter_survives_as_story_and_is_signed():
    document = read("Letter: Leave the pier", "Sir,", BODY, MORE, "Yours faithfully,", "Ann Ferris\nDale Harbour")
    assert role_of(document, "Sir,") is Role.BODY
    assert role_of(document, "Yours faithfully") is Role.BODY
    assert document.authors == ("Ann Ferris",)


def test_transcript_survives_as_story():
    turns = ["SEN. FERRIS: Was the pier yours?", "LUND: It was.", "(Laughter.)", "SEN. FERRIS: And is it now?"]
    document = read("Transcript: the pier hearing", *turns)
    assert all(role_of(document, turn) is Role.BODY for turn in turns)


def test_wrapped_lines_are_one_paragraph():
    lines = [
        "The harbour council met for nine hours on the old pier and",
        "agreed on nothing at all, which surprised nobody.",
    ]
    blocks = find_blocks("\n".join(lines))
    assert [block.text for block in blocks] == ["\n".join(lines)]


def test_lines_that_end_sentences_are_paragraphs_of_their_own():
    assert len(find_blocks(f"{BODY}\n{MORE}")) == 2


def test_opening_prose_is_no_headline():
    document = read(f"{BODY} {MORE} {BODY} {MORE}")
    assert document.headline == ""
    assert role_of(document, BODY) is Role.BODY


@pytest.mark.parametrize(
    ("text", "language"),
    [
        (f"{BODY} {MORE}", "en"),
        ("El consejo del puerto se reunió durante nueve horas y no llegó a ningún acuerdo sobre el muelle.", "es"),
        ("Le conseil du port s'est réuni pendant neuf heures et n'a pris aucune décision sur la jetée.", "fr"),
        ("Der Rat des Hafens hat neun Stunden lang getagt und sich nicht auf die Brücke geeinigt.", "de"),
        ("Pier, pier, pier.", ""),
    ],
)
def test_language(text, language):
    assert read("1", text).language == language


def labelled(parts):
    """A raw article whose format gave the role of every paragraph."""
    text, labels = "", []
    for role, words in parts:
        labels.append(LabelledSpan(Span(len(text), len(text) + len(words)), role))
        text += words + "\n"
    return RawArticle(path="a.html", format="html", text=text, labels=tuple(labels))


def test_labels_of_the_format_are_kept():
    document = build_document(
        labelled(
            [
                (Role.HEADLINE, "Pier talks fail"),
                (Role.STANDFIRST, "Nine hours"),
                (Role.BODY, "A LONG NIGHT ON THE OLD PIER"),
                (Role.CAPTION, "The pier at dawn. (Ann Ferris/AP)"),
                (Role.CAPTION, "The tide."),
                (Role.CREDIT, "Bo Lund"),
                (Role.BODY, BODY),
            ]
        )
    )
    assert_covers(document)
    assert (document.headline, document.standfirst) == ("Pier talks fail", "Nine hours")
    assert role_of(document, "A LONG NIGHT") is Role.BODY
    assert [(c.span.of(document.text), c.credit.raw) for c in document.captions] == [
        ("The pier at dawn.", "Ann Ferris/AP"),
        ("The tide.", "Bo Lund"),
    ]


def test_labels_of_the_format_that_overlap_share_the_text():
    labels = (LabelledSpan(Span(0, 9), Role.HEADLINE), LabelledSpan(Span(5, 15), Role.BODY))
    assert_covers(build_document(RawArticle(path="a.html", text="Pier talks fail", labels=labels)))


def test_paragraph_of_the_format_that_is_a_link_is_no_story():
    document = build_document(labelled([(Role.BODY, BODY), (Role.BODY, "READ MORE: The chief retires")]))
    assert role_of(document, "READ MORE") is Role.RELATED


def test_link_of_the_format_is_kept_without_its_label():
    document = build_document(labelled([(Role.BODY, BODY), (Role.RELATED, "RELATED: The chief retires")]))
    assert [line.span.of(document.text) for line in document.related] == ["The chief retires"]


def test_printed_date_stands_in_for_one_the_format_garbles():
    assert read("Pier talks fail", "3 May 2024", BODY, published="soon").published.value == "2024-05-03"


def test_fields_of_the_format_win():
    document = read(
        "Pier talks fail",
        "By Ann Ferris | Dale News",
        BODY,
        authors=("Bo Lund",),
        publisher="Post",
        published="2024-05-03",
    )
    assert (document.authors, document.publisher, document.publisher_rule) == (("Bo Lund",), "Post", "format")
    assert document.published.value == "2024-05-03"


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("x" * 5_000_000, id="one-word"),
        pytest.param("He said it. " * 400_000, id="one-line"),
        pytest.param("Pier\n\n" + "(" * 100_000 + "AP)", id="opening-brackets"),
        pytest.param("Pier\n\nIt fell. " + ")" * 100_000, id="closing-brackets"),
        pytest.param("Pier\n\n" + "photo by " * 100_000, id="labels"),
        pytest.param("Pier\n\n" + "Aa/" * 100_000, id="strokes"),
        pytest.param("\n\n".join([BODY] * 10_000), id="paragraphs"),
    ],
)
def test_structure_survives_size(text):
    assert_covers(build_document(RawArticle(path="a.txt", text=text)))
